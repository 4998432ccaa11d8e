"""Grades entered before the meeting are seen by nobody but the agency's auditor until it opens."""

import pytest
from django.core.exceptions import PermissionDenied

from audit_forms.case_audits import services
from audit_forms.case_audits.enums import AuditStatus, InvolvementStatus
from audit_forms.case_audits.models import BlindGrade, Case, Involvement
from audit_forms.case_audits.workflow import TransitionRefused
from portal.trail.models import AuditTrail

pytestmark = pytest.mark.django_db


def seen_by(rows, world):
    return {name for name, person in world.people.items() if rows.objects.visible_to(person).exists()}


def test_nobody_but_the_auditor_sees_a_blind_grade_before_the_opening(meeting):
    meeting.enter(meeting.police, meeting.police_part, first="green")
    assert seen_by(BlindGrade, meeting) == {"police auditor"}


def test_from_the_opening_on_those_with_a_part_see_it_and_nobody_else(meeting):
    meeting.enter(meeting.police, meeting.police_part, first="green")
    meeting.open()
    with_a_part = {"police lead", "police auditor", "health lead", "health auditor"}
    assert seen_by(BlindGrade, meeting) == {"unit", "chair", *with_a_part}


@pytest.mark.parametrize("status", list(AuditStatus))
def test_grades_are_open_from_moderation_on_and_never_to_the_group_or_executive(meeting, status):
    meeting.set_status(status)
    seen = {name for name, person in meeting.people.items() if Case.objects.moderated_by(person).exists()}
    everybody = {"unit", "chair", "police lead", "police auditor", "health lead", "health auditor"}
    later = ("moderation", "report_drafted", "report_approved", "published", "impact_reviewed", "closed")
    assert seen == (everybody if status in later else set())


def test_an_agency_with_no_countersigned_part_sees_no_case(meeting):
    other = meeting.add_case()
    meeting.graded(meeting.police, case=other)
    meeting.involve(meeting.health, InvolvementStatus.NIL_RETURN, case=other)
    meeting.open()
    seen = Case.objects.moderated_by
    assert set(seen(meeting.police.auditor)) == {meeting.case, other}
    assert set(seen(meeting.health.auditor)) == {meeting.case}
    assert set(seen(meeting.health.lead)) == {meeting.case}


@pytest.mark.parametrize("who", ["unit", "chair", "police lead", "police second", "health auditor", "superuser"])
def test_only_the_countersigned_auditor_enters_grades(meeting, who):
    with pytest.raises(PermissionDenied):
        services.enter_blind_grades(
            involvement=meeting.police_part, grades={"first": "green"}, actor=meeting.people[who]
        )
    assert not BlindGrade.objects.exists()


def test_an_auditor_who_is_not_countersigned_enters_nothing(meeting):
    part = meeting.involve(meeting.police, InvolvementStatus.AUDITOR_NAMED, case=meeting.add_case())
    with pytest.raises(PermissionDenied):
        meeting.enter(meeting.police, part, first="green")


def test_grades_are_saved_a_few_at_a_time_and_may_be_changed(meeting):
    assert meeting.enter(meeting.police, meeting.police_part, first="green") == ["first"]
    assert meeting.enter(meeting.police, meeting.police_part, first="green", overall="red") == [""]
    assert meeting.enter(meeting.police, meeting.police_part, first="amber") == ["first"]
    levels = {each.question_key: each.level.key for each in BlindGrade.objects.all()}
    assert levels == {"first": "amber", "": "red"}


def test_domains_and_levels_that_the_tool_does_not_have_are_left_out(meeting):
    assert meeting.enter(meeting.police, meeting.police_part, second="green", first="purple", other="red") == []


def test_sent_twice_they_are_entered_once(meeting):
    for _ in range(2):
        meeting.enter(meeting.police, meeting.police_part, first="green")
    assert AuditTrail.objects.filter(action="involvement.blind_grades_entered").count() == 1


def test_the_trail_tells_how_many_and_never_which(meeting):
    meeting.enter(meeting.police, meeting.police_part, first="green")
    entry = AuditTrail.objects.get(action="involvement.blind_grades_entered")
    assert entry.data == {"domains": 1}


def test_from_the_opening_on_they_stay_as_they_are(opened):
    with pytest.raises(TransitionRefused, match="stay as they are"):
        opened.enter(opened.police, opened.police_part, first="amber")
    assert opened.police_part.blind_grades.get(question_key="first").level.key == "green"


def test_when_the_auditor_is_replaced_the_grades_stay_and_say_who_entered_them(meeting):
    meeting.enter(meeting.police, meeting.police_part, first="green")
    meeting.replace_auditor(meeting.police, meeting.police_part)
    assert seen_by(BlindGrade, meeting) == {"police second"}
    with pytest.raises(PermissionDenied):
        meeting.enter(meeting.police, meeting.police_part, first="red")
    grade = BlindGrade.objects.get()
    assert (grade.level.key, grade.entered_by) == ("green", meeting.police.auditor)


def test_a_part_whose_auditor_is_gone_keeps_its_grades_in_the_meeting(opened):
    opened.conflict(opened.police_part, opened.police.auditor)
    Involvement.objects.filter(pk=opened.police_part.pk).update(status=InvolvementStatus.ACKNOWLEDGED)
    assert opened.police_part in Involvement.objects.moderated()
    assert seen_by(BlindGrade, opened) == {"unit", "chair", "police lead", "health lead", "health auditor"}


@pytest.mark.parametrize("who", ["police auditor", "chair", "unit"])
def test_whoever_has_a_conflict_sees_nothing_of_the_case_in_the_meeting(opened, who):
    person = opened.people[who]
    if who != "police auditor":
        opened.police_part.appointments.filter(auditor=opened.police.auditor).update(auditor=person)
    opened.conflict(opened.police_part, person)
    assert not Case.objects.moderated_by(person).exists()
    assert not BlindGrade.objects.visible_to(person).exists()
    with pytest.raises(PermissionDenied):
        opened.agree(actor=person)


def test_a_withdrawn_case_is_in_no_meeting(opened):
    Case.objects.update(status="withdrawn")
    assert not Case.objects.moderated_by(opened.unit).exists()
    assert not Case.objects.in_moderation().exists()
