"""Ordinary pages, their parts and the demo."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from wagtail.models import Workflow

from home.blocks import BodyBlock
from home.models import AccessibilityPage, InformationPage, SecondPersonTask
from home.pictures import pattern
from home.tests.factories import InformationPageFactory, home_page
from portal.accounts.models import User

pytestmark = pytest.mark.django_db


def read(client, path):
    return BeautifulSoup(client.get(path).content, "html.parser")


def test_every_part_of_a_page_is_shown_as_its_own_kind(client):
    InformationPageFactory(
        slug="parts",
        body=[
            ("heading", {"text": "A section", "level": "h2"}),
            ("text", "<p>Plain <b>words</b>.</p>"),
            ("callout", {"tone": "warning", "text": "<p>Take care.</p>"}),
            ("callout", {"tone": "note", "text": "<p>Good to know.</p>"}),
            ("details", {"summary": "More", "text": "<p>Hidden at first.</p>"}),
            ("quote", {"text": "It helped.", "source": "A practitioner"}),
            ("steps", {"steps": [{"title": "First", "text": ""}, {"title": "Then", "text": ""}]}),
            ("contact", {"name": "Help", "phone": "01632 960 010", "email": "help@demo.example"}),
        ],
    )
    main = read(client, "/parts/").main
    assert main.select_one("h2#a-section").text == "A section"
    assert main.select_one(".govuk-warning-text").text.split() == ["!", "WarningTake", "care."]
    assert main.select_one(".govuk-inset-text").text.strip() == "Good to know."
    assert main.select_one("details summary").text.strip() == "More"
    assert main.select_one("blockquote").text.strip() == "It helped."
    assert len(main.select("ol.portal-steps > li")) == 2
    assert main.select_one("a[href='tel:01632960010']")


def test_part_of_a_section_needs_its_section_first():
    block = BodyBlock()
    value = block.to_python([{"type": "heading", "value": {"text": "Too deep", "level": "h3"}}])
    with pytest.raises(ValidationError):
        block.clean(value)


def test_ordinary_pages_have_no_pages_below_them():
    assert InformationPage.allowed_subpage_models() == []
    assert AccessibilityPage.allowed_parent_page_models() == [type(home_page())]


def test_nobody_approves_their_own_page():
    moderators = Group.objects.get(name="Moderators")
    writer, reader = (User.objects.create_user(f"{name}@demo.example", name=name) for name in ("writer", "reader"))
    moderators.user_set.add(writer, reader)
    page = InformationPageFactory()
    page.save_revision(user=writer)
    task = SecondPersonTask.objects.get()
    assert task.get_actions(page, writer) == []
    assert {action[0] for action in task.get_actions(page, reader)} == {"approve", "reject"}
    assert page.get_workflow() == Workflow.objects.get(name="Publish with a second person")
    assert [step.specific for step in page.get_workflow().tasks] == [task]


def test_patterns_follow_from_the_name():
    assert pattern("Neglect", 6, 3) == pattern("Neglect", 6, 3)
    assert pattern("Neglect", 6, 3) != pattern("Exploitation", 6, 3)
