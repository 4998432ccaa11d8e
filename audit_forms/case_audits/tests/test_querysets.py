"""Who knows of which audit, case and part (bars S1, S2, S6)."""

import pytest
from django.utils import timezone

from audit_forms.case_audits.enums import AuditStatus, EndReason, InvolvementStatus
from audit_forms.case_audits.models import Case, CaseAudit, Involvement

pytestmark = pytest.mark.django_db


def seen_by(queryset_of, world):
    """The names of those in the world who see anything."""
    people = {
        "unit": world.unit,
        "group": world.group,
        "executive": world.executive,
        "chair": world.chair,
        "police lead": world.police.lead,
        "police auditor": world.police.auditor,
        "police viewer": world.police.viewer,
        "health lead": world.health.lead,
        "health auditor": world.health.auditor,
        "stranger": world.stranger,
        "superuser": world.superuser,
    }
    return {name for name, person in people.items() if queryset_of.objects.visible_to(person).exists()}


def test_plans_are_read_by_those_who_plan_and_by_the_chair(world):
    CaseAudit.objects.update(status=AuditStatus.DRAFT)
    assert seen_by(CaseAudit, world) == {"unit", "group", "executive", "chair"}


def test_from_the_start_on_the_agencies_asked_know_of_the_audit(world):
    world.involve(world.police, InvolvementStatus.AUDITOR_NAMED)
    seen = {"unit", "group", "executive", "chair", "police lead", "police auditor", "health lead"}
    assert seen_by(CaseAudit, world) == seen


def test_cases_are_known_to_agencies_with_a_part_only(world):
    world.involve(world.police)
    assert seen_by(Case, world) == {"unit", "chair", "police lead"}


def test_a_part_is_seen_by_its_lead_and_its_auditor_only(world):
    world.involve(world.police, InvolvementStatus.COUNTERSIGNED)
    assert seen_by(Involvement, world) == {"unit", "police lead", "police auditor"}


def test_identities_open_for_named_people_of_agencies_that_are_asked(world):
    world.involve(world.police, InvolvementStatus.COUNTERSIGNED)
    world.involve(world.health, InvolvementStatus.NIL_RETURN)
    people = (world.unit, world.chair, world.police.lead, world.police.auditor, world.health.lead, world.group)
    assert [Case.objects.identifiable_by(each).exists() for each in people] == [True, False, True, True, False, False]


@pytest.mark.parametrize("role", ["auditor", "lead"])
def test_whoever_has_a_conflict_knows_nothing_of_the_case_any_more(world, role):
    part = world.involve(world.police, InvolvementStatus.ACKNOWLEDGED)
    person = getattr(world.police, role)
    ended = {"ended_at": timezone.now(), "ended_because": EndReason.CONFLICT}
    part.appointments.create(auditor=person, named_by=world.police.lead, **ended)
    for rows in (Involvement.objects.visible_to(person), Case.objects.visible_to(person)):
        assert not rows.exists()
    assert not Case.objects.identifiable_by(person).exists()


def test_a_leaver_audits_nothing_though_still_named(world):
    world.involve(world.police, InvolvementStatus.COUNTERSIGNED)
    world.police.auditor.memberships.update(ended_at=timezone.now())
    assert not Involvement.objects.visible_to(world.police.auditor).exists()
