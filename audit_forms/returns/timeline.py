"""A return's story, read from the audit trail."""

from dataclasses import dataclass
from datetime import date, datetime

from audit_forms.organisations.enums import Capacity
from audit_forms.returns.enums import Decision
from audit_forms.returns.models import Return
from audit_forms.returns.workflow import TRANSITIONS, find
from portal.dates import format_day
from portal.trail.models import AuditTrail

# What each entry is called where its source does not say more: of transitions that share a name, the first.
WORDS = {f"return.{transition.name}": transition.words for transition in reversed(TRANSITIONS)} | {
    "return.created": "Asked for",
    "return.extended": "Deadline moved",
    "return.confirmed": "Confirmed",
    "return.signing_link_sent": "Link to sign sent",
    "return.signing_link_revoked": "Link to sign taken back",
    "return.profile_shared": "Profile opened to the trust",
    "return.profile_unshared": "Profile closed to the trust",
}
REQUESTS = ("return.request_changes", "return.reopen")
OF_A_ROUND = ("return.send_for_sign_off", "return.submit", *REQUESTS)
DECLINES = ("return.decline", "return.decline_changes")
PREPOSITIONS = {"return.signing_link_sent": "to", "return.signing_link_revoked": "from"}


@dataclass(frozen=True)
class Event:
    """One thing that happened: when, what, by whom, the reason where one was given, and what else belongs to it."""

    at: datetime
    words: str
    who: str
    reason: str = ""
    details: str = ""


def events_of(audit_return: Return) -> list[Event]:
    """The steps of the return, oldest first; single saves of answers are left out."""
    declined = audit_return.sign_offs.filter(decision=Decision.DECLINED)
    reasons = {sign_off.attempt: sign_off.reason for sign_off in declined}
    entries = AuditTrail.objects.about(audit_return).filter(action__in=WORDS).select_related("actor")
    return [_event(entry, reasons) for entry in entries]


def _event(entry: AuditTrail, reasons: dict[int, str]) -> Event:
    taken = find(entry.action.removeprefix("return."), entry.data.get("source", ""))
    words = taken.words if taken else WORDS[entry.action]
    capacity = entry.data.get("capacity")
    if capacity in Capacity.values:
        words = f"{words} {PREPOSITIONS.get(entry.action, 'by')} the {Capacity(capacity).label.lower()}"
    reason = reasons.get(entry.data.get("attempt"), "") if entry.action in DECLINES else entry.data.get("reason", "")
    signatory = entry.data.get("signatory")
    who = f"{signatory}, by link" if signatory else str(entry.actor or "The portal")
    return Event(entry.at, words, who, reason, _details(entry))


def _details(entry: AuditTrail) -> str:
    """Which round it was and what was wanted by when: "Round 2. 3 questions, by Friday 30 January 2026."."""
    said = []
    if entry.data.get("attempt") and entry.action in OF_A_ROUND:
        said.append(f"Round {entry.data['attempt']}.")
    if entry.action in REQUESTS:
        number = len(entry.data.get("questions", []))
        due = entry.data.get("due_on")
        wanted = f", wanted by {format_day(date.fromisoformat(due))}" if due else ""
        said.append(f"{number} {'question' if number == 1 else 'questions'}{wanted}.")
    return " ".join(said)
