"""Opening a round, completing it, and giving more time: a page that says what will happen, then one POST."""

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from audit_forms.returns.models import Return
from audit_forms.self_assessments import services
from audit_forms.self_assessments.expecting import expected_organisations, preview_opening
from audit_forms.self_assessments.forms import END_OF_DAY, DeadlineForm, ExtensionForm, JoinersForm
from audit_forms.self_assessments.models import Round
from audit_forms.self_assessments.views.tracker import visible_round
from portal.accounts.decorators import business_unit_required
from portal.dates import format_moment

TRACKER = "self_assessments:tracker"


@require_http_methods(["GET", "HEAD", "POST"])
@business_unit_required
def open_now(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whom the round will ask, how much, and what comes in from last time; open it when that is confirmed."""
    exercise = visible_round(request, pk)
    if request.method == "POST":
        opened = services.open_round(exercise=exercise, actor=request.user)
        messages.success(request, f"{opened.title} is open. {opened.returns.count()} returns are asked for.")
        return redirect(TRACKER, pk)
    if exercise.is_open:
        return redirect(TRACKER, pk)
    return render(request, "unit/open_round.html", {"round": exercise, "opening": preview_opening(exercise)})


@require_http_methods(["GET", "HEAD", "POST"])
@business_unit_required
def add_missing(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who has joined since the round opened and by when they would be due; ask them when that is confirmed."""
    exercise = visible_round(request, pk)
    if not exercise.is_running:
        messages.error(request, "The round does not run: it has not opened yet, or it is closed.")
        return redirect(TRACKER, pk)
    fair = timezone.localtime(fair_deadline(exercise))
    form = JoinersForm(request.POST or None, initial={"day": fair.date(), "at": fair.time()})
    if request.method == "POST" and form.is_valid() and add(request, exercise, form):
        return redirect(TRACKER, pk)
    joiners = expected_organisations(exercise).order_by("name")
    return render(request, "unit/joiners.html", {"round": exercise, "joiners": joiners, "form": form})


def fair_deadline(exercise: Round) -> datetime:
    """The round's own deadline, or the end of the day four weeks from now where that is later."""
    day = timezone.localdate() + services.FAIR_TIME
    return max(exercise.deadline, timezone.make_aware(datetime.combine(day, END_OF_DAY)))


def add(request: HttpRequest, exercise: Round, form: Form) -> bool:
    """Whether those who have joined were asked; what stands against it is put on the form."""
    deadline = form.cleaned_data["deadline"]
    try:
        added = services.add_missing_returns(exercise=exercise, deadline=deadline, actor=request.user)
    except ValidationError as refusal:
        form.add_error("day", refusal.messages)
        return False
    messages.success(request, added_in_words(added))
    return True


def added_in_words(added: int) -> str:
    """What adding missing returns has done."""
    if not added:
        return "Nobody is missing: every open organisation under the duty has a return."
    return "1 return was added." if added == 1 else f"{added} returns were added."


@require_http_methods(["GET", "HEAD", "POST"])
@business_unit_required
def change_deadline(request: HttpRequest, pk: int) -> HttpResponse:
    """Move the deadline of the whole round."""
    exercise = visible_round(request, pk)
    form = DeadlineForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and move(request, exercise, form):
        return redirect(TRACKER, pk)
    return render(request, "unit/deadline.html", {"round": exercise, "form": form})


def move(request: HttpRequest, exercise: Round, form: Form) -> bool:
    """Whether the deadline was moved; what stands against it is put on the form."""
    try:
        moved = services.move_deadline(exercise=exercise, deadline=form.cleaned_data["deadline"], actor=request.user)
    except ValidationError as refusal:
        form.add_error("day", refusal.messages)
        return False
    messages.success(request, f"The deadline is now {format_moment(moved.deadline)} (UK time).")
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@business_unit_required
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the returns named in the address (or chosen in the tracker) more time."""
    exercise = visible_round(request, pk)
    references = request.POST.getlist("return") or request.GET.getlist("return")
    chosen = exercise.returns.filter(reference__in=references).select_related("organisation")
    if not chosen:
        messages.error(request, "Choose the returns that need more time: tick them in the table first.")
        return redirect(TRACKER, pk)
    form = ExtensionForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and give_time(request, chosen, form):
        return redirect(TRACKER, pk)
    return render(request, "unit/extend.html", {"round": exercise, "returns": chosen, "form": form})


def give_time(request: HttpRequest, chosen: QuerySet[Return], form: Form) -> bool:
    """Whether the returns were extended; what stands against it is put on the form."""
    until = form.cleaned_data["deadline"]
    try:
        services.extend_returns(returns=chosen, until=until, reason=form.cleaned_data["reason"], actor=request.user)
    except ValidationError as refusal:
        form.add_error("reason" if "reason" in getattr(refusal, "error_dict", {}) else "day", refusal.messages)
        return False
    number = len(chosen)
    who = chosen[0].organisation.name if number == 1 else f"{number} returns"
    messages.success(request, f"{who}: more time until {format_moment(until)} (UK time).")
    return True
