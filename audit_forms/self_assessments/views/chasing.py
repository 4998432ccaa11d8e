"""Chasing: who would be told what, a preview, then one press that sends once."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audit_forms.self_assessments import services
from audit_forms.self_assessments.enums import Segment
from audit_forms.self_assessments.forms import ChaseForm
from audit_forms.self_assessments.models import Chase, Round
from audit_forms.self_assessments.notifications import chase_context, chase_subject
from audit_forms.self_assessments.segments import in_segment, text_for
from audit_forms.self_assessments.views.tracker import visible_round
from portal.accounts.decorators import business_unit_required
from portal.outbox.services import render_mail

TRACKER = "self_assessments:tracker"


@require_http_methods(["GET", "HEAD", "POST"])
@business_unit_required
def chase(request: HttpRequest, pk: int) -> HttpResponse:
    """Chase the segment that the address names: everybody in it, those ticked, or those that the filters show."""
    exercise = visible_round(request, pk)
    segment = request.GET.get("segment")
    if segment not in Segment.values or not exercise.is_running:
        messages.error(request, "Choose whom to chase while the round is running.")
        return redirect(TRACKER, pk)
    returns = in_segment(exercise, segment, request.GET)
    if segment == Segment.TICKED and not request.GET.getlist("return"):
        messages.error(request, "Choose the returns to chase: tick them in the table first.")
        return redirect(TRACKER, pk)
    form = ChaseForm(request.POST or None, initial={"text": text_for(segment), "key": uuid4()})
    is_valid = request.method == "POST" and form.is_valid()
    if is_valid and request.POST.get("step") == "send":
        sent = send(request, exercise, segment, form)
        if sent is not None:
            return redirect(TRACKER, pk)
    again = bool(request.method == "POST" and request.POST.get("again"))
    plan = services.plan_chase(exercise=exercise, returns=returns, again=again)
    context = {
        "round": exercise,
        "segment": Segment(segment),
        "plan": plan,
        "form": form,
        "subject": chase_subject(exercise),
        "preview": preview(exercise, plan, form) if is_valid and request.POST.get("step") == "preview" else "",
    }
    return render(request, "unit/chase.html", context)


def send(request: HttpRequest, exercise: Round, segment: str, form: ChaseForm) -> Chase | None:
    """Send it; None where something stands against it, which is put on the form."""
    key: UUID = form.cleaned_data["key"]
    try:
        sent = services.chase(
            exercise=exercise,
            key=key,
            segment=segment,
            returns=in_segment(exercise, segment, request.GET),
            text=form.cleaned_data["text"],
            seen=request.POST.get("seen", ""),
            again=form.cleaned_data["again"],
            actor=request.user,
        )
    except ValidationError as refusal:
        form.add_error("text" if hasattr(refusal, "error_dict") else None, refusal.messages)
        return None
    messages.success(request, f"{sent.people} {'person was' if sent.people == 1 else 'people were'} told by e-mail.")
    return sent


def preview(exercise: Round, plan: services.ChasePlan, form: ChaseForm) -> str:
    """The first mail as it would arrive, in plain text."""
    if not plan.letters:
        return ""
    letter = plan.letters[0]
    words = form.cleaned_data["text"].replace("\r\n", "\n").strip()
    return render_mail("round_chase", chase_context(exercise, words, letter.person, letter.returns))["text"]
