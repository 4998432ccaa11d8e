"""What a return says about the partnership's recommendations: saved while it is written, then kept for good."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from audit_forms.improvement.models import Recommendation, RecommendationResponse
from audit_forms.improvement.permissions import can_respond
from audit_forms.improvement.responding import asks_recommendations
from audit_forms.improvement.workflow import TransitionRefused
from audit_forms.organisations.permissions import holds_role
from audit_forms.returns.models import Return
from audit_forms.returns.querysets import WRITING_ROLES
from portal.trail.services import record
from portal.workflow import Stale

WORDS = ("state", "done", "evidence", "effect")


@dataclass(frozen=True)
class Typed:
    """What was typed about one recommendation, and the version of the response that the page showed (0: none)."""

    version: int
    state: str
    done: str
    evidence: str
    effect: str


@transaction.atomic
def save_responses(*, audit_return: Return, typed: Mapping[int, Typed], actor: Any) -> int:
    """Store what is new about the recommendations of those keys; returns how many responses changed.

    Half-answered is stored too. Nothing is stored where somebody else has changed one of them meanwhile: raises Stale.
    Raises PermissionDenied, or TransitionRefused where the return is not open for it any more.
    """
    locked = (
        Return.objects.select_for_update()
        .select_related("exercise__edition__questionnaire", "organisation")
        .get(pk=audit_return.pk)
    )
    if not can_respond(actor, locked):
        if holds_role(actor, locked.organisation, *WRITING_ROLES):
            raise TransitionRefused("This return has been sent, so these answers are closed.")
        raise PermissionDenied("Only the organisation's lead and contributors answer.")
    rows = {row.recommendation_id: row for row in locked.recommendation_responses.select_for_update(of=("self",))}
    open_now = Recommendation.objects.open_to(locked.organisation) if asks_recommendations(locked) else ()
    changed = []
    for recommendation in open_now:
        said = typed.get(recommendation.pk)
        if said is not None and _write(rows.get(recommendation.pk), recommendation, locked, said, actor):
            changed.append(recommendation.reference)
    if changed:
        record(actor=actor, action="return.recommendations_answered", target=locked, recommendations=changed)
    return len(changed)


def _write(
    row: RecommendationResponse | None, recommendation: Recommendation, locked: Return, said: Typed, actor: Any
) -> bool:
    """Whether the response was stored; one that says nothing new is not. Raises Stale."""
    kept = row or RecommendationResponse(audit_return=locked, recommendation=recommendation, version=0)
    if all(getattr(kept, name) == getattr(said, name) for name in WORDS):
        return False
    if kept.version != said.version:
        raise Stale("answer")
    for name in WORDS:
        setattr(kept, name, getattr(said, name))
    kept.asked = recommendation.text
    kept.version += 1
    kept.updated_by, kept.updated_at = actor, timezone.now()
    kept.save()
    return True


def freeze_responses(*, audit_return: Return, actor: Any) -> None:
    """Keep the responses with the submission: from the first one on nobody changes them."""
    now = timezone.now()
    frozen = audit_return.recommendation_responses.filter(frozen_at__isnull=True).update(frozen_at=now)
    if frozen:
        record(actor=actor, action="return.recommendations_kept", target=audit_return, responses=frozen)
