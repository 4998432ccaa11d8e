"""A trust's overview of the profiles that its schools share."""

from collections import Counter

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from audit_forms.insight.enums import PROFILED_KINDS
from audit_forms.insight.grid import Grid, Row, grid_of
from audit_forms.insight.querysets import shared_with
from audit_forms.organisations.enums import Phase
from audit_forms.returns.models import Exercise, Return
from audit_forms.returns.querysets import ReturnQuerySet

NAME, TOTAL = "name", "total"


@require_safe
@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """Sections by schools for one round; who sees no school's status finds nothing."""
    schools = Return.objects.status_visible_to(request.user).filter(
        exercise__edition__questionnaire__kind__in=PROFILED_KINDS
    )
    exercises = list(Exercise.objects.filter(pk__in=schools.values("exercise")))
    if not exercises:
        raise Http404
    chosen = choose(exercises, request)
    of_round = schools.filter(exercise=chosen)
    shared = shared_with(request.user).filter(exercise=chosen).with_context().prefetch_related("submissions")
    phase = request.GET.get("phase", "")
    if phase in Phase.values:
        shared = shared.filter(organisation__phase=phase)
    grid = grid_of(shared.order_by("organisation__name"))
    sorted_by = request.GET.get("sort", NAME)
    context = {
        "exercises": exercises,
        "chosen": chosen,
        "grid": grid,
        "rows": sort_rows(grid, sorted_by),
        "sorted_by": sorted_by,
        "sorts": [(NAME, "School, A to Z"), (TOTAL, "Fewest in place first"), *by_section(grid)],
        "phase": phase,
        "phases": [(value, Phase(value).label) for value in sorted(phases(of_round))],
        "schools": of_round.count(),
        "submitted": of_round.filter(submitted_at__isnull=False).count(),
        "sharing": of_round.filter(submitted_at__isnull=False, profile_shared_at__isnull=False).count(),
    }
    return render(request, "insight/trust.html", context)


def choose(exercises: list[Exercise], request: HttpRequest) -> Exercise:
    """The round asked for; else that with the most shared profiles, the newest of several."""
    wanted = request.GET.get("round", "")
    by_id = {str(exercise.pk): exercise for exercise in exercises}
    if wanted in by_id:
        return by_id[wanted]
    sharing = Counter(shared_with(request.user).values_list("exercise", flat=True))
    return max(exercises, key=lambda exercise: (sharing[exercise.pk], exercise.opens_at))


def sort_rows(grid: Grid, sorted_by: str) -> list[Row]:
    """The rows by name, by the whole, or by one section, those with fewest in place first."""
    if sorted_by == TOTAL:
        return sorted(grid.rows, key=lambda row: row.total.share)
    columns = {section.key: number for number, section in enumerate(grid.sections)}
    if sorted_by in columns:
        return sorted(grid.rows, key=lambda row: row.cells[columns[sorted_by]].share)
    return grid.rows


def by_section(grid: Grid) -> list[tuple[str, str]]:
    """The choices of sorting by a section."""
    return [(section.key, f"Fewest in place in {section.letter}. {section.title}") for section in grid.sections]


def phases(returns: ReturnQuerySet) -> set[str]:
    """The phases of the trust's schools."""
    found = returns.order_by().values_list("organisation__phase", flat=True)
    return {value for value in found if value in Phase.values}
