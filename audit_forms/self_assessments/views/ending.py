"""What ends: settings that have closed, a round, and its reminders."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from audit_forms.self_assessments import services
from audit_forms.self_assessments.forms import ClosedForm, RemindersForm
from audit_forms.self_assessments.models import Round
from audit_forms.self_assessments.segments import left_of_closed
from audit_forms.self_assessments.tracker import standing
from audit_forms.self_assessments.views.tracker import visible_round
from portal.accounts.decorators import business_unit_required

TRACKER = "self_assessments:tracker"
CLOSED = "self_assessments:closed_settings"


@require_http_methods(["GET", "HEAD", "POST"])
@business_unit_required
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what closing the round means, then close it; a closed round is resumed here."""
    exercise = visible_round(request, pk)
    if request.method == "POST":
        try:
            if exercise.is_closed and request.POST.get("resume"):
                services.resume_round(exercise=exercise, actor=request.user)
                messages.success(request, f"{exercise.title} runs again.")
            else:
                services.close_round(exercise=exercise, actor=request.user)
                messages.success(request, f"{exercise.title} is closed. Nobody is chased or reminded any more.")
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        return redirect(TRACKER, pk)
    if not exercise.is_open:
        return redirect(TRACKER, pk)
    return render(request, "unit/close.html", {"round": exercise, "standing": standing(exercise)})


@require_http_methods(["GET", "HEAD", "POST"])
@business_unit_required
def reminders(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose on which days people are reminded."""
    exercise = visible_round(request, pk)
    chosen = {"days": exercise.reminder_days, "overdue": exercise.reminds_overdue}
    form = RemindersForm(request.POST if request.method == "POST" else None, initial=chosen)
    if request.method == "POST" and form.is_valid():
        services.set_reminders(exercise=exercise, actor=request.user, **form.cleaned_data)
        messages.success(request, "The reminders are changed.")
        return redirect(TRACKER, pk)
    return render(request, "unit/reminders.html", {"round": exercise, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@business_unit_required
def closed_settings(request: HttpRequest, pk: int) -> HttpResponse:
    """Returns of settings that have closed: withdraw one or all, or let the successor go on with one."""
    exercise = visible_round(request, pk)
    form = ClosedForm(request.POST if request.method == "POST" and "move" not in request.POST else None)
    if request.method == "POST":
        done = move(request, exercise) if "move" in request.POST else withdraw(request, exercise, form)
        if done:
            return redirect(CLOSED if left_of_closed(exercise).exists() else TRACKER, pk)
    return render(request, "unit/closed.html", {"round": exercise, "returns": left_of_closed(exercise), "form": form})


def withdraw(request: HttpRequest, exercise: Round, form: Form) -> bool:
    """Withdraw the one named by its button, or all; whether the form was in order."""
    if not form.is_valid():
        return False
    chosen = left_of_closed(exercise)
    if request.POST.get("withdraw") != "all":
        chosen = chosen.filter(reference=request.POST.get("withdraw", ""))
    number = services.withdraw_closed(
        exercise=exercise, chosen=chosen, reason=form.cleaned_data["reason"], actor=request.user
    )
    messages.success(request, "1 return is withdrawn." if number == 1 else f"{number} returns are withdrawn.")
    return True


def move(request: HttpRequest, exercise: Round) -> bool:
    """Let the successor go on with the return named by its button."""
    chosen = get_object_or_404(exercise.returns, reference=request.POST["move"])
    try:
        new = services.move_to_successor(exercise=exercise, audit_return=chosen, actor=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, f"{new.organisation} goes on with the return. Its leads are told by e-mail.")
    return True
