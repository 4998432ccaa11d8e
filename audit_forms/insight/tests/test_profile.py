"""The numbers of a profile against tables worked out by hand."""

import datetime

import pytest

from audit_forms.insight import wording
from audit_forms.insight.reading import profile_of
from audit_forms.insight.tests.factories import AMBER, GREEN, KEYS, NA, RED, profile_edition, submit, submit_again
from audit_forms.organisations.tests.factories import OrganisationFactory
from audit_forms.returns.models import Return
from audit_forms.returns.tests.factories import ExerciseFactory, ReturnFactory

# section A: 2 in place, 1 partly, 1 not; section B: 1 in place, 1 not applicable
MIXED = {"a1": GREEN, "a2": AMBER, "a3": RED, "a4": GREEN, "b1": GREEN, "b2": NA}


def test_counts_and_means_leave_out_what_does_not_apply(exercise):
    profile = profile_of(submit(exercise, MIXED)).profile
    first, second = profile.sections
    assert [number for _, number in first.tally.counts] == [2, 1, 1, 0]
    assert (first.tally.rated, first.tally.mean, first.tally.best_share) == (4, (2 + 1 + 0 + 2) / 4, 50.0)
    assert [number for _, number in second.tally.counts] == [1, 0, 0, 1]
    assert (second.tally.rated, second.tally.mean) == (1, 2.0)
    assert (profile.overall.rated, profile.overall.best, profile.overall.mean) == (5, 3, 7 / 5)


def test_nothing_rated_has_no_mean_and_a_sentence_all_the_same(exercise):
    made = submit(exercise, dict.fromkeys(KEYS, NA))
    profile = profile_of(made).profile
    assert profile.overall.mean is None
    assert profile.sections[0].tally.best_share is None
    assert "has rated no question" in wording.result(made.organisation, profile)


def test_the_compliance_line_names_what_is_not_met(exercise):
    made = submit(exercise, MIXED)
    compliance = profile_of(made).profile.compliance
    assert (compliance.musts, [q.key for q in compliance.not_met], compliance.verdict) == (2, ["a2"], "not met")
    assert wording.compliance_line(compliance).startswith("Safeguarding duties (self-assessed): not met. 1 of 2")


def test_a_duty_of_some_settings_counts_for_those_only(exercise):
    academy = profile_of(submit(exercise, MIXED | {"a2": GREEN, "b1": RED}, OrganisationFactory(academy=True)))
    assert [q.key for q in academy.profile.compliance.not_met] == ["b1"]
    maintained = profile_of(submit(exercise, MIXED | {"a2": GREEN, "b1": RED}))
    assert (maintained.profile.compliance.verdict, maintained.profile.compliance.musts) == ("met", 2)


def test_a_duty_that_does_not_apply_is_neither_met_nor_missed(exercise):
    compliance = profile_of(submit(exercise, MIXED | {"a2": NA})).profile.compliance
    assert (compliance.musts, compliance.is_met) == (1, True)


def test_a_duty_left_without_a_rating_is_not_met(exercise):
    compliance = profile_of(submit(exercise, {"a1": GREEN})).profile.compliance
    assert [q.key for q in compliance.not_met] == ["a2"]


def test_change_counts_the_same_questions_only(exercise):
    before = submit(
        ExerciseFactory(edition=exercise.edition), {"a1": AMBER, "a2": GREEN, "a3": RED, "a4": NA, "b1": GREEN}
    )
    made = submit(exercise, MIXED, before.organisation, previous=before)
    profile = profile_of(made).profile
    assert [each.question.key for each in profile.comparable] == ["a1", "a2", "a3", "b1"]
    assert [each.question.key for each in profile.better] == ["a1"]
    assert [each.question.key for each in profile.weaker] == ["a2"]
    assert profile.sections[0].last.best_share == pytest.approx(100 / 3)
    assert wording.change(profile) == (
        "Of 4 questions rated both times, 1 is better than last time, 1 is weaker and 2 are unchanged."
    )


def test_another_scale_is_not_compared(exercise):
    other = submit(ExerciseFactory(edition=profile_edition()), MIXED)
    profile = profile_of(submit(exercise, MIXED, other.organisation, previous=other)).profile
    assert profile.comparable == []
    assert "on the same scale" in wording.change(profile)


def test_an_interim_year_rests_on_last_years_answers_where_nothing_was_asked(exercise):
    before = submit(ExerciseFactory(edition=exercise.edition), dict.fromkeys(KEYS, GREEN) | {"a2": RED, "a3": AMBER})
    interim = submit(
        exercise, {"a2": GREEN, "a3": GREEN}, before.organisation, previous=before, asked_keys=["a2", "a3"]
    )
    profile = profile_of(interim).profile
    assert profile.interim
    assert profile.overall.rated == 2
    assert (profile.compliance.musts, profile.compliance.carried, profile.compliance.is_met) == (2, 1, True)
    assert profile.peers is None
    assert "interim year" in profile.no_peers_because
    assert not interim.contributions.exists()


def test_a_second_interim_year_looks_through_the_first_to_the_full_one(exercise):
    full = submit(ExerciseFactory(edition=exercise.edition), dict.fromkeys(KEYS, GREEN) | {"a3": AMBER, "a4": RED})
    school = full.organisation
    first = submit(ExerciseFactory(edition=exercise.edition), {"a3": GREEN}, school, previous=full, asked_keys=["a3"])
    second = submit(exercise, {"a3": AMBER, "a4": GREEN}, school, previous=first, asked_keys=["a3", "a4"])
    profile = profile_of(second).profile
    assert profile.compliance.is_met
    assert profile.compliance.carried == 2
    assert [each.question.key for each in profile.better] == ["a4"]
    assert [each.question.key for each in profile.weaker] == ["a3"]


def test_strengths_are_embedded_or_better(exercise):
    more = {"a1": {"confirmed": True}, "a2": {"confirmed": True}}  # the tick counts at the level that offers it
    profile = profile_of(submit(exercise, MIXED, more=more)).profile
    assert [each.question.key for each in profile.embedded] == ["a1"]


def test_actions_come_from_the_answers_the_nearest_first(exercise):
    more = {"a3": {"action_by": "2027-01-15"}, "a2": {"action_by": ""}}
    actions = profile_of(submit(exercise, MIXED, more=more)).profile.actions
    assert [(each.question.key, each.what, each.who, each.by) for each in actions] == [
        ("a3", "Mend a3", "The lead", datetime.date(2027, 1, 15)),
        ("a2", "Mend a2", "The lead", None),
    ]


def test_the_last_submission_counts(exercise):
    made = submit(exercise, MIXED)
    submit_again(made, MIXED | {"a2": GREEN})
    assert profile_of(made).profile.compliance.is_met


def test_a_return_never_submitted_has_no_profile(db):
    assert profile_of(Return.objects.with_context().get(pk=ReturnFactory().pk)) is None
