"""Reviews of sampled returns: who writes them, that nothing is overwritten or lost, and what they say of a round."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from audit_forms.organisations.tests.factories import MembershipFactory
from audit_forms.returns.workflow import TransitionRefused
from audit_forms.self_assessments import services
from audit_forms.self_assessments.models import DeepDive, Review
from audit_forms.self_assessments.reviewing import Views, gaps_of, reviewed_views
from audit_forms.self_assessments.tests.dives import RATED, dive_into, finish, named, rated_round, received, say
from portal.accounts.tests.factories import UserFactory
from portal.trail.models import AuditTrail

pytestmark = pytest.mark.django_db


@pytest.fixture
def dive():
    return dive_into(received(rated_round()), twice=True)


def save(review, key="a-must", version=0, actor=None, **said):
    return services.save_question(review=review, question=key, version=version, actor=actor or review.reviewer, **said)


# --- Who ----------------------------------------------------------------------------------------------------------
def test_naming_twice_names_once(dive, unit):
    first, again = named(dive, unit), named(dive, unit)
    assert first == again
    assert AuditTrail.objects.filter(action="review.named").count() == 1


def test_naming_somebody_else_hands_the_review_over_with_what_is_written(dive, unit):
    review = named(dive)
    save(review, view="agree")
    services.name_reviewer(deep_dive=dive, reviewer=unit, actor=unit)
    taken = Review.objects.get()
    assert taken.reviewer == unit
    assert taken.questions.get().view == "agree"
    with pytest.raises(PermissionDenied):
        save(review, "b-must", actor=review.reviewer, view="agree")


def test_only_the_business_unit_names_and_is_named(dive, unit):
    outsider = UserFactory()
    with pytest.raises(PermissionDenied):
        services.name_reviewer(deep_dive=dive, reviewer=unit, actor=outsider)
    with pytest.raises(ValidationError, match="Business Unit"):
        services.name_reviewer(deep_dive=dive, reviewer=outsider, actor=unit)


def test_nobody_reviews_a_return_in_which_they_had_a_hand(dive, unit):
    MembershipFactory(user=unit, organisation=dive.audit_return.organisation, ended=True)
    with pytest.raises(ValidationError, match="never had a hand"):
        named(dive, unit)


def test_two_readings_are_made_by_two_people(dive, unit):
    named(dive, unit)
    with pytest.raises(ValidationError, match="two people"):
        named(dive, unit, second=True)


def test_a_return_read_once_has_no_second_reviewer(unit):
    with pytest.raises(ValidationError, match="read twice"):
        named(dive_into(received(rated_round())), unit, second=True)


def test_nobody_else_writes_a_review(dive, unit):
    with pytest.raises(PermissionDenied):
        save(named(dive), actor=unit, view="agree")


# --- Blindness ----------------------------------------------------------------------------------------------------
def test_nobody_sees_a_review_of_another_until_both_readings_are_finished(dive, unit):
    first, second = named(dive), named(dive, second=True)
    finish(first)
    for person in (second.reviewer, unit):
        assert first not in Review.objects.visible_to(person)
    assert list(Review.objects.visible_to(first.reviewer)) == [first]
    finish(second)
    for person in (first.reviewer, second.reviewer, unit):
        assert Review.objects.visible_to(person).count() == 2
    assert not Review.objects.visible_to(UserFactory()).exists()


def test_a_single_reading_is_seen_when_it_is_finished(unit):
    review = named(dive_into(received(rated_round())))
    assert not Review.objects.visible_to(unit).exists()
    finish(review)
    assert Review.objects.visible_to(unit).exists()


# --- Saving -------------------------------------------------------------------------------------------------------
def test_two_tabs_never_overwrite_one_another(dive):
    review = named(dive)
    assert save(review, view="agree", strength="One").version == 1
    late = save(review, view="lower", why="Two")
    assert late.is_conflict
    assert late.row.strength == "One"
    assert save(review, version=late.version, view="lower", why="Both").version == 2


def test_the_same_again_is_saved_once(dive):
    review = named(dive)
    for _ in range(2):
        assert not save(review, view="agree").is_conflict
    assert AuditTrail.objects.filter(action="review.saved").count() == 1


def test_what_is_not_finished_yet_is_kept(dive):
    review = named(dive)
    save(review, view="lower", strength="Kept")
    assert review.questions.get().strength == "Kept"


@pytest.mark.parametrize("key", ["told", "nowhere"])
def test_only_rated_questions_are_reviewed(dive, key):
    with pytest.raises(ValidationError):
        save(named(dive), key, view="agree")


def test_a_view_that_does_not_exist_and_a_text_too_long_are_refused(dive):
    review = named(dive)
    with pytest.raises(ValidationError) as refused:
        save(review, view="nonsense", why="x" * 5001)
    assert set(refused.value.error_dict) == {"view", "why"}


def test_the_whole_is_saved_by_version_and_its_day_belongs_to_the_first_review(dive):
    first, second = named(dive), named(dive, second=True)
    day = datetime.date(2027, 5, 1)
    given = {"evidence_quality": "Good", "strengths": ["", "Two"], "follow_up_on": day}
    services.save_whole(review=first, version=1, actor=first.reviewer, **given)
    stale = services.save_whole(review=first, version=1, actor=first.reviewer, evidence_quality="Other")
    assert stale.is_conflict
    assert stale.review.evidence_quality == "Good"
    assert stale.review.strengths == ["", "Two", ""]
    services.save_whole(review=second, version=1, actor=second.reviewer, evidence_quality="Fair")
    dive.refresh_from_db()
    assert dive.follow_up_on == day


# --- The end ------------------------------------------------------------------------------------------------------
def test_a_review_needs_every_must_question_reasons_and_the_whole(dive):
    review = named(dive)
    say(review, {"a-must": "agree"})
    save(review, "a-should", view="cannot_tell")
    words = [gap.words for gap in gaps_of(review)]
    assert [each.partition(":")[0] for each in words[:2]] == ["A2", "B1"]
    assert "say why" in words[0]
    assert "must" in words[1]
    assert len(words) == 6
    with pytest.raises(ValidationError):
        services.finish_review(review=review, actor=review.reviewer)


def test_a_review_is_finished_once_and_never_changes_after(dive):
    review = named(dive)
    done = finish(review)
    again = services.finish_review(review=review, actor=review.reviewer)
    assert done.finished_at == again.finished_at
    assert AuditTrail.objects.filter(action="review.finished").count() == 1
    with pytest.raises(TransitionRefused):
        save(review, version=1, view="lower", why="Later")
    with pytest.raises(TransitionRefused):
        named(dive)
    with pytest.raises(PermissionDenied):
        services.finish_review(review=review, actor=UserFactory(unit=True))


def test_nothing_is_written_about_a_return_taken_out(dive):
    review = named(dive)
    DeepDive.objects.update(ended_at=dive.sample.drawn_at, end_reason="Merged")
    with pytest.raises(TransitionRefused):
        save(review, view="agree")
    with pytest.raises(TransitionRefused):
        named(dive)


# --- What they say of a round -------------------------------------------------------------------------------------
def test_the_views_of_a_round_are_counted_by_question_and_section(django_assert_num_queries):
    exercise = rated_round()
    every = dict.fromkeys(RATED, "agree")
    for views in (every, every | {"a-must": "lower"}, every | {"b-must": "higher", "b-should": "cannot_tell"}):
        finish(named(dive_into(received(exercise))), views)
    named(dive_into(received(exercise)))
    with django_assert_num_queries(2):
        found = reviewed_views(exercise)
    assert found.returns == 3
    assert found.questions["a-must"] == Views(agree=2, lower=1)
    assert found.questions["b-should"] == Views(agree=2, cannot_tell=1)
    assert found.sections == {"part-a": Views(agree=5, lower=1), "part-b": Views(agree=4, higher=1, cannot_tell=1)}
    assert found.whole == Views(agree=9, lower=1, higher=1, cannot_tell=1)
    assert found.whole.total == 12


def test_what_is_half_read_taken_out_or_of_another_round_does_not_count(dive):
    exercise = dive.sample.exercise
    first = finish(named(dive), dict.fromkeys(RATED, "lower"))
    assert reviewed_views(exercise).returns == 0
    finish(named(dive, second=True))
    assert reviewed_views(exercise).whole == Views(lower=4)
    assert reviewed_views(rated_round()).returns == 0
    DeepDive.objects.update(ended_at=first.finished_at)
    assert reviewed_views(exercise).returns == 0
