"""The demo content: complete, linked, written for this site, loaded once."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Page

from publications.demo import load_publications_demo
from publications.demo_text import rich_text
from publications.models import AuditOutcomePage, BriefingPage, FrameworkPage, FrameworkVersion, NewsletterPage, Theme
from publications.tests.test_speed import questions

pytestmark = pytest.mark.django_db
ADDRESSES = ("/framework/", "/audit-outcomes/", "/briefings/", "/newsletters/", "/subscribe/")
PAGES = (
    "/framework/",
    "/audit-outcomes/neglect-two-years-on/",
    "/briefings/when-plans-drift/",
    "/newsletters/issue-12-autumn-2026/",
)


def test_every_listing_is_full(demo):
    assert AuditOutcomePage.objects.live().count() == 8
    assert len({page.published_on.year for page in AuditOutcomePage.objects.all()}) == 3
    assert BriefingPage.objects.live().count() == 9
    assert NewsletterPage.objects.live().count() == 7
    assert FrameworkPage.objects.live().count() == 1


def test_a_second_run_changes_nothing(demo):
    demo.refresh_from_db()
    before = list(Page.objects.order_by("pk").values_list("pk", "latest_revision_id"))
    load_publications_demo(demo)
    assert list(Page.objects.order_by("pk").values_list("pk", "latest_revision_id")) == before
    assert Theme.objects.count() == 8


def test_what_an_editor_changed_stays(demo):
    page = BriefingPage.objects.get(slug="naming-neglect")
    page.introduction = "Changed by an editor."
    page.save_revision().publish()
    demo.refresh_from_db()
    load_publications_demo(demo)
    page.refresh_from_db()
    assert page.introduction == "Changed by an editor."


def test_every_page_is_valid_as_an_editor_would_have_to_make_it(demo):
    for model in (AuditOutcomePage, BriefingPage, NewsletterPage, FrameworkPage):
        for page in model.objects.all():
            page.full_clean()
            for field in page._meta.get_fields():
                if hasattr(field, "stream_block"):
                    field.stream_block.clean(getattr(page, field.name))


def test_no_link_within_the_site_is_broken(demo, client):
    seen, todo = set(), list(ADDRESSES)
    while todo:
        address = todo.pop()
        if address in seen:
            continue
        seen.add(address)
        response = client.get(address)
        assert response.status_code in {200, 302}, address
        if response["Content-Type"].startswith("text/html"):
            page = BeautifulSoup(response.content, "html.parser")
            links = [link["href"].partition("#")[0] for link in page.main.find_all("a", href=True)] if page.main else []
            todo += [link for link in links if link.startswith("/")]
    assert len(seen) > 30


def test_each_outcome_and_briefing_leads_on(demo, client):
    for model in (AuditOutcomePage, BriefingPage, NewsletterPage):
        for page in model.objects.all():
            links = BeautifulSoup(client.get(page.url).content, "html.parser").article.find_all("a")
            assert len(links) >= 2, page.title


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("One\nline.", "<p>One line.</p>"),
        ("One.\n\nTwo.", "<p>One.</p><p>Two.</p>"),
        ("- a\n  b\n- c", "<ul><li>a b</li><li>c</li></ul>"),
        ("### Head\ntext", "<h3>Head</h3><p>text</p>"),
        ("**Bold** & <plain>", "<p><b>Bold</b> &amp; &lt;plain&gt;</p>"),
    ],
)
def test_marks_become_rich_text(written, stored):
    assert rich_text(written) == stored


def test_the_demo_has_a_version_before_the_one_in_force(demo, client):
    assert "pub-superseded" in client.get("/framework/versions/2.1/").content.decode()
    load_publications_demo(demo)
    assert FrameworkVersion.objects.count() == 2


def test_a_page_asks_at_most_twelve_questions(demo, client):
    asked = {address: len(questions(client, address)) for address in PAGES}
    assert {address: count for address, count in asked.items() if count > 12} == {}
