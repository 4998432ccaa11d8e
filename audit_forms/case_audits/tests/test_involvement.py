"""An agency says whether it is involved, names an auditor, who declares, and the lead countersigns."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from audit_forms.case_audits import services
from audit_forms.case_audits.enums import AuditStatus, EndReason, InvolvementStatus
from audit_forms.case_audits.models import CaseAudit
from audit_forms.case_audits.tests.agencies import appoint, begin, now, send, submit
from audit_forms.case_audits.workflow import INVOLVEMENT, TransitionRefused
from audit_forms.organisations.services import end_membership
from audit_forms.organisations.tests.factories import MembershipFactory
from audit_forms.returns import services as returns
from audit_forms.returns.models import Return
from audit_forms.returns.permissions import can_assure, can_write_answers
from audit_forms.returns.tests.factories import fill, refreshed
from portal.outbox.models import Message
from portal.trail.models import AuditTrail

pytestmark = pytest.mark.django_db
DOCUMENT = Path(settings.BASE_DIR) / "docs" / "workflow-involvement.md"


def test_the_document_carries_the_diagram_of_the_table():
    assert f"```mermaid\n{INVOLVEMENT.as_mermaid()}\n```" in DOCUMENT.read_text()


@pytest.mark.parametrize(
    ("verb", "details", "status"),
    [("answer_nil", {}, "nil_return"), ("answer_historic", {"note": "Closed in 2019"}, "historic")],
)
def test_an_answer_counts_once_is_logged_and_can_be_taken_up_again(world, part, verb, details, status):
    for _ in range(2):
        getattr(services, verb)(involvement=part, actor=world.police.lead, **details)
    assert now(part).status == status
    assert now(part).answered_by == world.police.lead
    entry = AuditTrail.objects.about(part).get()
    assert (entry.action, entry.data) == (f"involvement.{verb}", {"source": "notified"})
    services.acknowledge(involvement=part, actor=world.police.lead)
    assert now(part).status == InvolvementStatus.ACKNOWLEDGED


@pytest.mark.parametrize("note", ["", "  ", "NHS number 943 476 5919"])
def test_historic_only_needs_words_that_name_no_child(world, part, note):
    with pytest.raises(TransitionRefused):
        services.answer_historic(involvement=part, note=note, actor=world.police.lead)
    assert now(part).status == InvolvementStatus.NOTIFIED


@pytest.mark.parametrize("who", ["auditor", "viewer"])
def test_only_the_lead_answers(world, part, who):
    with pytest.raises(PermissionDenied):
        services.answer_nil(involvement=part, actor=getattr(world.police, who))


def test_nobody_answers_once_the_audit_has_moved_on(world, part):
    CaseAudit.objects.update(status=AuditStatus.MODERATION)
    with pytest.raises(TransitionRefused):
        services.answer_nil(involvement=part, actor=world.police.lead)


def test_the_whole_way_to_a_return(world, part):
    audit_return = begin(part, world.police)
    assert audit_return.is_confidential
    assert audit_return.subject == world.case.reference
    assert audit_return.questions_total == 2
    assert audit_return.facts == world.police.organisation.facts
    assert can_write_answers(world.police.auditor, audit_return)
    assert not Return.objects.visible_to(world.police.second_auditor).exists()


def test_each_step_taken_twice_counts_once(world, part):
    begin(part, world.police)
    messages, entries = Message.objects.count(), AuditTrail.objects.count()
    appoint_again = (
        lambda: services.name_auditor(involvement=part, auditor=world.police.auditor, actor=world.police.lead),
        lambda: services.declare_independence(involvement=part, actor=world.police.auditor),
        lambda: services.countersign(involvement=part, actor=world.police.lead),
    )
    for again in appoint_again:
        again()
    assert (Message.objects.count(), AuditTrail.objects.count()) == (messages, entries)
    assert Return.objects.count() == 1


def test_nobody_countersigns_before_it_is_declared_or_for_themselves(world, part):
    services.acknowledge(involvement=part, actor=world.police.lead)
    services.name_auditor(involvement=part, auditor=world.police.auditor, actor=world.police.lead)
    with pytest.raises(TransitionRefused, match="not declared"):
        services.countersign(involvement=part, actor=world.police.lead)
    other = MembershipFactory(organisation=world.police.organisation).user
    services.name_auditor(involvement=part, auditor=other, actor=world.police.lead)
    services.declare_independence(involvement=part, actor=other)
    with pytest.raises(PermissionDenied):
        services.countersign(involvement=part, actor=other)
    services.countersign(involvement=part, actor=world.police.lead)
    assert now(part).status == InvolvementStatus.COUNTERSIGNED


def test_an_only_lead_is_told_why_they_cannot_name_themselves(world, part):
    services.acknowledge(involvement=part, actor=world.police.lead)
    with pytest.raises(TransitionRefused, match="no other lead who could countersign"):
        services.name_auditor(involvement=part, auditor=world.police.lead, actor=world.police.lead)


@pytest.mark.parametrize("who", ["viewer", "stranger", "leaver", "disabled"])
def test_only_members_who_can_sign_in_and_work_there_are_named(world, part, who):
    people = {"viewer": world.police.viewer, "stranger": world.health.auditor}
    leaver = MembershipFactory(organisation=world.police.organisation, role="auditor", ended=True).user
    disabled = MembershipFactory(organisation=world.police.organisation, role="auditor", user__is_active=False).user
    people |= {"leaver": leaver, "disabled": disabled}
    services.acknowledge(involvement=part, actor=world.police.lead)
    with pytest.raises(TransitionRefused, match="member of your agency"):
        services.name_auditor(involvement=part, auditor=people[who], actor=world.police.lead)


def test_a_second_auditor_goes_on_with_the_same_return(world, part):
    audit_return = begin(part, world.police)
    fill(audit_return, world.police.auditor)
    appoint(part, world.police, world.police.second_auditor)
    assert now(part).audit_return == audit_return
    assert not can_write_answers(world.police.auditor, audit_return)
    assert can_write_answers(world.police.second_auditor, audit_return)
    assert part.appointments.get(auditor=world.police.auditor).ended_because == EndReason.REPLACED


def test_an_auditor_who_leaves_is_released_and_the_lead_asked_for_another(world, part):
    audit_return = begin(part, world.police)
    end_membership(membership=world.police.auditor.memberships.get(), actor=world.police.lead)
    assert now(part).status == InvolvementStatus.ACKNOWLEDGED
    assert part.appointments.get().ended_because == EndReason.LEFT
    assert not Return.objects.visible_to(world.police.auditor).exists()
    assert Message.objects.filter(to=world.police.lead.email, subject="Another auditor is needed").count() == 1
    appoint(part, world.police, world.police.second_auditor)
    assert can_write_answers(world.police.second_auditor, refreshed(audit_return))


def test_leaving_one_of_two_parts_in_the_agency_releases_nothing(world, part):
    begin(part, world.police)
    second = MembershipFactory(organisation=world.police.organisation, user=world.police.auditor, role="contributor")
    end_membership(membership=second, actor=world.police.lead)
    assert now(part).status == InvolvementStatus.COUNTERSIGNED


def test_whoever_leaves_after_the_agencies_work_leaves_the_part_as_it_is(world, part):
    submit(begin(part, world.police), world.police)
    CaseAudit.objects.update(status=AuditStatus.MODERATION)
    end_membership(membership=world.police.auditor.memberships.get(), actor=world.police.lead)
    assert now(part).status == InvolvementStatus.COUNTERSIGNED
    assert now(part).appointment is None


def test_whoever_was_ever_named_to_write_an_audit_never_assures_it(world, part):
    audit_return = begin(part, world.police, world.police.auditor)
    end_membership(membership=world.police.auditor.memberships.get(), actor=world.police.lead)
    world.police.auditor.groups.set(world.unit.groups.all())
    auditor = type(world.unit).objects.get(pk=world.police.auditor.pk)
    assert can_assure(world.unit, audit_return)
    assert not can_assure(auditor, audit_return)


def test_mail_names_no_case_theme_or_child(world, part):
    audit_return = send(begin(part, world.police), world.police.auditor)
    returns.confirm(audit_return=audit_return, attempt=audit_return.attempt, actor=world.police.lead)
    services.declare_conflict(
        involvement=part, person=world.police.auditor, conflict="My sister’s family", actor=world.police.auditor
    )
    assert Message.objects.count() > 6
    told = [each.subject + each.text + each.html for each in Message.objects.all()]
    for canary in (world.audit.title, "Neglect", "sister", world.case.reference):
        assert not [each for each in told if canary in each]


def test_dates_are_kept_in_order_of_what_happened(world, part):
    begin(part, world.police)
    appointment = part.appointments.get()
    assert appointment.named_at <= appointment.declared_at <= appointment.countersigned_at <= timezone.now()
