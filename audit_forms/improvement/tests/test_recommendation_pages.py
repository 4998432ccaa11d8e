"""The pages of recommendations, and the two tasks they and the plan add to a return."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from audit_forms.improvement.enums import RecommendationStatus
from audit_forms.improvement.models import Recommendation, RecommendationResponse
from audit_forms.improvement.tests.factories import (
    GREEN,
    ActionFactory,
    RecommendationFactory,
    days_from_now,
    submit,
)
from audit_forms.improvement.tests.test_pages import names_in, page_of, text_of
from audit_forms.organisations.tests.factories import OrganisationFactory
from audit_forms.returns.tests.factories import ExerciseFactory, ReturnFactory, fill
from portal.accounts.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


# --- Recommendations ---------------------------------------------------------------------------------------------
@pytest.fixture
def unit(client):
    person = UserFactory(unit=True)
    client.force_login(person)
    return person


def form_data(**changed):
    data = {
        "version": 0, "text": "Hear the child", "finding": "Missing", "organisations": "", "responsible_group": "QIG",
        "raised_on": "1/2/2027", "due_on": "1/9/2027", "measure": "Sample", "source_kind": "case_audit",
        "source_words": "Spring",
    }  # fmt: skip
    return {**data, **changed}


def test_raised_by_name_by_urn_and_for_everybody_of_a_kind(client, unit):
    named = OrganisationFactory(name="Alder School")
    by_urn = OrganisationFactory(urn=912345, phase="secondary")
    agencies = [OrganisationFactory(agency=True) for _ in range(2)]
    OrganisationFactory(agency=True, closed=True)
    data = form_data(organisations="alder school\n\n 912345 \nAlder School", groups=["agencies"])
    for _ in range(2):
        answer = client.post(reverse("improvement:add_recommendation"), data, follow=True)
    assert "The recommendation stands" in text_of(answer)
    made = Recommendation.objects.get()
    assert set(made.organisations.all()) == {named, by_urn, *agencies}
    assert (made.created_by, made.responsible_group) == (unit, "QIG")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"organisations": "Nowhere School"}, "No open school or agency is called “Nowhere School”."),
        ({}, "Say to whom the recommendation is made."),
        ({"organisations": "Alder School", "text": ""}, "Say what should change."),
        ({"organisations": "Alder School", "due_on": "1/1/2027"}, "on or after the day it was raised"),
        ({"organisations": "Alder School", "source_kind": ""}, "Choose what it comes from."),
    ],
)
def test_a_wrong_recommendation_is_not_raised(client, unit, wrong, words):
    OrganisationFactory(name="Alder School")
    answer = client.post(reverse("improvement:add_recommendation"), form_data(**wrong))
    assert words in page_of(answer).select_one(".govuk-error-summary").text
    assert not Recommendation.objects.exists()


def test_changed_then_done_on_the_pages(client, unit):
    school = OrganisationFactory(name="Alder School")
    made = RecommendationFactory(to=[school])
    change = reverse("improvement:change_recommendation", args=[made.reference])
    assert "Alder School" in page_of(client.get(change)).select_one("[name=organisations]").text
    data = form_data(organisations="Alder School", version=1, text="Put better")
    assert "is changed" in text_of(client.post(change, data, follow=True))
    assert "Somebody changed this recommendation" in text_of(client.post(change, {**data, "text": "Old page"}))
    done = reverse("improvement:end_recommendation", args=[made.reference, "done"])
    assert "Say why." in text_of(client.post(done, {"version": 2, "reason": ""}))
    assert "is done" in text_of(client.post(done, {"version": 2, "reason": "Seen"}, follow=True))
    made.refresh_from_db()
    assert (made.status, made.text) == (RecommendationStatus.DONE, "Put better")
    assert client.get(change).status_code == 302
    assert client.get(done).status_code == 302
    assert client.get(reverse("improvement:end_recommendation", args=[made.reference, "burn"])).status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Late one", "Open one"]),
        ("status=done", ["Done one"]),
        ("status=all", ["Late one", "Done one", "Open one"]),
        ("overdue=on", ["Late one"]),
        ("q=open", ["Open one"]),
        ("source=review", ["Open one"]),
        ("organisation={school}", ["Open one"]),
        ("status=x&source=x&organisation=x&q=%00", ["Late one", "Open one"]),
    ],
)
def test_finding_recommendations(client, unit, query, found):
    school = OrganisationFactory()
    RecommendationFactory(to=[OrganisationFactory()], text="Late one", due_on=days_from_now(-3))
    RecommendationFactory(to=[school], text="Open one", source_kind="review")
    RecommendationFactory(text="Done one", status=RecommendationStatus.DONE, due_on=days_from_now(1))
    address = f"{reverse('improvement:recommendations')}?{query.format(school=school.pk)}"
    assert names_in(client.get(address)) == found


def test_those_it_is_made_to_read_it_and_nothing_of_others(client, audit_return, cast):
    other = ReturnFactory(exercise=audit_return.exercise)
    made = RecommendationFactory(to=[audit_return.organisation, other.organisation], text="Hear the child")
    for each, words in ((audit_return, "Our words"), (other, "Their words")):
        RecommendationResponse.objects.create(
            recommendation=made, audit_return=each, asked="x", state="done", done=words, frozen_at=timezone.now()
        )
    client.force_login(cast.viewer)
    said = text_of(client.get(made.get_absolute_url()))
    assert "Our words" in said
    assert "Their words" not in said
    assert other.organisation.name not in said
    assert "Recommendations to you" in text_of(client.get(reverse("improvement:list")))
    client.force_login(cast.unit)
    assert "Their words" in text_of(client.get(made.get_absolute_url()))
    client.force_login(cast.stranger)
    assert client.get(made.get_absolute_url()).status_code == 404


# --- In a return -------------------------------------------------------------------------------------------------
def respond_data(made, version=0, **said):
    words = {"state": "done", "done": "We did", "evidence": "Minutes", "effect": "Better", "version": version, **said}
    return {f"{made.reference}-{name}": value for name, value in words.items()}


def test_recommendations_are_answered_on_a_page_of_the_return(client, audit_return, cast):
    made = RecommendationFactory(to=[audit_return.organisation], text="Hear the child")
    fill(audit_return, cast.lead)
    client.force_login(cast.lead)
    assert "Recommendations to you" in text_of(client.get(audit_return.get_absolute_url()))
    check = text_of(client.get(reverse("returns:check", args=[audit_return.reference])))
    assert "Recommendations to you: 1 of 1 left" in check
    assert client.get(reverse("returns:send", args=[audit_return.reference])).status_code == 302
    address = reverse("improvement:respond", args=[audit_return.reference])
    half = client.post(address, {**respond_data(made, effect=""), "save": "1"}, follow=True)
    assert "1 recommendation still need" in text_of(half)
    assert "say what has changed for children" in text_of(half)
    whole = client.post(address, {**respond_data(made, version=1), "save": "1"}, follow=True)
    assert "Your answers are saved" in text_of(whole)
    stale = client.post(address, {**respond_data(made, version=1, done="Another tab"), "save": "1"})
    assert "Somebody changed this answer" in text_of(stale)
    assert client.get(reverse("returns:send", args=[audit_return.reference])).status_code == 200
    submit(audit_return, cast, GREEN)
    client.force_login(cast.unit)
    assert "We did" in text_of(client.get(audit_return.get_absolute_url()))
    client.force_login(cast.lead)
    assert client.get(address).status_code == 302
    assert "Nothing was changed" in text_of(client.post(address, respond_data(made), follow=True))


def test_bad_answers_about_recommendations_are_told(client, audit_return, cast):
    made = RecommendationFactory(to=[audit_return.organisation])
    client.force_login(cast.lead)
    address = reverse("improvement:respond", args=[audit_return.reference])
    answer = client.post(address, respond_data(made, state="perhaps"))
    assert BeautifulSoup(answer.content, "html.parser").title.text.startswith("Error: ")
    assert not RecommendationResponse.objects.exists()


@pytest.mark.parametrize("page", ["respond", "plan"])
def test_the_two_tasks_are_for_writers(client, audit_return, cast, page):
    address = reverse(f"improvement:{page}", args=[audit_return.reference])
    for who, status in {
        "lead": 200,
        "colleague": 200,
        "viewer": 403,
        "head": 403,
        "unit": 403,
        "stranger": 404,
    }.items():
        client.force_login(getattr(cast, who))
        assert client.get(address).status_code == status, who
        assert client.post(address).status_code == (302 if status == 200 else status), who


def test_the_plan_is_looked_at_one_by_one_or_at_once(client, audit_return, cast):
    school = audit_return.organisation
    actions = [ActionFactory(organisation=school) for _ in range(3)]
    following = ReturnFactory(
        exercise=ExerciseFactory(edition=audit_return.edition), organisation=school, previous=audit_return
    )
    client.force_login(cast.lead)
    address = reverse("improvement:plan", args=[following.reference])
    assert "3 of 3 actions not looked at" in text_of(client.get(address))
    for _ in range(2):
        one = client.post(address, {"action": actions[0].reference}, follow=True)
    assert "2 of 3 actions not looked at" in text_of(one)
    assert "You have read the action plan" in text_of(client.post(address, follow=True))
    assert "You have looked at every action" in text_of(client.get(address))


def test_pages_of_a_return_with_nothing_to_answer_say_so(client, audit_return, cast):
    client.force_login(cast.lead)
    for page, words in {"respond": "No recommendation waits", "plan": "Nothing is open on your plan"}.items():
        address = reverse(f"improvement:{page}", args=[audit_return.reference])
        assert words in text_of(client.get(address))
