"""An agency's parts in case audits, sorted for one person: what waits for them, what goes on, what has ended."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from audit_forms.case_audits.agency_steps import Due, due_of, is_for
from audit_forms.case_audits.models import Involvement
from audit_forms.case_audits.permissions import is_running
from audit_forms.case_audits.querysets import leads


@dataclass(frozen=True)
class Row:
    """One part and what it waits for from the agency."""

    part: Involvement
    due: Due | None


@dataclass
class Sorted:
    """A person's parts: theirs to do now, what goes on without them, and what has ended."""

    mine: list[Row] = field(default_factory=list)
    others: list[Row] = field(default_factory=list)
    ended: list[Row] = field(default_factory=list)


def sort_for(user: Any) -> Sorted:
    """The parts of the agencies that the person leads or audits for, what is due next first; a few queries for all."""
    own = Involvement.objects.filter(pk__in=Involvement.objects.of_agencies(user).values("pk"))
    parts = own.with_turn().order_by("case__audit__deadline", "case__added_at", "pk")
    led = set(leads(user).values_list("organisation", flat=True))
    found = Sorted()
    for part in parts:
        row = Row(part, due_of(part))
        if row.due is not None and is_for(user, part, row.due, led):
            found.mine.append(row)
        elif part.is_over or not is_running(part):
            found.ended.append(row)
        else:
            found.others.append(row)
    found.mine.sort(key=lambda row: row.due.day if row.due and row.due.day else date.max)
    return found
