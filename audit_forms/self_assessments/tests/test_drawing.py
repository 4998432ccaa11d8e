"""Samples: drawn once, drawn again alike, changed by hand with a reason (bars G15, R5)."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from audit_forms.organisations.models import Organisation
from audit_forms.organisations.tests.factories import OrganisationFactory
from audit_forms.returns.models import Return
from audit_forms.returns.workflow import TransitionRefused
from audit_forms.self_assessments import services
from audit_forms.self_assessments.framing import Plan
from audit_forms.self_assessments.models import DeepDive, FeedbackLetter, Sample
from audit_forms.self_assessments.sampled import redraw
from audit_forms.self_assessments.tests.dives import dive_into, rated_round, received
from audit_forms.self_assessments.tests.factories import RoundFactory
from portal.accounts.tests.factories import UserFactory
from portal.trail.models import AuditTrail

pytestmark = pytest.mark.django_db


@pytest.fixture
def exercise():
    """A round with twelve returns received, half of primary schools."""
    made = rated_round()
    for number in range(12):
        received(made, OrganisationFactory(phase="primary" if number % 2 else "secondary"))
    return made


def drawn(exercise, unit, size=4, key=None, **plan):
    plan = Plan(size, **{"strata": ("phase",), "is_weighted": True, **plan})
    return services.draw_sample(exercise=exercise, plan=plan, key=key or uuid4(), actor=unit)


# --- Drawing ------------------------------------------------------------------------------------------------------
def test_one_press_draws_once(exercise, unit):
    key = uuid4()
    assert len({drawn(exercise, unit, key=key).pk for _ in range(5)}) == 1
    assert DeepDive.objects.count() == 4
    assert AuditTrail.objects.filter(action="sample.drawn").count() == 1


def test_a_sample_keeps_what_it_was_drawn_from(exercise, unit):
    sample = drawn(exercise, unit)
    assert len(sample.frame) == 12
    assert len(sample.seed) == 32
    assert sorted(sample.deep_dives.values_list("stratum", flat=True)) == ["Primary"] * 2 + ["Secondary"] * 2
    assert sample.deep_dives.filter(is_read_twice=True).count() == 1


def test_a_second_sample_draws_from_the_others(exercise, unit):
    first, second = drawn(exercise, unit), drawn(exercise, unit, size=50)
    assert second.deep_dives.count() == 8
    assert not set(first.deep_dives.values_list("audit_return", flat=True)) & set(
        second.deep_dives.values_list("audit_return", flat=True)
    )
    with pytest.raises(ValidationError, match="No return can be drawn"):
        drawn(exercise, unit)


@pytest.mark.parametrize("size", [0, 501])
def test_the_size_has_bounds(exercise, unit, size):
    with pytest.raises(ValidationError):
        drawn(exercise, unit, size=size)


def test_nothing_is_drawn_of_an_empty_or_unopened_round(unit):
    for empty in (rated_round(), RoundFactory(scheduled=True)):
        with pytest.raises(ValidationError):
            drawn(empty, unit)
    assert not Sample.objects.exists()


def test_a_round_of_one_return_gives_a_sample_of_one(unit):
    exercise = rated_round()
    only = received(exercise)
    dive = drawn(exercise, unit, size=10).deep_dives.get()
    assert (dive.audit_return, dive.is_read_twice) == (only, True)


def test_only_the_business_unit_draws(exercise, unit):
    stranger, sample = UserFactory(), drawn(exercise, unit)
    dive = sample.deep_dives.first()
    with pytest.raises(PermissionDenied):
        drawn(exercise, stranger)
    with pytest.raises(PermissionDenied):
        services.pick_by_hand(sample=sample, audit_return=dive.audit_return, reason="Why", actor=stranger)
    with pytest.raises(PermissionDenied):
        services.take_out(deep_dive=dive, reason="Why", actor=stranger)


# --- Drawing again (G15) ------------------------------------------------------------------------------------------
def test_drawn_again_it_is_the_same_whatever_has_happened_since(exercise, unit):
    sample = drawn(exercise, unit)
    first = redraw(sample)
    assert (first.differences, first.moved) == (0, 0)
    left = Return.objects.exclude(deep_dives__sample=sample)
    left.filter(pk=left.first().pk).update(status="withdrawn")
    Organisation.objects.filter(phase="primary").update(phase="nursery")
    received(exercise)
    services.take_out(deep_dive=sample.deep_dives.first(), reason="Merged", actor=unit)
    services.pick_by_hand(sample=sample, audit_return=left.last(), reason="A concern", actor=unit)
    again = redraw(Sample.objects.get(pk=sample.pk))
    assert again.differences == 0
    assert again.moved > 0


def test_a_sample_that_was_tampered_with_shows(exercise, unit):
    sample = drawn(exercise, unit)
    other = Return.objects.exclude(deep_dives__sample=sample).first()
    sample.deep_dives.filter(is_read_twice=False).first().delete()
    DeepDive.objects.create(sample=sample, audit_return=other)
    found = redraw(sample)
    assert found.differences == 2
    assert found.missing == (other.pk,)


# --- By hand ------------------------------------------------------------------------------------------------------
def test_by_hand_carries_a_reason(exercise, unit):
    sample = drawn(exercise, unit)
    other = Return.objects.exclude(deep_dives__sample=sample).first()
    with pytest.raises(ValidationError):
        services.pick_by_hand(sample=sample, audit_return=other, reason=" ", actor=unit)
    for _ in range(2):
        picked = services.pick_by_hand(sample=sample, audit_return=other, reason="A complaint", actor=unit)
    assert (picked.how_chosen, picked.reason) == ("by_hand", "A complaint")
    assert sample.deep_dives.count() == 5
    assert AuditTrail.objects.filter(action="sample.picked_by_hand").count() == 1


def test_only_a_received_return_of_the_round_that_is_in_no_other_sample_is_picked(exercise, unit):
    sample = drawn(exercise, unit)
    draft, foreign = received(exercise, status="draft"), received(rated_round())
    elsewhere = dive_into(received(exercise)).audit_return
    for wrong in (draft, foreign, elsewhere):
        with pytest.raises(ValidationError):
            services.pick_by_hand(sample=sample, audit_return=wrong, reason="Why", actor=unit)


def test_what_is_taken_out_says_why_and_may_come_back(exercise, unit):
    sample = drawn(exercise, unit)
    dive = sample.deep_dives.first()
    with pytest.raises(ValidationError):
        services.take_out(deep_dive=dive, reason="", actor=unit)
    for _ in range(2):
        taken = services.take_out(deep_dive=dive, reason="The school has merged", actor=unit)
    assert taken.end_reason == "The school has merged"
    assert AuditTrail.objects.filter(action="sample.taken_out").count() == 1
    back = services.pick_by_hand(sample=sample, audit_return=dive.audit_return, reason="It goes on", actor=unit)
    assert back.ended_at is None
    assert redraw(sample).differences == 0


def test_a_return_whose_letter_is_begun_stays(exercise, unit):
    dive = drawn(exercise, unit).deep_dives.first()
    FeedbackLetter.objects.create(deep_dive=dive, drafted_by=unit)
    with pytest.raises(TransitionRefused):
        services.take_out(deep_dive=dive, reason="Why", actor=unit)
