"""Keeping the sums over groups of returns, so that no step from one sum to the next is one organisation's doing."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from audit_forms.insight.enums import AGENCIES, PROFILED_KINDS
from audit_forms.insight.models import Contribution, PeerFigures
from audit_forms.insight.profile import Answers, section_counts
from audit_forms.organisations.enums import OrganisationKind
from audit_forms.questionnaires.selection import rating_levels
from audit_forms.returns.asking import asked_sections
from audit_forms.returns.enums import RECEIVED_STATUSES
from audit_forms.returns.models import Exercise, Return

# Whoever looks may know their own return: with six changes at once there are always five others in the difference.
CHANGES_AT_ONCE = 6
CATCH_UP_AT_ONCE = 200


@transaction.atomic
def count_submitted(*, audit_return: Return, actor: Any) -> None:
    """Take a return that has just been submitted into its group; the figures move when six are waiting.

    Called in the transaction of the submission (`returns.hooks`); `actor` is who signed last.
    """
    latest = audit_return.submissions.order_by("-attempt").first()
    if latest is not None and takes_part(audit_return):
        _contribute(audit_return, latest.answers)
        _count(audit_return.exercise_id, cell_of(audit_return))


def catch_up() -> int:
    """Take in received returns that were never counted, such as those from before this was kept; returns how many.

    Run as a job every day; run twice it adds nothing.
    """
    missing = Return.objects.filter(
        status__in=RECEIVED_STATUSES,
        asked_keys__isnull=True,
        exercise__edition__questionnaire__kind__in=PROFILED_KINDS,
        submissions__isnull=False,
        contributions__isnull=True,
    ).distinct()
    found = list(missing.with_context().prefetch_related("submissions")[:CATCH_UP_AT_ONCE])
    with transaction.atomic():
        for audit_return in found:
            _contribute(audit_return, max(audit_return.submissions.all(), key=lambda each: each.attempt).answers)
        for exercise, cell in {(each.exercise_id, cell_of(each)) for each in found}:
            _count(exercise, cell)
    return len(found)


def takes_part(audit_return: Return) -> bool:
    """Whether it can be compared: in an interim year each setting answers questions of its own."""
    return audit_return.asked_keys is None and has_profile_kind(audit_return)


def has_profile_kind(audit_return: Return) -> bool:
    """Whether returns of its questionnaire have a profile."""
    return audit_return.edition.questionnaire.kind in PROFILED_KINDS


def cell_of(audit_return: Return) -> str:
    """The group of similar settings: agencies, or the school's phase when it was asked. Groups never overlap."""
    if audit_return.organisation.kind == OrganisationKind.SCHOOL:
        return str(audit_return.facts.get("phase") or "")
    return AGENCIES


def _contribute(audit_return: Return, answers: Answers) -> None:
    counts = section_counts(asked_sections(audit_return), rating_levels(audit_return.edition), answers)
    there = {each.section: each for each in audit_return.contributions.all()}
    made = [
        Contribution(
            audit_return=audit_return,
            exercise_id=audit_return.exercise_id,
            cell=cell_of(audit_return),
            section=section,
            counts=numbers,
        )
        for section, numbers in counts.items()
        if section not in there
    ]
    changed = []
    for section, row in there.items():
        numbers = counts.get(section, {})
        if row.counts != numbers:
            row.counts = numbers
            row.is_waiting = row.counted != numbers
            changed.append(row)
    Contribution.objects.bulk_create(made)
    Contribution.objects.bulk_update(changed, ["counts", "is_waiting"])


def _count(exercise_id: int, cell: str) -> None:
    """Add what waits to the sums of each section in which enough waits."""
    # One at a time for each exercise; the key is not touched, so returns may go on pointing at it.
    Exercise.objects.select_for_update(no_key=True).get(pk=exercise_id)
    waiting = defaultdict(list)
    for row in Contribution.objects.filter(exercise=exercise_id, cell=cell, is_waiting=True):
        waiting[row.section].append(row)
    ready = {section: rows for section, rows in waiting.items() if len(rows) >= CHANGES_AT_ONCE}
    if not ready:
        return
    sums = {row.section: row for row in PeerFigures.objects.filter(exercise=exercise_id, cell=cell, section__in=ready)}
    for section, rows in ready.items():
        total = sums.setdefault(section, PeerFigures(exercise_id=exercise_id, cell=cell, section=section))
        _add(total, rows)
    fields = ["organisations", "counts", "counted_at"]
    PeerFigures.objects.bulk_create(
        sums.values(), update_conflicts=True, update_fields=fields, unique_fields=["exercise", "cell", "section"]
    )
    counted = [row for rows in ready.values() for row in rows]
    Contribution.objects.bulk_update(counted, ["counted", "is_waiting"], batch_size=500)


def _add(total: PeerFigures, rows: Iterable[Contribution]) -> None:
    counts = Counter(total.counts)
    for row in rows:
        counts.update(row.counts)
        counts.subtract(row.counted or {})
        total.organisations += bool(row.counts) - bool(row.counted)
        row.counted, row.is_waiting = row.counts, False
    total.counts = dict(counts)
    total.counted_at = timezone.now()
