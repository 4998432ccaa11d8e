"""The pages of actions: who finds what, what they say, and what their buttons do."""

import csv
import io

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from audit_forms.improvement.enums import ActionStatus
from audit_forms.improvement.models import Action
from audit_forms.improvement.tests.factories import (
    AMBER,
    ActionFactory,
    RecommendationFactory,
    days_from_now,
    submit,
)
from audit_forms.organisations.tests.factories import MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db

LIST = "improvement:list"
READERS = ["lead", "colleague", "viewer", "head", "unit"]
OUTSIDERS = ["auditor", "leaver", "stranger", "superuser"]


def page_of(response):
    return BeautifulSoup(response.content, "html.parser")


def text_of(response):
    return " ".join(page_of(response).select_one("main").text.split())


def names_in(response):
    return [cell.a.text for cell in page_of(response).select("tbody th")]


def address(action, verb=""):
    args = [action.reference, *([verb] if verb else [])]
    return reverse("improvement:act" if verb else "improvement:action", args=args)


@pytest.fixture
def lead(client, plan):
    client.force_login(plan.lead)
    return plan


@pytest.mark.parametrize("verb", ["", "progress", "due", "owner", "evidence", "ask-to-close", "close", "send-back"])
def test_outsiders_find_nothing_and_readers_only_what_is_theirs(client, plan, verb):
    for who in READERS + OUTSIDERS:
        client.force_login(getattr(plan, who))
        answer = client.get(address(plan.action, verb)).status_code
        if who in OUTSIDERS:
            assert answer == 404, who
        elif not verb:
            assert answer == 200, who
        elif verb in ("close", "send-back"):
            assert answer == (302 if who == "unit" else 403), who
        else:
            assert answer == (200 if who in ("lead", "colleague") else 403), who


def test_nobody_signed_out_and_nothing_unknown(client, lead):
    assert client.get(reverse("improvement:act", args=[lead.action.reference, "delete"])).status_code == 404
    assert client.get(reverse("improvement:action", args=["A-MISSING"])).status_code == 404
    client.logout()
    for name in ("list", "board", "export_csv", "add", "calendar", "feed", "organisations", "recommendations"):
        answer = client.get(reverse(f"improvement:{name}"))
        assert (answer.status_code, "/accounts/login/" in answer["Location"]) == (302, True)


def test_the_action_says_what_who_when_and_where_it_comes_from(client, audit_return, cast):
    submit(audit_return, cast, AMBER)
    client.force_login(cast.viewer)
    said = text_of(client.get(address(Action.objects.get())))
    for words in ("Name a deputy", "The head", "Tuesday 1 June 2027", audit_return.reference, "Opened by the return"):
        assert words in said
    assert "Save the note" not in said


def test_from_open_to_closed_through_the_pages(client, lead):
    action = lead.action

    def post(verb, **data):
        action.refresh_from_db()
        return client.post(address(action, verb), {"version": action.version, **data}, follow=True)

    assert "Your note is saved" in text_of(post("progress", note="Half of us"))
    assert "The new date is saved" in text_of(post("due", due_on=str(days_from_now(45)), reason="Trainer ill"))
    assert "That is saved" in text_of(post("owner", who="Head", owner=lead.head.pk))
    assert "The evidence is added" in text_of(post("evidence", title="List", url="https://school.example/l"))
    assert "has been asked to close" in text_of(post("ask-to-close", note="All came"))
    client.force_login(lead.unit)
    assert "You are asked to close this" in text_of(client.get(address(action)))
    assert "gone back with your reason" in text_of(post("send-back", reason="And supply staff?"))
    client.force_login(lead.lead)
    post("ask-to-close", note="They came too")
    client.force_login(lead.unit)
    said = text_of(post("close", note="Well done"))
    assert "The action is closed" in said
    assert "And supply staff?" in said
    assert "Well done" in said
    assert lead.now.status == ActionStatus.CLOSED


@pytest.mark.parametrize(
    ("verb", "data", "words"),
    [
        ("progress", {"note": " "}, "Say how far you are."),
        ("due", {"due_on": "yesterday", "reason": "x"}, "Enter a real date"),
        ("due", {"due_on": "1/1/2020", "reason": "x"}, "today or later"),
        ("due", {"due_on": "1/1/2030", "reason": ""}, "Say why the date moves."),
        ("owner", {"who": ""}, "Say who does it."),
        ("owner", {"who": "Head", "owner": "99999"}, "Select a valid choice"),
        ("evidence", {}, "Give the evidence a name"),
        ("evidence", {"title": "X", "url": "javascript:alert(1)"}, "Enter a full link"),
        ("evidence", {"title": "X", "url": "ftp://a.example/"}, "Enter a full link"),
        ("ask-to-close", {"note": ""}, "Say what was done"),
        ("progress", {"note": "a\x00b"}, "cannot be saved"),
        ("progress", {"note": "x" * 10_001}, "at most 10000"),
    ],
)
def test_bad_input_is_told_beside_its_field_and_changes_nothing(client, lead, verb, data, words):
    answer = client.post(address(lead.action, verb), {"version": 1, **data})
    page = page_of(answer)
    assert answer.status_code == 200
    assert words in page.select_one(".govuk-error-summary").text
    assert page.title.text.startswith("Error: ")
    assert lead.now.version == 1


def test_a_second_tab_is_told_and_keeps_its_text(client, lead):
    client.post(address(lead.action, "progress"), {"version": 1, "note": "First"})
    answer = client.post(address(lead.action, "progress"), {"version": 1, "note": "Second"})
    assert "Somebody changed this action" in text_of(answer)
    assert "Second" in page_of(answer).textarea.text
    shown = page_of(answer).select_one("form[action$='/progress/'] input[name=version]")["value"]
    assert client.post(address(lead.action, "progress"), {"version": shown, "note": "Second"}).status_code == 302
    assert [update.note for update in lead.action.updates.all()] == ["First", "Second"]


def test_a_double_click_writes_once(client, lead):
    for _ in range(2):
        answer = client.post(address(lead.action, "progress"), {"version": 1, "note": "Once"})
        assert answer.status_code == 302
    assert lead.action.updates.count() == 1


@pytest.mark.parametrize("version", ["", "x", None])
def test_a_form_without_a_version_changes_nothing(client, lead, version):
    data = {"note": "Words"} if version is None else {"note": "Words", "version": version}
    assert "moved on" in text_of(client.post(address(lead.action, "progress"), data, follow=True))
    assert lead.now.version == 1


def test_the_list_shows_what_is_due_next_first_and_nobody_elses(client, lead):
    ActionFactory(organisation=lead.school, what="Sooner", due_on=days_from_now(3))
    ActionFactory(organisation=lead.school, what="Closed already", closed=True)
    ActionFactory(what="Of another school")
    assert names_in(client.get(reverse(LIST))) == ["Sooner", lead.action.what]


@pytest.fixture
def varied(plan):
    other = OrganisationFactory(name="Zeal School")
    Action.objects.all().delete()
    school = plan.school
    ActionFactory(organisation=school, what="Late", overdue=True, priority="red")
    ActionFactory(organisation=school, what="Mine", owner=plan.lead, in_progress=True, due_on=days_from_now(5))
    ActionFactory(organisation=school, what="Waits", waiting=True, due_on=days_from_now(6))
    ActionFactory(organisation=school, what="Shut", closed=True, due_on=days_from_now(7))
    ActionFactory(organisation=other, what="Elsewhere", source="recommendation", due_on=days_from_now(8))
    return plan


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Late", "Mine", "Waits", "Elsewhere"]),
        ("status=all", ["Late", "Mine", "Waits", "Shut", "Elsewhere"]),
        ("status=closed", ["Shut"]),
        ("status=evidence_given", ["Waits"]),
        ("overdue=on", ["Late"]),
        ("source=recommendation", ["Elsewhere"]),
        ("organisation={other}", ["Elsewhere"]),
        ("owner={lead}", ["Mine"]),
        ("owner=mine", []),
        ("sort=-due", ["Elsewhere", "Waits", "Mine", "Late"]),
        ("sort=-organisation", ["Elsewhere", "Late", "Mine", "Waits"]),
        ("sort=-priority", ["Late", "Mine", "Waits", "Elsewhere"]),
        ("sort=owner", ["Mine", "Late", "Waits", "Elsewhere"]),
        ("status=nonsense&owner=x&organisation=x&sort=password&page=y", ["Late", "Mine", "Waits", "Elsewhere"]),
        ("section=nothing", ["Late", "Mine", "Waits", "Elsewhere"]),
    ],
)
def test_filters_and_order_from_the_address(client, varied, query, found):
    client.force_login(varied.unit)
    other = OrganisationFactory._meta.model.objects.get(name="Zeal School")
    query = query.format(other=other.pk, lead=varied.lead.pk)
    assert names_in(client.get(f"{reverse(LIST)}?{query}")) == found


def test_mine_and_section(client, audit_return, cast):
    submit(audit_return, cast, AMBER)
    ActionFactory(organisation=audit_return.organisation, what="By hand", owner=cast.lead)
    client.force_login(cast.lead)
    section = audit_return.edition.sections.get().key
    assert names_in(client.get(f"{reverse(LIST)}?owner=mine")) == ["By hand"]
    assert names_in(client.get(f"{reverse(LIST)}?section={section}")) == ["Name a deputy"]


def test_the_board_has_a_column_for_each_status_and_buttons_that_move_on(client, varied):
    client.force_login(varied.lead)
    page = page_of(client.get(reverse("improvement:board")))
    columns = {
        part.h2.text.split(" (")[0]: [card.a.text for card in part.select("li h3")]
        for part in page.select(".portal-board__column")
    }
    assert columns == {
        "Open": ["Late"],
        "In progress": ["Mine"],
        "Waiting to be closed": ["Waits"],
        "Closed": ["Shut"],
    }
    form = page.select_one(".portal-board__card form")
    data = {field["name"]: field["value"] for field in form.select("input")}
    answer = client.post(form["action"], data)
    assert answer["Location"] == reverse("improvement:board")
    assert Action.objects.get(what="Late").status == ActionStatus.IN_PROGRESS


def test_readers_see_no_buttons_on_the_board(client, varied):
    client.force_login(varied.viewer)
    page = page_of(client.get(reverse("improvement:board")))
    assert page.select(".portal-board__card")
    assert not page.select(".portal-board__moves")


def test_the_file_holds_what_the_list_shows_and_no_formula(client, varied):
    Action.objects.filter(what="Late").update(what="=HYPERLINK(1)", who="+44")
    client.force_login(varied.lead)
    answer = client.get(f"{reverse('improvement:export_csv')}?overdue=on")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["Action"], row["Who"], row["Overdue"], row["Priority"]) for row in rows] == [
        ("'=HYPERLINK(1)", "'+44", "Yes", "High")
    ]
    assert "attachment" in answer["Content-Disposition"]


def test_adding_an_action_by_hand(client, lead):
    made = RecommendationFactory(to=[lead.school])
    data = {"organisation": lead.school.pk, "recommendation": made.pk, "what": "Ask parents", "who": "Head"}
    data |= {"due_on": str(days_from_now(9)), "priority": "red", "owner": lead.head.pk}
    for _ in range(2):
        answer = client.post(reverse("improvement:add"), data, follow=True)
    assert "The action is on your plan" in text_of(answer)
    added = Action.objects.get(what="Ask parents")
    assert (added.recommendation, added.owner, added.organisation) == (made, lead.head, lead.school)


@pytest.mark.parametrize(
    "wrong",
    [{"what": ""}, {"who": ""}, {"due_on": "soon"}, {"due_on": "1/1/2020"}, {"priority": "blue"}, {"owner": "99999"}],
)
def test_a_wrong_action_is_not_added(client, lead, wrong):
    data = {"organisation": lead.school.pk, "what": "Ask", "who": "Head", "due_on": "1/1/2030", "priority": "red"}
    answer = client.post(reverse("improvement:add"), {**data, **wrong})
    assert page_of(answer).select_one(".govuk-error-summary")
    assert Action.objects.count() == 1


def test_an_action_cannot_be_added_for_others(client, lead):
    data = {"what": "Ask", "who": "Head", "due_on": "1/1/2030", "priority": "red"}
    data["organisation"] = OrganisationFactory().pk
    assert page_of(client.post(reverse("improvement:add"), data)).select_one(".govuk-error-summary")
    for who in ("viewer", "unit", "stranger_of_nothing"):
        person = getattr(lead, who, None) or MembershipFactory(viewer=True).user
        client.force_login(person)
        assert client.get(reverse("improvement:add")).status_code == 404
