"""The frame of a sample: who can be drawn, in which stratum, with how many tickets, in a constant number of queries."""

import datetime
from collections import Counter

import pytest

from audit_forms.organisations.tests.factories import OrganisationFactory
from audit_forms.self_assessments.enums import OutOfFrame
from audit_forms.self_assessments.framing import Plan, counted_frame, frame_of
from audit_forms.self_assessments.sampling import Entry
from audit_forms.self_assessments.tests.dives import dive_into, rate, rated_edition, rated_round, received
from audit_forms.self_assessments.tests.factories import RoundFactory, expect

pytestmark = pytest.mark.django_db
YEAR = datetime.timedelta(days=365)


def entry_of(audit_return, **plan):
    frame = frame_of(audit_return.exercise.round, Plan(1, **plan))
    return next(entry for entry in frame if entry.key == audit_return.pk)


def year_before(exercise, **fields):
    return RoundFactory(edition=exercise.edition, opens_at=exercise.opens_at - YEAR, **fields)


# --- Who can be drawn ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("status", "out"),
    [
        ("draft", "not_received"),
        ("awaiting_sign_off", "not_received"),
        ("withdrawn", "withdrawn"),
        ("submitted", ""),
        ("changes_requested", ""),
        ("accepted", ""),
    ],
)
def test_only_what_was_received_can_be_drawn(status, out):
    assert entry_of(received(rated_round(), status=status)).out == out


def test_a_setting_that_closed_after_its_return_came_in_is_not_drawn():
    assert entry_of(received(rated_round(), OrganisationFactory(closed=True))).out == "closed"


def test_a_return_is_in_one_sample_of_a_round_unless_it_was_taken_out():
    audit_return = received(rated_round())
    dive = dive_into(audit_return)
    assert entry_of(audit_return).out == "in_sample"
    dive.ended_at = dive.sample.drawn_at
    dive.save()
    assert entry_of(audit_return).out == ""


@pytest.mark.parametrize(("rounds", "out"), [(0, ""), (1, ""), (2, "resting"), (5, "resting")])
def test_whoever_was_sampled_in_the_last_rounds_rests(rounds, out):
    now = rated_round()
    last = year_before(now)
    school = OrganisationFactory()
    dive_into(received(year_before(last), school))
    assert entry_of(received(now, school), rest_rounds=rounds).out == out


def test_a_school_that_follows_one_that_was_sampled_rests_too():
    now = rated_round()
    successor = OrganisationFactory()
    dive_into(received(year_before(now), OrganisationFactory(closed=True, successor=successor)))
    assert entry_of(received(now, successor)).out == "resting"


def test_rounds_of_another_questionnaire_do_not_count():
    now, school = rated_round(), OrganisationFactory()
    dive_into(received(RoundFactory(edition=rated_edition(), opens_at=now.opens_at - YEAR), school))
    assert entry_of(received(now, school)).out == ""


# --- Filters and strata -------------------------------------------------------------------------------------------
def test_the_frame_holds_what_the_filters_let_through_in_a_fixed_order():
    exercise = rated_round()
    schools = [OrganisationFactory(phase=phase) for phase in ("secondary", "primary", "primary")]
    returns = [received(exercise, school) for school in schools]
    received(rated_round(), OrganisationFactory(phase="primary"))
    assert [entry.key for entry in frame_of(exercise, Plan(1))] == [each.pk for each in returns]
    primary = frame_of(exercise, Plan(1, {"phase": "primary"}))
    assert [entry.key for entry in primary] == [each.pk for each in returns[1:]]


def test_strata_are_told_in_words():
    trust = OrganisationFactory(kind="trust", urn=None, name="Oak Trust")
    school = OrganisationFactory(phase="primary", establishment="academy", trust=trust)
    audit_return = received(rated_round(), school)
    assert entry_of(audit_return, strata=("phase", "type", "trust")).stratum == "Primary, Academy, Oak Trust"
    other = received(rated_round(), OrganisationFactory(phase="", establishment=""))
    assert entry_of(other, strata=("phase", "trust")).stratum == "Not given, No trust"
    assert entry_of(other).stratum == ""


def test_the_database_counts_what_the_frame_holds():
    exercise = rated_round()
    trust = OrganisationFactory(kind="trust", urn=None, name="Oak Trust")
    for phase in ("primary", "primary", "secondary", ""):
        received(exercise, OrganisationFactory(phase=phase, trust=trust if phase else None))
    received(exercise, status="draft")
    received(exercise, status="withdrawn")
    received(exercise, OrganisationFactory(closed=True))
    dive_into(received(exercise, OrganisationFactory(phase="primary")))
    rested = OrganisationFactory(phase="secondary")
    dive_into(received(year_before(exercise), rested))
    received(exercise, rested)
    for plan in (Plan(1), Plan(1, strata=("phase", "trust")), Plan(1, {"phase": "primary"}, rest_rounds=0)):
        counted = Counter((entry.stratum, entry.out) for entry in frame_of(exercise, plan))
        assert counted_frame(exercise, plan) == counted
    assert {out for _, out in counted_frame(exercise, Plan(1))} == {"", *OutOfFrame.values}


# --- Tickets, by hand ---------------------------------------------------------------------------------------------
def known(exercise, levels=None, before=None, **fields):
    """A return of a school that was sampled three years ago, with last year's return where `before` rates it."""
    school = OrganisationFactory()
    dive_into(received(year_before(exercise, title="Long ago"), school))
    previous = received(year_before(exercise, title="Last year"), school, before) if before is not None else None
    return received(exercise, school, levels, previous=previous, **fields)


def because(audit_return):
    entry = entry_of(audit_return, is_weighted=True, rest_rounds=0)
    return entry.weight, entry.because


def test_without_a_concern_there_is_one_ticket():
    assert because(known(rated_round())) == (1, ())


def test_without_weighting_nobody_has_more():
    assert entry_of(received(rated_round(), levels={"a-must": "red"})).weight == 1


def test_red_on_a_must_question_gives_two_more():
    assert because(known(rated_round(), {"a-must": "red", "b-must": "red"})) == (3, ("red",))
    assert because(known(rated_round(), {"a-should": "red", "a-must": "amber"})) == (1, ())


def test_red_counts_where_the_question_is_a_must_for_that_setting():
    exercise = RoundFactory(edition=rated_edition(must_for={"phase": "primary"}))
    primary, secondary = (OrganisationFactory(phase=phase) for phase in ("primary", "secondary"))
    assert "red" in because(received(exercise, primary, {"a-should": "red"}))[1]
    assert "red" not in because(received(exercise, secondary, {"a-should": "red"}))[1]


def test_late_gives_one_more():
    exercise = rated_round()
    late = exercise.deadline + exercise.grace + datetime.timedelta(minutes=1)
    assert because(known(exercise, submitted_at=late)) == (2, ("late",))


def test_never_sampled_gives_one_more():
    assert because(received(rated_round())) == (2, ("never",))


@pytest.mark.parametrize(
    ("levels", "changed"),
    [
        # 4 ratings of 2 points at most; last time all green: 8 of 4, mean 2.
        ({}, False),
        ({"a-must": "amber"}, False),  # 7 of 4: 0.25 lower
        ({"a-should": "red"}, True),  # 6 of 4: half a step lower
        ({"a-should": "amber", "b-should": "amber"}, True),
        ({"a-should": "na", "b-should": "amber"}, False),  # 5 of 3: a third lower
        (dict.fromkeys(("a-must", "a-should", "b-must", "b-should"), "na"), False),  # nothing rated
    ],
)
def test_a_mean_that_moved_half_a_step_gives_one_more(levels, changed):
    assert because(known(rated_round(), levels, before={})) == ((2, ("change",)) if changed else (1, ()))


def test_better_counts_as_change_too():
    assert because(known(rated_round(), before={"a-should": "red"}))[1] == ("change",)


def test_several_concerns_add_up():
    exercise = rated_round()
    late = exercise.deadline + exercise.grace + datetime.timedelta(minutes=1)
    audit_return = received(exercise, levels={"a-must": "red"}, submitted_at=late)
    assert because(audit_return) == (5, ("red", "late", "never"))


# --- Cost ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("weighted", "most"), [(False, 4), (True, 14)])
def test_the_queries_do_not_grow_with_the_round(django_assert_max_num_queries, weighted, most):
    exercise = rated_round()
    plan = Plan(3, strata=("phase", "trust"), is_weighted=weighted)
    for _ in range(2):
        for _ in range(6):
            received(exercise)
        with django_assert_max_num_queries(most):
            frame_of(exercise, plan)


def test_a_return_without_answers_is_in_the_frame_all_the_same():
    exercise = rated_round()
    audit_return = expect(exercise, OrganisationFactory(), status="submitted", submitted_at=exercise.opens_at)
    assert because(audit_return) == (2, ("never",))
    rate(audit_return, {"b-must": "red"})
    assert frame_of(exercise, Plan(1, is_weighted=True)) == [Entry(audit_return.pk, "", 4, ("red", "never"))]
