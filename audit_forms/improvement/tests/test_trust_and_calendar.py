"""What a trust and the Business Unit see by organisation, and what a calendar program gets."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from audit_forms.improvement import services
from audit_forms.improvement.models import Action, CalendarLink
from audit_forms.improvement.tests.factories import (
    AMBER,
    ActionFactory,
    days_from_now,
    submit,
)
from audit_forms.improvement.tests.test_pages import page_of, text_of
from audit_forms.organisations.tests.factories import MembershipFactory, OrganisationFactory
from audit_forms.returns.models import Return

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
        "Due first": f"{due.day} {due:%b %Y}",
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
