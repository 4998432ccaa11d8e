"""Sums over moderated cases, against tables worked out by hand."""

import pytest

from audit_forms.case_audits import services
from audit_forms.case_audits.grading import Scale, spread_words
from audit_forms.case_audits.models import Case
from audit_forms.case_audits.moderation import Changes, moderation_summary
from audit_forms.case_audits.tests.meetings import FIRST, OVERALL
from audit_forms.questionnaires.models import RatingLevel

LEVELS = (("outstanding", 3), ("good", 2), ("requires", 1), ("inadequate", 0), ("unknown", None))
SCALE = Scale(tuple(RatingLevel(pk=at, key=key, score=score) for at, (key, score) in enumerate(LEVELS, start=1)))


@pytest.mark.parametrize(
    ("keys", "spread", "words"),
    [
        ([], None, "Nothing to compare"),
        (["good"], None, "Nothing to compare"),
        (["good", "unknown"], None, "Nothing to compare"),
        (["good", None], None, "Nothing to compare"),
        (["good", "good"], 0, "Alike"),
        (["good", "requires"], 1, "One grade apart"),
        (["requires", "good", "requires"], 1, "One grade apart"),
        (["outstanding", "requires", "unknown"], 2, "Two grades apart"),
        (["outstanding", "good", "inadequate"], 3, "Three grades apart"),
    ],
)
def test_spread_is_counted_in_grades(keys, spread, words):
    found = SCALE.spread(SCALE.find(key) if key else None for key in keys)
    assert (found, spread_words(found)) == (spread, words)


@pytest.mark.parametrize(
    ("before", "after", "shift"),
    [
        ("good", "good", 0),
        ("good", "inadequate", -2),
        ("requires", "outstanding", 2),
        ("unknown", "good", None),
        ("good", "unknown", None),
    ],
)
def test_a_change_at_moderation_is_counted_in_grades(before, after, shift):
    assert SCALE.shift(SCALE.find(before), SCALE.find(after)) == shift


def test_grades_count_by_their_order_not_their_scores():
    scores = (("high", 100), ("middle", 10), ("low", 1))
    uneven = Scale(tuple(RatingLevel(pk=at, key=key, score=score) for at, (key, score) in enumerate(scores, start=1)))
    assert uneven.spread([uneven.find("high"), uneven.find("low")]) == 2


@pytest.fixture
def three_cases(meeting):
    """Three cases of police and health, and a withdrawn one.

    ======  ==============  ==============  =======  ==========
    case    police (blind)  health (blind)  agreed   dissent
    ======  ==============  ==============  =======  ==========
    first   green           red             amber    health
    second  amber           amber           amber
    third   green           (none: amber)   green
    ======  ==============  ==============  =======  ==========

    Every agency's return says amber.
    """
    second, third, gone = meeting.add_case(), meeting.add_case(), meeting.add_case()
    parts = {
        case: (meeting.graded(meeting.police, case), meeting.graded(meeting.health, case))
        for case in (second, third, gone)
    }
    parts[meeting.case] = (meeting.police_part, meeting.health_part)
    blind = {meeting.case: ("green", "red"), second: ("amber", "amber"), third: ("green", ""), gone: ("red", "green")}
    for case, levels in blind.items():
        for agency, part, level in zip((meeting.police, meeting.health), parts[case], levels, strict=True):
            meeting.enter(agency, part, first=level)
    meeting.open()
    for case, level in ((meeting.case, "amber"), (second, "amber"), (third, "green"), (gone, "red")):
        case.audit = meeting.audit
        meeting.agree(FIRST, level, case=case)
    services.write_dissent(case=meeting.case, key=FIRST, words="No.", version=0, actor=meeting.health.auditor)
    for case, words in ((meeting.case, "Drift"), (second, "Drift"), (third, "Voice"), (gone, "Voice"), (None, "Voice")):
        services.tag_theme(audit=meeting.audit, case=case, words=words, actor=meeting.chair)
    services.tag_theme(audit=meeting.audit, case=second, words="Voice", actor=meeting.chair)
    Case.objects.filter(pk=gone.pk).update(status="withdrawn")
    return meeting


def test_the_summary_is_what_the_table_gives_by_hand(three_cases):
    summary = moderation_summary(three_cases.audit)
    first, overall = summary.domains
    assert (summary.cases, summary.dissents) == (3, 1)
    assert {level.key: number for level, number in first.agreed} == {"green": 1, "amber": 2, "red": 0, "na": 0}
    assert first.not_agreed == 0
    assert first.spread_before == {0: 1, 1: 1, 2: 1}
    assert first.spread_after == {0: 2, 1: 1}  # health stays one grade below in the first case
    # Returns say amber: in the first two cases nothing changes, in the third both agencies' are raised by one.
    assert first.changes == Changes(raised=2, same=4, lowered=0, shift=2)
    assert first.changes.compared == 6
    assert first.dissents == 1
    assert (overall.key, overall.not_agreed, overall.changes) == (OVERALL, 3, Changes())
    assert summary.themes == [("Voice", 3), ("Drift", 2)]


def test_the_summary_names_no_case(three_cases):
    told = repr(moderation_summary(three_cases.audit))
    assert not [case for case in Case.objects.all() if case.reference in told]


@pytest.mark.django_db
def test_an_audit_without_moderated_cases_has_an_empty_summary(meeting):
    Case.objects.update(status="withdrawn")
    summary = moderation_summary(meeting.audit)
    assert (summary.cases, summary.domains, summary.themes, summary.dissents) == (0, [], [], 0)
