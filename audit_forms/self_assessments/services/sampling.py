"""What happens to samples: they are drawn once, and changed by hand only with a reason."""

import secrets
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from audit_forms.returns.enums import RECEIVED_STATUSES
from audit_forms.returns.models import Return
from audit_forms.returns.workflow import TransitionRefused
from audit_forms.self_assessments.enums import HowChosen
from audit_forms.self_assessments.framing import Plan, frame_of
from audit_forms.self_assessments.models import DeepDive, Round, Sample
from audit_forms.self_assessments.sampled import entries_of
from audit_forms.self_assessments.sampling import Drawn, Entry, draw
from audit_forms.self_assessments.services.rounds import lock, require_unit
from portal.trail.services import record

LONGEST_SAMPLE = 500
SEED_BYTES = 16


@transaction.atomic
def draw_sample(*, exercise: Round, plan: Plan, key: UUID, actor: Any, seed: str = "") -> Sample:
    """Draw the sample, keeping its frame and seed; the same `key` draws once (bars G15, R5).

    The seed is made here unless one is given. Raises PermissionDenied, or ValidationError where nothing can be drawn.
    """
    require_unit(actor)
    locked = lock(exercise)
    made = Sample.objects.filter(key=key, exercise=locked).first()
    if made is not None:
        return made
    if not locked.is_open:
        raise ValidationError("The round has not opened yet, so it has no returns.")
    if not 1 <= plan.size <= LONGEST_SAMPLE:
        raise ValidationError(f"Draw between 1 and {LONGEST_SAMPLE} returns.")
    frame = frame_of(locked, plan)
    seed = seed or secrets.token_hex(SEED_BYTES)
    drawn = draw(frame, plan.size, seed)
    if not drawn.keys:
        raise ValidationError("No return can be drawn. Change the filters, or wait until returns have come in.")
    sample = Sample.objects.create(
        key=key,
        exercise=locked,
        size=plan.size,
        seed=seed,
        filters=dict(plan.filters),
        strata=list(plan.strata),
        is_weighted=plan.is_weighted,
        rest_rounds=plan.rest_rounds,
        frame=[entry.as_json() for entry in frame],
        frame_size=len(frame),
        drawn_by=actor,
    )
    _keep_drawn(sample, drawn, frame)
    record(actor=actor, action="sample.drawn", target=sample, seed=seed, frame=len(frame), drawn=list(drawn.keys))
    return sample


@transaction.atomic
def pick_by_hand(*, sample: Sample, audit_return: Return, reason: str, actor: Any) -> DeepDive:
    """Add a return to the sample by hand, with the reason; one taken out before comes back. Twice is once.

    Raises PermissionDenied, or ValidationError for a return that cannot be read or is in a sample of the round.
    """
    require_unit(actor)
    lock(sample.exercise)
    held = Sample.objects.get(pk=sample.pk)
    reason = _reason(reason)
    if audit_return.exercise_id != held.exercise_id:
        raise ValidationError("This return belongs to another round.")
    if audit_return.status not in RECEIVED_STATUSES:
        raise ValidationError("This return has not been received, so there is nothing to read.")
    elsewhere = DeepDive.objects.standing().filter(audit_return=audit_return, sample__exercise=held.exercise_id)
    if elsewhere.exclude(sample=held).exists():
        raise ValidationError("This return is in another sample of the round already.")
    entry = next((each for each in entries_of(held) if each.key == audit_return.pk), Entry(audit_return.pk))
    facts = {"how_chosen": HowChosen.BY_HAND, "reason": reason, **_standing(entry)}
    picked, created = DeepDive.objects.get_or_create(sample=held, audit_return=audit_return, defaults=facts)
    if not created and picked.ended_at is None:
        return picked
    if not created:
        picked.reason, picked.ended_at, picked.end_reason = reason, None, ""
        picked.save(update_fields=["reason", "ended_at", "end_reason"])
    record(actor=actor, action="sample.picked_by_hand", target=held, audit_return=audit_return.pk, reason=reason)
    return picked


@transaction.atomic
def take_out(*, deep_dive: DeepDive, reason: str, actor: Any) -> DeepDive:
    """Take a return out of its sample, with the reason; what was written about it stays. Twice is once.

    Raises PermissionDenied, ValidationError without a reason, or TransitionRefused where its feedback was begun.
    """
    require_unit(actor)
    taken: DeepDive = DeepDive.objects.select_for_update(of=("self",)).get(pk=deep_dive.pk)
    if taken.ended_at:
        return taken
    if hasattr(taken, "letter"):
        raise TransitionRefused("Its feedback letter has been begun, so it stays in the sample.")
    taken.end_reason = _reason(reason)
    taken.ended_at = timezone.now()
    taken.save(update_fields=["end_reason", "ended_at"])
    record(actor=actor, action="sample.taken_out", target=taken, reason=taken.end_reason)
    return taken


def record_sample_csv(*, sample: Sample, actor: Any) -> None:
    """Put on record that the actor takes the sample as a file; raises PermissionDenied."""
    require_unit(actor)
    record(actor=actor, action="sample.exported", target=sample)


def _keep_drawn(sample: Sample, drawn: Drawn, frame: list[Entry]) -> None:
    entries = {entry.key: entry for entry in frame}
    DeepDive.objects.bulk_create(
        DeepDive(
            sample=sample,
            audit_return_id=pk,
            stratum=entries[pk].stratum,
            is_read_twice=pk in drawn.read_twice,
            **_standing(entries[pk]),
        )
        for pk in drawn.keys
    )


def _standing(entry: Entry) -> dict[str, Any]:
    """What a return's page shows of how it stood in the frame."""
    return {"tickets": entry.weight, "because": list(entry.because)}


def _reason(typed: str) -> str:
    if not typed.strip():
        raise ValidationError({"reason": "Say why."})
    return typed.strip()
