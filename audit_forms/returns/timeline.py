"""A return's story, read from the audit trail."""

from dataclasses import dataclass
from datetime import datetime

from audit_forms.organisations.enums import Capacity
from audit_forms.returns.enums import Decision
from audit_forms.returns.models import Return
from audit_forms.returns.workflow import TRANSITIONS
from portal.trail.models import AuditTrail

WORDS = {f"return.{transition.name}": transition.words for transition in TRANSITIONS} | {
    "return.created": "Asked for",
    "return.extended": "Deadline moved",
    "return.confirmed": "Confirmed",
    "return.profile_shared": "Profile opened to the trust",
    "return.profile_unshared": "Profile closed to the trust",
}
DECLINES = ("return.decline", "return.decline_changes")


@dataclass(frozen=True)
class Event:
    """One thing that happened: when, what, by whom, and the reason where one was given."""

    at: datetime
    words: str
    who: str
    reason: str = ""


def events_of(audit_return: Return) -> list[Event]:
    """The steps of the return, oldest first; single saves of answers are left out."""
    declined = audit_return.sign_offs.filter(decision=Decision.DECLINED)
    reasons = {sign_off.attempt: sign_off.reason for sign_off in declined}
    entries = AuditTrail.objects.about(audit_return).filter(action__in=WORDS).select_related("actor")
    return [_event(entry, reasons) for entry in entries]


def _event(entry: AuditTrail, reasons: dict[int, str]) -> Event:
    words = WORDS[entry.action]
    capacity = entry.data.get("capacity")
    if capacity in Capacity.values:
        words = f"{words} by the {Capacity(capacity).label.lower()}"
    reason = reasons.get(entry.data.get("attempt"), "") if entry.action in DECLINES else entry.data.get("reason", "")
    return Event(entry.at, words, str(entry.actor or "The portal"), reason)
