"""Trusts, calendars, recommendations and returns: their pages."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from audit_forms.improvement import services
from audit_forms.improvement.enums import RecommendationStatus
from audit_forms.improvement.models import Action, CalendarLink, Recommendation, RecommendationResponse
from audit_forms.improvement.tests.factories import (
    AMBER,
    GREEN,
    ActionFactory,
    Plan,
    RecommendationFactory,
    days_from_now,
    submit,
)
from audit_forms.improvement.tests.test_pages import names_in, page_of, text_of
from audit_forms.organisations.tests.factories import MembershipFactory, OrganisationFactory
from audit_forms.returns.models import Return
from audit_forms.returns.tests.factories import ExerciseFactory, ReturnFactory, fill
from portal.accounts.tests.factories import UserFactory

pytestmark = pytest.mark.django_db

FEED, ORGANISATIONS = "improvement:feed", "improvement:organisations"


@pytest.fixture
def trust_person(plan):
    trust = OrganisationFactory(is_trust=True)
    plan.school.trust = trust
    plan.school.save()
    return MembershipFactory(organisation=trust, viewer=True).user


def events_in(response):
    return list(Calendar.from_ical(response.content).walk("VEVENT"))


# --- By organisation ---------------------------------------------------------------------------------------------
def test_numbers_by_organisation_counted_by_hand(client, plan):
    for facts in ({"overdue": True}, {"in_progress": True}, {"waiting": True}, {"closed": True}, {"closed": True}):
        ActionFactory(organisation=plan.school, **facts)
    client.force_login(plan.unit)
    row = page_of(client.get(reverse(ORGANISATIONS))).select_one("tbody tr")
    cells = {cell["data-label"]: cell.text.strip() for cell in row.select("td")}
    due = days_from_now(-10)
    assert cells == {
        "Open": "2", "In progress": "1", "Waiting to be closed": "1", "Closed": "2", "Overdue": "1",
        "Due next": f"{due.day} {due:%b %Y}",
    }  # fmt: skip


def test_a_trust_sees_how_far_its_schools_are_and_no_words(client, plan, trust_person):
    Action.objects.update(what="SECRET plan", who="SECRET person")
    ActionFactory(what="Of another school")
    client.force_login(trust_person)
    said = text_of(client.get(reverse(ORGANISATIONS)))
    assert plan.school.name in said
    one = client.get(reverse("improvement:of_school", args=[plan.school.pk]))
    assert plan.action.reference in text_of(one)
    for answer in (one, client.get(reverse(ORGANISATIONS)), client.get(reverse("improvement:list"))):
        assert b"SECRET" not in answer.content
    assert client.get(plan.action.get_absolute_url()).status_code == 404


def test_a_school_that_shares_its_return_shares_its_words(client, audit_return, cast):
    trust = OrganisationFactory(is_trust=True)
    audit_return.organisation.trust = trust
    audit_return.organisation.save()
    submit(audit_return, cast, AMBER)
    client.force_login(MembershipFactory(organisation=trust, viewer=True).user)
    address = reverse("improvement:of_school", args=[audit_return.organisation.pk])
    assert "Name a deputy" not in text_of(client.get(address))
    Return.objects.update(profile_shared_at=timezone.now())
    assert "Name a deputy" in text_of(client.get(address))


def test_others_find_no_numbers(client, plan, trust_person):
    for person in (plan.lead, plan.stranger, plan.superuser):
        client.force_login(person)
        assert client.get(reverse(ORGANISATIONS)).status_code == 404
        assert client.get(reverse("improvement:of_school", args=[plan.school.pk])).status_code == 404
    client.force_login(trust_person)
    assert client.get(reverse("improvement:of_school", args=[OrganisationFactory().pk])).status_code == 404


# --- Calendar ----------------------------------------------------------------------------------------------------
def test_the_calendar_holds_dates_and_links_and_no_words(client, plan):
    Action.objects.update(what="SECRET plan", who="SECRET person")
    ActionFactory(organisation=plan.school, waiting=True)
    ActionFactory(organisation=plan.school, closed=True)
    ActionFactory()
    client.force_login(plan.lead)
    answer = client.get(reverse(FEED))
    (event,) = events_in(answer)
    assert event["summary"] == f"Action due: {plan.action.reference}"
    assert event.decoded("dtstart") == plan.action.due_on
    assert event.decoded("dtend") == plan.action.due_on + datetime.timedelta(days=1)
    assert event["url"].endswith(plan.action.get_absolute_url())
    assert set(event) == {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "URL", "TRANSP"}
    assert b"SECRET" not in answer.content
    assert plan.school.name.encode() not in answer.content
    assert answer["Content-Type"].startswith("text/calendar")
    assert "attachment" in answer["Content-Disposition"]


def test_a_secret_address_opens_the_calendar_without_signing_in_until_it_ends(client, plan):
    client.force_login(plan.lead)
    page = page_of(client.post(reverse("improvement:calendar"), {"make": "1"}))
    secret = page.code.text
    path = secret[secret.index("/actions/") :]
    assert CalendarLink.objects.get().token_hash not in secret
    assert secret not in client.get(reverse("improvement:calendar")).content.decode()
    client.logout()
    answer = client.get(path)
    assert len(events_in(answer)) == 1
    assert "no-store" in answer["Cache-Control"]
    client.force_login(plan.lead)
    client.post(reverse("improvement:calendar"), {"make": "1"})
    client.logout()
    assert client.get(path).status_code == 404


def test_an_ended_address_a_wrong_one_and_somebody_switched_off_get_nothing(client, plan):
    key = services.issue_calendar_link(actor=plan.lead)
    address = f"{reverse(FEED)}?key={key}"
    assert client.get(address).status_code == 200
    plan.lead.is_active = False
    plan.lead.save()
    assert client.get(address).status_code == 404
    plan.lead.is_active = True
    plan.lead.save()
    client.force_login(plan.lead)
    client.post(reverse("improvement:calendar"), {"end": "1"})
    client.post(reverse("improvement:calendar"), {"end": "1"})
    client.logout()
    assert client.get(address).status_code == 404
    assert client.get(f"{reverse(FEED)}?key=x{key}").status_code == 404
    assert client.get(f"{reverse(FEED)}?key=%00").status_code == 404


def test_with_the_membership_the_dates_go(client, plan):
    key = services.issue_calendar_link(actor=plan.lead)
    plan.lead.memberships.update(ended_at=timezone.now())
    assert events_in(client.get(f"{reverse(FEED)}?key={key}")) == []


def test_a_trusts_calendar_leads_to_what_it_may_see(client, plan, trust_person):
    client.force_login(trust_person)
    (event,) = events_in(client.get(reverse(FEED)))
    assert event["url"].endswith(reverse(ORGANISATIONS))


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


# --- P4: however many there are, the same number of queries --------------------------------------------------------
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
