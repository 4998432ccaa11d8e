"""Nobody learns from a comparison what one other setting has answered (bars G7, first form)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_forms.insight.comparison import FEWEST_OTHERS, SMALL_COUNTS, shares_of
from audit_forms.insight.counting import CHANGES_AT_ONCE, catch_up
from audit_forms.insight.models import Contribution, PeerFigures
from audit_forms.insight.reading import profile_of
from audit_forms.insight.tests.factories import AMBER, GREEN, KEYS, RED, submit, submit_again
from audit_forms.organisations.enums import Phase
from audit_forms.organisations.tests.factories import OrganisationFactory
from audit_forms.questionnaires.models import RatingLevel
from audit_forms.returns import services
from audit_forms.returns.tests.factories import Cast, ReturnFactory, in_status

LEVELS = tuple(
    RatingLevel(key=key, label=key.title(), tone=key, score=score, position=number)
    for number, (key, score) in enumerate((("green", 2), ("amber", 1), ("red", 0)))
)
ALL_GREEN = dict.fromkeys(KEYS, GREEN)


def words(**counts):
    return [share.words for share in shares_of(counts, LEVELS)]


def many(exercise, number, levels=ALL_GREEN, **school):
    return [submit(exercise, levels, OrganisationFactory(**school)) for _ in range(number)]


def test_shares_are_rounded_and_coded_at_both_ends():
    assert words(green=30, amber=10, red=10) == ["about 60%", "about 20%", "about 20%"]
    assert words(green=33, amber=0, red=0) == ["95% or more", "5% or less", "5% or less"]


def test_small_counts_are_hidden_and_never_alone():
    assert words(green=30, amber=20, red=3) == ["about 55%", "c", "c"]
    assert words(green=30, amber=4, red=5) == ["about 75%", "c", "c"]
    assert words(green=3, amber=0, red=0) == ["c", "c", "5% or less"]


@given(st.lists(st.integers(0, 60), min_size=3, max_size=3))
def test_no_hidden_share_stands_alone(numbers):
    shares = shares_of(dict(zip(("green", "amber", "red"), numbers, strict=True)), LEVELS)
    assert sum(share.percent is None for share in shares) != 1
    for share, number in zip(shares, numbers, strict=True):
        assert number not in SMALL_COUNTS or share.percent is None


def test_five_others_are_needed(exercise):
    schools = many(exercise, FEWEST_OTHERS)
    profile = profile_of(schools[0]).profile
    assert profile.peers is None
    assert "at least 5 other primary schools" in profile.no_peers_because
    schools += many(exercise, 1)
    profile = profile_of(schools[0]).profile
    assert (profile.peers.label, profile.peers.others) == ("primary schools", 5)
    assert profile.sections[0].peers.others == 5


def test_the_own_answers_are_not_among_the_others(exercise):
    own = submit(exercise, dict.fromkeys(KEYS, RED))
    many(exercise, 6)
    many(exercise, 5)
    group = profile_of(own).profile.peers
    assert group.others == 11
    assert group.sections["governance"].counts == {"green": 44}


def test_a_setting_not_counted_yet_sees_the_figures_as_they_are(exercise):
    many(exercise, 6)
    late = submit(exercise, dict.fromkeys(KEYS, RED))
    assert profile_of(late).profile.peers.sections["governance"].counts == {"green": 24, "amber": 0, "red": 0}


@pytest.mark.parametrize("arriving", range(1, CHANGES_AT_ONCE))
def test_figures_stand_still_until_six_more_have_come(exercise, arriving):
    own = many(exercise, 6)[0]
    before = profile_of(own).profile.peers.sections
    many(exercise, arriving, dict.fromkeys(KEYS, RED))
    assert profile_of(own).profile.peers.sections == before
    many(exercise, CHANGES_AT_ONCE - arriving, dict.fromkeys(KEYS, RED))
    assert profile_of(own).profile.peers.others == 11


def test_one_changed_return_does_not_move_the_figures(exercise):
    schools = many(exercise, 6)
    submit_again(schools[1], ALL_GREEN | {"a1": RED})
    assert profile_of(schools[0]).profile.peers.sections["governance"].counts == {"green": 20}
    for school in schools[1:]:
        submit_again(school, ALL_GREEN | {"a1": RED})
    other = submit(exercise)
    assert profile_of(other).profile.peers.others == 6
    counts = profile_of(other).profile.peers.sections["governance"].counts
    assert (counts["green"], counts["amber"], counts["red"]) == (19, 0, 5)


def test_a_change_taken_back_does_not_wait(exercise):
    schools = many(exercise, 6)
    submit_again(schools[1], ALL_GREEN | {"a1": RED})
    submit_again(schools[1], ALL_GREEN)
    assert not Contribution.objects.filter(is_waiting=True).exists()


def test_settings_are_compared_with_their_own_phase_else_with_all_schools(exercise):
    nursery = submit(exercise, organisation=OrganisationFactory(phase=Phase.NURSERY))
    many(exercise, 6)
    many(exercise, 6, dict.fromkeys(KEYS, AMBER), phase=Phase.SECONDARY)
    group = profile_of(nursery).profile.peers
    assert (group.label, group.others) == ("schools of all kinds", 12)
    assert group.sections["governance"].counts["amber"] == 24


def test_agencies_are_never_compared_with_schools(exercise):
    many(exercise, 12)
    agency = submit(exercise, organisation=OrganisationFactory(agency=True))
    profile = profile_of(agency).profile
    assert profile.peers is None
    assert "other agencies" in profile.no_peers_because


def test_a_section_that_few_answer_is_not_compared(exercise):
    own = many(exercise, 6, {"a1": GREEN, "a2": GREEN})[0]
    submit(exercise, ALL_GREEN)
    profile = profile_of(own).profile
    assert profile.sections[0].peers is not None
    assert [section.section.key for section in profile.sections] == ["governance"]
    assert not PeerFigures.objects.filter(section="curriculum").exists()


def test_returns_from_before_are_counted_once(exercise):
    for _ in range(7):
        submit(exercise, count=False)
    assert (catch_up(), catch_up()) == (7, 0)
    assert PeerFigures.objects.get(section="governance").organisations == 7


def test_a_return_is_counted_by_its_submission(db):
    draft = ReturnFactory()
    cast = Cast(draft)
    in_status("awaiting_sign_off", draft, cast)
    assert not draft.contributions.exists()
    services.confirm(audit_return=draft, attempt=1, actor=cast.head)
    services.confirm(audit_return=draft, attempt=1, actor=cast.head)
    services.confirm(audit_return=draft, attempt=1, actor=cast.chair)
    assert [row.counts for row in draft.contributions.all()] == [{"green": 1, "amber": 0, "red": 0}]


def test_no_school_waits_in_two_groups(exercise):
    many(exercise, 7)
    assert (
        Contribution.objects.values("audit_return", "section").distinct().count() == Contribution.objects.count() == 14
    )
