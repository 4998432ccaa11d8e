"""The two-year programme, and the drawn progress and attention on the Business Unit's first page."""

import datetime

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from audit_forms.organisations.tests.factories import MembershipFactory, OrganisationFactory
from audit_forms.questionnaires.tests.factories import EditionFactory
from audit_forms.returns.enums import ReturnStatus
from audit_forms.self_assessments.models import Round
from audit_forms.self_assessments.programme import a_year_on, working_day, year_after
from audit_forms.self_assessments.tests.factories import RoundFactory, expect
from portal.trail.services import record

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def soup(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_the_programme_shows_planned_open_and_closed_rounds_and_what_is_missing(unit_client):
    RoundFactory(over=True, closed_at=timezone.now(), year="2025-26", title="Last")
    now = RoundFactory(year="2026-27", title="This", scope="interim")
    RoundFactory(scheduled=True, s11=True, year="2026-27", title="Agencies")
    page = soup(unit_client.get(reverse("self_assessments:programme")))
    rows = page.select(".portal-programme tbody tr")
    assert [row.th.text for row in rows] == ["2025-26", "2026-27", "2027-28"]
    text = [" ".join(row.get_text(" ").split()) for row in rows]
    assert "Full year Closed" in text[0]
    assert "Interim year Open" in text[1]
    assert "Planned" in text[1]
    link = rows[2].find("a", href=reverse("self_assessments:plan_next", args=[now.pk]))
    assert "Plan next year’s round" in link.text


def test_the_programme_is_of_use_when_it_is_empty(unit_client):
    assert "No round has been planned yet" in soup(unit_client.get(reverse("self_assessments:programme"))).main.text


def test_next_year_is_filled_in_from_the_last_round_and_planned_once(unit_client):
    zone = timezone.get_default_timezone()
    last = RoundFactory(
        title="Schools 2026-27",
        opens_at=datetime.datetime(2026, 9, 14, 9, tzinfo=zone),
        deadline=datetime.datetime(2027, 1, 29, 17, tzinfo=zone),
        carries_forward=False,
    )
    newest = EditionFactory(
        published=True, questionnaire=last.edition.questionnaire, in_force_from=datetime.date(2027, 9, 1)
    )
    EditionFactory(questionnaire=last.edition.questionnaire, in_force_from=datetime.date(2028, 9, 1))
    address = reverse("self_assessments:plan_next", args=[last.pk])
    page = soup(unit_client.get(address))
    form = {
        "title": page.find("input", attrs={"name": "title"})["value"],
        "year": page.find("input", attrs={"name": "year"})["value"],
        "edition": page.select_one("select[name=edition] option[selected]")["value"],
        "scope": page.select_one("input[name=scope][checked]")["value"],
        "day_opens": page.find("input", attrs={"name": "day_opens"})["value"],
        "day_due": page.find("input", attrs={"name": "day_due"})["value"],
    }
    assert form == {
        "title": "Schools 2027-28",
        "year": "2027-28",
        "edition": str(newest.pk),
        "scope": "interim",
        "day_opens": "14 September 2027",
        "day_due": "28 January 2028",  # 29 January 2028 is a Saturday
    }
    assert unit_client.post(address, form).url == reverse("self_assessments:programme")
    again = soup(unit_client.post(address, form))
    assert "already a round of this name" in again.select_one(".govuk-error-summary").text
    planned = Round.objects.get(year="2027-28")
    assert (planned.scope, planned.carries_forward, planned.is_open) == ("interim", False, False)
    assert timezone.localtime(planned.deadline).hour == 17


def test_a_plan_that_cannot_be_keeps_what_was_typed(unit_client, exercise):
    address = reverse("self_assessments:plan_next", args=[exercise.pk])
    typed = {"title": "T", "year": "2027-28", "edition": exercise.edition_id, "scope": "full"}
    page = soup(unit_client.post(address, typed | {"day_opens": "1/9/2027", "day_due": "1/8/2027"}))
    assert page.select_one(".govuk-error-summary a")["href"] == "#id_day_due"
    assert page.find("input", attrs={"name": "day_due"})["value"] == "1/8/2027"
    assert unit_client.post(address, typed).status_code == 200


def test_years_and_days_roll_on():
    assert year_after("2026-27") == "2027-28"
    assert year_after("2098-99") == "2099-00"
    assert year_after("Year one") == "Year one"
    assert a_year_on(datetime.date(2028, 2, 29)) == datetime.date(2029, 2, 28)
    assert working_day(datetime.date(2027, 1, 30), -1) == datetime.date(2027, 1, 29)
    assert working_day(datetime.date(2027, 1, 30), 1) == datetime.date(2027, 2, 1)


def test_progress_is_drawn_against_the_deadline_and_the_last_round(unit_client):
    edition = EditionFactory(published=True)
    last = RoundFactory(
        title="Last year",
        edition=edition,
        opens_at=timezone.now() - 400 * DAY,
        opened_at=timezone.now() - 400 * DAY,
        deadline=timezone.now() - 360 * DAY,
    )
    now = RoundFactory(title="This year", edition=edition)
    for exercise, days in ((last, (2, 20, 30)), (now, (3,))):
        for number in days:
            expect(
                exercise,
                OrganisationFactory(),
                status=ReturnStatus.SUBMITTED,
                submitted_at=exercise.opens_at + number * DAY,
            )
    expect(now, OrganisationFactory())
    page = soup(unit_client.get("/unit/"))
    figure = next(each for each in page.select("figure") if "1 of 2" in each.text)
    drawing = figure.find("svg")
    assert "1 of 2 so far, drawn against Last year" in drawing.find("title").text
    assert drawing["role"] == "img"
    assert len(drawing.select("polyline")) == 2
    assert "Response rate 1 of 2 (50%)" in figure.text
    first = [cell.text for cell in figure.find_next_sibling("details").select("tbody tr")[0].select("td")]
    assert first == ["1", "1"]
    assert figure.find_next_sibling("details").select("tbody tr")[4].select("td")[1].text == "3"


def sent_for_sign_off(exercise, name, days):
    """A return that was sent for sign-off so many days ago."""
    audit_return = expect(exercise, OrganisationFactory(name=name), status=ReturnStatus.AWAITING_SIGN_OFF, attempt=1)
    with time_machine.travel(timezone.now() - days * DAY):
        record(actor=None, action="return.send_for_sign_off", target=audit_return)
    return audit_return


def test_the_first_page_names_what_is_stuck_and_who_has_no_lead(unit_client, exercise):
    stuck = sent_for_sign_off(exercise, "Slow School", 8)
    sent_for_sign_off(exercise, "Quick School", 6)
    lead = MembershipFactory(organisation__name="Led School")
    expect(exercise, lead.organisation)
    expect(exercise, OrganisationFactory(name="Empty School"))
    page = soup(unit_client.get("/unit/"))
    text = " ".join(page.main.get_text(" ").split())
    assert "Slow School Section 175 and 157, 2026-27. Stuck at sign-off since" in text
    assert page.find("a", href=stuck.get_absolute_url())
    assert "Quick School" not in text
    assert "Empty School: no lead can sign in" in text
    assert "Led School: no lead" not in text
