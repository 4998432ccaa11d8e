"""Editors write, preview and submit; what they type never runs in a reader's browser (bars S17)."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.urls import reverse

from home.models import InformationPage, PartnershipSettings
from home.tests.factories import InformationPageFactory, PartnershipSettingsFactory, home_page
from portal.accounts.models import User

pytestmark = pytest.mark.django_db

PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg onload=alert(1)>",
    "</title><script>alert(1)</script>",
    "javascript:alert(1)",
    "{{ 7*7 }}{% debug %}",
]


@pytest.fixture
def editor(client):
    person = User.objects.create_user("editor@demo.example", name="Imogen Editor")
    person.groups.add(Group.objects.get(name="Editors"))
    client.force_login(person)
    return person


def page_data(**changes):
    body = {"body-count": "0"}
    return {"title": "A new page", "slug": "new", "introduction": "Why.", **body, **changes}


def test_editor_writes_a_draft_and_submits_it_but_cannot_publish(client, editor):
    address = reverse("wagtailadmin_pages:add", args=["home", "informationpage", home_page().pk])
    response = client.post(address, page_data(**{"action-submit": "1"}))
    assert response.status_code == 302
    page = InformationPage.objects.get(slug="new")
    assert not page.live
    assert page.current_workflow_state.status == "in_progress"
    client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), page_data(**{"action-publish": "1"}))
    page.refresh_from_db()
    assert not page.live


def test_editor_previews_before_anyone_can_read(client, editor):
    page = InformationPageFactory(title="Draft", live=False)
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert client.post(address, page_data(title="Seen in preview")).json()["is_valid"]
    assert b"Seen in preview" in client.get(address).content


def test_editor_may_not_change_what_the_site_says_of_the_partnership(client, editor):
    settings = PartnershipSettingsFactory()
    client.post(reverse("wagtailsettings:edit", args=["home", "partnershipsettings", settings.site_id]), {"name": "X"})
    assert PartnershipSettings.objects.get().name == settings.name


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_typed_by_an_editor_becomes_markup(client, payload):
    PartnershipSettingsFactory(name=payload, front_door_name=payload, emergency_text=payload, area=payload)
    InformationPageFactory(
        slug="typed",
        title=payload,
        introduction=payload,
        search_description=payload,
        show_in_menus=True,
        body=[
            ("heading", {"text": payload, "level": "h2"}),
            ("quote", {"text": payload, "source": payload}),
            ("details", {"summary": payload, "text": ""}),
            ("contact", {"name": payload, "text": payload, "phone": payload, "website": ""}),
            ("steps", {"steps": [{"title": payload, "text": ""}, {"title": "b", "text": ""}]}),
        ],
    )
    for address in ("/typed/", "/", "/search/?q=alert", "/not-there/"):
        page = BeautifulSoup(client.get(address).content, "html.parser")
        assert not page.select("script:not([src]), img[onerror], svg[onload], a[href^='javascript:']")
        assert payload in page.title.text


def test_admin_leads_back_to_the_site(client, editor):
    page = BeautifulSoup(client.get("/admin/").content, "html.parser")
    assert page.title.text.strip().endswith("Safeguarding portal")
    assert "Back to the site" in str(page)
