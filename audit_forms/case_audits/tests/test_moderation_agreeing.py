"""What is agreed in the meeting: reasons, two who write at once, dissent, themes, who came."""

import pytest
from django.core.exceptions import PermissionDenied

from audit_forms.case_audits import services
from audit_forms.case_audits.enums import AuditStatus
from audit_forms.case_audits.matrix import matrix_of
from audit_forms.case_audits.models import AgreedGrade, Attendance, Dissent, GradeChange, LearningTheme, ThemeTag
from audit_forms.case_audits.tests.meetings import FIRST, OVERALL
from audit_forms.case_audits.workflow import TransitionRefused
from portal.trail.models import AuditTrail

pytestmark = pytest.mark.django_db


def dissent(world, words, version=0, actor=None, key=FIRST):
    actor = actor or world.police.auditor
    return services.write_dissent(case=world.case, key=key, words=words, version=version, actor=actor)


def test_only_the_chair_and_the_business_unit_write_what_is_agreed(opened):
    for number, (name, person) in enumerate(opened.people.items()):
        if name in ("unit", "chair"):
            assert opened.agree(reason=f"Reason {number}", version=AgreedGrade.objects.count(), actor=person)
            AgreedGrade.objects.all().delete()
        else:
            with pytest.raises(PermissionDenied):
                opened.agree(actor=person)


@pytest.mark.parametrize("status", [each for each in AuditStatus if each != AuditStatus.MODERATION])
def test_nothing_is_agreed_outside_the_meeting(opened, status):
    opened.set_status(status)
    with pytest.raises((PermissionDenied, TransitionRefused)):
        opened.agree()
    assert not AgreedGrade.objects.exists()


def test_another_grade_than_an_agencys_needs_a_reason(opened):
    with pytest.raises(TransitionRefused, match="Say why"):
        opened.agree(level="green", reason=" ")  # health said red
    assert opened.agree(OVERALL, "amber", reason="").level.key == "amber"  # all said amber


def test_an_agency_without_a_blind_grade_counts_with_its_returns(meeting):
    meeting.enter(meeting.police, meeting.police_part, first="green")
    meeting.open()
    with pytest.raises(TransitionRefused, match="Say why"):
        meeting.agree(level="green", reason="")  # health's return says amber


def test_a_level_that_judges_nothing_is_no_other_opinion(meeting):
    meeting.enter(meeting.police, meeting.police_part, first="green")
    meeting.enter(meeting.health, meeting.health_part, first="na")
    meeting.open()
    assert meeting.agree(level="green", reason="")
    with pytest.raises(TransitionRefused, match="Say why"):
        meeting.agree(level="na", reason="", version=1)


def test_changing_what_was_agreed_needs_a_reason_and_is_kept(opened):
    opened.agree(OVERALL, "amber", reason="")
    with pytest.raises(TransitionRefused, match="Say why"):
        opened.agree(OVERALL, "red", reason="", version=1)
    opened.agree(OVERALL, "red", reason="The record says otherwise.", version=1)
    kept = [(each.before and each.before.key, each.after.key, each.reason) for each in GradeChange.objects.all()]
    assert kept == [(None, "amber", ""), ("amber", "red", "The record says otherwise.")]


def test_the_trail_has_keys_only(opened):
    opened.agree(reason="Secret words.")
    entry = AuditTrail.objects.get(action="case.grade_agreed")
    assert entry.data == {"domain": "first", "before": "", "after": "amber"}


def test_agreed_twice_alike_it_is_written_once(opened):
    first, second = opened.agree(), opened.agree()
    assert first == second
    assert GradeChange.objects.count() == 1
    assert AuditTrail.objects.filter(action="case.grade_agreed").count() == 1


def test_of_two_who_write_at_once_the_second_sees_the_first(opened):
    opened.agree(level="green", reason="By the chair.")
    with pytest.raises(services.Stale) as stale:
        opened.agree(level="red", reason="By the unit.", actor=opened.unit)
    assert stale.value.stored.reason == "By the chair."
    assert AgreedGrade.objects.get().level.key == "green"
    assert opened.agree(level="red", reason="By the unit.", version=1, actor=opened.unit).version == 2


@pytest.mark.parametrize(("key", "level"), [("second", "green"), ("nothing", "green"), (FIRST, "purple")])
def test_only_graded_domains_and_levels_of_the_scale_are_agreed(opened, key, level):
    with pytest.raises(TransitionRefused):
        opened.agree(key, level)


def test_no_text_of_the_meeting_says_who_a_child_is(opened):
    telling = "The child with NHS number 943 476 5919."
    with pytest.raises(TransitionRefused, match="who a child is"):
        opened.agree(reason=telling)
    with pytest.raises(TransitionRefused, match="who a child is"):
        dissent(opened, telling)
    with pytest.raises(TransitionRefused, match="who a child is"):
        services.tag_theme(audit=opened.audit, case=opened.case, words="NHS 943 476 5919", actor=opened.chair)


def test_only_an_agencys_auditor_writes_its_dissent(opened):
    for name, person in opened.people.items():
        if name in ("police auditor", "health auditor"):
            assert dissent(opened, f"By {name}.", actor=person).written_by == person
        else:
            with pytest.raises(PermissionDenied):
                dissent(opened, "No.", actor=person)
    assert Dissent.objects.count() == 2


def test_dissent_is_changed_by_its_agency_and_taken_back_by_emptying_it(opened):
    dissent(opened, "We see it otherwise.")
    dissent(opened, "We see it otherwise.")
    assert AuditTrail.objects.filter(action="case.dissent_written").count() == 1
    with pytest.raises(services.Stale) as stale:
        dissent(opened, "From another window.")
    assert stale.value.stored.words == "We see it otherwise."
    assert dissent(opened, "Changed.", version=1).version == 2
    assert dissent(opened, " ", version=2) is None
    assert not Dissent.objects.exists()


def test_themes_come_from_a_list_that_grows_and_are_tagged_once(opened):
    for words in ("Hearing the child", " hearing  the CHILD ", "Drift"):
        services.tag_theme(audit=opened.audit, case=opened.case, words=words, actor=opened.chair)
    services.tag_theme(audit=opened.audit, case=None, words="Drift", actor=opened.unit)
    assert [each.words for each in LearningTheme.objects.all()] == ["Drift", "Hearing the child"]
    assert ThemeTag.objects.filter(case=opened.case).count() == 2
    tag = ThemeTag.objects.get(case=None)
    for _ in range(2):
        services.untag_theme(audit=opened.audit, case=None, tag=tag.pk, actor=opened.chair)
    assert not ThemeTag.objects.filter(case=None).exists()
    assert AuditTrail.objects.filter(action="audit.theme_taken_off").count() == 1


@pytest.mark.parametrize("who", ["police auditor", "police lead", "group", "stranger"])
def test_others_tag_nothing_and_note_nobody(opened, who):
    person = opened.people[who]
    with pytest.raises(PermissionDenied):
        services.tag_theme(audit=opened.audit, case=opened.case, words="Drift", actor=person)
    with pytest.raises(PermissionDenied):
        services.note_attendance(audit=opened.audit, came=[], actor=person)


def test_two_who_note_who_came_overwrite_nothing(opened):
    def note(presence, before, actor):
        came = [services.Came("Ann Auditor", "Demo Police", presence, before)]
        return services.note_attendance(audit=opened.audit, came=came, actor=actor)

    assert note("room", "", opened.chair) == []
    assert note("room", "", opened.unit) == []  # the same already
    assert [each.presence for each in note("remote", "", opened.unit)] == ["room"]
    assert note("remote", "room", opened.unit) == []
    assert Attendance.objects.get().presence == "remote"
    note("", "remote", opened.chair)
    assert not Attendance.objects.exists()


def test_the_matrix_has_every_agencys_grades_and_how_far_they_lie_apart(opened):
    opened.agree(level="green", reason="Heard in the end.")
    matrix = matrix_of(opened.case)
    row = matrix.row(FIRST)
    cells = {str(cell.part.organisation): (cell.blind.level.key, cell.own.key) for cell in row.cells}
    assert cells == {"Demo Health": ("red", "amber"), "Demo Police": ("green", "amber")}
    assert (row.spread, row.words, row.flag, row.agreed.level.key) == (2, "Two grades apart", "far", "green")
    assert (matrix.row(OVERALL).words, matrix.row(OVERALL).flag) == ("Alike", "alike")
    assert (matrix.agreed, matrix.is_finished, matrix.next_row.domain.key) == (1, False, OVERALL)


def test_a_return_still_written_shows_no_grade(opened):
    opened.police_part.audit_return.status = "draft"
    opened.police_part.audit_return.save()
    cell = next(c for c in matrix_of(opened.case).row(FIRST).cells if c.part == opened.police_part)
    assert cell.own is None
