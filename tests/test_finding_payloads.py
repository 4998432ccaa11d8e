"""What strangers type into search and into reports of problems stays words (bars S17)."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from home.models import ProblemReport
from portal.accounts.tests.factories import UserFactory
from tests.browser.payloads import MARK, PAYLOADS

pytestmark = pytest.mark.django_db


def smuggled(response):
    """Elements that a payload has made."""
    return BeautifulSoup(response.content, "html.parser").select(f"[id^={MARK}]")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_is_smuggled_in(client, payload):
    for name in ("q", "kind", "theme", "year", "audience", "page"):
        assert not smuggled(client.get("/search/", {"q": "neglect", name: payload}))
    assert not smuggled(client.get("/report-a-problem/", {"page": payload}))
    data = {"what": payload, "email": payload, "page": payload, "token": payload}
    assert not smuggled(client.post("/report-a-problem/", data))


def test_reports_stay_words_in_the_admin():
    editing = Client()
    editing.force_login(UserFactory(editor=True))
    reports = [ProblemReport.objects.create(words=payload[:1000], page=payload[:300]) for payload in PAYLOADS]
    assert not smuggled(editing.get("/admin/home/problemreport/"))
    for report in reports:
        page = editing.get(f"/admin/home/problemreport/inspect/{report.pk}/")
        assert page.status_code == 200
        assert not smuggled(page)
