"""The Business Unit's list of audits, its page of one, and the forms by which it prepares, moves and starts."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from audit_forms.case_audits.enums import AuditStatus
from audit_forms.case_audits.models import CaseAudit
from audit_forms.case_audits.tests.factories import Agency, CaseAuditFactory, World, in_weeks
from audit_forms.case_audits.timetable import day_of
from audit_forms.organisations.enums import Sector
from portal.accounts.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
FORMS = ("agencies", "governance", "chair", "dates")


@pytest.fixture
def world(client):
    """An approved audit; `world.page(name, …)` is the Business Unit's page, of the audit unless it is the list."""
    made = World(status=AuditStatus.APPROVED)
    client.force_login(made.unit)

    def page(name, query="", data=None, who=None):
        if who is not None:
            client.force_login(who)
        args = [] if name == "list" else [made.audit.reference]
        address = reverse(f"unit_audits:{name}", args=args) + query
        answer = client.get(address, follow=True) if data is None else client.post(address, data, follow=True)
        assert answer.status_code == 200
        return BeautifulSoup(answer.content, "html.parser")

    made.page = page
    made.put = lambda status: CaseAudit.objects.filter(pk=made.audit.pk).update(status=status)
    return made


def words(page):
    return " ".join(page.main.get_text(" ").split())


def titles(page):
    return [row.th.a.text for row in page.select(".portal-tracker tbody tr")]


def test_the_list_filters_sorts_and_leaves_out_what_is_closed(world):
    edition = world.audit.edition
    CaseAuditFactory(title="A closed one", edition=edition, status=AuditStatus.CLOSED)
    CaseAuditFactory(title="Bruising", edition=edition, programme__year="2027-28", method="focus-group")
    assert titles(world.page("list", "?sort=title")) == ["Bruising", world.audit.title]
    assert titles(world.page("list", "?sort=-title")) == [world.audit.title, "Bruising"]
    assert titles(world.page("list", "?sort=status")) == ["Bruising", world.audit.title]
    assert titles(world.page("list", "?sort=-cases")) == [world.audit.title, "Bruising"]
    assert titles(world.page("list", "?status=closed")) == ["A closed one"]
    assert len(titles(world.page("list", "?status=all"))) == 3
    for query in ("?year=2027-28", "?method=focus-group", "?search=bruis"):
        assert titles(world.page("list", query)) == ["Bruising"]
    assert "No audit matches" in words(world.page("list", "?search=zzzz"))
    assert len(titles(world.page("list", "?year=nonsense&method=nonsense&sort=nonsense"))) == 2


def test_the_empty_list_says_how_an_audit_begins(client):
    client.force_login(UserFactory(unit=True))
    page = BeautifulSoup(client.get(reverse("unit_audits:list")).content, "html.parser")
    assert "An audit begins with a plan" in words(page)


def test_the_list_and_the_first_page_take_few_queries_with_forty_audits(world, django_assert_max_num_queries):
    for number in range(40):
        CaseAuditFactory(title=f"Audit {number}", edition=world.audit.edition, is_emergent=True)
    with django_assert_max_num_queries(20):
        world.page("list")


def test_the_page_of_one_audit_says_what_is_next_and_what_is_missing(world):
    page = words(world.page("audit"))
    assert "The Business Unit prepares and starts the audit" in page
    assert "Start the audit" in page
    CaseAudit.objects.update(chair=None, minimisation="")
    page = words(world.page("audit"))
    assert "Before it can start it still needs: how little is used a chair" in page
    assert "Start the audit" not in page


@pytest.mark.parametrize("name", [*FORMS, "start", "close_returns"])
@pytest.mark.parametrize("role", ["group", "executive", "chair", "stranger", "superuser"])
def test_the_unit_s_pages_are_not_there_for_others(world, client, name, role):
    client.force_login(getattr(world, role))
    address = reverse(f"unit_audits:{name}", args=[world.audit.reference])
    assert (client.get(address).status_code, client.post(address).status_code) == (404, 404)


@pytest.mark.parametrize("name", [*FORMS, "start", "close_returns"])
def test_what_is_no_longer_possible_leads_back_with_words(world, name):
    world.put(AuditStatus.CLOSED)
    assert "not possible now" in world.page(name).text


def test_before_the_first_choice_every_open_agency_is_ticked_by_sector(world):
    world.audit.asked.all().delete()
    housing = Agency("Demo Housing", Sector.HOUSING).organisation
    page = world.page("agencies")
    assert [legend.text.strip() for legend in page.select("legend")] == ["Police", "Health", "Housing"]
    boxes = page.select("input[type=checkbox]")
    assert all(box.has_attr("checked") for box in boxes)
    done = world.page("agencies", data={"version": 1, "sector_housing": housing.pk})
    assert "1 agency is asked" in done.text
    assert [box["value"] for box in world.page("agencies").select("input[checked]")] == [str(housing.pk)]


def test_untick_everything_and_the_page_says_so(world):
    page = world.page("agencies", data={"version": 1})
    assert "at least one agency" in page.select_one(".govuk-error-summary").text


def test_the_note_shows_who_completed_it(world):
    note = {"version": 1, "lawful_basis": "Public task.", "dpia_reference": "D-1", "minimisation": "Little."}
    done = world.page("governance", data={**note, "retention_until": f"{in_weeks(80):%d/%m/%Y}"})
    assert f"Completed {world.unit}" in words(done)
    assert "Travel outside the portal" in words(done)
    half = world.page("governance", data={**note, "version": 2, "dpia_reference": ""})
    assert "Still missing: the DPIA reference" in words(half)


def test_of_two_who_write_the_note_the_second_sees_both(world):
    note = {"lawful_basis": "Public task.", "minimisation": "Little.", "uses_vault": "on"}
    note["retention_until"] = f"{in_weeks(80):%d/%m/%Y}"
    world.page("governance", data={**note, "version": 1, "dpia_reference": "First"})
    page = world.page("governance", data={**note, "version": 1, "dpia_reference": "Second"}, who=world.unit2)
    shown = page.find(attrs={"aria-labelledby": "stands-now"})
    assert [row.text for row in shown.select("dd")] == ["First"]
    assert page.find("input", attrs={"name": "dpia_reference"})["value"] == "Second"
    version = page.find("input", attrs={"name": "version"})["value"]
    world.page("governance", data={**note, "version": version, "dpia_reference": "Second"})
    assert CaseAudit.objects.get().dpia_reference == "Second"


def test_of_two_who_choose_agencies_what_was_ticked_is_kept(world):
    both = {"sector_police": world.police.organisation.pk, "sector_health": world.health.organisation.pk}
    world.page("agencies", data={"version": 1, "sector_police": both["sector_police"]})
    page = world.page("agencies", data={"version": 1, "sector_health": both["sector_health"]}, who=world.unit2)
    assert [box["value"] for box in page.select("input[checked]")] == [str(both["sector_health"])]
    assert "Demo Police" in page.find(attrs={"aria-labelledby": "stands-now"}).text


def test_a_chair_is_found_by_name_and_named(world):
    UserFactory(name="Celeste Away", inactive=True)
    wanted = UserFactory(name="Celeste Yarrowby")
    page = world.page("chair", "?q=yarrow celeste")
    assert [radio["value"] for radio in page.select("input[type=radio]")] == [str(wanted.pk)]
    assert "Nobody was found" in words(world.page("chair", "?q=zzzz"))
    done = world.page("chair", data={"version": 1, "q": "yarrow", "chair": wanted.pk})
    assert "Celeste Yarrowby chairs this audit and has been told" in done.text
    assert "Choose who chairs" in world.page("chair", data={"version": 2, "q": "yarrow"}).text


def test_a_moved_date_shows_on_everybodys_page_at_once(world, client):
    world.put(AuditStatus.RUNNING)
    day = day_of(world.audit, "impact_due_on").replace(day=1)
    page = world.page("dates")
    assert page.find("input", attrs={"name": "opens_at"}) is None
    data = {box["name"]: box["value"] for box in page.main.select("form input[name]")}
    world.page("dates", data=data | {"impact_due_on": f"{day:%d/%m/%Y}"})
    for person in (world.group, world.executive, world.chair, world.police.lead):
        client.force_login(person)
        text = client.get(reverse("programme:audit", args=[world.audit.reference])).content.decode()
        assert f"{day.day} {day:%B %Y}" in text
    bad = world.page("dates", data=data | {"version": 2, "moderation_on": "soon"}, who=world.unit)
    assert "Enter a real date" in bad.select_one(".govuk-error-summary").text


def test_the_start_is_confirmed_in_words_and_refused_in_words(world):
    assert "2 agencies are told that 1 case waits for an answer" in words(world.page("start"))
    assert "The audit has started" in world.page("start", data={}).text
    world.put(AuditStatus.APPROVED)
    CaseAudit.objects.update(chair=None)
    assert "It still needs: a chair" in words(world.page("start"))
    assert "It still needs a chair" in world.page("start", data={}).text
    assert CaseAudit.objects.get().status == AuditStatus.APPROVED


def test_quality_assurance_begins_after_a_page_that_says_what_it_means(world):
    world.put(AuditStatus.RUNNING)
    assert "can still be sent" in words(world.page("close_returns"))
    assert "Quality assurance has begun" in world.page("close_returns", data={}).text


def test_an_agency_that_is_asked_reads_the_plan_and_not_who_decided_what(world, client):
    world.put(AuditStatus.RUNNING)
    client.force_login(world.police.lead)
    text = client.get(reverse("programme:audit", args=[world.audit.reference])).content.decode()
    assert world.audit.reason in text
    assert "Who decided what" not in text
