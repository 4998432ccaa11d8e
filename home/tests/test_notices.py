"""A notice stands on top of the public pages while its time is, and goes by itself."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Site

from home.models import SiteNotice
from home.tests.factories import InformationPageFactory, PartnershipSettingsFactory
from portal.accounts.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
DAY = timedelta(days=1)


def notice(**facts):
    PartnershipSettingsFactory()
    facts = {"text": "Our offices are closed on Friday.", "shown_until": NOW + DAY, **facts}
    return SiteNotice.objects.create(site=Site.objects.get(), **facts)


def shown(client, address="/"):
    found = BeautifulSoup(client.get(address).content, "html.parser").select_one(".portal-notice")
    return found and " ".join(found.get_text(" ").split())


@pytest.mark.parametrize(
    ("begins", "ends", "is_shown"),
    [(None, DAY, True), (-DAY, DAY, True), (DAY, 2 * DAY, False), (-2 * DAY, -DAY, False)],
)
def test_it_is_shown_from_and_until(client, begins, ends, is_shown):
    notice(shown_from=begins and NOW + begins, shown_until=NOW + ends)
    assert shown(client) == ("Our offices are closed on Friday." if is_shown else None)


def test_without_one_nothing_is_shown(client):
    PartnershipSettingsFactory()
    assert shown(client) is None


def test_it_leads_to_a_page_while_that_is_published(client):
    page = InformationPageFactory(slug="closed", title="Closed")
    notice(page=page, link_text="When we are open")
    assert "When we are open" in shown(client)
    page.unpublish()
    assert "When we are open" not in shown(client)


def test_it_costs_no_question_of_the_database(client):
    PartnershipSettingsFactory()
    client.get("/")
    before = questions(client)
    SiteNotice.objects.create(site=Site.objects.get(), text="Short.", shown_until=NOW + DAY)
    assert questions(client) == before
    assert shown(client) == "Short."


def questions(client):
    with CaptureQueriesContext(connection) as captured:
        client.get("/")
    return len(captured)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"shown_until": None}, "shown_until"),
        ({"shown_from": NOW + 2 * DAY}, "shown_until"),
        ({"link_text": "here"}, "link_text"),
        ({"link_text": ""}, "link_text"),
    ],
)
def test_a_notice_ends_and_its_link_says_where_it_leads(facts, field):
    page = InformationPageFactory()
    right = {"text": "A", "shown_until": NOW + DAY, "page": page, "link_text": "When we are open"}
    wrong = SiteNotice(site=Site.objects.get(), **{**right, **facts})
    with pytest.raises(ValidationError) as refused:
        wrong.clean()
    assert set(refused.value.message_dict) == {field}


def test_editors_write_it(client):
    client.force_login(UserFactory(editor=True))
    site = Site.objects.get()
    until = (NOW + DAY).strftime("%Y-%m-%d %H:%M")
    form = {"text": "Closed on Friday.", "page": "", "link_text": "", "shown_from": "", "shown_until": until}
    assert client.post(f"/admin/settings/home/sitenotice/{site.pk}/", form).status_code == 302
    assert SiteNotice.objects.get().text == "Closed on Friday."
