"""Who writes which section: the lead says so, and each person is told once for what they were given together."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from audit_forms.questionnaires.models import Section
from audit_forms.returns import notifications
from audit_forms.returns.asking import asked_sections
from audit_forms.returns.models import Return, SectionAssignment
from audit_forms.returns.permissions import can_assign
from audit_forms.returns.services.common import lock
from audit_forms.returns.sharing import writers_of
from audit_forms.returns.workflow import TransitionRefused
from portal.trail.services import record


@transaction.atomic
def assign_sections(*, audit_return: Return, assigned: Mapping[str, int | None], actor: Any) -> Return:
    """Give each section whose key `assigned` names to the person of that number, or to nobody.

    Sections that are not named stay as they are; the same sent twice changes nothing and mails nobody. Raises
    PermissionDenied, or TransitionRefused for a section not asked or a person who does not write for the organisation.
    """
    locked = lock(audit_return)
    if not can_assign(actor, locked):
        raise PermissionDenied("Only the organisation's lead says who writes what, while the return is open.")
    sections = {part.section.key: part.section for part in asked_sections(locked)}
    writers = {person.pk: person for person in writers_of(locked)}
    if set(assigned) - set(sections) or {pk for pk in assigned.values() if pk} - set(writers):
        raise TransitionRefused("Somebody named does not write for the organisation now, or a section is not asked.")
    before = {each.section_id: each for each in locked.assignments.all()}
    changed: dict[str, int | None] = {}
    for key, person in assigned.items():
        if _assign(locked, sections[key], person, before.get(sections[key].pk), actor):
            changed[key] = person
    if changed:
        record(actor=actor, action="return.sections_assigned", target=locked, sections=changed)
        for pk in sorted({person for person in changed.values() if person and person != actor.pk}):
            keys = sorted(key for key, person in changed.items() if person == pk)
            batch = hashlib.sha256(f"{keys}{timezone.now():%Y-%m-%d %H:%M}".encode()).hexdigest()[:16]
            notifications.tell_person(locked, writers[pk], notifications.ASSIGNED, f"assigned-{batch}")
    return locked


def _assign(locked: Return, section: Section, person: int | None, now: SectionAssignment | None, actor: Any) -> bool:
    """Whether anything had to be changed."""
    if (now.user_id if now else None) == person:
        return False
    if person is None:
        SectionAssignment.objects.filter(audit_return=locked, section=section).delete()
        return True
    values = {"user_id": person, "assigned_by": actor, "assigned_at": timezone.now()}
    SectionAssignment.objects.update_or_create(audit_return=locked, section=section, defaults=values)
    return True
