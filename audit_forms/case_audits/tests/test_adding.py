"""Cases are added once under random pseudonyms, and who the child is only ever lies sealed."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from audit_forms.case_audits import case_lists, services, vault
from audit_forms.case_audits.demo.cases import add_demo_cases
from audit_forms.case_audits.enums import AuditStatus
from audit_forms.case_audits.erasing import erase_due
from audit_forms.case_audits.models import Case, CaseBatch, CaseIdentity, Involvement
from audit_forms.case_audits.references import is_case_reference
from audit_forms.case_audits.tests.factories import World
from audit_forms.case_audits.workflow import TransitionRefused
from portal.trail.models import AuditTrail

pytestmark = pytest.mark.django_db
IDENTITY = {"name": "Invented Child", "born_on": "2023-05-03", "address": "1 Made Up Road", "identifiers": "UPN A1"}
LIST = "3\tInvented Child\n99\tSecret Person\n8\tAnother Invented\n"


@pytest.fixture
def world():
    """An audit that the Executive has approved, without cases."""
    made = World(status=AuditStatus.APPROVED)
    made.case.delete()
    return made


def add(world, key=None, actor=None, identity=IDENTITY):
    return services.add_case(
        audit=world.audit, key=key or uuid4(), age_band="1_to_4", identity=identity, actor=actor or world.unit
    )


def give(world, text=LIST):
    return services.keep_list(audit=world.audit, rows=case_lists.rows_of_text(text), actor=world.unit)


def test_a_case_gets_a_random_pseudonym_and_its_identity_is_sealed(world):
    case = add(world)
    assert is_case_reference(case.reference)
    assert b"Invented" not in case.identity.secret
    assert vault.unseal(case.reference, case.identity.secret) == IDENTITY
    assert case.identity.erase_on == world.audit.retention_until


def test_sent_twice_a_case_is_added_once(world):
    key = uuid4()
    assert add(world, key) == add(world, key)
    assert Case.objects.count() == 1


def test_the_trail_knows_of_the_case_and_not_of_the_child(world):
    add(world)
    entry = AuditTrail.objects.get(action="case.added")
    assert "Invented" not in str(entry.data)


@pytest.mark.parametrize("who", ["group", "executive", "chair", "stranger", "superuser"])
def test_nobody_but_the_business_unit_adds_cases(world, who):
    with pytest.raises(PermissionDenied):
        add(world, actor=getattr(world, who))


@pytest.mark.parametrize("status", [AuditStatus.DRAFT, AuditStatus.AGREED, AuditStatus.MODERATION, AuditStatus.CLOSED])
def test_cases_are_added_from_the_approval_until_moderation(world, status):
    world.audit.status = status
    world.audit.save()
    with pytest.raises(TransitionRefused):
        add(world)


def test_no_identity_is_kept_before_its_last_day_is_known(world):
    world.audit.retention_until = None
    world.audit.save()
    with pytest.raises(TransitionRefused, match="erased"):
        add(world)


def test_without_the_vault_an_audit_keeps_no_identity_whatever_is_sent(world):
    world.audit.uses_vault = False
    world.audit.save()
    add(world)
    assert not CaseIdentity.objects.exists()


def test_before_the_start_nobody_is_told(world, mailoutbox):
    add(world)
    assert not Involvement.objects.exists()


def test_while_the_audit_runs_a_new_case_is_told_of_at_once(world):
    world.audit.status = AuditStatus.RUNNING
    world.audit.save()
    case = add(world)
    assert set(case.involvements.values_list("organisation", flat=True)) == {
        world.police.organisation.pk, world.health.organisation.pk
    }  # fmt: skip


def test_a_list_waits_sealed_and_only_its_officer_opens_it(world):
    batch = give(world)
    assert b"Invented" not in batch.secret
    assert len(services.open_list(batch=batch, actor=world.unit)) == 3
    for other in (world.unit2, world.group, world.superuser):
        with pytest.raises(PermissionDenied):
            services.open_list(batch=batch, actor=other)


def test_the_lines_understood_are_added_once_and_the_list_is_erased(world):
    batch = give(world)
    assert [services.add_list(batch=batch, actor=world.unit) for _ in range(2)] == [2, 2]
    assert Case.objects.count() == 2
    batch.refresh_from_db()
    assert bytes(batch.secret) == b""


def test_a_list_without_a_good_line_adds_nothing(world):
    with pytest.raises(TransitionRefused, match="no case"):
        services.add_list(batch=give(world, "99\tSecret Person"), actor=world.unit)


def test_a_list_that_waited_too_long_is_gone(world):
    batch = give(world)
    CaseBatch.objects.update(given_at=timezone.now() - timedelta(minutes=61))
    with pytest.raises(PermissionDenied):
        services.add_list(batch=batch, actor=world.unit)
    erase_due()
    assert not CaseBatch.objects.exists()


def test_a_list_thrown_away_leaves_nothing(world):
    services.discard_list(batch=give(world), actor=world.unit)
    assert not CaseBatch.objects.exists()


def test_the_demo_adds_its_invented_children_once(world):
    for _ in range(2):
        add_demo_cases(world.audit, actor=world.unit, number=6)
    assert Case.objects.count() == CaseIdentity.objects.count() == 6
