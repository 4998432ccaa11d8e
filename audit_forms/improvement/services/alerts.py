"""Alerts of immediate risk or unsafe practice: raised by anybody, answered by the organisation, closed by the unit."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from audit_forms.improvement.alerts import clock, notifications, permissions
from audit_forms.improvement.alerts.guard import check_text
from audit_forms.improvement.alerts.workflow import target_of
from audit_forms.improvement.enums import AlertAbout, AlertStatus, AlertUpdateKind, Told
from audit_forms.improvement.models import Alert, AlertUpdate
from audit_forms.improvement.services.common import is_repeat
from audit_forms.improvement.workflow import TransitionRefused
from audit_forms.organisations.models import Organisation
from audit_forms.returns.models import Return
from portal.accounts.permissions import is_business_unit
from portal.trail.services import record
from portal.workflow import Stale


@dataclass(frozen=True)
class Report:
    """What somebody reports. `kept` says that they looked at what may identify a child in it, and mean it."""

    about: str
    known: str
    told: tuple[str, ...]
    told_words: str = ""
    kept: bool = False


@transaction.atomic
def raise_alert(
    *,
    key: UUID,
    organisation: Organisation,
    report: Report,
    actor: Any,
    audit_return: Return | None = None,
    case_reference: str = "",
) -> Alert:
    """Raise an alert and tell its named people at once; the same `key` raises it once, however often it is sent.

    Raises PermissionDenied, or TransitionRefused where something is missing or identifies a child: MayIdentify where it
    may be kept.
    """
    # Held until the end, so that a second click waits and then finds the first.
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    if not permissions.can_raise(actor, organisation):
        raise PermissionDenied("Only members of the organisation and the Business Unit raise alerts about it.")
    sent: Alert | None = Alert.objects.filter(key=key, raised_by=actor).first()
    if sent is not None:
        return sent
    if audit_return is not None and audit_return.organisation_id != organisation.pk:
        raise TransitionRefused("This return is not of that school or agency.")
    was_kept = _check_report(report)
    now = timezone.now()
    alert = Alert.objects.create(
        key=key,
        organisation=organisation,
        audit_return=audit_return,
        case_reference=case_reference,
        about=report.about,
        known=report.known,
        told=[each.value for each in Told if each in report.told],
        told_words=report.told_words,
        raised_by=actor,
        raised_at=now,
        acknowledge_by=clock.acknowledge_by(now),
        assure_by=clock.assure_by(now),
    )
    names = notifications.tell(alert, notifications.named_people(alert), notifications.WAITS, "raised")
    _enter(alert, AlertUpdateKind.RAISED, actor, f"Told at once: {', '.join(names)}", people=len(names), kept=was_kept)
    return alert


def _check_report(report: Report) -> bool:
    """Whether it was kept although it may identify a child; raises TransitionRefused for one that is not complete."""
    if report.about not in AlertAbout or not report.told or not set(report.told) <= set(Told.values):
        raise TransitionRefused("Say what it is about and who has been told.")
    if Told.NOBODY in report.told and len(report.told) > 1:
        raise TransitionRefused("Say who has been told: nobody yet, or those who have.")
    if not report.known.strip():
        raise TransitionRefused("Say what is known.")
    # Who was told is a colleague or an officer, so that a name there is no warning.
    check_text(report.told_words, kept=True)
    return check_text(report.known, kept=report.kept)


@transaction.atomic
def acknowledge_alert(*, alert: Alert, version: int, actor: Any) -> Alert:
    """Say by name that one has read it and acts; said twice, it counts once.

    Raises PermissionDenied, Stale, or TransitionRefused.
    """
    locked = _lock(alert)
    if locked.acknowledged_by_id == actor.pk and locked.status == AlertStatus.ACKNOWLEDGED:
        return locked
    _require(permissions.acknowledges(actor, locked), "Somebody else than who raised it acknowledges an alert.")
    _check_version(locked, version)
    locked.acknowledged_by, locked.acknowledged_at = actor, timezone.now()
    update = _move(locked, "acknowledge", actor, fields=("acknowledged_by", "acknowledged_at"))
    if locked.raised_by.is_active:
        notifications.tell(locked, [locked.raised_by], notifications.ACKNOWLEDGED, str(update.pk))
    return locked


@transaction.atomic
def give_assurance(*, alert: Alert, version: int, note: str, actor: Any, kept: bool = False) -> Alert:
    """The organisation says what it has done and why nobody is at risk any more; sent twice, it counts once.

    Raises PermissionDenied, Stale, or TransitionRefused (MayIdentify, as raising does).
    """
    locked = _lock(alert)
    _require(permissions.answers_for(actor, locked), "Only the organisation's leads and signatories give assurance.")
    if is_repeat(locked, version, actor, AlertUpdateKind.GIVE_ASSURANCE, note=note):
        return locked
    _check_version(locked, version)
    _check_note(note, "Say what was done and why nobody is at risk any more.", kept)
    locked.assurance, locked.assured_by, locked.assured_at = note, actor, timezone.now()
    update = _move(locked, "give_assurance", actor, note, fields=("assurance", "assured_by", "assured_at"))
    notifications.tell(locked, notifications.business_unit(), notifications.ASSURED, str(update.pk))
    return locked


@transaction.atomic
def ask_again(*, alert: Alert, version: int, note: str, actor: Any, kept: bool = False) -> Alert:
    """The Business Unit asks for more than was said; the clock for assurance starts anew. Sent twice, it counts once.

    Raises PermissionDenied, Stale, or TransitionRefused (MayIdentify, as raising does).
    """
    locked = _lock_for_unit(alert, actor)
    if is_repeat(locked, version, actor, AlertUpdateKind.ASK_AGAIN, note=note):
        return locked
    _check_version(locked, version)
    _check_note(note, "Say what is still missing.", kept)
    locked.assure_by = clock.assure_by(timezone.now())
    update = _move(locked, "ask_again", actor, note, fields=("assure_by",))
    notifications.tell(locked, notifications.leads_and_raiser(locked), notifications.MORE_ASKED, str(update.pk))
    return locked


@transaction.atomic
def close_alert(*, alert: Alert, version: int, note: str, actor: Any, kept: bool = False) -> Alert:
    """The Business Unit closes it with a reason, once the organisation has given its assurance; closed once.

    Raises PermissionDenied, Stale, or TransitionRefused (MayIdentify, as raising does).
    """
    locked = _lock_for_unit(alert, actor)
    if is_repeat(locked, version, actor, AlertUpdateKind.CLOSE, note=note):
        return locked
    _require(permissions.closes(actor, locked), "Nobody closes an alert on their own assurance.")
    _check_version(locked, version)
    _check_note(note, "Say why it can be closed.", kept)
    locked.closed_by, locked.closed_at, locked.closed_because = actor, timezone.now(), note
    update = _move(locked, "close", actor, note, fields=("closed_by", "closed_at", "closed_because"))
    notifications.tell(locked, notifications.leads_and_raiser(locked), notifications.CLOSED, str(update.pk))
    return locked


@transaction.atomic
def add_note(*, alert: Alert, version: int, note: str, actor: Any, kept: bool = False) -> Alert:
    """Write down what is new; sent twice, it is written once. Anybody who reads the alert may, until it is closed.

    Raises PermissionDenied, Stale, or TransitionRefused (MayIdentify, as raising does).
    """
    locked = _lock(alert)
    _require(Alert.objects.visible_to(actor).filter(pk=locked.pk).exists(), "This alert is not yours to read.")
    if is_repeat(locked, version, actor, AlertUpdateKind.NOTE, note=note):
        return locked
    if not locked.is_open:
        raise TransitionRefused("This alert is closed.")
    _check_version(locked, version)
    _check_note(note, "Write what is new.", kept)
    _write(locked, AlertUpdateKind.NOTE, actor, note)
    return locked


def _lock(alert: Alert) -> Alert:
    """The alert as it is now, locked until the transaction ends."""
    rows = Alert.objects.select_related("organisation", "raised_by").select_for_update(of=("self",))
    locked: Alert = rows.get(pk=alert.pk)
    return locked


def _lock_for_unit(alert: Alert, actor: Any) -> Alert:
    _require(is_business_unit(actor), "Only the Business Unit closes alerts.")
    return _lock(alert)


def _require(allowed: bool, words: str) -> None:
    if not allowed:
        raise PermissionDenied(words)


def _check_version(locked: Alert, version: int) -> None:
    if locked.version != version:
        raise Stale("alert")


def _check_note(note: str, missing: str, kept: bool) -> None:
    if not note.strip():
        raise TransitionRefused(missing)
    check_text(note, kept=kept)


def _move(locked: Alert, name: str, actor: Any, note: str = "", fields: tuple[str, ...] = ()) -> AlertUpdate:
    """Take transition `name` of the table; raises TransitionRefused where the table has none from this state."""
    locked.status = target_of(name, locked.status)
    return _write(locked, AlertUpdateKind(name), actor, note, fields=("status", *fields))


def _write(
    locked: Alert, kind: AlertUpdateKind, actor: Any, note: str = "", fields: tuple[str, ...] = ()
) -> AlertUpdate:
    """Save the named fields with a new version, and enter it in the history and the audit trail."""
    locked.version += 1
    locked.save(update_fields=[*fields, "version"])
    return _enter(locked, kind, actor, note)


def _enter(alert: Alert, kind: AlertUpdateKind, actor: Any, note: str, **facts: Any) -> AlertUpdate:
    update = AlertUpdate.objects.create(alert=alert, kind=kind, author=actor, note=note)
    record(actor=actor, action=f"alert.{kind.value}", target=alert, update=update.pk, status=str(alert.status), **facts)
    return update
