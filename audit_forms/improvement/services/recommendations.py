"""The Business Unit's recommendations: raised, changed, and ended."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from audit_forms.improvement.enums import RecommendationStatus
from audit_forms.improvement.models import Recommendation
from audit_forms.improvement.permissions import can_keep_recommendations
from audit_forms.improvement.workflow import TransitionRefused
from audit_forms.organisations.models import Organisation
from portal.trail.services import record
from portal.workflow import Stale


@transaction.atomic
def raise_recommendation(*, organisations: Collection[Organisation], actor: Any, **facts: Any) -> Recommendation:
    """Raise a recommendation to those organisations; sent twice, it is raised once.

    `facts` are its fields. Raises PermissionDenied, or TransitionRefused where it is to nobody.
    """
    _require_unit(actor)
    if not organisations:
        raise TransitionRefused("Say to whom the recommendation is made.")
    wanted = {each.pk for each in organisations}
    # Held until the end, so that a second click waits and then finds the first.
    list(Organisation.objects.select_for_update().filter(pk__in=wanted).order_by("pk"))
    twin: Recommendation
    for twin in Recommendation.objects.open().filter(created_by=actor, **facts).prefetch_related("organisations"):
        if {each.pk for each in twin.organisations.all()} == wanted:
            return twin
    raised = Recommendation.objects.create(created_by=actor, **facts)
    raised.organisations.set(organisations)
    record(actor=actor, action="recommendation.raised", target=raised, organisations=len(wanted))
    return raised


@transaction.atomic
def change_recommendation(
    *, recommendation: Recommendation, version: int, organisations: Collection[Organisation], actor: Any, **facts: Any
) -> Recommendation:
    """Put an open recommendation better; sent twice, it changes once. What returns have answered stays as asked.

    Raises PermissionDenied, Stale, or TransitionRefused.
    """
    locked = _lock(recommendation, actor)
    before = set(locked.organisations.values_list("pk", flat=True))
    wanted = {each.pk for each in organisations}
    fields = [name for name, value in facts.items() if getattr(locked, name) != value]
    if not fields and before == wanted:
        return locked
    _check(locked, version)
    if not wanted:
        raise TransitionRefused("Say to whom the recommendation is made.")
    for name in fields:
        setattr(locked, name, facts[name])
    locked.version += 1
    locked.save(update_fields=[*fields, "version"])
    locked.organisations.set(organisations)
    changed = sorted([*fields, *(["organisations"] if before != wanted else [])])
    record(actor=actor, action="recommendation.changed", target=locked, fields=changed)
    return locked


@transaction.atomic
def withdraw_recommendation(*, recommendation: Recommendation, version: int, reason: str, actor: Any) -> Recommendation:
    """Take it back, saying why; withdrawn twice, it counts once. Raises PermissionDenied, Stale, TransitionRefused."""
    return _end(recommendation, RecommendationStatus.WITHDRAWN, version, reason, actor)


@transaction.atomic
def mark_done(*, recommendation: Recommendation, version: int, reason: str, actor: Any) -> Recommendation:
    """Say that the change has come about, and how that is known; said twice, it counts once.

    Raises PermissionDenied, Stale, or TransitionRefused.
    """
    return _end(recommendation, RecommendationStatus.DONE, version, reason, actor)


def _end(
    recommendation: Recommendation, status: RecommendationStatus, version: int, reason: str, actor: Any
) -> Recommendation:
    locked = _lock(recommendation, actor)
    if locked.status == status:
        return locked
    _check(locked, version)
    if not reason.strip():
        raise TransitionRefused("Say why.")
    locked.status, locked.ended_on, locked.ended_because = status, timezone.localdate(), reason
    locked.version += 1
    locked.save(update_fields=["status", "ended_on", "ended_because", "version"])
    record(actor=actor, action=f"recommendation.{status.value}", target=locked)
    return locked


def _check(locked: Recommendation, version: int) -> None:
    if not locked.is_open:
        raise TransitionRefused(f"This recommendation is {locked.get_status_display().lower()}.")
    if locked.version != version:
        raise Stale("recommendation")


def _lock(recommendation: Recommendation, actor: Any) -> Recommendation:
    _require_unit(actor)
    locked: Recommendation = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    return locked


def _require_unit(actor: Any) -> None:
    if not can_keep_recommendations(actor):
        raise PermissionDenied("Only the Business Unit keeps recommendations.")
