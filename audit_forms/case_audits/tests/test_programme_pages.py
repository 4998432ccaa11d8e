"""What each reader finds in the programme, and the forms by which they plan and decide."""

import datetime

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.urls import reverse

from audit_forms.case_audits.enums import AuditStatus
from audit_forms.case_audits.models import CaseAudit
from audit_forms.case_audits.tests.factories import CaseAuditFactory, ThemeFactory, World
from audit_forms.questionnaires.tests.factories import EditionFactory
from portal.accounts.enums import Role
from portal.accounts.tests.factories import UserFactory, join
from portal.dates import year_of

pytestmark = pytest.mark.django_db
PROGRAMME, PLAN = "programme:programme", "programme:plan"


@pytest.fixture
def world(client):
    """An audit in draft, with everybody around it; `world.page(role, …)` is a page as that person sees it."""
    made = World(status=AuditStatus.DRAFT)
    made.audit.programme.year = year_of(datetime.date.today())
    made.audit.programme.save()

    def ask(role, name, *args, query="", data=None, follow=True):
        client.force_login(getattr(made, role))
        address = (reverse(name, args=args) if ":" in name else name) + query
        answer = client.get(address) if data is None else client.post(address, data, follow=follow)
        return answer

    made.ask = ask
    made.page = lambda *args, **kwargs: soup(ask(*args, **kwargs))
    made.put = lambda status: CaseAudit.objects.filter(pk=made.audit.pk).update(status=status)
    return made


def soup(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(page):
    return " ".join(page.main.get_text(" ").split())


def typed(page):
    """What a browser would send from the page's main form, as it stands."""
    form = page.main.find("form", attrs={"novalidate": True})
    data = {each["name"]: each.get("value", "") for each in form.select("input[type=text], input[type=number]")}
    data |= {each["name"]: each["value"] for each in form.select("input[name=version], input[checked]")}
    data |= {each["name"]: each.get_text().lstrip("\n") for each in form.select("textarea")}
    return data | {
        each["name"]: each.select_one("option[selected]")["value"]
        for each in form.select("select:has(option[selected])")
    }


@pytest.mark.parametrize("role", ["group", "executive", "chair"])
def test_those_who_decide_and_chair_land_on_the_programme(world, role):
    assert world.ask(role, "/start/")["Location"] == reverse(PROGRAMME)


@pytest.mark.parametrize(
    ("status", "role", "wanted"),
    [
        (AuditStatus.DRAFT, "group", "A plan for the group to agree"),
        (AuditStatus.AGREED, "executive", "A plan for the Executive to approve or send back"),
        (AuditStatus.RUNNING, "chair", "You chair this audit"),
        (AuditStatus.APPROVED, "unit", "Ready to start"),
    ],
)
def test_everyones_first_page_says_what_waits_for_them_with_its_date(world, status, role, wanted):
    world.put(status)
    address = "self_assessments:unit" if role == "unit" else PROGRAMME
    section = world.page(role, address).find(attrs={"aria-labelledby": "audits-waiting"})
    assert world.audit.title in section.text
    assert wanted in section.text
    assert f" {datetime.date.today().year}" in section.text


def test_the_unit_is_told_of_incomplete_notes_and_of_dates_that_have_passed(world):
    CaseAudit.objects.update(dpia_reference="")
    assert "still needs the DPIA reference" in words(world.page("unit", "self_assessments:unit"))
    world.put(AuditStatus.RUNNING)
    with time_machine.travel(datetime.datetime.now(datetime.UTC) + datetime.timedelta(weeks=4, days=1), tick=False):
        page = words(world.page("unit", "self_assessments:unit"))
    assert "The date has passed by which the agencies send their audits" in page


def test_nothing_waits_for_whoever_has_no_part(world):
    world.put(AuditStatus.AGREED)
    assert world.page("group", PROGRAMME).find(attrs={"aria-labelledby": "audits-waiting"}) is None


def test_the_year_has_four_places_and_room_for_emergent_audits(world):
    CaseAuditFactory(title="An event", is_emergent=True, programme=world.audit.programme, edition=world.audit.edition)
    page = world.page("group", PROGRAMME)
    places = page.select("section[aria-labelledby=planned] li")
    assert [("Free" in place.text) for place in places] == [False, True, True, True]
    assert "An event" in page.select_one("section[aria-labelledby=emergent]").text
    assert len(page.select(".portal-timetable__bar")) == 2
    assert len(page.select("section[aria-labelledby=in-time] tbody tr")) == 2


def test_an_empty_year_says_what_to_do_and_others_are_a_link_away(world):
    later = world.page("group", PROGRAMME).find("a", string=lambda text: text and "Later year" in text)
    page = world.page("group", PROGRAMME, query=later["href"])
    assert "Plan the first audit" in words(page)
    assert page.find("a", string=lambda text: text and "Earlier year" in text)
    executive = words(world.page("executive", PROGRAMME, query=later["href"]))
    assert "When the Quality and Impact Group has planned an audit" in executive
    assert "Plan audit 1" not in executive


def test_a_chair_sees_their_own_audit_only(world):
    CaseAuditFactory(title="Somebody else’s", programme=world.audit.programme, edition=world.audit.edition)
    page = words(world.page("chair", PROGRAMME))
    assert world.audit.title in page
    assert "Somebody else’s" not in page
    other = CaseAudit.objects.exclude(pk=world.audit.pk).get()
    assert world.ask("chair", "programme:audit", other.reference).status_code == 404


@pytest.mark.parametrize("role", ["stranger", "superuser"])
def test_the_programme_is_not_there_for_others(world, role):
    for name, args in (
        (PROGRAMME, ()),
        (PLAN, ()),
        ("programme:audit", (world.audit.reference,)),
        ("programme:feed", ()),
    ):
        assert world.ask(role, name, *args).status_code == 404


def test_an_audit_is_planned_from_what_is_proposed(world):
    page = world.page("group", PLAN)
    data = typed(page) | {"title": "Bruising", "reason": "A review.", "theme": ThemeFactory().pk, "method": "deep-dive"}
    data |= {"line_1": "Who asked how it came about?", "more": "1"}
    again = world.page("group", PLAN, data=data)
    made = CaseAudit.objects.get(title="Bruising")
    assert (made.practice_to - made.practice_from).days in (364, 365)
    assert made.opens_at.weekday() == 0
    boxes = again.select("#key-lines input")
    assert [box.get("value", "") for box in boxes] == ["Who asked how it came about?", "", "", ""]


def test_dates_left_empty_are_proposed_and_can_be_proposed_anew(world):
    data = typed(world.page("group", PLAN)) | {"title": "Kept", "opens_at": "6/3/2027", "line_2": "Kept too"}
    page = world.page("group", PLAN, data=data | {"propose": "1"})
    assert page.find("input", attrs={"name": "deadline"})["value"] == "5 April 2027"
    assert page.find("input", attrs={"name": "practice_to"})["value"] == "5 March 2027"
    assert page.find("input", attrs={"name": "title"})["value"] == "Kept"
    assert page.find("input", attrs={"name": "line_2"})["value"] == "Kept too"
    assert not page.select(".govuk-error-message")
    assert CaseAudit.objects.count() == 1
    data |= {"reason": "A review.", "theme": ThemeFactory().pk, "method": "deep-dive"}
    world.page("group", PLAN, data=data | dict.fromkeys(CaseAudit.DATES[1:], ""))
    assert CaseAudit.objects.get(title="Kept").publish_on == datetime.date(2027, 5, 31)


def test_the_fifth_planned_audit_is_refused_beside_its_box_and_nothing_is_lost(world):
    for number in range(3):
        CaseAuditFactory(title=f"Planned {number}", programme=world.audit.programme, edition=world.audit.edition)
    data = typed(world.page("group", PLAN)) | {"title": "Fifth", "reason": "A review.", "method": "deep-dive"}
    page = world.page("group", PLAN, data=data | {"theme": ThemeFactory().pk, "year": world.audit.programme.year})
    assert "already has its four planned audits" in page.select_one(".govuk-error-summary").text
    assert page.find("input", attrs={"name": "title"})["value"] == "Fifth"


def test_without_a_published_tool_the_page_says_what_is_missing(client):
    officer = UserFactory(unit=True)
    client.force_login(officer)
    assert "No audit tool has been published yet" in words(soup(client.get(reverse(PLAN))))


def test_of_two_who_change_a_plan_the_second_sees_both_and_may_save(world):
    args = ("programme:change", world.audit.reference)
    first, second = typed(world.page("group", *args)), typed(world.page("unit", *args))
    world.page("group", *args, data=first | {"title": "From the group", "line_1": "New"})
    page = world.page("unit", *args, data=second | {"title": "From the unit"})
    assert "Somebody changed this audit" in words(page)
    shown = page.find(attrs={"aria-labelledby": "stands-now"}).text
    assert "From the group" in shown
    assert "Reason" not in shown
    assert page.find("input", attrs={"name": "title"})["value"] == "From the unit"
    world.page("unit", *args, data=typed(page))
    assert CaseAudit.objects.get().title == "From the unit"


def test_the_plan_says_everything_and_offers_each_reader_their_step(world):
    world.audit.key_lines.create(text="Was the child heard?")
    asked = "programme:audit", world.audit.reference
    page = words(world.page("group", *asked))
    for part in (
        "Neglect",
        "Was the child heard?",
        "Deep dive",
        "Demo Police",
        str(world.chair),
        "DPIA-12",
        "Moderation",
    ):
        assert part in page
    buttons = {
        role: [each.text.strip() for each in world.page(role, *asked).main.select("button")]
        for role in ("group", "executive", "unit", "chair")
    }
    assert buttons == {"group": ["Agree the plan"], "executive": [], "unit": [], "chair": []}
    world.put(AuditStatus.AGREED)
    assert [each.text.strip() for each in world.page("executive", *asked).main.select("button")] == [
        "Approve the plan",
        "Send back",
    ]


def test_the_plan_goes_from_the_group_to_the_executive_and_back(world):
    reference = world.audit.reference
    page = world.page("group", "programme:agree", reference, data={"version": 1})
    assert "The plan is agreed" in page.text
    assert (
        "There is a problem"
        in world.page("executive", "programme:send_back", reference, data={"version": 1, "note": ""}).text
    )
    page = world.page("executive", "programme:send_back", reference, data={"version": 1, "note": "Why now?"})
    assert "Why now?" in words(page)
    stale = world.page("group", "programme:agree", reference, data={"version": 1})
    assert "Read it again" in stale.text
    assert world.audit.approvals.count() == 2


@pytest.mark.parametrize(
    ("role", "verb"),
    [("unit", "agree"), ("executive", "agree"), ("chair", "approve"), ("group", "send_back"), ("group", "approve")],
)
def test_decisions_of_another_body_are_not_there(world, role, verb):
    world.put(AuditStatus.AGREED)
    assert (
        world.ask(role, f"programme:{verb}", world.audit.reference, data={"version": 1, "note": "No"}).status_code
        == 404
    )


def test_an_agreed_plan_says_that_it_must_be_sent_back_first(world):
    world.put(AuditStatus.AGREED)
    for verb in ("change", "drop"):
        answer = world.ask("group", f"programme:{verb}", world.audit.reference, data={"version": 1})
        assert "only after the Executive has sent it back" in answer.content.decode()


def test_a_plan_is_dropped_after_a_page_that_says_so(world):
    world.case.delete()
    assert "becomes free" in words(world.page("group", "programme:drop", world.audit.reference))
    assert (
        "The plan is dropped" in world.page("group", "programme:drop", world.audit.reference, data={"version": 1}).text
    )
    assert not CaseAudit.objects.exists()


def test_beside_the_methods_stands_what_is_known_of_them(world):
    assert "Nothing yet" in world.page("group", PLAN).find(attrs={"aria-labelledby": "method-record"}).text
    world.put(AuditStatus.CLOSED)
    rows = world.page("group", PLAN).select("[aria-labelledby=method-record] tbody tr")
    assert [row.select("td")[0].text for row in rows] == ["1", "0", "0", "0"]
    assert rows[0].select("td")[1].text == "84"


def test_the_calendar_holds_steps_to_come_and_no_theme(world, client):
    page = world.page("chair", "programme:calendar", data={})
    address = page.find("code").text
    client.logout()
    feed = client.get(address[address.index("/programme") :])
    text = feed.content.decode().replace("\r\n ", "")
    assert feed["Content-Type"].startswith("text/calendar")
    assert text.count("BEGIN:VEVENT") == 9
    assert "Moderation meeting" in text
    assert world.audit.title not in text
    assert client.get(reverse("programme:feed") + "?key=wrong").status_code == 404


def test_a_reader_who_also_works_for_an_organisation_finds_the_way_there(world):
    assert "Your returns and actions" not in words(world.page("group", PROGRAMME))
    join(world.stranger, Role.QUALITY_AND_IMPACT_GROUP, True)
    assert "Your returns and actions" in words(world.page("stranger", PROGRAMME))


def test_a_tool_published_later_is_proposed(world):
    newest = case_audit_edition_of(world.audit.edition)
    page = world.page("group", PLAN)
    assert page.select_one("select[name=edition] option[selected]")["value"] == str(newest.pk)


def case_audit_edition_of(edition):
    """A newer published edition of the same tool."""
    return EditionFactory(published=True, questionnaire=edition.questionnaire, in_force_from=datetime.date(2030, 9, 1))
