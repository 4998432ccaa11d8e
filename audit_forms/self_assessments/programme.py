"""The two-year programme: a full and an interim year of each self-assessment, and next year's round."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from audit_forms.questionnaires.enums import QuestionnaireKind
from audit_forms.questionnaires.models import Edition
from audit_forms.self_assessments.enums import Scope
from audit_forms.self_assessments.models import Round
from portal.dates import MONTHS, months_on, working_day, year_after

KINDS = ((QuestionnaireKind.S175, "Schools: section 175 and 157"), (QuestionnaireKind.S11, "Agencies: section 11"))


@dataclass(frozen=True)
class Cell:
    """One kind of self-assessment in one year: its rounds, or the last round from which it can be planned."""

    kind: str
    label: str
    rounds: tuple[Round, ...]
    plan_from: Round | None


@dataclass(frozen=True)
class Year:
    """One year of the programme."""

    name: str
    cells: tuple[Cell, ...]


def programme_of(rounds: Iterable[Round]) -> list[Year]:
    """The years from the first round to the year after the newest one; in each, both kinds."""
    by_place: dict[tuple[str, str], list[Round]] = defaultdict(list)
    last: dict[str, Round] = {}
    for each in sorted(rounds, key=lambda one: one.opens_at):
        kind = each.edition.questionnaire.kind
        by_place[each.year, kind].append(each)
        last[kind] = each
    years = {year for year, _ in by_place}
    if not years:
        return []
    names = sorted(years | {year_after(max(years))})
    return [Year(name, tuple(_cell(name, kind, label, by_place, last) for kind, label in KINDS)) for name in names]


def _cell(
    name: str, kind: str, label: str, by_place: dict[tuple[str, str], list[Round]], last: dict[str, Round]
) -> Cell:
    held = tuple(by_place.get((name, kind), ()))
    newest = last.get(kind)
    can_plan = not held and newest is not None and newest.year < name
    return Cell(kind, label, held, newest if can_plan else None)


def other_scope(scope: str) -> str:
    """A full year follows an interim one, and the other way round."""
    return Scope.INTERIM if scope == Scope.FULL else Scope.FULL


def a_year_on(day: date) -> date:
    """The same day of the next year; 29 February becomes 28 February."""
    return months_on(day, MONTHS)


def editions_for(exercise: Round) -> QuerySet[Edition]:
    """The published editions of the round's questionnaire, newest first."""
    return (
        Edition.objects.published()
        .filter(questionnaire=exercise.edition.questionnaire_id)
        .select_related("questionnaire")
        .order_by("-in_force_from", "-pk")
    )


def next_plan(exercise: Round) -> dict[str, Any]:
    """What next year's round would be: the newest edition, the other scope, the same dates a year on."""
    year = year_after(exercise.year)
    title = (
        exercise.title.replace(exercise.year, year) if exercise.year in exercise.title else f"{exercise.title} {year}"
    )
    return {
        "title": title,
        "year": year,
        "edition": editions_for(exercise).first(),
        "scope": other_scope(exercise.scope),
        "day_opens": working_day(a_year_on(timezone.localdate(exercise.opens_at)), 1),
        "day_due": working_day(a_year_on(timezone.localdate(exercise.deadline)), -1),
    }
