"""Agreeing, approving and sending back: by whom, from which state, once, and of the plan that was read."""

import pytest
from django.core.exceptions import PermissionDenied

from audit_forms.case_audits import services
from audit_forms.case_audits.enums import AuditStatus
from audit_forms.case_audits.history import history_of
from audit_forms.case_audits.tests.factories import World
from audit_forms.case_audits.workflow import TransitionRefused
from portal.outbox.models import Message
from portal.trail.models import AuditTrail
from portal.workflow import Stale

pytestmark = pytest.mark.django_db
ROLES = ("unit", "group", "executive", "chair", "stranger", "superuser")
VERBS = {
    "agree": (services.agree_plan, "group", AuditStatus.DRAFT, AuditStatus.AGREED, {}),
    "approve": (services.approve_plan, "executive", AuditStatus.AGREED, AuditStatus.APPROVED, {}),
    "send_back": (services.send_plan_back, "executive", AuditStatus.AGREED, AuditStatus.DRAFT, {"note": "Why now?"}),
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("verb", VERBS)
def test_each_decision_belongs_to_one_body(verb, role):
    service, who, source, target, more = VERBS[verb]
    world = World(status=source)
    if role == who:
        assert service(audit=world.audit, version=1, actor=getattr(world, role), **more).status == target
        return
    with pytest.raises(PermissionDenied):
        service(audit=world.audit, version=1, actor=getattr(world, role), **more)


@pytest.mark.parametrize("verb", VERBS)
def test_each_decision_is_possible_in_one_state(verb):
    service, who, source, _, more = VERBS[verb]
    world = World()
    for status in set(AuditStatus) - {source}:
        world.audit.status = status
        world.audit.save()
        with pytest.raises(TransitionRefused):
            service(audit=world.audit, version=1, actor=getattr(world, who), **more)
    assert not world.audit.approvals.exists()


@pytest.mark.parametrize("verb", VERBS)
def test_a_decision_sent_twice_is_made_told_and_recorded_once(verb):
    service, who, source, _, more = VERBS[verb]
    world = World(status=source)
    for _ in range(3):
        service(audit=world.audit, version=1, actor=getattr(world, who), **more)
    assert world.audit.approvals.count() == 1
    assert AuditTrail.objects.about(world.audit).filter(action=f"audit.{verb}").count() == 1
    messages = list(Message.objects.values_list("to", flat=True))
    assert sorted(set(messages)) == sorted(messages)
    assert messages


@pytest.mark.parametrize("verb", VERBS)
def test_nobody_decides_on_a_plan_that_changed_after_they_read_it(verb):
    service, who, source, _, more = VERBS[verb]
    world = World(status=source)
    with pytest.raises(Stale):
        service(audit=world.audit, version=0, actor=getattr(world, who), **more)


def test_sending_back_needs_words_and_the_plan_goes_round_again():
    world = World(status=AuditStatus.AGREED)
    with pytest.raises(TransitionRefused, match="what should change"):
        services.send_plan_back(audit=world.audit, version=1, note="  ", actor=world.executive)
    back = services.send_plan_back(audit=world.audit, version=1, note="Why now?", actor=world.executive)
    with pytest.raises(Stale):
        services.agree_plan(audit=world.audit, version=1, actor=world.group)
    services.agree_plan(audit=world.audit, version=back.version, actor=world.group)
    services.approve_plan(audit=world.audit, version=back.version, actor=world.executive)
    told = [(event.words, event.details) for event in history_of(world.audit)]
    assert told == [
        ("Approved by the Executive", ()),
        ("Agreed by the group", ()),
        ("Sent back by the Executive", ("Why now?",)),
    ]


def test_mail_says_that_something_waits_and_nothing_of_the_plan():
    world = World(status=AuditStatus.DRAFT)
    services.agree_plan(audit=world.audit, version=1, actor=world.group)
    message = Message.objects.get()
    assert message.to == world.executive.email
    words = message.subject + message.text + message.html
    assert f"/programme/{world.audit.reference}/" in words
    for secret in (world.audit.title, world.audit.theme.name, world.case.reference, world.audit.reason):
        assert secret not in words
