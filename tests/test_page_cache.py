"""Public pages are kept, and what is kept is neither private nor out of date (bars P1, S29)."""

import gzip
import logging
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.core.signals import request_started
from django.db import close_old_connections, connection
from django.test import Client, RequestFactory
from django.utils import timezone
from wagtail.models import Collection, Page, PageViewRestriction, Site

from home.models import PartnershipSettings, SiteNotice
from home.tests.factories import home_page
from portal.accounts.tests.factories import UserFactory
from portal.pagecache.handler import PublicPagesHandler
from portal.pagecache.versions import current_version
from publications.demo import load_publications_demo
from publications.models import AuditOutcomePage, Theme
from publications.tests.factories import BriefingIndexFactory, OutcomeFactory, OutcomeIndexFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def outcome():
    """One published outcome in its library, and a library of briefings."""
    BriefingIndexFactory()
    return OutcomeFactory(parent=OutcomeIndexFactory())


@pytest.fixture
def handler():
    """The server's way in; like Django's test client it leaves the test's own connection open."""
    request_started.disconnect(close_old_connections)
    yield PublicPagesHandler()
    request_started.connect(close_old_connections)


def ask(handler, path="/", **more):
    """What a browser is sent: status, headers, body."""
    sent = []
    environ = {**RequestFactory(headers={"host": "testserver"}).get(path).environ, **more}
    body = b"".join(handler(environ, lambda status, headers: sent.append((status, headers))))
    return *sent[0], body


def kept(handler, path="/", **more):
    """Whether whoever asks again is answered without a query but the one for the version."""
    for _ in range(2):  # The first of all notes where the site's root is, which is not kept.
        ask(handler, path, **more)
    seen = []

    def watch(execute, sql, *rest):
        seen.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(watch):
        ask(handler, path, **more)
    return not seen


def version():
    """The version as it would be after a commit: PostgreSQL's triggers wait for that."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    return current_version()


def test_every_public_page_feed_and_the_sitemap_is_kept(handler, caplog):
    load_publications_demo(home_page())
    caplog.set_level(logging.INFO, "portal.pagecache")
    places = [page.specific.url for page in Page.objects.live().descendant_of(home_page(), inclusive=True)]
    places += ["/sitemap.xml", "/robots.txt", "/feed/", "/feed/briefings/"]
    assert len(places) > 20
    ask(handler)  # Sites and their roots are looked up once.
    caplog.clear()
    not_kept = [place for place in places if not kept(handler, place)]
    assert caplog.messages == [], "watch these tables: add the models to settings.PAGE_CACHE_WATCHES"
    assert not_kept == []


def test_a_kept_answer_is_the_one_that_was_made(handler, outcome):
    assert kept(handler, HTTP_ACCEPT_ENCODING="gzip")
    status, headers, body = ask(handler, HTTP_ACCEPT_ENCODING="gzip")
    made_status, made_headers, made_body = ask(handler, HTTP_ACCEPT_ENCODING="gzip", HTTP_COOKIE="anything=1")
    assert made_status == status
    assert comparable(made_headers) == comparable(headers)
    assert gzip.decompress(made_body) == gzip.decompress(body)


def comparable(headers):
    """Without the length, as each compressed answer is padded anew; the policy's rules come in any order."""
    return {
        name: sorted(value.split("; ")) if name == "Content-Security-Policy" else value
        for name, value in headers
        if name != "Content-Length"
    }


@pytest.mark.parametrize("path", ["/accounts/login/", "/search/", "/healthz", "/no-such-page/", "/admin/"])
def test_what_is_not_a_public_page_is_not_kept(handler, outcome, path, monkeypatch):
    kept_answers = []
    monkeypatch.setattr(handler.store, "put", lambda *answer: kept_answers.append(answer))
    ask(handler, path)
    assert kept_answers == []


def test_a_page_behind_sign_in_is_not_kept(handler, outcome):
    PageViewRestriction.objects.create(page=outcome, restriction_type=PageViewRestriction.LOGIN)
    status, _, _ = ask(handler, outcome.url)
    assert status.startswith("302")
    assert not kept(handler, outcome.url)


def test_a_page_kept_for_everybody_does_not_reach_who_is_signed_in(handler, outcome):
    assert kept(handler)
    reader = Client()
    reader.force_login(UserFactory())
    cookie = f"{settings.SESSION_COOKIE_NAME}={reader.cookies[settings.SESSION_COOKIE_NAME].value}"
    headers = dict(ask(handler, HTTP_COOKIE=cookie)[1])
    assert headers["Cache-Control"] == "private, no-store"
    assert "Cache-Control" not in dict(ask(handler)[1])


def test_closed_for_maintenance_is_closed(handler, outcome, settings, tmp_path):
    settings.MAINTENANCE_FILE = tmp_path / "maintenance"
    assert kept(handler)
    settings.MAINTENANCE_FILE.touch()
    assert ask(handler)[0].startswith("503")


def publish():
    page = AuditOutcomePage.objects.live().first()
    page.title = "A new title"
    page.save_revision().publish()


CHANGES = {
    "publish": publish,
    "unpublish": lambda: AuditOutcomePage.objects.live().first().unpublish(),
    "move": lambda: AuditOutcomePage.objects.live().first().move(Page.objects.get(slug="briefings"), "last-child"),
    "delete": lambda: AuditOutcomePage.objects.live().last().delete(),
    "settings": lambda: PartnershipSettings.for_site(Site.objects.get()).save(),
    "many themes at once": lambda: Theme.objects.update(description="Another"),
    "site": lambda: Site.objects.update(hostname="elsewhere.example"),
    "restriction": lambda: PageViewRestriction.objects.create(
        page=AuditOutcomePage.objects.first(), restriction_type=PageViewRestriction.LOGIN
    ),
    "collection": lambda: Collection.get_first_root_node().add_child(name="Pictures"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_a_page_begins_a_new_version(outcome, change):
    before = version()
    assert version() == before
    CHANGES[change]()
    assert version() != before


def test_saving_a_draft_changes_nothing_for_readers(outcome):
    page = AuditOutcomePage.objects.live().first()
    before = version()
    page.title = "Not yet"
    page.save_revision()
    assert version() == before


def test_a_notice_goes_within_a_minute_of_its_end(handler, outcome):
    ends = timezone.now() + timedelta(minutes=10)
    SiteNotice.objects.create(site=Site.objects.get(), text="The office is closed.", shown_until=ends)
    path = outcome.get_url()
    for _ in range(2):
        assert b"The office is closed." in ask(handler, path)[2]
    with time_machine.travel(ends + timedelta(minutes=1), tick=False):
        assert b"The office is closed." not in ask(handler, path)[2]
