"""The whole way of an agency's audit through the Business Unit's hands, and the quality checklist."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from audit_forms.case_audits import services
from audit_forms.case_audits.models import QualityCheck
from audit_forms.case_audits.templatetags.agencies import sent_back
from audit_forms.case_audits.tests.agencies import ALL_MET, begin, check_quality, now, send, submit
from audit_forms.case_audits.workflow import TransitionRefused
from audit_forms.returns import services as returns
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.models import Comment
from audit_forms.returns.tests.factories import refreshed
from portal.outbox.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def begun(world):
    """The police's audit, theirs to write."""
    world.part = world.involve(world.police)
    return begin(world.part, world.police)


def test_from_the_first_word_to_acceptance(world, begun):
    auditor, lead = world.police.auditor, world.police.lead
    submitted = submit(begun, world.police)
    due = timezone.localdate() + datetime.timedelta(days=5)
    returns.request_changes(
        audit_return=submitted, notes={"second": "What helped, exactly?"}, due_on=due, actor=world.unit
    )
    asked = refreshed(begun)
    assert asked.change_requests.open().get().due_on == due
    section = asked.edition.sections.get().key
    closed = {"first.version": "1", "first.level": "amber", "first.text": "Changed"}
    returns.save_answers(audit_return=asked, section=section, posted=closed, actor=auditor)
    assert asked.answers.get(question__key="first").level.key == "green"
    posted = {"second.version": "1", "second.text": "The worker came back each week"}
    returns.save_answers(audit_return=asked, section=section, posted=posted, actor=auditor)
    returns.send_for_sign_off(audit_return=asked, actor=auditor)
    waiting = refreshed(begun)
    returns.confirm(audit_return=waiting, attempt=waiting.attempt, actor=lead)
    check_quality(refreshed(begun), world.unit)
    returns.accept(audit_return=refreshed(begun), actor=world.unit)
    assert refreshed(begun).status == ReturnStatus.ACCEPTED
    assert sent_back([begun.pk]) == {begun.pk: 1}
    assert Message.objects.filter(to=auditor.email, subject="Your return has been accepted").exists()


def test_the_business_unit_never_reads_what_is_said_among_the_agency(world, begun):
    waiting = send(begun, world.police.auditor)
    returns.write_comment(audit_return=waiting, question="first", text="Check the date", actor=world.police.lead)
    assert Comment.objects.visible_to(world.police.auditor).exists()
    assert not Comment.objects.visible_to(world.unit).exists()


def test_it_is_not_accepted_before_the_checklist_is_complete(world, begun):
    submitted = submit(begun, world.police)
    with pytest.raises(TransitionRefused, match="10 points left"):
        returns.accept(audit_return=submitted, actor=world.unit)
    some = {point: ALL_MET[point] for point in list(ALL_MET)[:9]}
    check_quality(submitted, world.unit, some)
    with pytest.raises(TransitionRefused, match="1 point left"):
        returns.accept(audit_return=submitted, actor=world.unit)
    check_quality(submitted, world.unit, ALL_MET, version=1)
    assert returns.accept(audit_return=submitted, actor=world.unit).status == ReturnStatus.ACCEPTED


def test_it_is_not_accepted_while_another_auditor_is_needed(world, begun):
    submitted = submit(begun, world.police)
    check_quality(submitted, world.unit)
    services.declare_conflict(
        involvement=world.part, person=world.police.auditor, conflict="Mine", actor=world.police.auditor
    )
    with pytest.raises(TransitionRefused, match="no independent auditor"):
        returns.accept(audit_return=submitted, actor=world.unit)
    assert now(world.part).audit_return.status == ReturnStatus.SUBMITTED


def test_each_attempt_has_a_checklist_of_its_own(world, begun):
    submitted = submit(begun, world.police)
    check_quality(submitted, world.unit)
    returns.request_changes(audit_return=submitted, notes={"first": "More"}, actor=world.unit)
    again = refreshed(begun)
    returns.send_for_sign_off(audit_return=again, actor=world.police.auditor)
    again = refreshed(begun)
    returns.confirm(audit_return=again, attempt=again.attempt, actor=world.police.lead)
    with pytest.raises(TransitionRefused, match="10 points left"):
        returns.accept(audit_return=refreshed(begun), actor=world.unit)
    assert QualityCheck.objects.get().attempt == 1


def test_a_colleagues_checklist_is_not_overwritten(world, begun):
    submitted = submit(begun, world.police)
    check_quality(submitted, world.unit)
    mine = ALL_MET | {"child": {"met": False, "note": "Where is the child?"}}
    with pytest.raises(services.CheckedMeanwhile) as conflict:
        check_quality(submitted, world.unit2, mine)
    assert conflict.value.check.updated_by == world.unit
    check_quality(submitted, world.unit2, mine, version=1)
    assert QualityCheck.objects.get().points["child"]["note"] == "Where is the child?"


@pytest.mark.parametrize("note", ["", "NHS number 943 476 5919"])
def test_a_no_says_what_is_missing_and_names_no_child(world, begun, note):
    submitted = submit(begun, world.police)
    with pytest.raises(TransitionRefused):
        check_quality(submitted, world.unit, {"child": {"met": False, "note": note}})


def test_only_an_officer_without_a_hand_in_it_checks_and_only_what_waits(world, begun):
    with pytest.raises(PermissionDenied):
        check_quality(begun, world.unit)
    submitted = submit(begun, world.police)
    world.unit2.memberships.create(organisation=world.police.organisation, role="lead", ended_at=timezone.now())
    for person in (world.unit2, world.police.lead, world.police.auditor, world.chair, world.superuser):
        with pytest.raises(PermissionDenied):
            check_quality(submitted, person)
