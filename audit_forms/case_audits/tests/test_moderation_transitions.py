"""Opening, ending and opening moderation again: who may, from which state, and once only."""

import pytest
from django.core.exceptions import PermissionDenied

from audit_forms.case_audits import services
from audit_forms.case_audits.enums import AuditStatus, InvolvementStatus
from audit_forms.case_audits.models import Case, Excuse, Involvement
from audit_forms.case_audits.tests.meetings import OVERALL, Meeting
from audit_forms.case_audits.workflow import TransitionRefused
from audit_forms.returns.enums import ReturnStatus
from portal.trail.models import AuditTrail

pytestmark = pytest.mark.django_db

VERBS = {
    "open": lambda world, actor: services.open_moderation(audit=world.audit, actor=actor),
    "end": lambda world, actor: services.end_moderation(audit=world.audit, actor=actor),
    "reopen": lambda world, actor: services.reopen_moderation(
        audit=world.audit, reason="A grade was misread.", actor=actor
    ),
}
ALLOWED = {"open": {"unit", "chair"}, "end": {"chair"}, "reopen": {"unit", "chair"}}
FROM = {
    "open": (AuditStatus.QUALITY_ASSURANCE, AuditStatus.MODERATION),
    "end": (AuditStatus.MODERATION, AuditStatus.REPORT_DRAFTED),
    "reopen": (AuditStatus.REPORT_DRAFTED, AuditStatus.MODERATION),
}


def finished(status):
    """A meeting in that state whose case has its overall grade."""
    world = Meeting(AuditStatus.MODERATION)
    world.agree(OVERALL)
    world.set_status(status)
    return world


def tried(world, verb, actor):
    """What came of it: the state afterwards, "forbidden" or "refused"."""
    try:
        VERBS[verb](world, actor)
    except PermissionDenied:
        return "forbidden"
    except TransitionRefused:
        return "refused"
    return world.refresh().status


@pytest.mark.parametrize("verb", list(VERBS))
def test_who_may_take_each_step(verb):
    source, target = FROM[verb]
    world = finished(source)
    for name, person in world.people.items():
        wanted = target if name in ALLOWED[verb] else "forbidden"
        assert tried(world, verb, person) == wanted, name
        world.set_status(source)


@pytest.mark.parametrize("verb", list(VERBS))
@pytest.mark.parametrize("status", list(AuditStatus))
def test_each_step_is_taken_from_one_state_only(verb, status):
    world = finished(status)
    source, target = FROM[verb]
    outcome = tried(world, verb, world.chair)
    if status == source:
        assert outcome == target
    elif status == target and verb != "reopen":
        assert outcome == target  # done already
    else:
        assert outcome == "refused"
        assert world.refresh().status == status


@pytest.mark.parametrize("verb", list(VERBS))
def test_a_double_click_counts_once(verb):
    world = finished(FROM[verb][0])
    for _ in range(2):
        VERBS[verb](world, world.chair)
    assert AuditTrail.objects.filter(action=f"audit.{verb}_moderation").count() == 1


def test_opening_waits_for_every_countersigned_return(meeting):
    part = meeting.graded(meeting.police, case=meeting.add_case())
    part.audit_return.status = ReturnStatus.SUBMITTED
    part.audit_return.save()
    with pytest.raises(TransitionRefused, match="1 return is neither accepted nor excused"):
        meeting.open()
    services.excuse_return(involvement=part, reason="The record was sealed.", actor=meeting.chair)
    assert meeting.open().status == AuditStatus.MODERATION


def test_opening_does_not_wait_for_withdrawn_cases_or_parts_without_a_countersigned_auditor(meeting):
    gone = meeting.add_case()
    meeting.involve(meeting.police, InvolvementStatus.COUNTERSIGNED, case=gone)
    Case.objects.filter(pk=gone.pk).update(status="withdrawn")
    meeting.involve(meeting.police, InvolvementStatus.NIL_RETURN, case=meeting.add_case())
    assert meeting.open().status == AuditStatus.MODERATION


def test_only_the_chair_excuses_and_with_a_reason(meeting):
    part = meeting.police_part
    part.audit_return.status = ReturnStatus.DRAFT
    part.audit_return.save()
    for name, person in meeting.people.items():
        if name != "chair":
            with pytest.raises(PermissionDenied):
                services.excuse_return(involvement=part, reason="Because.", actor=person)
    with pytest.raises(TransitionRefused, match="Say why"):
        services.excuse_return(involvement=part, reason="  ", actor=meeting.chair)
    with pytest.raises(TransitionRefused, match="who a child is"):
        services.excuse_return(involvement=part, reason="NHS 943 476 5919", actor=meeting.chair)
    for _ in range(2):
        services.excuse_return(involvement=part, reason="The record was sealed.", actor=meeting.chair)
    assert Excuse.objects.get().reason == "The record was sealed."
    assert AuditTrail.objects.filter(action="involvement.return_excused").count() == 1


def test_an_accepted_return_needs_no_excuse(meeting):
    with pytest.raises(TransitionRefused, match="does not wait"):
        services.excuse_return(involvement=meeting.police_part, reason="No.", actor=meeting.chair)


def test_ending_needs_every_overall_grade_and_moderates_the_parts(opened):
    other = opened.add_case()
    opened.graded(opened.police, case=other)
    opened.agree(OVERALL)
    with pytest.raises(TransitionRefused, match="1 case lacks an agreed overall grade"):
        services.end_moderation(audit=opened.audit, actor=opened.chair)
    opened.agree(OVERALL, case=other)
    moderation = services.end_moderation(audit=opened.audit, actor=opened.chair)
    assert moderation.ended_at
    assert set(Involvement.objects.values_list("status", flat=True)) == {InvolvementStatus.MODERATED}
    assert AuditTrail.objects.filter(action="involvement.moderate").count() == 3


def test_ending_does_not_wait_for_cases_that_nobody_audited_or_that_were_withdrawn(opened):
    opened.involve(opened.police, InvolvementStatus.NIL_RETURN, case=opened.add_case())
    gone = opened.add_case()
    opened.graded(opened.police, case=gone)
    Case.objects.filter(pk=gone.pk).update(status="withdrawn")
    opened.agree(OVERALL)
    services.end_moderation(audit=opened.audit, actor=opened.chair)
    assert opened.refresh().status == AuditStatus.REPORT_DRAFTED


def test_after_the_end_what_was_agreed_is_read_and_not_written(opened):
    opened.agree(OVERALL)
    services.end_moderation(audit=opened.audit, actor=opened.chair)
    opened.refresh()
    assert opened.case in Case.objects.moderated_by(opened.police.auditor)
    with pytest.raises(TransitionRefused, match="not open"):
        opened.agree(OVERALL, "red", "Changed.", version=1)
    with pytest.raises(TransitionRefused, match="not open"):
        services.write_dissent(case=opened.case, key="", words="No.", version=0, actor=opened.police.auditor)


def test_opening_again_needs_a_reason_and_ending_again_works(opened):
    opened.agree(OVERALL)
    services.end_moderation(audit=opened.audit, actor=opened.chair)
    with pytest.raises(TransitionRefused, match="Say why"):
        services.reopen_moderation(audit=opened.audit, reason=" ", actor=opened.unit)
    services.reopen_moderation(audit=opened.audit, reason="A grade was misread.", actor=opened.unit)
    opened.refresh()
    opened.agree(OVERALL, "red", "Read again.", version=1)
    services.end_moderation(audit=opened.audit, actor=opened.chair)
    assert opened.refresh().status == AuditStatus.REPORT_DRAFTED
