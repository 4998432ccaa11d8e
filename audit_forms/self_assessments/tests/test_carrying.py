"""A round brings last answers along, asks less in an interim year, and says so before it opens."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from audit_forms.organisations.tests.factories import OrganisationFactory
from audit_forms.returns.models import Answer, Return
from audit_forms.returns.tests.years import AMBER, GREEN, RATED, WORDS, later, make_edition, submitted
from audit_forms.self_assessments import services
from audit_forms.self_assessments.expecting import preview_opening
from audit_forms.self_assessments.tests.factories import RoundFactory
from portal.trail.models import AuditTrail

pytestmark = pytest.mark.django_db
QUESTIONS = {"one": RATED, "two": RATED, "words": WORDS}


@pytest.fixture
def last(db):
    return submitted(make_edition(QUESTIONS), {"one": GREEN, "two": AMBER, "words": {"text": "Kept"}})


@pytest.fixture
def following(last):
    """The next edition, with one more question."""
    return later(last.edition, QUESTIONS | {"new": WORDS})


def planned(edition, **fields):
    return RoundFactory(scheduled=True, edition=edition, **fields)


def text_of(answer):
    return " ".join(BeautifulSoup(answer.content, "html.parser").get_text(" ").split())


def test_opening_carries_forward_once_however_often_it_is_pressed(unit, last, following):
    exercise = planned(following)
    for _ in range(3):
        services.open_round(exercise=exercise, actor=unit)
    now = Return.objects.get(exercise=exercise)
    assert now.previous == last
    assert (now.answers.filter(to_check=True).count(), now.questions_total, now.asked_keys) == (3, 4, None)
    assert AuditTrail.objects.about(now).get().action == "return.created"


def test_a_round_that_carries_nothing_forward_still_knows_the_last_return(unit, last, following):
    exercise = planned(following, carries_forward=False)
    services.open_round(exercise=exercise, actor=unit)
    now = Return.objects.get(exercise=exercise)
    assert (now.previous, now.answers.count()) == (last, 0)


def test_an_interim_round_asks_less_of_those_who_have_a_last_return(unit, last, following):
    new = OrganisationFactory()
    exercise = planned(following, scope="interim")
    services.open_round(exercise=exercise, actor=unit)
    returns = {each.organisation: each for each in exercise.returns.all()}
    assert (returns[last.organisation].asked_keys, returns[last.organisation].questions_total) == (["two", "new"], 2)
    assert (returns[new].asked_keys, returns[new].questions_total) == (None, 4)
    assert [answer.question.key for answer in returns[last.organisation].answers.all()] == ["two"]


def test_who_joins_later_has_their_last_answers_too(unit, last, following):
    school = last.organisation
    school.status = "closed"
    school.save()
    exercise = planned(following)
    services.open_round(exercise=exercise, actor=unit)
    school.status = "open"
    school.save()
    assert [services.add_missing_returns(exercise=exercise, actor=unit) for _ in range(2)] == [1, 0]
    assert Answer.objects.filter(audit_return__exercise=exercise, to_check=True).count() == 3


def test_the_preview_counts_and_writes_nothing(last, following):
    OrganisationFactory()
    exercise = planned(following, scope="interim")
    before = Answer.objects.count()
    opening = preview_opening(exercise)
    assert (opening.full, opening.interim, opening.total) == (1, 1, 2)
    assert (opening.carrying, opening.answers, opening.evidence) == (1, 1, 0)
    assert (exercise.returns.count(), Answer.objects.count()) == (0, before)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, ["Full returns 2: every question that applies", "3 answers come into 1 return"]),
        (
            {"scope": "interim"},
            ["Interim returns 1: new and changed", "Full returns 1: no earlier return", "1 answer "],
        ),
        ({"carries_forward": False}, ["Nothing comes from last time: each return starts empty"]),
    ],
)
def test_the_page_before_opening_says_what_will_come(unit_client, last, following, fields, words):
    OrganisationFactory()
    exercise = planned(following, **fields)
    page = text_of(unit_client.get(reverse("self_assessments:open", args=[exercise.pk])))
    for each in words:
        assert each in page


def test_where_nobody_has_an_earlier_return_the_page_says_so(unit_client):
    OrganisationFactory()
    exercise = planned(make_edition(QUESTIONS))
    page = text_of(unit_client.get(reverse("self_assessments:open", args=[exercise.pk])))
    assert "No organisation has an earlier return, so nothing comes in" in page


def test_the_tracker_and_the_units_page_tell_the_scope(unit_client, following):
    exercise = RoundFactory(edition=following, scope="interim")
    assert "Interim year, carries last answers forward" in text_of(
        unit_client.get(reverse("self_assessments:tracker", args=[exercise.pk]))
    )
    assert "Interim year. Deadline" in text_of(unit_client.get(reverse("self_assessments:unit")))


def test_scope_and_carrying_are_planned_and_recorded(unit, following):
    times = RoundFactory.build(scheduled=True, edition=None)
    made = services.schedule_round(
        edition=following,
        title="Interim",
        year="2027-28",
        opens_at=times.opens_at,
        deadline=times.deadline,
        scope="interim",
        carries_forward=False,
        actor=unit,
    )
    assert (made.scope, made.carries_forward) == ("interim", False)
    data = AuditTrail.objects.about(made).get().data
    assert (data["scope"], data["carries_forward"]) == ("interim", False)
