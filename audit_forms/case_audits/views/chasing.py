"""Chasing agencies: who would be told, the text, then one press that sends once."""

from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audit_forms.case_audits import services
from audit_forms.case_audits.case_forms import ChaseAgenciesForm
from audit_forms.case_audits.enums import ChaseSegment
from audit_forms.case_audits.models import CaseAudit, CaseChase
from audit_forms.case_audits.permissions import can_chase
from audit_forms.case_audits.views.unit_access import find_audit
from portal.accounts.decorators import business_unit_required
from portal.dates import format_day, format_moment

TEXTS = {
    ChaseSegment.NOT_ANSWERED: (
        "We have not heard from you yet about every case. Please say for each case whether you know the child: "
        "“not known to us” is one press. We asked for this by {involvement}."
    ),
    ChaseSegment.NO_AUDITOR: (
        "There are cases in which your agency is involved and has not named an auditor. Please name somebody who had "
        "no part in the case. We asked for this by {involvement}."
    ),
    ChaseSegment.OVERDUE: (
        "Some of what we asked of your agency is overdue. Audits are due by {deadline} (UK time). If something stands "
        "in the way, please tell us today."
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@business_unit_required
def chase(request: HttpRequest, reference: str) -> HttpResponse:
    """Chase the agencies that have not answered, have no auditor or are overdue, as the address says."""
    audit = find_audit(request, reference)
    if request.GET.get("segment") not in ChaseSegment.values or not can_chase(request.user, audit):
        messages.error(request, "Choose whom to chase while agencies work on the audit.")
        return redirect("unit_audits:grid", audit.reference)
    segment = ChaseSegment(request.GET["segment"])
    form = ChaseAgenciesForm(request.POST or None, initial={"text": text_for(audit, segment), "key": uuid4()})
    if request.method == "POST" and form.is_valid() and request.POST.get("step") == "send":
        sent = send(request, audit, segment, form)
        if sent is not None:
            messages.success(request, f"{sent.people} {'person was' if sent.people == 1 else 'people were'} told.")
            return redirect("unit_audits:grid", audit.reference)
    again = bool(request.method == "POST" and request.POST.get("again"))
    context = {
        "audit": audit,
        "segment": segment,
        "form": form,
        "plan": services.plan_chase(audit=audit, segment=segment, again=again),
        "last": audit.chases.select_related("sent_by").first(),
    }
    return render(request, "case_audits/unit/chase.html", context)


def text_for(audit: CaseAudit, segment: ChaseSegment) -> str:
    """What the officer is offered to send."""
    days = {"involvement": format_day(audit.involvement_due_on), "deadline": format_moment(audit.deadline)}
    return TEXTS[segment].format(**days)


def send(request: HttpRequest, audit: CaseAudit, segment: ChaseSegment, form: ChaseAgenciesForm) -> CaseChase | None:
    """Send it; None where something stands against it, which is put on the form."""
    try:
        return services.chase_agencies(
            audit=audit,
            key=form.cleaned_data["key"],
            segment=segment,
            text=form.cleaned_data["text"],
            seen=request.POST.get("seen", ""),
            again=form.cleaned_data["again"],
            actor=request.user,
        )
    except ValidationError as refusal:
        form.add_error("text" if hasattr(refusal, "error_dict") else None, refusal.messages)
        return None
