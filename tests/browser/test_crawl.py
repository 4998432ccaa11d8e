"""Every link that each role can follow leads somewhere, privately and quietly (bars R22, S12, S29)."""

from functools import cache

import pytest

from tests.browser.crawl import Crawl
from tests.browser.http import Client

pytestmark = pytest.mark.browser

ROLES = ["", "dsl", "colleague", "head", "chair", "dsl2", "trust", "unit", "editor", "admin"]
STARTS = ["/", "/search/?q=children", "/sitemap.xml"]
QUIET = ("application/", "text/xml")


@pytest.fixture(scope="module")
def crawled(seeded_server):
    """The walk of each person who was asked for, walked once."""

    @cache
    def walk(account):
        client = Client(seeded_server)
        if account:
            client.sign_in(account)
        crawl = Crawl(client, signed_in=bool(account))
        crawl.walk(*STARTS, *(["/start/"] if account else ["/accounts/login/"]))
        return crawl

    return walk


@pytest.mark.parametrize("account", ROLES)
def test_no_link_is_a_dead_end(crawled, account):
    crawl = crawled(account)
    assert len(crawl.seen) > 20
    assert crawl.problems == []


@pytest.mark.parametrize("account", ["", "dsl", "head", "unit"])
def test_pages_open_quietly_in_a_browser(crawled, open_as, account):
    """No console message, no script error, no refused resource, no request to another host; titles tell pages apart."""
    crawl = crawled(account)
    page = open_as(account)
    titles: dict[str, list[str]] = {}
    for path in crawl.pages.values():
        if path.startswith(("/admin/", "/documents/")):
            continue
        page.goto(path)
        titles.setdefault(page.title(), []).append(path)
    shared = {title: paths for title, paths in titles.items() if len({path.partition("?")[0] for path in paths}) > 1}
    assert shared == {}


@pytest.mark.parametrize("path", ["/no-such-page/", "/returns/NO-SUCH-RETURN/", "/search/nothing/"])
def test_an_error_page_has_a_way_back_and_a_reference_that_finds_the_log_line(seeded_server, path):
    answer = Client(seeded_server).get(path)
    if answer.status == 302:
        client = Client(seeded_server)
        client.sign_in("dsl")
        answer = client.get(path)
    assert answer.status == 404
    assert 'href="/"' in answer.text
    reference = answer.text.partition('portal-reference">')[2].partition("<")[0]
    assert len(reference) == 8
    assert f"[{reference}]" in seeded_server.log
