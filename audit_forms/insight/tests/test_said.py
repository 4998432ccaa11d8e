"""“You said, we did” tells what was published and done, and nothing by which a group of few could be known."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from audit_forms.improvement.enums import RecommendationStatus
from audit_forms.improvement.tests.factories import ActionFactory, RecommendationFactory
from audit_forms.organisations.tests.factories import OrganisationFactory
from publications.enums import RecommendationStatus as Published
from publications.tests.factories import OutcomeFactory, OutcomeIndexFactory, ThemeFactory

pytestmark = pytest.mark.django_db
CHANGE = "Test every plan at twelve weeks."
ALL_DONE = "All who were asked have done their part."


@pytest.fixture
def outcome():
    return make_outcome()


def make_outcome(status=Published.IN_PROGRESS, progress="The card is in use.", **page):
    recommendation = {"change": CHANGE, "owner": "One Agency", "due": date(2027, 1, 1), "status": status}
    return OutcomeFactory(
        parent=OutcomeIndexFactory(),
        theme=ThemeFactory(slug="neglect"),
        finding="Plans drift.",
        recommendations=[("recommendation", {**recommendation, "progress": progress})],
        **page,
    )


def done(outcome, organisations=0, **facts):
    return RecommendationFactory(
        to=OrganisationFactory.create_batch(organisations),
        text=CHANGE,
        published_in=outcome,
        status=RecommendationStatus.DONE,
        ended_on=date(2026, 9, 1),
        ended_because="Secret note of the unit.",
        **facts,
    )


def text_of(client, address="/you-said-we-did/"):
    return " ".join(BeautifulSoup(client.get(address).content, "html.parser").main.text.split())


def test_what_is_done_is_told_with_the_finding_and_since_when(client, outcome):
    done(outcome)
    text = text_of(client)
    for words in ("Plans drift.", CHANGE, "The card is in use.", "Done since Tuesday 1 September 2026"):
        assert words in text
    assert "Secret note" not in text


def test_what_the_page_calls_done_is_told_too(client):
    make_outcome(status=Published.DONE)
    assert CHANGE in text_of(client)


def test_what_is_not_done_is_not_told(client, outcome):
    RecommendationFactory(to=[], text=CHANGE, published_in=outcome)
    assert "Nothing to tell yet" in text_of(client)


def test_withdrawn_it_is_not_told_whatever_the_page_says(client):
    outcome = make_outcome(status=Published.DONE)
    RecommendationFactory(to=[], text=CHANGE, published_in=outcome, status=RecommendationStatus.WITHDRAWN)
    assert "Nothing to tell yet" in text_of(client)
    assert "Withdrawn" in text_of(client, "/topics/neglect/")


def test_nothing_of_an_unpublished_page_or_of_none(client, outcome):
    done(outcome)
    RecommendationFactory(to=[], text="From a return.", status=RecommendationStatus.DONE, ended_on=date(2026, 9, 1))
    assert "From a return." not in text_of(client)
    outcome.unpublish()
    assert "Nothing to tell yet" in text_of(client)
    assert CHANGE not in text_of(client, "/topics/neglect/")


@pytest.mark.parametrize(("organisations", "told"), [(1, False), (4, False), (5, True)])
def test_that_all_have_finished_is_told_only_of_five_or_more(client, outcome, organisations, told):
    row = done(outcome, organisations)
    for organisation in row.organisations.all():
        ActionFactory(organisation=organisation, recommendation=row, closed=True)
    text = text_of(client)
    assert (ALL_DONE in text) == told
    assert "One Agency" not in text
    for organisation in row.organisations.all():
        assert organisation.name not in text


def test_while_one_has_not_finished_nothing_is_said_of_the_others(client, outcome):
    row = done(outcome, 6)
    for place, organisation in enumerate(row.organisations.all()):
        ActionFactory(organisation=organisation, recommendation=row, closed=place > 0)
    assert ALL_DONE not in text_of(client)


def test_words_that_tell_of_few_children_are_left_out(client):
    outcome = make_outcome(progress="Two children have a new plan.", changed_since="Three families were asked again.")
    done(outcome)
    text = text_of(client)
    assert CHANGE in text
    assert "Two children" not in text
    assert "Three families" not in text


def test_the_topic_shows_the_same_state(client, outcome):
    done(outcome)
    assert "Done since Tuesday 1 September 2026" in text_of(client, "/topics/neglect/")


def test_editors_words_that_differ_speak_for_themselves(client, outcome):
    ended = {"status": RecommendationStatus.DONE, "ended_on": timezone.localdate()}
    RecommendationFactory(to=[], text="Other words.", published_in=outcome, **ended)
    assert "In progress" in text_of(client, "/topics/neglect/")


def test_the_page_costs_few_queries_and_sets_no_cookie(client, outcome, django_assert_max_num_queries):
    done(outcome, 5)
    assert not client.get("/you-said-we-did/").cookies
    with django_assert_max_num_queries(12):
        client.get("/you-said-we-did/")
