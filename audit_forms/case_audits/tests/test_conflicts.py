"""A conflict of interest closes a case to a person from the next request on (bars S6)."""

import pytest
from django.core.exceptions import PermissionDenied

from audit_forms.case_audits import services
from audit_forms.case_audits.enums import AuditStatus, EndReason, InvolvementStatus
from audit_forms.case_audits.models import Appointment, CaseAudit
from audit_forms.case_audits.tests.agencies import appoint, begin, now, send, submit
from audit_forms.case_audits.workflow import TransitionRefused
from audit_forms.organisations.tests.factories import MembershipFactory
from audit_forms.returns import services as returns
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.models import Return
from audit_forms.returns.permissions import can_write_answers
from audit_forms.returns.tests.factories import refreshed
from portal.outbox.models import Message
from portal.trail.models import AuditTrail

pytestmark = pytest.mark.django_db
WORDS = "I supervised the worker"


def declare(part, person, actor=None, words=WORDS):
    """That person has a conflict of interest."""
    return services.declare_conflict(involvement=part, person=person, conflict=words, actor=actor or person)


def test_before_it_is_countersigned_the_part_waits_for_another_auditor(world, part):
    services.acknowledge(involvement=part, actor=world.police.lead)
    services.name_auditor(involvement=part, auditor=world.police.auditor, actor=world.police.lead)
    declare(part, world.police.auditor)
    assert now(part).status == InvolvementStatus.ACKNOWLEDGED
    ended = part.appointments.get()
    assert (ended.ended_because, ended.conflict) == (EndReason.CONFLICT, WORDS)
    with pytest.raises(TransitionRefused, match="conflict of interest"):
        services.name_auditor(involvement=part, auditor=world.police.auditor, actor=world.police.lead)


def test_the_lead_and_the_business_unit_are_told_that_not_why(world, part):
    begin(part, world.police)
    for _ in range(2):
        declare(part, world.police.auditor)
    subjects = ("Another auditor is needed", "An agency needs another auditor")
    told = Message.objects.filter(subject__in=subjects).order_by("pk")
    assert sorted(told.values_list("to", flat=True)) == sorted(
        each.email for each in (world.police.lead, world.unit, world.unit2)
    )
    assert not Message.objects.filter(text__contains="supervised").exists()
    entries = AuditTrail.objects.about(part).filter(action="involvement.conflict_declared")
    assert entries.count() == 1
    assert "supervised" not in str([each.data for each in AuditTrail.objects.all()])


def test_what_waited_to_be_confirmed_is_open_again_for_the_next_auditor(world, part):
    audit_return = send(begin(part, world.police), world.police.auditor)
    declare(part, world.police.auditor)
    assert refreshed(audit_return).status == ReturnStatus.DRAFT
    with pytest.raises(TransitionRefused, match="has changed since"):
        returns.confirm(audit_return=audit_return, attempt=audit_return.attempt, actor=world.police.lead)
    appoint(part, world.police, world.police.second_auditor)
    assert can_write_answers(world.police.second_auditor, refreshed(audit_return))


def test_what_has_been_accepted_goes_on_with_another_auditor(world, part):
    audit_return = submit(begin(part, world.police), world.police)
    Return.objects.filter(pk=audit_return.pk).update(status=ReturnStatus.ACCEPTED)
    declare(part, world.police.auditor)
    appoint(part, world.police, world.police.second_auditor)
    returns.reopen(audit_return=refreshed(audit_return), notes={"first": "Look again"}, reason="New", actor=world.unit)
    assert can_write_answers(world.police.second_auditor, refreshed(audit_return))


def test_the_lead_and_the_business_unit_declare_it_for_somebody(world, part):
    begin(part, world.police)
    declare(part, world.police.auditor, actor=world.police.lead)
    assert not Return.objects.visible_to(world.police.auditor).exists()
    declare(part, world.police.second_auditor, actor=world.unit)
    assert part.appointments.filter(ended_because=EndReason.CONFLICT).count() == 2


@pytest.mark.parametrize("who", ["second_auditor", "viewer"])
def test_nobody_else_declares_it(world, part, who):
    begin(part, world.police)
    for actor in (getattr(world.police, who), world.health.lead, world.chair, world.superuser):
        with pytest.raises(PermissionDenied):
            declare(part, world.police.auditor, actor=actor)
    with pytest.raises(PermissionDenied):
        declare(part, world.health.auditor, actor=world.police.lead)


@pytest.mark.parametrize("words", ["", " ", "NHS number 943 476 5919"])
def test_it_is_said_in_words_that_name_no_child(world, part, words):
    begin(part, world.police)
    with pytest.raises(TransitionRefused):
        declare(part, world.police.auditor, words=words)
    assert Return.objects.visible_to(world.police.auditor).exists()


def test_a_lead_with_a_conflict_loses_the_case_and_the_unit_hears_that_nobody_leads(world, part):
    audit_return = begin(part, world.police)
    declare(part, world.police.lead)
    assert not Return.objects.visible_to(world.police.lead).exists()
    assert now(part).status == InvolvementStatus.COUNTERSIGNED
    subject = "An agency has nobody to lead a case audit"
    assert Message.objects.filter(subject=subject).count() == 2
    other = MembershipFactory(organisation=world.police.organisation).user
    waiting = send(audit_return, world.police.auditor)
    assert not Message.objects.filter(to=world.police.lead.email, subject__contains="waits for you to confirm").exists()
    returns.confirm(audit_return=waiting, attempt=waiting.attempt, actor=other)
    assert refreshed(audit_return).status == ReturnStatus.SUBMITTED


def test_a_conflict_declared_before_there_is_a_return_closes_the_one_that_comes(world, part):
    world.police.other_lead = MembershipFactory(organisation=world.police.organisation).user
    declare(part, world.police.other_lead)
    audit_return = begin(part, world.police)
    assert not Return.objects.visible_to(world.police.other_lead).exists()
    assert audit_return.named_writers.filter(user=world.police.other_lead, has_conflict=True).count() == 1


def test_it_closes_the_case_in_every_agency_and_to_an_officer_too(world, part):
    begin(part, world.police)
    health = world.involve(world.health)
    second = begin(health, world.health)
    declare(part, world.police.auditor)
    MembershipFactory(organisation=world.health.organisation, user=world.police.auditor)
    assert not Return.objects.visible_to(world.police.auditor).exists()
    world.police.auditor.groups.set(world.unit.groups.all())
    officer = type(world.unit).objects.get(pk=world.police.auditor.pk)
    assert not Return.objects.visible_to(officer).filter(pk=second.pk).exists()
    assert not type(part).objects.visible_to(officer).exists()
    assert not type(world.case).objects.visible_to(officer).exists()


def test_after_the_agencies_work_it_still_closes_everything(world, part):
    submit(begin(part, world.police), world.police)
    CaseAudit.objects.update(status=AuditStatus.MODERATION)
    declare(part, world.police.auditor)
    assert now(part).status == InvolvementStatus.COUNTERSIGNED
    assert not Return.objects.visible_to(world.police.auditor).exists()
    assert not Appointment.objects.current().exists()
