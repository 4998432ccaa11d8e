"""What has happened to an organisation, told from the audit trail."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from audit_forms.organisations.enums import Duty, MembershipRole
from audit_forms.organisations.models import Membership, Organisation
from portal.trail.models import AuditTrail

NEWEST = 50


@dataclass(frozen=True)
class Event:
    """One thing that happened: when, what in words, and who did it."""

    at: datetime
    words: str
    by: str


def story_of(organisation: Organisation) -> list[Event]:
    """The newest events of the organisation and of people's parts in it, newest first."""
    memberships = [str(pk) for pk in organisation.memberships.values_list("pk", flat=True)]
    entries = AuditTrail.objects.filter(
        Q(target_type=Organisation._meta.label_lower, target_id=str(organisation.pk))
        | Q(target_type=Membership._meta.label_lower, target_id__in=memberships)
    )
    newest = entries.select_related("actor").order_by("-pk")[:NEWEST]
    people = dict(organisation.memberships.values_list("user_id", "user__name"))
    return [Event(entry.at, _words(entry, people), str(entry.actor or "the portal")) for entry in newest]


def _words(entry: AuditTrail, people: dict[int, str]) -> str:
    data: dict[str, Any] = entry.data
    if entry.action.startswith("membership."):
        role = MembershipRole(data["role"]).label.lower()
        person = people.get(data["user"], "Somebody")
        if entry.action == "membership.handed_over":
            return f"{person} handed over to {people.get(data['successor'], 'somebody')} as {role}"
        return f"{person} became {role}" if entry.action == "membership.started" else f"{person} ended as {role}"
    if entry.action == "organisation.duty_decided":
        return f"Duty decided: {Duty(data['duty']).label}"
    if entry.action == "organisation.successor_linked":
        return "Linked to its successor"
    if entry.action == "organisation.added":
        return "Added"
    return f"Changed: {', '.join(name.replace('_', ' ') for name in data.get('changed', []))}"
