"""A case withdrawn half-way ends everywhere, once, and takes its identity with it."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from audit_forms.case_audits import services
from audit_forms.case_audits.enums import AuditStatus, EndReason, InvolvementStatus
from audit_forms.case_audits.models import Case
from audit_forms.case_audits.tests.factories import World
from audit_forms.case_audits.workflow import TransitionRefused
from audit_forms.returns import permissions
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.models import Return
from portal.outbox.models import Message
from portal.trail.models import AuditTrail

pytestmark = pytest.mark.django_db
REASON = "It is the same family as another case."


@pytest.fixture
def world():
    """A running audit with a case whose identity is kept; nobody has been told."""
    made = World()
    made.case.delete()
    made.audit.agencies.clear()
    identity = {"name": "Invented Child"}
    made.case = services.add_case(audit=made.audit, key=uuid4(), age_band="1_to_4", identity=identity, actor=made.unit)
    return made


def withdraw(world, actor=None, reason=REASON):
    return services.withdraw_case(case=world.case, reason=reason, actor=actor or world.unit)


@pytest.mark.parametrize(
    "status",
    [
        status
        for status in InvolvementStatus
        if status not in (InvolvementStatus.MODERATED, InvolvementStatus.WITHDRAWN)
    ],
)
def test_every_part_becomes_withdrawn_whatever_its_state(world, status):
    part = world.involve(world.police, status)
    withdraw(world)
    part.refresh_from_db()
    assert part.status == InvolvementStatus.WITHDRAWN
    assert not part.appointments.current().exists()
    assert set(part.appointments.values_list("ended_because", flat=True)) <= {EndReason.WITHDRAWN}


def test_a_return_being_written_is_withdrawn(world):
    part = world.involve(world.police, InvolvementStatus.COUNTERSIGNED)
    withdraw(world)
    part.audit_return.refresh_from_db()
    assert part.audit_return.status == ReturnStatus.WITHDRAWN
    assert not permissions.can_write_answers(world.police.auditor, part.audit_return)


@pytest.mark.parametrize("status", [ReturnStatus.SUBMITTED, ReturnStatus.CHANGES_REQUESTED, ReturnStatus.ACCEPTED])
def test_a_return_that_had_come_in_is_kept_and_nobody_writes_it(world, status):
    part = world.involve(world.police, InvolvementStatus.COUNTERSIGNED)
    Return.objects.filter(pk=part.audit_return_id).update(status=status, submitted_at=timezone.now(), attempt=1)
    withdraw(world)
    part.audit_return.refresh_from_db()
    assert part.audit_return.status == status
    assert not permissions.can_write_answers(world.police.auditor, part.audit_return)


def test_the_identity_is_erased_and_the_fact_stays(world):
    withdraw(world)
    world.case.identity.refresh_from_db()
    assert (bytes(world.case.identity.secret), world.case.identity.erased_at is not None) == (b"", True)
    assert AuditTrail.objects.get(action="case.identity_erased").data["because"] == "withdrawal"


def test_named_people_are_told_once_without_content(world):
    world.involve(world.police, InvolvementStatus.AUDITOR_NAMED)
    world.involve(world.health, InvolvementStatus.NOTIFIED)
    for _ in range(2):
        withdraw(world)
    told = sorted(Message.objects.values_list("to", flat=True))
    assert told == sorted([world.police.lead.email, world.police.auditor.email, world.health.lead.email])
    for mail in Message.objects.all():
        said = f"{mail.subject} {mail.text} {mail.html}"
        assert not any(secret in said for secret in (world.case.reference, REASON, world.audit.title))


def test_whoever_has_a_conflict_of_interest_is_not_told(world):
    part = world.involve(world.police, InvolvementStatus.ACKNOWLEDGED)
    ended = {"ended_at": timezone.now(), "ended_because": EndReason.CONFLICT}
    part.appointments.create(auditor=world.police.lead, named_by=world.police.lead, **ended)
    withdraw(world)
    assert not Message.objects.exists()


def test_the_trail_does_not_hold_the_reason(world):
    world.involve(world.police, InvolvementStatus.COUNTERSIGNED)
    withdraw(world)
    assert not [entry for entry in AuditTrail.objects.all() if "family" in str(entry.data)]
    assert AuditTrail.objects.filter(action="involvement.withdraw").count() == 1


def test_agencies_open_the_identity_no_more(world):
    world.involve(world.police)
    assert Case.objects.identifiable_by(world.police.lead).exists()
    withdraw(world)
    assert not Case.objects.identifiable_by(world.police.lead).exists()


@pytest.mark.parametrize("reason", ["", "  ", "NHS number 943 476 5919"])
def test_a_reason_is_wanted_that_does_not_say_who_the_child_is(world, reason):
    with pytest.raises(ValidationError):
        withdraw(world, reason=reason)


@pytest.mark.parametrize("who", ["group", "executive", "chair", "stranger", "superuser"])
def test_nobody_but_the_business_unit_withdraws(world, who):
    with pytest.raises(PermissionDenied):
        withdraw(world, actor=getattr(world, who))


@pytest.mark.parametrize("status", [AuditStatus.MODERATION, AuditStatus.PUBLISHED])
def test_from_moderation_on_no_case_is_withdrawn(world, status):
    world.audit.status = status
    world.audit.save()
    with pytest.raises(TransitionRefused):
        withdraw(world)
