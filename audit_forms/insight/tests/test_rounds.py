"""The figures of a round, checked by hand."""

import datetime

import pytest
from django.db import OperationalError
from django.utils import timezone

from audit_forms.insight.models import PackedReturn, RoundSummary
from audit_forms.insight.rounds import RoundFilters, read_response, read_round, reading
from audit_forms.insight.rounds.keeping import catch_up
from audit_forms.insight.tests.factories import AMBER, GREEN, KEYS, NA, RED, exercise_with_profiles, submit
from audit_forms.insight.tests.rounds import hand_in, hand_in_again, sums_from_submissions, sums_read
from audit_forms.organisations.tests.factories import OrganisationFactory
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.services.common import move

pytestmark = pytest.mark.django_db

FIRST = {"a1": GREEN, "a2": AMBER, "a3": NA, "a4": RED, "b1": GREEN, "b2": GREEN}
SECOND = {"a1": RED, "a2": GREEN, "a3": GREEN, "a4": GREEN, "b1": AMBER, "b2": NA}


def school(**fields):
    return OrganisationFactory(**fields)


def counts(figures, key):
    return {level.key: number for level, number in of(figures, key).tally.counts if number}


def of(figures, key):
    return next(each for each in figures.questions if each.question.key == key)


def test_two_returns_checked_by_hand(exercise):
    hand_in(exercise, FIRST, school(establishment="academy"))
    hand_in(exercise, SECOND, school(establishment="maintained"))
    figures = read_round(exercise)
    assert (figures.settings, figures.compliant) == (2, 0)
    assert counts(figures, "a1") == {GREEN: 1, RED: 1}
    assert counts(figures, "a3") == {NA: 1, GREEN: 1}
    governance, curriculum = figures.sections
    assert (governance.tally.best, governance.tally.rated, governance.not_applicable) == (4, 7, 1)
    assert (curriculum.tally.best, curriculum.tally.rated, curriculum.settings) == (2, 3, 2)
    # b1 is a legal duty of the academy only, where it is met.
    assert (of(figures, "b1").musts, of(figures, "b1").musts_not_met) == (1, 0)
    assert [(each.question.key, each.musts_not_met) for each in figures.not_met] == [("a1", 1), ("a2", 1)]
    assert (of(figures, "a2").planned, of(figures, "a2").training) == (1, 0)
    assert [each.section.key for each in figures.by_share] == ["governance", "curriculum"]


def test_nobody_has_answered(exercise):
    figures = read_round(exercise)
    assert (figures.settings, figures.overall.rated, figures.overall.best_share) == (0, 0, None)
    assert [each.section.key for each in figures.sections] == ["governance", "curriculum"]


def test_one_return(exercise):
    hand_in(exercise, dict.fromkeys(KEYS, GREEN))
    figures = read_round(exercise)
    assert (figures.settings, figures.compliant, figures.overall.best_share) == (1, 1, 100)
    assert figures.not_met == []


def test_all_alike(exercise):
    for _ in range(3):
        hand_in(exercise, dict.fromkeys(KEYS, AMBER))
    figures = read_round(exercise)
    assert (figures.overall.rated, figures.overall.best_share) == (18, 0)
    assert [each.musts_not_met for each in figures.not_met] == [3, 3]


def test_questions_left_empty_and_not_asked(exercise):
    hand_in(exercise, {"a1": GREEN, "a3": GREEN}, asked_keys=["a1", "a2", "a3"])
    figures = read_round(exercise)
    assert (of(figures, "a2").settings, of(figures, "a2").unanswered, of(figures, "a2").musts_not_met) == (1, 1, 1)
    assert of(figures, "a4").settings == 0
    assert figures.sections[1].settings == 0
    assert figures.compliant == 0


def test_what_is_not_received_is_not_counted(exercise):
    stays = hand_in(exercise, FIRST)
    for status in (ReturnStatus.DRAFT, ReturnStatus.AWAITING_SIGN_OFF, ReturnStatus.WITHDRAWN):
        hand_in(exercise, SECOND, status=status)
    assert read_round(exercise).settings == 1
    move(stays, "accept", None)
    assert read_round(exercise).settings == 1


def test_what_was_submitted_last_counts(exercise):
    made = hand_in(exercise, FIRST)
    assert counts(read_round(exercise), "a1") == {GREEN: 1}
    hand_in_again(made, SECOND)
    assert counts(read_round(exercise), "a1") == {RED: 1}
    assert PackedReturn.objects.get().attempt == 2


def test_a_return_under_change_counts_as_it_was_submitted_and_not_while_it_waits_to_be_signed(exercise):
    made = hand_in(exercise, FIRST)
    move(made, "request_changes", None)
    assert read_round(exercise).settings == 1
    move(made, "send_for_sign_off", None)
    assert read_round(exercise).settings == 0


def test_a_return_that_was_never_packed_is_packed_before_the_sum(exercise):
    submit(exercise, SECOND, school(phase="secondary", pupils=80), count=False)
    assert read_round(exercise, RoundFilters(phase="secondary", size="to_100")).settings == 1
    assert catch_up() == 0


def test_the_job_packs_what_was_missed_once(exercise):
    submit(exercise, SECOND, count=False)
    assert (catch_up(), catch_up()) == (1, 0)
    assert read_round(exercise).settings == 1


def test_filters(exercise):
    trust = OrganisationFactory(trust=None, kind="trust", urn=None)
    hand_in(exercise, FIRST, school(phase="primary", establishment="academy", trust=trust, pupils=100, duty="s157"))
    hand_in(exercise, SECOND, school(phase="secondary", establishment="maintained", pupils=101, duty="s175"))
    chosen = {
        "phase": "primary",
        "establishment": "academy",
        "trust": trust.pk,
        "size": "to_100",
        "duty": "s157",
    }
    for name, value in chosen.items():
        figures = read_round(exercise, RoundFilters(**{name: value}))
        assert (figures.settings, counts(figures, "a1")) == (1, {GREEN: 1}), name
    assert read_round(exercise, RoundFilters(phase="primary", duty="s175")).settings == 0
    assert sums_read(read_round(exercise, RoundFilters(phase="secondary"))) == sums_from_submissions(
        exercise, lambda each: each.facts["phase"] == "secondary"
    )


def test_a_school_that_moves_afterwards_stays_where_it_was(exercise):
    """A merged school, or one that joins a trust: it answered as what it was."""
    moving = school(phase="primary", pupils=90)
    hand_in(exercise, FIRST, moving)
    moving.successor = school(phase="all_through", pupils=900)
    moving.pupils, moving.status = 800, "closed"
    moving.save()
    assert read_round(exercise, RoundFilters(size="to_100", phase="primary")).settings == 1
    assert read_round(exercise, RoundFilters(size="to_1000")).settings == 0


def test_response(exercise):
    hand_in(exercise, FIRST, school(phase="primary"))
    late = hand_in(exercise, FIRST, school(phase="primary"))
    late.submitted_at = exercise.deadline + datetime.timedelta(days=1)
    late.save()
    for status in (ReturnStatus.DRAFT, ReturnStatus.AWAITING_SIGN_OFF, ReturnStatus.WITHDRAWN):
        submit(exercise, FIRST, school(phase="secondary"), count=False, status=status)
    whole = read_response(exercise, read_round(exercise).settings)
    assert (whole.asked, whole.received, whole.late, whole.share) == (4, 2, 1, 50)
    secondary = RoundFilters(phase="secondary")
    part = read_response(exercise, read_round(exercise, secondary).settings, secondary)
    assert (part.asked, part.received, part.late, part.share) == (2, 0, 0, 0)


def test_an_extended_return_is_not_late(exercise):
    made = hand_in(exercise, FIRST)
    made.submitted_at, made.extended_until = exercise.deadline + datetime.timedelta(days=1), timezone.now()
    made.extended_until = exercise.deadline + datetime.timedelta(days=2)
    made.save()
    assert read_response(exercise, 1).late == 0


def test_actions_about_training_are_told_apart(exercise):
    plans = {"a2": {"action_what": "Book refresher training for the office"}, "a4": {"action_what": "Write it down"}}
    hand_in(exercise, FIRST, more=plans)
    figures = read_round(exercise)
    assert (of(figures, "a2").training, of(figures, "a4").planned, of(figures, "a4").training) == (1, 1, 0)


def test_read_a_second_time_it_comes_from_the_summary(exercise, django_assert_num_queries):
    hand_in(exercise, FIRST)
    first = read_round(exercise)
    with django_assert_num_queries(2):
        assert read_round(exercise) == first


def test_a_sum_that_cannot_be_kept_is_shown_all_the_same(exercise, monkeypatch):
    hand_in(exercise, FIRST)

    def locked(*args, **kwargs):
        raise OperationalError("database is locked")

    monkeypatch.setattr(RoundSummary.objects, "update_or_create", locked)
    assert read_round(exercise).settings == 1
    assert not RoundSummary.objects.exists()


def test_only_the_newest_summaries_are_kept(exercise, monkeypatch):
    monkeypatch.setattr(reading, "MOST_SUMMARIES", 2)
    hand_in(exercise, FIRST)
    for phase in ("primary", "secondary", "nursery", "middle"):
        read_round(exercise, RoundFilters(phase=phase))
    assert RoundSummary.objects.count() == 2


def test_another_rounds_summaries_stay(exercise):
    other = exercise_with_profiles()
    hand_in(exercise, FIRST)
    hand_in(other, FIRST)
    read_round(exercise)
    read_round(other)
    hand_in(other, SECOND)
    assert list(RoundSummary.objects.values_list("exercise", flat=True)) == [exercise.pk]
