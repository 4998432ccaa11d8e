"""An auditor's grades before the meeting, which nobody else sees until it opens."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from audit_forms.case_audits import permissions, services
from audit_forms.case_audits.forms.moderation import BlindForm
from audit_forms.case_audits.grading import Scale, domains_asked
from audit_forms.case_audits.models import Involvement
from audit_forms.case_audits.moderation_reading import BlindProgress, blind_progress
from audit_forms.case_audits.views.moderation_access import find_audit
from audit_forms.case_audits.workflow import TransitionRefused


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def blind(request: HttpRequest, reference: str) -> HttpResponse:
    """One case's domains at a time, each with its guidance; any may be left for later."""
    audit = find_audit(request.user, reference)
    own = Involvement.objects.to_grade_blind(request.user).filter(case__audit=audit)
    parts = blind_progress(own.select_related("case__audit", "organisation", "audit_return__exercise__edition"))
    if not parts:
        raise Http404
    chosen = chosen_part(parts, request.GET.get("part", ""))
    if not permissions.is_running(chosen.part):
        if request.method == "POST":
            messages.error(request, services.CLOSED)
        return redirect("moderation:meeting", reference)
    entered = {each.question_key: each for each in chosen.part.blind_grades.select_related("level", "entered_by")}
    form = BlindForm(
        request.POST or None,
        domains=domains_asked(chosen.part.audit_return),
        levels=Scale.of(audit.edition).levels,
        entered=entered,
        label_suffix="",
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.enter_blind_grades(involvement=chosen.part, grades=form.chosen, actor=request.user)
        except TransitionRefused as refused:
            messages.error(request, str(refused))
            return redirect("moderation:meeting", reference)
        messages.success(request, "Your grades are saved. Nobody else sees them until moderation opens.")
        return redirect(f"{reverse('moderation:blind', args=[reference])}?part={chosen.part.pk}")
    others = sorted({str(each.entered_by) for each in entered.values() if each.entered_by_id != request.user.pk})
    context = {"audit": audit, "parts": parts, "chosen": chosen, "form": form, "others": others}
    return render(request, "case_audits/moderation/blind.html", context)


def chosen_part(parts: list[BlindProgress], wanted: str) -> BlindProgress:
    """The part asked for, else the first that lacks a grade, else the first; raises Http404 for a foreign one."""
    if wanted:
        found = next((each for each in parts if str(each.part.pk) == wanted), None)
        if found is None:
            raise Http404
        return found
    return next((each for each in parts if not each.is_complete), parts[0])
