"""Working on an action: adding one by hand, progress, dates, owners, evidence."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from audit_forms.improvement.enums import ActionSource, ActionStatus, UpdateKind
from audit_forms.improvement.models import Action, ActionEvidence, Recommendation
from audit_forms.improvement.permissions import can_add_action, may_own
from audit_forms.improvement.services.common import check_version, is_repeat, lock_to_work, move, note_opened, write
from audit_forms.improvement.workflow import TransitionRefused, target_of
from audit_forms.organisations.models import Organisation
from audit_forms.returns.enums import EvidenceKind, FileState
from audit_forms.returns.models import Evidence


@transaction.atomic
def add_action(
    *,
    organisation: Organisation,
    what: str,
    who: str,
    due_on: date,
    priority: str,
    actor: Any,
    owner: Any = None,
    recommendation: Recommendation | None = None,
) -> Action:
    """Add an action by hand, perhaps for a recommendation to the organisation; sent twice, it is added once.

    Raises PermissionDenied, or TransitionRefused for an owner or a recommendation that is not the organisation's.
    """
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    if not can_add_action(actor, organisation):
        raise PermissionDenied("Only the organisation's lead and contributors add actions.")
    _check_owner(owner, organisation)
    if recommendation and not Recommendation.objects.open_to(organisation).filter(pk=recommendation.pk).exists():
        raise TransitionRefused("This recommendation is not open to your organisation any more.")
    source = ActionSource.RECOMMENDATION if recommendation else ActionSource.OWN
    facts = {"what": what, "who": who, "due_on": due_on, "priority": priority, "owner": owner}
    facts |= {"organisation": organisation, "source": source, "recommendation": recommendation, "opened_by": actor}
    twin: Action | None = Action.objects.live().filter(**facts).first()
    if twin is not None:
        return twin
    added = Action.objects.create(**facts)
    note_opened(added, actor, source=source.value)
    return added


@transaction.atomic
def start(*, action: Action, version: int, actor: Any) -> Action:
    """Say that work has begun; said twice, it counts once. Raises PermissionDenied, Stale, or TransitionRefused."""
    locked = lock_to_work(action, actor)
    if locked.status == ActionStatus.IN_PROGRESS:
        return locked
    check_version(locked, version)
    move(locked, "start", actor)
    return locked


@transaction.atomic
def report_progress(*, action: Action, version: int, note: str, actor: Any) -> Action:
    """Write down how far it is; an open action is in progress from then on. Sent twice, it is written once.

    Raises PermissionDenied, Stale, or TransitionRefused for an empty note.
    """
    locked = lock_to_work(action, actor)
    if is_repeat(locked, version, actor, UpdateKind.PROGRESS, note=note):
        return locked
    check_version(locked, version)
    if not note.strip():
        raise TransitionRefused("Say how far you are.")
    fields: tuple[str, ...] = ()
    status = ""
    if locked.status == ActionStatus.OPEN:
        locked.status = status = target_of("start", locked.status)
        fields = ("status",)
    write(locked, UpdateKind.PROGRESS, actor, fields=fields, note=note, status=status)
    return locked


@transaction.atomic
def change_due(*, action: Action, version: int, due_on: date, reason: str, actor: Any) -> Action:
    """Move the due date, saying why; sent twice, it moves once.

    Raises PermissionDenied, Stale, or TransitionRefused where the reason is missing or it waits to be closed.
    """
    locked = lock_to_work(action, actor)
    if is_repeat(locked, version, actor, UpdateKind.DUE_CHANGED, note=reason, due_on=due_on):
        return locked
    check_version(locked, version)
    if not locked.is_to_do:
        raise TransitionRefused("The partnership has been asked to close this action, so its date stays.")
    if not reason.strip():
        raise TransitionRefused("Say why the date moves.")
    if due_on == locked.due_on:
        raise TransitionRefused("That is the date it has already.")
    before, locked.due_on = locked.due_on, due_on
    write(locked, UpdateKind.DUE_CHANGED, actor, fields=("due_on",), note=reason, old_due_on=before, due_on=due_on)
    return locked


@transaction.atomic
def assign(*, action: Action, version: int, who: str, owner: Any, actor: Any) -> Action:
    """Say who does it, and perhaps which member is reminded of it; sent twice, it is written once.

    Raises PermissionDenied, Stale, or TransitionRefused where the owner is no member.
    """
    locked = lock_to_work(action, actor)
    if (locked.who, locked.owner_id) == (who, owner.pk if owner else None):
        return locked
    check_version(locked, version)
    _check_owner(owner, locked.organisation)
    note = f"Before: {locked.who}" if who != locked.who else ""
    locked.who, locked.owner = who, owner
    write(locked, UpdateKind.ASSIGNED, actor, fields=("who", "owner"), note=note)
    return locked


@transaction.atomic
def add_evidence(
    *,
    action: Action,
    version: int,
    actor: Any,
    evidence: Evidence | None = None,
    title: str = "",
    text: str = "",
    url: str = "",
) -> Action:
    """Add evidence the organisation has already, or a new link or statement; the same piece counts once.

    Raises PermissionDenied, Stale, or TransitionRefused where there is nothing to add or it is not theirs to use.
    """
    locked = lock_to_work(action, actor)
    if is_repeat(locked, version, actor, UpdateKind.EVIDENCE_ADDED, note=evidence.title if evidence else title):
        return locked
    check_version(locked, version)
    piece = _usable(evidence, locked) if evidence else _new_evidence(locked, actor, title, text, url)
    _, is_new = ActionEvidence.objects.get_or_create(action=locked, evidence=piece, defaults={"added_by": actor})
    if is_new:
        write(locked, UpdateKind.EVIDENCE_ADDED, actor, note=piece.title)
    return locked


def _check_owner(owner: Any, organisation: Organisation) -> None:
    if owner is not None and not may_own(owner, organisation):
        raise TransitionRefused("Choose somebody who belongs to your organisation now.")


def _usable(evidence: Evidence, locked: Action) -> Evidence:
    """The piece, where it is the organisation's own and, if a file, found clean (bars S14)."""
    is_clean = evidence.kind != EvidenceKind.FILE or evidence.state == FileState.CLEAN
    if evidence.organisation_id != locked.organisation_id or not is_clean:
        raise TransitionRefused("This evidence cannot be used here.")
    return evidence


def _new_evidence(locked: Action, actor: Any, title: str, text: str, url: str) -> Evidence:
    if not title.strip() or not (text.strip() or url.strip()):
        raise TransitionRefused("Give the evidence a name, and either a link or a statement.")
    kind = EvidenceKind.LINK if url.strip() else EvidenceKind.STATEMENT
    return Evidence.objects.create(
        organisation=locked.organisation, kind=kind, title=title, text=text, url=url, added_by=actor
    )
