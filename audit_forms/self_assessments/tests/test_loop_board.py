"""The loop of what a round showed: its round, what returns answer since, and how it was told."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from audit_forms.improvement.models import RecommendationResponse
from audit_forms.improvement.services import mark_done
from audit_forms.improvement.tests.factories import RecommendationFactory
from audit_forms.insight.loop.listing import followed_loops
from audit_forms.organisations.tests.factories import OrganisationFactory
from audit_forms.self_assessments.tests.factories import expect

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return OrganisationFactory(name="Alder School")


@pytest.fixture
def recommendation(exercise, school):
    return RecommendationFactory(to=[school], exercise=exercise)


def respond(recommendation, exercise, school, **said):
    """The school's return has answered, and is submitted."""
    return RecommendationResponse.objects.create(
        recommendation=recommendation, audit_return=expect(exercise, school), asked=recommendation.text,
        frozen_at=timezone.now(), **said,
    )  # fmt: skip


def standings(unit):
    (loop,) = followed_loops(unit)
    return {link.step.value: link.standing.name for link in loop.links}


def test_it_belongs_to_its_round_and_names_no_school(unit, exercise, recommendation):
    (loop,) = followed_loops(unit)
    assert (loop.origin.title, loop.origin.year) == (exercise.title, exercise.year)
    assert loop.asked == "1 school"
    assert "Alder" not in " ".join(f"{link.words} {link.owed_by}" for link in loop.links)


def test_a_return_that_says_it_is_done_takes_three_steps(unit, exercise, school, recommendation):
    assert standings(unit)["reaudit"] == "NOT_DUE"
    respond(recommendation, exercise, school, state="done", done="Yes.", evidence="Minutes.", effect="They say so.")
    found = standings(unit)
    assert (found["action"], found["evidence"], found["reaudit"]) == ("THERE", "THERE", "THERE")
    assert (found["dissemination"], found["impact"]) == ("PARTLY", "PARTLY")
    mark_done(recommendation=recommendation, version=1, reason="Seen in the survey.", actor=unit)
    assert standings(unit)["impact"] == "THERE"


def test_an_answer_of_not_yet_is_no_action(unit, exercise, school, recommendation):
    respond(recommendation, exercise, school, state="not_yet", done="Not begun.")
    assert standings(unit)["action"] == "MISSING"


def test_after_a_year_without_an_answer_it_was_not_asked_again(unit, recommendation):
    recommendation.raised_on = timezone.localdate() - datetime.timedelta(days=366)
    recommendation.save()
    assert standings(unit)["reaudit"] == "MISSING"


def test_the_business_unit_says_which_round_showed_it(unit_client, exercise, school):
    posted = {
        "version": 0, "text": "Ask.", "finding": "Nobody asks.", "organisations": school.name, "due_on": "1/6/2030",
        "raised_on": "1/6/2026", "measure": "Count.", "source_kind": "self_assessment", "exercise": exercise.pk,
    }  # fmt: skip
    answer = unit_client.post(reverse("improvement:add_recommendation"), posted)
    assert answer.status_code == 302
    assert exercise.recommendations.count() == 1
