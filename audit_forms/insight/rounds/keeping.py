"""Keeping the packed returns of a round, and the token that says whether a summary still holds."""

from typing import Any
from uuid import uuid4

from django.db import transaction

from audit_forms.insight.counting import has_profile_kind
from audit_forms.insight.enums import PROFILED_KINDS, size_band
from audit_forms.insight.models import PackedReturn, RoundSummary, RoundToken
from audit_forms.insight.rounds.packing import layout_of, pack_planned, pack_ratings
from audit_forms.returns.asking import asked_sections
from audit_forms.returns.enums import RECEIVED_STATUSES
from audit_forms.returns.models import Exercise, Return, Submission
from audit_forms.returns.querysets import ReturnQuerySet

AT_ONCE = 1000
FIELDS = (
    *("exercise", "attempt", "phase", "establishment", "sector", "duty", "size", "trust"),
    *("ratings", "planned"),
)


def pack_submitted(*, audit_return: Return, actor: Any) -> None:
    """Pack a return that has just been submitted, in the transaction of the submission (`returns.hooks`)."""
    latest = audit_return.submissions.order_by("-attempt").first()
    if latest is not None and has_profile_kind(audit_return):
        _store([packed(audit_return, latest)])
        renew_token(audit_return.exercise_id)


def note_moved(*, audit_return: Return, source: str) -> None:
    """Whatever takes a return in or out of those received ends the summaries of its round (`returns.hooks`)."""
    changes = source in RECEIVED_STATUSES or audit_return.status in RECEIVED_STATUSES
    if changes and has_profile_kind(audit_return):
        renew_token(audit_return.exercise_id)


def catch_up() -> int:
    """Pack returns that were submitted and never packed, such as those from before this was kept; returns how many.

    Run as a job every day; run twice it adds nothing.
    """
    return _pack(_missing())


def pack_missing(exercise: Exercise) -> None:
    """The same for one exercise, all of them: before it is summed, so that a sum is never short of one."""
    while _pack(_missing().filter(exercise=exercise.pk)):
        pass


def latest_of(audit_return: Return) -> Submission:
    """What was submitted last, of a return with its submissions loaded."""
    return max(audit_return.submissions.all(), key=lambda each: each.attempt)


def packed(audit_return: Return, submission: Submission) -> PackedReturn:
    """The return packed as it was submitted; storing it is the caller's."""
    layout, facts = layout_of(audit_return.edition), audit_return.facts
    organisation = audit_return.organisation
    return PackedReturn(
        audit_return=audit_return,
        exercise_id=audit_return.exercise_id,
        attempt=submission.attempt,
        phase=facts.get("phase") or "",
        establishment=facts.get("establishment") or "",
        sector=facts.get("sector") or "",
        duty=organisation.duty,
        size=size_band(organisation.pupils),
        trust_id=organisation.trust_id,
        ratings=pack_ratings(layout, asked_sections(audit_return), facts, submission.answers),
        planned=pack_planned(layout, submission.answers),
    )


def renew_token(exercise_id: int) -> None:
    """From now on no summary of the exercise holds; what was kept of them goes."""
    RoundToken.objects.update_or_create(exercise_id=exercise_id, defaults={"token": uuid4().hex})
    RoundSummary.objects.filter(exercise=exercise_id).delete()


def _missing() -> ReturnQuerySet:
    kinds = {"exercise__edition__questionnaire__kind__in": PROFILED_KINDS}
    missing: ReturnQuerySet = Return.objects.filter(submissions__isnull=False, packed__isnull=True, **kinds)
    return missing


@transaction.atomic
def _pack(missing: ReturnQuerySet) -> int:
    found = list(missing.distinct().with_context().prefetch_related("submissions")[:AT_ONCE])
    _store([packed(each, latest_of(each)) for each in found])
    for exercise in {each.exercise_id for each in found}:
        renew_token(exercise)
    return len(found)


def _store(rows: list[PackedReturn]) -> None:
    PackedReturn.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["audit_return"], update_fields=FIELDS, batch_size=500
    )
