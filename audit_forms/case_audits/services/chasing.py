"""Chasing: one mail to each person of the agencies that have not answered, have no auditor, or are overdue."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from audit_forms.case_audits.enums import ChaseSegment
from audit_forms.case_audits.guarding import refusal_of
from audit_forms.case_audits.models import Appointment, CaseAudit, CaseChase, ChasedPart, Involvement
from audit_forms.case_audits.notifications.agencies import leads_by_agency, send_chase
from audit_forms.case_audits.permissions import can_chase
from audit_forms.case_audits.references import CASE_PATTERN
from audit_forms.case_audits.services.common import lock_audit
from audit_forms.case_audits.standing import parts_in
from audit_forms.organisations.models import Organisation
from portal.accounts.models import User
from portal.accounts.permissions import is_business_unit
from portal.trail.services import record

# Nobody is chased twice within this time unless the officer says so.
PAUSE = timedelta(days=3)
LONGEST_TEXT = 1200
MOVED = "moved"


@dataclass(frozen=True)
class ChasePlan:
    """What sending would do now: who is told, for which parts, whom nobody can reach, and which were chased lately."""

    people: tuple[User, ...]
    told: tuple[Involvement, ...]
    unreachable: tuple[Organisation, ...]
    recent: tuple[Involvement, ...]

    @property
    def digest(self) -> str:
        """A fingerprint of who would be told for what: the officer sends what they saw, or nothing."""
        keys = [*(f"u{each.pk}" for each in self.people), *(f"p{each.pk}" for each in self.told)]
        return hashlib.sha256(" ".join(sorted(keys)).encode()).hexdigest()

    @property
    def agencies(self) -> tuple[Organisation, ...]:
        """The agencies that are told."""
        return tuple({each.organisation_id: each.organisation for each in self.told}.values())


def plan_chase(*, audit: CaseAudit, segment: ChaseSegment, again: bool = False) -> ChasePlan:
    """Who would be told, without writing anything: an agency's leads, and its auditor where a return is overdue.

    Parts chased within the last three days are left out unless `again`.
    """
    found = parts_in(audit, segment)
    lately = ChasedPart.objects.filter(involvement__in=found, chase__sent_at__gt=timezone.now() - PAUSE)
    recent = set(lately.values_list("involvement", flat=True))
    waiting = [each for each in found if again or each.pk not in recent]
    leads = leads_by_agency(each.organisation_id for each in waiting)
    people = {person.pk: person for each in waiting for person in leads.get(each.organisation_id, [])}
    if segment == ChaseSegment.OVERDUE:
        people |= {person.pk: person for person in _auditors(waiting)}
    unreachable = {each.organisation_id: each.organisation for each in waiting if each.organisation_id not in leads}
    return ChasePlan(
        people=tuple(sorted(people.values(), key=lambda person: (person.name, person.pk))),
        told=tuple(each for each in waiting if each.organisation_id in leads),
        unreachable=tuple(unreachable.values()),
        recent=tuple(each for each in found if each.pk in recent),
    )


def _auditors(parts: Sequence[Involvement]) -> list[User]:
    current = Appointment.objects.current().filter(involvement__in=parts, auditor__is_active=True)
    return [each.auditor for each in current.select_related("auditor")]


def check_chase_text(audit: CaseAudit, text: str) -> str:
    """The text as it will be sent. Raises ValidationError for one that names a child, a case or an agency."""
    words = text.replace("\r\n", "\n").strip()
    if not words:
        raise ValidationError({"text": "Write a few words."})
    if len(words) > LONGEST_TEXT:
        raise ValidationError({"text": f"Shorten the text to {LONGEST_TEXT} characters; it has {len(words)}."})
    problem = refusal_of(words)
    if problem:
        raise ValidationError({"text": problem})
    if CASE_PATTERN.search(words.upper()):
        raise ValidationError({"text": "Take out the pseudonym of the case. A mail never says which case it is about."})
    lower = words.casefold()
    names = [*audit.agencies.values_list("name", flat=True), audit.title]
    named = next((name for name in names if name.casefold() in lower), None)
    if named:
        raise ValidationError({"text": f"Take out “{named}”. Everybody gets the same text, and it names no theme."})
    return words


@transaction.atomic
def chase_agencies(
    *, audit: CaseAudit, key: UUID, segment: ChaseSegment, text: str, seen: str, again: bool, actor: Any
) -> CaseChase:
    """Send the text to everybody for whom parts wait, one mail each; the same `key` sends once (bars R5).

    `seen` is the digest of the plan that the officer saw. Raises PermissionDenied, or ValidationError: with the code
    "moved" where the plan is another by now, else for the text, the audit's state, or where nobody is left.
    """
    if not is_business_unit(actor):
        raise PermissionDenied("Only the Business Unit chases agencies.")
    locked = lock_audit(audit)
    sent = CaseChase.objects.filter(key=key, audit=locked).first()
    if sent is not None:
        return sent
    if not can_chase(actor, locked):
        raise ValidationError("Agencies no longer work on this audit, so nobody is chased.")
    words = check_chase_text(locked, text)
    plan = plan_chase(audit=locked, segment=segment, again=again)
    if plan.digest != seen:
        raise ValidationError("Something has changed since you opened the page. Look again, then send.", code=MOVED)
    if not plan.people:
        raise ValidationError("There is nobody to tell.")
    made = CaseChase.objects.create(
        key=key, audit=locked, segment=segment, text=words, people=len(plan.people), sent_by=actor
    )
    ChasedPart.objects.bulk_create(ChasedPart(chase=made, involvement=each) for each in plan.told)
    agencies = [each.pk for each in plan.agencies]
    record(actor=actor, action="audit.chased", target=locked, segment=segment, people=made.people, agencies=agencies)
    for person in plan.people:
        send_chase(chase=made, person=person)
    return made
