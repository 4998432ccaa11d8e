"""Editing publications in the Wagtail admin."""

import pytest
from wagtail.models import Page

from home.tests.factories import home_page
from portal.accounts.tests.factories import UserFactory
from publications.models import AuditOutcomePage, BriefingPage, FrameworkPage, NewsletterPage, Theme
from publications.tests.factories import (
    BriefingFactory,
    BriefingIndexFactory,
    FrameworkFactory,
    NewsletterFactory,
    NewsletterIndexFactory,
    OutcomeFactory,
    OutcomeIndexFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db
NO_BLOCKS = {"lead_link-count": "0", "stories-count": "0", "diary-count": "0"}


def test_the_first_page_says_that_the_review_is_due(editing):
    page = FrameworkFactory(review_overdue=True)
    text = editing.get("/admin/").content.decode()
    assert "Review due" in text
    assert f"/admin/pages/{page.pk}/edit/" in text


def test_the_first_page_is_silent_before_that(editing):
    FrameworkFactory()
    assert "Review due" not in editing.get("/admin/").content.decode()


def test_people_who_may_not_edit_the_framework_are_not_reminded(client):
    FrameworkFactory(review_overdue=True)
    client.force_login(UserFactory(unit=True))
    assert "Review due" not in client.get("/admin/").content.decode()


def test_the_edit_form_says_since_when_the_review_is_due(editing):
    text = editing.get(f"/admin/pages/{FrameworkFactory(review_overdue=True).pk}/edit/").content.decode()
    assert "<strong>Review due</strong> since Wednesday 15 January 2025" in text


@pytest.mark.parametrize(
    ("index", "name"),
    [
        (OutcomeIndexFactory, "auditoutcomepage"),
        (BriefingIndexFactory, "briefingpage"),
        (NewsletterIndexFactory, "newsletterpage"),
        (home_page, "frameworkpage"),
    ],
)
def test_a_form_for_a_new_page_opens(editing, index, name):
    assert editing.get(f"/admin/pages/add/publications/{name}/{index().pk}/").status_code == 200


def outcome() -> AuditOutcomePage:
    return OutcomeFactory(parent=OutcomeIndexFactory(), live=False)


def briefing() -> BriefingPage:
    return BriefingFactory(parent=BriefingIndexFactory(), live=False)


def newsletter() -> NewsletterPage:
    return NewsletterFactory(parent=NewsletterIndexFactory(), live=False)


def framework() -> FrameworkPage:
    return FrameworkFactory(live=False)


@pytest.mark.parametrize("make", [outcome, briefing, newsletter, framework])
def test_a_draft_is_previewed_as_it_will_look(editing, make):
    page = make()
    page.title = "Only in the draft"
    page.save_revision()
    response = editing.get(f"/admin/pages/{page.pk}/view_draft/")
    assert response.status_code == 200
    assert "Only in the draft" in response.content.decode()
    assert editing.get(page.url_path).status_code == 404


@pytest.mark.parametrize("make", [outcome, briefing, newsletter, framework])
def test_the_editor_may_frame_a_preview_and_nobody_a_published_page(editing, make):
    page = make()
    preview = page.make_preview_request(preview_mode="")
    assert "frame-ancestors 'self'" in preview["Content-Security-Policy"]
    page.save_revision().publish()
    assert "frame-ancestors 'none'" in editing.get(page.url)["Content-Security-Policy"]


@pytest.mark.parametrize("make", [outcome, briefing, newsletter, framework])
def test_a_page_goes_through_the_workflow(editing, make):
    page = make()
    page.save_revision()
    state = page.get_workflow().start(page, UserFactory(editor=True))
    assert state.status == "in_progress"
    task = state.current_task_state
    task.approve(user=UserFactory(admin=True))
    assert Page.objects.get(pk=page.pk).live is True


@pytest.mark.parametrize("model", [AuditOutcomePage, BriefingPage, NewsletterPage])
def test_an_unfinished_page_is_previewed_without_an_error(editing, model, rf):
    """A preview may come before any field is filled in."""
    page = model(title="Unfinished", slug="unfinished", theme=ThemeFactory()) if hasattr(model, "theme") else model()
    response = page.make_preview_request(preview_mode="")
    assert response.status_code == 200


def number_form(issue, number):
    """The edit form of an issue, sent with this number."""
    form_class = issue.get_edit_handler().get_form_class()
    data = {"number": str(number), **NO_BLOCKS}
    return form_class(data, instance=issue, parent_page=issue.get_parent(), for_user=UserFactory(admin=True))


def test_an_issue_number_is_used_once(editing):
    index = NewsletterIndexFactory()
    NewsletterFactory(parent=index, number=4, title="The fourth")
    other = NewsletterFactory(parent=index, number=5)
    assert number_form(other, 4).errors["number"] == ["There is an issue 4 already: The fourth."]


def test_an_issue_may_keep_its_number(editing):
    issue = NewsletterFactory(parent=NewsletterIndexFactory(), number=4)
    form_class = issue.get_edit_handler().get_form_class()
    form = form_class(
        {"number": "4", **NO_BLOCKS}, instance=issue, parent_page=issue.get_parent(), for_user=UserFactory(admin=True)
    )
    form.is_valid()
    assert "number" not in form.errors


def test_editors_keep_themes(editing):
    response = editing.post(
        "/admin/snippets/publications/theme/add/", {"name": "Neglect", "slug": "neglect", "description": ""}
    )
    assert response.status_code == 302
    assert str(Theme.objects.get()) == "Neglect"
