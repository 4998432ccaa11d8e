"""The framework: document control, parts, explained words, the drawn cycle."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.template import Context, Template

from publications.models import FrameworkPage
from publications.tests.factories import FrameworkFactory

pytestmark = pytest.mark.django_db


def read(client, page):
    response = client.get(page.url)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def errors_of(page):
    with pytest.raises(ValidationError) as caught:
        page.full_clean()
    return caught.value.message_dict


def test_readers_see_status_version_approval_and_review_date(client):
    control = read(client, FrameworkFactory()).find(class_="pub-control").get_text(" ", strip=True)
    assert "Approved" in control
    assert "1.0" in control
    assert "Thursday 15 January 2026 by the Executive" in control
    assert "Friday 15 January 2027" in control
    assert "review is due" not in control


def test_a_draft_is_marked_for_readers(client):
    page = read(client, FrameworkFactory(draft=True))
    assert page.find(class_="pub-draft-mark").get_text() == "Draft"
    assert "This is a draft." in page.find(class_="pub-control").get_text()
    assert "pub-document--draft" in page.body["class"]


def test_an_approved_document_carries_no_draft_mark(client):
    page = read(client, FrameworkFactory())
    assert page.find(class_="pub-draft-mark") is None
    assert "pub-document--draft" not in page.body["class"]


def test_readers_are_told_that_the_review_is_due(client):
    assert "The review is due" in read(client, FrameworkFactory(review_overdue=True)).get_text()


@pytest.mark.parametrize(("review_on", "due"), [("2026-11-23", True), ("2026-11-24", True), ("2026-11-25", False)])
def test_review_is_due_from_the_day_itself(review_on, due, monkeypatch):
    monkeypatch.setattr("publications.models.framework.timezone.localdate", lambda: date(2026, 11, 24))
    assert FrameworkFactory.build(parent=None, review_on=date.fromisoformat(review_on)).review_due is due


def test_approval_needs_a_date_and_a_body():
    page = FrameworkFactory()
    page.approved_on, page.approved_by = None, ""
    assert set(errors_of(page)) == {"approved_on", "approved_by"}


def test_approval_cannot_lie_in_the_future():
    page = FrameworkFactory()
    page.approved_on, page.review_on = date(2999, 1, 1), date(2999, 6, 1)
    assert set(errors_of(page)) == {"approved_on"}


def test_review_comes_after_approval():
    page = FrameworkFactory()
    page.review_on = page.approved_on
    assert set(errors_of(page)) == {"review_on"}


def test_a_cycle_step_names_a_part_that_exists():
    page = FrameworkFactory()
    page.cycle[1].value["part"] = 3
    assert errors_of(page) == {"cycle": ["The page has 2 parts; there is no part 3."]}


def test_the_database_too_refuses_an_approval_without_a_date():
    page = FrameworkFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        FrameworkPage.objects.filter(pk=page.pk).update(approved_on=None)


def test_contents_lead_to_every_part(client):
    page = read(client, FrameworkFactory())
    links = [link["href"] for link in page.find(class_="pub-contents").find_all("a")]
    assert links == ["#1-why-we-audit", "#2-who-does-what", "#words"]
    assert all(page.find(id=link[1:]) for link in links)


def test_each_part_explains_the_words_that_it_uses():
    first, second = FrameworkFactory().parts
    assert [term["term"] for term in first.terms] == ["Nil return"]
    assert [term["term"] for term in second.terms] == ["Business Unit"]


def test_the_cycle_is_drawn_and_links_to_parts(client):
    page = read(client, FrameworkFactory())
    drawn = [link["href"] for link in page.svg.find_parent("main").select(".pub-cycle svg a")]
    listed = [link["href"] for link in page.select(".pub-cycle ol a")]
    assert drawn == listed == ["#1-why-we-audit", "#2-who-does-what"]
    assert all(page.find(id=link[1:]) for link in drawn)


def test_elsewhere_the_cycle_leads_to_the_published_framework(rf):
    FrameworkFactory()
    drawn = Template("{% load publications %}{% audit_cycle %}").render(Context({"request": rf.get("/")}))
    assert 'href="/framework/#2-who-does-what"' in drawn


def test_nothing_is_drawn_without_a_published_framework(rf):
    FrameworkFactory(live=False)
    assert "svg" not in Template("{% load publications %}{% audit_cycle %}").render(Context({"request": rf.get("/")}))


def test_a_second_framework_cannot_be_made():
    assert FrameworkPage.can_create_at(FrameworkFactory().get_parent()) is False
