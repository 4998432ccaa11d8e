"""What other apps' first pages show of actions; and that no page asks more of the database as they grow (bars P4)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit_forms.improvement.models import Action
from audit_forms.improvement.tests.factories import (
    ActionFactory,
    Plan,
    RecommendationFactory,
)
from audit_forms.improvement.tests.test_pages import text_of
from audit_forms.returns.tests.factories import ReturnFactory

pytestmark = pytest.mark.django_db

FEED = "improvement:feed"
LIST = "improvement:list"


@pytest.fixture
def lead(client, plan):
    client.force_login(plan.lead)
    return plan


def test_the_units_first_page_shows_what_it_is_asked_to_close(client):
    plan = Plan(waiting=True, what="Wants closing")
    ActionFactory(what="Not yet")
    client.force_login(plan.unit)
    said = text_of(client.get(reverse("self_assessments:unit")))
    assert "Actions to close (1)" in said
    assert "Wants closing" in said
    assert "Not yet" not in said


def test_a_respondents_first_page_shows_the_plan_and_what_is_next(client, lead):
    ActionFactory(organisation=lead.school, what="Was due", overdue=True)
    ActionFactory(organisation=lead.school, closed=True)
    said = text_of(client.get(reverse("returns:list")))
    assert "2 actions not closed" in said
    assert "1 overdue" in said
    assert "First on it" in said
    assert said.index("Was due") > said.index("First on it")


def test_without_actions_the_pages_say_what_will_be_there(client, plan):
    Action.objects.all().delete()
    client.force_login(plan.viewer)
    assert "No actions yet" in text_of(client.get(reverse(LIST)))
    assert "Your action plan" not in text_of(client.get(reverse("returns:list")))
    assert "No action matches" in text_of(client.get(f"{reverse(LIST)}?overdue=on"))


def queries_of(client, *addresses):
    counts = []
    for address in addresses:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
    return counts


def test_queries_do_not_grow_with_the_number_of_actions(client):
    plan = Plan(in_progress=True)
    made = RecommendationFactory(to=[plan.school])
    pages = [reverse(f"improvement:{name}") for name in ("list", "board", "organisations", "recommendations")]
    Plan(waiting=True)
    pages += [reverse("self_assessments:unit"), made.get_absolute_url(), plan.action.get_absolute_url()]
    client.force_login(plan.unit)
    before = queries_of(client, *pages)
    for _ in range(15):
        each = Plan()
        for facts in ({"owner": each.lead}, {"waiting": True}, {"closed": True}, {"recommendation": made}):
            ActionFactory(organisation=each.school, **facts)
        RecommendationFactory(to=[each.school, plan.school])
        plan.do("report_progress", "lead", note=f"Note of {each.school}")
    assert queries_of(client, *pages) == before


def test_queries_of_a_respondents_pages_do_not_grow(client):
    plan = Plan(in_progress=True)
    audit_return = ReturnFactory(organisation=plan.school)
    RecommendationFactory(to=[plan.school])
    pages = [reverse("improvement:list"), reverse("improvement:board"), reverse("returns:list"), reverse(FEED)]
    pages += [reverse(f"improvement:{name}", args=[audit_return.reference]) for name in ("respond", "plan")]
    client.force_login(plan.lead)
    before = queries_of(client, *pages)
    for _ in range(15):
        ActionFactory(organisation=plan.school, owner=plan.head)
        RecommendationFactory(to=[plan.school])
    assert queries_of(client, *pages) == before
