"""A round's returns as the rows of a file: which columns, which returns, in the order of the tracker."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Max
from django.http import QueryDict
from django.utils import timezone
from django.utils.text import slugify

from audit_forms.returns.models import Return
from audit_forms.self_assessments.models import Round
from audit_forms.self_assessments.tracker import TrackerForm, tracked

CHUNK = 500
COLUMNS = (
    ("Organisation", 44),
    ("URN", 10),
    ("Phase", 16),
    ("Type", 24),
    ("Trust", 32),
    ("Reference", 16),
    ("Status", 20),
    ("Questions complete", 12),
    ("Questions", 12),
    ("Deadline (UK time)", 20),
    ("Extension reason", 30),
    ("Submitted (UK time)", 20),
    ("Overdue", 10),
    ("Late", 10),
    ("Sector", 24),
    ("Last chased (UK time)", 20),
    ("Closed since", 14),
)


def filters_in(exercise: Round, query: str) -> TrackerForm:
    """The filters and the order that the query string of a tracker's address holds."""
    return TrackerForm(QueryDict(query), of_agencies=exercise.asks_agencies)


def file_name(exercise: Round) -> str:
    """A name that still says what it is in somebody's downloads, without its ending."""
    return f"{slugify(exercise.title)}-returns-{timezone.localdate().isoformat()}"


def export_rows(
    exercise: Round, filters: TrackerForm, tell: Callable[[int], None] | None = None
) -> Iterator[list[Any]]:
    """One row for each return that the filters let through; `tell` hears how many have been read, now and then.

    Only the keys are held. The rows are read some at a time, each lot by a query of its own, so that neither memory
    grows with the round nor a slow reader keeps a transaction open.
    """
    keys = list(tracked(exercise, filters).values_list("pk", flat=True))
    returns = Return.objects.select_related("organisation__trust").annotate(chased_at=Max("chased__chase__sent_at"))
    for start in range(0, len(keys), CHUNK):
        lot = keys[start : start + CHUNK]
        found = returns.in_bulk(lot)
        for pk in lot:
            found[pk].exercise = exercise
            yield export_row(found[pk])
        if tell:
            tell(start + len(lot))


def export_row(audit_return: Any) -> list[Any]:
    """The cells of one return, in the order of COLUMNS."""
    organisation = audit_return.organisation
    return [
        organisation.name,
        organisation.urn,
        organisation.get_phase_display(),
        organisation.get_establishment_display(),
        organisation.trust.name if organisation.trust else None,
        audit_return.reference,
        audit_return.progress.label,
        audit_return.questions_complete,
        audit_return.questions_total,
        audit_return.deadline,
        audit_return.extension_reason,
        audit_return.submitted_at,
        "Yes" if audit_return.is_overdue else "No",
        "Yes" if audit_return.is_late else "No",
        organisation.get_sector_display(),
        audit_return.chased_at,
        organisation.closed_on if not organisation.is_open else None,
    ]
