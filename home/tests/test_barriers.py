"""Nothing that bars a reader is published, whichever way it goes (bars A11): thirty faults, and ten good pages."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from home.models import InformationPage
from home.publishing import PublishRefused, publish_due
from home.tests.factories import InformationPageFactory, home_page
from home.tests.pictures import document, image, pdf_file
from portal.accounts.tests.factories import UserFactory
from portal.outbox.models import Message

pytestmark = pytest.mark.django_db


def picture(alt: str, *, decorative: bool = False) -> tuple[str, Any]:
    return "image", {"image": image().pk, "alt_text": alt, "decorative": decorative}


def heading(level: str) -> tuple[str, Any]:
    return "heading", {"text": "Words of a heading", "level": level}


def link(words: str, href: str = "https://example.org/guide/") -> tuple[str, Any]:
    return "text", f'<p>Before it <a href="{href}">{words}</a> and after.</p>'


def table(*headings: str) -> tuple[str, Any]:
    columns = [{"type": "text", "heading": each} for each in headings]
    return "table", {"caption": "Dates", "table": {"columns": columns, "rows": [{"values": ["a"] * len(headings)}]}}


def attached(**facts: Any) -> tuple[str, Any]:
    return "document", {"document": document(**facts).pk, "text": ""}


def linked(**facts: Any) -> tuple[str, Any]:
    return "text", f'<p>Read <a linktype="document" id="{document(**facts).pk}">the guide for new auditors</a></p>'


# What the fault is called, how it is made, and a word of the message that says how to mend it.
FAULTS: list[tuple[str, Callable[[], list[tuple[str, Any]]], str]] = [
    ("no alternative text", lambda: [picture("")], "Say in one sentence"),
    ("only spaces", lambda: [picture("   ")], "Say in one sentence"),
    ("name of a file", lambda: [picture("tarn-house.jpg")], "Say in one sentence"),
    ("name from a camera", lambda: [picture("IMG_2041")], "Say in one sentence"),
    ("name from a phone", lambda: [picture("PXL_20260301_101112345")], "Say in one sentence"),
    ("machine's word", lambda: [picture("tarn_house_final2")], "Say in one sentence"),
    ("only its kind", lambda: [picture("Image")], "Say in one sentence"),
    ("photo and a number", lambda: [picture("Photo 3")], "Say in one sentence"),
    ("screenshot with its date", lambda: [picture("Screenshot 2026-03-01 10.11.12")], "Say in one sentence"),
    ("picture in text, never asked", lambda: [("text", '<embed embedtype="image" id="1" format="left"/>')], "picture"),
    ("picture in text, file", lambda: [("text", '<embed embedtype="image" id="1" alt="a.png"/>')], "picture"),
    ("first heading too deep", lambda: [heading("h3")], "skips a level"),
    ("heading in text skips", lambda: [heading("h2"), ("text", "<h4>Deep</h4>")], "skips a level"),
    ("second title in text", lambda: [("text", "<h1>Title again</h1>")], "skips a level"),
    ("heading in folded text skips", lambda: [("details", {"summary": "More", "text": "<h5>Deep</h5>"})], "skips"),
    ("click here", lambda: [link("Click here")], "where it leads"),
    ("here", lambda: [link("here")], "where it leads"),
    ("here with a full stop", lambda: [link("Here.")], "where it leads"),
    ("read more", lambda: [link("Read more…")], "where it leads"),
    ("this link", lambda: [link("this link")], "where it leads"),
    ("bare address", lambda: [link("https://example.org/guide/")], "where it leads"),
    ("bare address, short", lambda: [link("www.example.org")], "where it leads"),
    ("file as link", lambda: [link("guide-v2.pdf")], "where it leads"),
    ("link without words", lambda: [link("")], "where it leads"),
    (
        "vague link in a step",
        lambda: [("steps", {"steps": [{"title": "A", "text": link("more")[1]}, {"title": "B", "text": ""}]})],
        "where",
    ),
    ("untagged PDF attached", lambda: [attached(content=pdf_file(tagged=False))], "has no tags"),
    ("untitled PDF attached", lambda: [attached(content=pdf_file(title=""))], "File, Info, Title"),
    ("untagged PDF linked", lambda: [linked(content=pdf_file(tagged=False))], "has no tags"),
    ("PDF that cannot be opened", lambda: [attached(content=b"%PDF-1.7 torn")], "Upload it again"),
    ("table without headings", lambda: [table("", "")], "Write in the top row"),
]

GOOD: list[tuple[str, Callable[[], list[tuple[str, Any]]]]] = [
    ("nothing yet", lambda: []),
    ("picture described", lambda: [picture("Two people read a plan together")]),
    ("picture that decorates", lambda: [picture("", decorative=True)]),
    ("headings in order", lambda: [heading("h2"), heading("h3"), heading("h2")]),
    ("link that says where", lambda: [link("Guide for new auditors")]),
    ("number to call", lambda: [link("01632 960 001", "tel:01632960001")]),
    ("address to write to", lambda: [link("help@demo.example", "mailto:help@demo.example")]),
    ("tagged PDF with a title", lambda: [attached()]),
    ("tagged PDF linked", lambda: [linked()]),
    ("table with headings", lambda: [table("Round", "Opens")]),
]


def names(cases: list[Any]) -> list[str]:
    return [case[0] for case in cases]


def draft(body: list[tuple[str, Any]]) -> InformationPage:
    """A draft as the editing form stores it: values as they come from the database."""
    page = InformationPageFactory(live=False, slug="draft")
    stored = json.dumps([{"type": kind, "value": value} for kind, value in body])
    InformationPage.objects.filter(pk=page.pk).update(body=stored)
    page.refresh_from_db()
    page.save_revision(clean=False)
    return page


@pytest.fixture
def moderator(client):
    person = UserFactory(editor=True)
    person.groups.add(Group.objects.get(name="Moderators"))
    client.force_login(person)
    return person


def test_there_are_thirty_faults_and_ten_good_pages():
    assert (len(FAULTS), len(GOOD)) == (30, 10)


@pytest.mark.parametrize(("_name", "make", "remedy"), FAULTS, ids=names(FAULTS))
def test_a_fault_is_not_published_and_the_message_says_how_to_mend_it(_name, make, remedy):
    page = draft(make())
    with pytest.raises(PublishRefused) as refused:
        page.get_latest_revision().publish()
    assert len(refused.value.barriers) == 1
    assert remedy in str(refused.value)
    assert "Body, part" in str(refused.value)
    page.refresh_from_db()
    assert not page.live


@pytest.mark.parametrize(("_name", "make"), GOOD, ids=names(GOOD))
def test_a_good_page_is_published(_name, make):
    page = draft(make())
    page.get_latest_revision().publish()
    assert Page.objects.get(pk=page.pk).live


def form_data(file: Any, **buttons: str) -> dict[str, str]:
    """The form of a page with one document on it."""
    block = {"body-0-type": "document", "body-0-order": "0", "body-0-deleted": "", "body-0-id": ""}
    value = {"body-0-value-document": str(file.pk), "body-0-value-text": ""}
    words = {"title": "A page", "slug": "draft", "introduction": "Why."}
    return {**words, "body-count": "1", **block, **value, **buttons}


@pytest.fixture
def untagged():
    return document(content=pdf_file(tagged=False))


@pytest.mark.parametrize("button", ["action-publish", "action-submit"])
def test_the_form_says_at_the_part_what_to_mend(client, moderator, button, untagged):
    page = draft([])
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    response = client.post(address, form_data(untagged, **{button: "1"}))
    assert response.status_code == 200
    assert "has no tags, so that a screen reader" in response.content.decode()
    page.refresh_from_db()
    assert (page.live, page.current_workflow_state) == (False, None)


def test_a_draft_is_saved_with_its_faults(client, moderator, untagged):
    page = draft([])
    response = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form_data(untagged))
    assert response.status_code == 302
    assert InformationPage.objects.get(pk=page.pk).get_latest_revision_as_object().body[0].value["document"] == untagged


def test_a_new_page_is_not_published_with_a_fault(client, moderator, untagged):
    address = reverse("wagtailadmin_pages:add", args=["home", "informationpage", home_page().pk])
    response = client.post(address, form_data(untagged, **{"action-publish": "1"}))
    assert "has no tags" in response.content.decode()
    assert not InformationPage.objects.exists()


def test_nothing_with_a_barrier_can_be_approved(client, moderator):
    page = draft([link("here")])
    state = page.get_workflow().start(page, UserFactory(editor=True))
    task_state = state.current_task_state
    assert {each[0] for each in task_state.task.specific.get_actions(page, moderator)} == {"reject"}
    form = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "This page cannot be approved or published yet" in form
    assert "The link “here” does not say where it leads." in form
    client.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task_state.pk]))
    page.refresh_from_db()
    assert not page.live


def test_a_fault_put_in_while_approving_is_found_in_the_form(client, moderator, untagged):
    page = draft([])
    page.get_workflow().start(page, UserFactory(editor=True))
    buttons = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    response = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form_data(untagged, **buttons))
    assert "has no tags" in response.content.decode()
    page.refresh_from_db()
    assert not page.live


def test_publishing_many_at_once_says_what_to_mend(client, moderator):
    page = draft([link("here")])
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = client.post(f"{address}?id={page.pk}", {"include_descendants": ""}, follow=True)
    assert "does not say where it leads" in response.content.decode()
    page.refresh_from_db()
    assert not page.live


def test_what_has_a_barrier_on_its_day_is_held_back_and_holds_up_nothing():
    person, described = UserFactory(editor=True), image()
    day = timezone.now() + timedelta(days=1)
    pages = [InformationPageFactory(live=False, slug=name, go_live_at=day) for name in ("first", "second")]
    pages[0].social_image = described
    for page in pages:
        page.save_revision(user=person).publish(user=person, skip_permission_checks=True)
    described.description = ""
    described.save()
    with time_machine.travel(day + timedelta(minutes=1)):
        publish_due()
        publish_due()
    assert [Page.objects.get(pk=page.pk).live for page in pages] == [False, True]
    message = Message.objects.get()
    assert message.to == person.email
    assert f"/admin/pages/{pages[0].pk}/edit/" in message.text
