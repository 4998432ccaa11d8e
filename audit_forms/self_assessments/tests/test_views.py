"""The Business Unit's pages: nobody else's, lean, and every change happens once, by POST."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from audit_forms.organisations.tests.factories import MembershipFactory, OrganisationFactory
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.models import Return
from audit_forms.self_assessments.models import Round
from audit_forms.self_assessments.tests.factories import RoundFactory, expect
from portal.accounts.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
ROUTES = (
    "tracker",
    "export_csv",
    "export_workbook",
    "open",
    "add_missing",
    "deadline",
    "extend",
    "chase",
    "reminders",
    "closed_settings",
    "close",
    "plan_next",
)
TOMORROW = {"day": "1/2/2099", "at": "5pm"}


def address(name, exercise, query=""):
    return reverse(f"self_assessments:{name}", args=[exercise.pk] if exercise else []) + query


def soup(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize("name", ROUTES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_to_others_a_round_is_not_there(client, exercise, name, method):
    lead = MembershipFactory(organisation=expect(exercise, OrganisationFactory()).organisation)
    for person in (lead.user, UserFactory(admin=True)):
        client.force_login(person)
        answer = getattr(client, method)(address(name, exercise))
        missing = getattr(client, method)(f"/unit/rounds/999999/{name}/")
        assert answer.status_code in (404, 405)
        if answer.status_code == 404:
            assert missing.status_code == 404


def test_to_others_the_unit_page_is_not_there(client):
    client.force_login(UserFactory(admin=True))
    assert client.get("/unit/").status_code == 404
    client.logout()
    assert client.get("/unit/").status_code == 302


def test_the_first_page_says_what_waits(unit_client, exercise):
    submitted = expect(
        exercise, OrganisationFactory(name="Alder School"), status=ReturnStatus.SUBMITTED, submitted_at=timezone.now()
    )
    expect(exercise, OrganisationFactory(name="Birch School"), extended_until=timezone.now())
    RoundFactory(scheduled=True, title="Next year")
    OrganisationFactory(undecided=True)

    page = soup(unit_client.get("/unit/"))

    text = " ".join(page.main.get_text(" ").split())
    assert page.find("a", string="Alder School")["href"] == f"{submitted.get_absolute_url()}assure/"
    assert "1 of 2 returns received" in text
    assert "1 overdue" in text
    assert page.find("a", string="Next year")
    assert "1 organisation has no duty yet" in text


def test_the_first_page_is_of_use_when_there_is_nothing(unit_client):
    text = soup(unit_client.get("/unit/")).main.get_text()
    assert "Nothing waits to be read" in text
    assert "No round has opened yet" in text


def test_the_tracker_lists_and_links_each_return(unit_client, exercise):
    audit_return = expect(
        exercise,
        OrganisationFactory(name="Alder School"),
        started_at=timezone.now(),
        questions_total=65,
        questions_complete=63,
    )
    page = soup(unit_client.get(address("tracker", exercise)))
    row = page.select_one(".portal-tracker tbody tr")
    assert row.find("a")["href"] == audit_return.get_absolute_url()
    assert "2 of 65" in row.get_text(" ")
    assert row.find("input")["value"] == audit_return.reference
    assert "(UK time)" in page.main.get_text()


def test_filters_and_order_stay_in_the_address_from_page_to_page(unit_client, exercise):
    for _ in range(51):
        expect(exercise, OrganisationFactory())
    expect(exercise, OrganisationFactory(), status=ReturnStatus.ACCEPTED)
    page = soup(unit_client.get(address("tracker", exercise, "?state=not_started&sort=-name")))
    assert page.find("a", rel="next")["href"] == "?state=not_started&sort=-name&page=2"
    assert page.find("th", attrs={"aria-sort": "descending"}).find("a")["href"] == "?state=not_started&sort=name"
    assert page.find("option", selected=True)["value"] == "not_started"
    assert "51 of 52 returns match" in " ".join(page.main.get_text(" ").split())
    assert page.find("a", string="CSV")["href"].endswith("?state=not_started&sort=-name")


def test_a_filter_without_results_leads_back(unit_client, exercise):
    expect(exercise, OrganisationFactory())
    page = soup(unit_client.get(address("tracker", exercise, "?state=accepted")))
    assert "No return matches" in page.main.get_text()
    assert page.find("a", string="Clear filters")


@pytest.mark.parametrize("name", ["unit", "tracker"])
def test_pages_take_as_many_queries_for_many_returns(unit_client, exercise, name, django_assert_max_num_queries):
    trust = OrganisationFactory(is_trust=True)
    for _ in range(40):
        expect(exercise, OrganisationFactory(trust=trust), status=ReturnStatus.SUBMITTED, submitted_at=timezone.now())
    url = address(name, exercise if name == "tracker" else None)
    unit_client.get(url)
    with django_assert_max_num_queries(27):
        unit_client.get(url)


def test_opening_is_confirmed_first_and_happens_once(unit_client):
    OrganisationFactory()
    planned = RoundFactory(scheduled=True)
    assert "1 organisation will be asked" in " ".join(
        soup(unit_client.get(address("open", planned))).main.get_text(" ").replace("  ", " ").split()
    )
    for _ in range(2):
        assert unit_client.post(address("open", planned)).status_code == 302
    assert planned.returns.count() == 1
    assert unit_client.get(address("open", planned)).status_code == 302


def test_settings_that_joined_are_added(unit_client, exercise):
    OrganisationFactory()
    page = soup(unit_client.post(address("add_missing", exercise), TOMORROW, follow=True))
    assert "1 return was added." in page.get_text()
    page = soup(unit_client.get(address("add_missing", exercise)))
    assert "Nobody is missing" in page.get_text()


def test_nothing_is_added_to_a_round_that_has_not_opened(unit_client):
    page = soup(unit_client.post(address("add_missing", RoundFactory(scheduled=True)), follow=True))
    assert "does not run" in page.get_text()


def test_moving_the_deadline_shows_at_once(unit_client, exercise):
    page = soup(unit_client.post(address("deadline", exercise), TOMORROW, follow=True))
    assert "Deadline Sunday 1 February 2099, 5pm (UK time)" in page.main.get_text()


@pytest.mark.parametrize("typed", [{"day": "1/2/1999", "at": "5pm"}, {"day": "x", "at": "5pm"}])
def test_a_deadline_that_cannot_be_keeps_what_was_typed(unit_client, exercise, typed):
    page = soup(unit_client.post(address("deadline", exercise), typed))
    assert page.title.string.startswith("Error: ")
    assert page.find("input", attrs={"name": "day"})["value"] == typed["day"]
    assert page.select_one(".govuk-error-summary a")["href"] == "#id_day"
    assert Round.objects.get(pk=exercise.pk).deadline == exercise.deadline


def test_ticked_returns_get_more_time(unit_client, exercise):
    chosen = [expect(exercise, OrganisationFactory(name=name)) for name in ("Alder School", "Birch School")]
    other = expect(exercise, OrganisationFactory())
    references = {"return": [audit_return.reference for audit_return in chosen]}

    page = soup(unit_client.get(address("extend", exercise), references))
    assert {"Alder School", "Birch School"} <= set(page.main.stripped_strings)
    unit_client.post(address("extend", exercise), {**references, **TOMORROW, "reason": "Flood"})

    extended = Return.objects.filter(extended_until__isnull=False)
    assert set(extended) == set(chosen)
    assert other not in extended


@pytest.mark.parametrize(
    ("typed", "field"),
    [({**TOMORROW, "reason": ""}, "reason"), ({"day": "1/2/1999", "at": "5pm", "reason": "Flood"}, "day")],
)
def test_more_time_without_reason_or_in_the_past_is_refused(unit_client, exercise, typed, field):
    audit_return = expect(exercise, OrganisationFactory())
    page = soup(unit_client.post(address("extend", exercise), {"return": audit_return.reference, **typed}))
    assert page.select_one(".govuk-error-summary a")["href"] == f"#id_{field}"
    assert Return.objects.get().extended_until is None


def test_returns_of_another_round_cannot_be_extended_here(unit_client, exercise):
    foreign = expect(RoundFactory(), OrganisationFactory())
    answer = unit_client.post(address("extend", exercise), {"return": foreign.reference, **TOMORROW, "reason": "Flood"})
    assert answer.status_code == 302
    assert Return.objects.get().extended_until is None


def test_the_tracker_of_agencies_speaks_of_agencies(unit_client):
    exercise = RoundFactory(s11=True)
    club = OrganisationFactory(agency=True, name="Dale Club", sector="voluntary", is_small=True)
    expect(exercise, club)
    page = soup(unit_client.get(address("tracker", exercise)))
    text = " ".join(page.main.get_text(" ").split())
    assert "Voluntary and community Small group" in text
    assert "Add agencies that have joined" in text
    assert not {"Trust", "Phase and type"} & {cell.get_text(strip=True) for cell in page.select("th")}
    assert b"Voluntary and community" in b"".join(unit_client.get(address("export_csv", exercise)))
