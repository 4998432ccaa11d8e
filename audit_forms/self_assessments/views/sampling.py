"""A round's samples: planned and drawn, read, changed by hand, given readers, and taken as a file."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from audit_forms.returns.workflow import TransitionRefused
from audit_forms.self_assessments import services
from audit_forms.self_assessments.agreement import agreement_of
from audit_forms.self_assessments.framing import MORE_TICKETS, counted_frame, frame_of
from audit_forms.self_assessments.models import Round, Sample
from audit_forms.self_assessments.sampled import CSV_COLUMNS, csv_rows, reasons_out, redraw, rows_of, tickets
from audit_forms.self_assessments.sampling import shares
from audit_forms.self_assessments.sampling_forms import USUAL_SIZE, PickForm, PlanForm, ReaderForm
from audit_forms.self_assessments.views.tracker import visible_round
from portal.accounts.decorators import business_unit_required
from portal.accounts.step_up import fresh_factor_required
from portal.spreadsheets import csv_lines

SAMPLE = "self_assessments:sample"


def visible_sample(request: HttpRequest, pk: int, sample: int) -> Sample:
    """The sample of that round, or 404."""
    exercise = visible_round(request, pk)
    samples = Sample.objects.visible_to(request.user).filter(exercise=exercise).defer("frame")
    found = get_object_or_404(samples, pk=sample)
    found.exercise = exercise
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@business_unit_required
def sample_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose what to draw from the address, see the frame it gives, and draw by one press."""
    exercise = visible_round(request, pk)
    form = PlanForm(request.GET or usual_plan(exercise), exercise=exercise)
    if request.method == "POST" and form.is_valid():
        drawn = draw(request, exercise, form)
        if drawn is not None:
            return redirect(SAMPLE, pk, drawn.pk)
    context = {
        "round": exercise,
        "form": form,
        "key": uuid4(),
        "samples": exercise.samples.defer("frame").select_related("drawn_by"),
        "frame": framed(exercise, form) if form.is_valid() else None,
        "address": request.GET.urlencode(),
        "more_tickets": more_tickets(),
    }
    return render(request, "unit/deep_dives/plan.html", context)


def usual_plan(exercise: Round) -> QueryDict:
    """What is filled in at first: ten returns, spread by phase or sector, resting for one round."""
    usual = QueryDict(mutable=True)
    usual.update({"size": str(USUAL_SIZE), "rest": "1", "strata": "sector" if exercise.asks_agencies else "phase"})
    return usual


def more_tickets() -> list[tuple[str, int]]:
    """What gives a return more tickets, and how many."""
    return [(str(concern.label), number) for concern, number in MORE_TICKETS.items()]


def framed(exercise: Round, form: PlanForm) -> dict[str, Any]:
    """What the frame holds now, for the page."""
    counted = counted_frame(exercise, form.plan)
    strata = shares(counted, form.plan.size)
    return {
        "total": sum(share.total for share in strata),
        "drawable": sum(share.drawable for share in strata),
        "drawn": sum(share.drawn for share in strata),
        "out": reasons_out(counted),
        "shares": strata,
        "widest": max((share.drawable for share in strata), default=0),
        "tickets": tickets(frame_of(exercise, form.plan)) if form.plan.is_weighted else [],
    }


def draw(request: HttpRequest, exercise: Round, form: PlanForm) -> Sample | None:
    """Draw it; None where something stands against it, which is told."""
    try:
        key = UUID(request.POST.get("key", ""))
        return services.draw_sample(exercise=exercise, plan=form.plan, key=key, actor=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    except ValueError:
        messages.error(request, "The page was not sent whole. Press the button again.")
    return None


@require_safe
@business_unit_required
def sample(request: HttpRequest, pk: int, sample: int) -> HttpResponse:
    """The sample with how each return was chosen; with `again` in the address it is drawn again and compared."""
    shown = visible_sample(request, pk, sample)
    context = {
        "round": shown.exercise,
        "sample": shown,
        "rows": rows_of(shown),
        "again": redraw(shown) if "again" in request.GET else None,
        "more_tickets": more_tickets(),
    }
    return render(request, "unit/deep_dives/sample.html", context)


@require_safe
@business_unit_required
@fresh_factor_required
def sample_csv(request: HttpRequest, pk: int, sample: int) -> StreamingHttpResponse:
    """The sample as CSV."""
    shown = visible_sample(request, pk, sample)
    if request.method == "GET":
        services.record_sample_csv(sample=shown, actor=request.user)
    lines = csv_lines(CSV_COLUMNS, csv_rows(shown))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="sample-{shown.pk}.csv"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@business_unit_required
def pick(request: HttpRequest, pk: int, sample: int) -> HttpResponse:
    """Add a return by hand, with the reason."""
    shown = visible_sample(request, pk, sample)
    form = PickForm(request.POST if request.method == "POST" else None, sample=shown)
    if request.method == "POST" and form.is_valid():
        which, reason = form.cleaned_data["which"], form.cleaned_data["reason"]
        try:
            services.pick_by_hand(sample=shown, audit_return=which, reason=reason, actor=request.user)
        except ValidationError as refusal:
            form.add_error("which", refusal.messages)
        else:
            messages.success(request, f"{which.organisation} is in the sample.")
            return redirect(SAMPLE, pk, sample)
    return render(request, "unit/deep_dives/pick.html", {"round": shown.exercise, "sample": shown, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@business_unit_required
def readers(request: HttpRequest, pk: int, sample: int) -> HttpResponse:
    """Name who reads each return of the sample, all on one page."""
    shown = visible_sample(request, pk, sample)
    forms = ReaderForm.of(shown, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        for form in filter(ReaderForm.is_valid, forms):
            name(request, form)
        if not any(form.errors for form in forms):
            messages.success(request, "The readers are named.")
            return redirect(SAMPLE, pk, sample)
    return render(request, "unit/deep_dives/readers.html", {"round": shown.exercise, "sample": shown, "forms": forms})


def name(request: HttpRequest, form: ReaderForm) -> None:
    """Name who was chosen for one return; what stands against it is put on the form."""
    for field, reader in form.chosen.items():
        try:
            services.name_reviewer(
                deep_dive=form.row.deep_dive, reviewer=reader, is_second=field == "second", actor=request.user
            )
        except ValidationError as refusal:
            form.add_error(field, refusal.messages)
        except TransitionRefused as refusal:
            form.add_error(field, str(refusal))


@require_safe
@business_unit_required
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the two readers of the same returns agree."""
    exercise = visible_round(request, pk)
    return render(request, "unit/deep_dives/agreement.html", {"round": exercise, "found": agreement_of(exercise)})
