"""From an English site to its first page in Welsh, as an administrator, an editor and a moderator do it."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Locale, Page

from home.models import HomePage, InformationPage
from home.tests.factories import InformationPageFactory
from home.wagtail_hooks import way_back_to_the_portal
from portal.accounts.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def signed_in(**role):
    client = Client()
    client.force_login(UserFactory(**role))
    return client


def add_welsh():
    """As an administrator does it once: Settings, Locales; and Settings, Groups."""
    signed_in(admin=True).post(reverse("wagtaillocales:add"), {"language_code": "cy"})
    may_translate = Permission.objects.get(codename="submit_translation")
    for name in ("Editors", "Moderators"):
        Group.objects.get(name=name).permissions.add(may_translate)
    return Locale.objects.get(language_code="cy")


def translate(client, page, locale):
    """Send the form of "Translate this page"; gives the page it makes."""
    address = reverse("simple_translation:submit_page_translation", args=[page.pk])
    response = client.post(address, {"locales": [locale.pk]})
    made = page.get_translation(locale)
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[made.pk])
    return made


def test_an_administrator_finds_languages_and_the_permission_in_the_settings():
    client = signed_in(admin=True)
    assert reverse("wagtaillocales:index") in client.get("/admin/").content.decode()
    editors = Group.objects.get(name="Editors")
    form = client.get(reverse("wagtailusers_groups:edit", args=[editors.pk])).content.decode()
    assert "Can submit translations" in form


def test_who_may_not_translate_is_refused(english):
    Locale.objects.create(language_code="cy")
    address = reverse("simple_translation:submit_page_translation", args=[english.pk])
    assert signed_in(editor=True).get(address)["Location"] == "/admin/"
    assert Client().get(address)["Location"].startswith("/accounts/login/")


def test_the_form_of_a_page_offers_its_translation(english):
    add_welsh()
    form = signed_in(editor=True).get(reverse("wagtailadmin_pages:edit", args=[english.pk])).content.decode()
    assert reverse("simple_translation:submit_page_translation", args=[english.pk]) in form


def test_an_editor_translates_and_a_moderator_publishes(client, english):
    guide = InformationPageFactory(title="For parents", slug="parents")
    welsh = add_welsh()
    editor, moderator = signed_in(editor=True), signed_in(moderator=True)
    home = translate(editor, english, welsh)
    page = translate(editor, guide, welsh)
    assert (home.live, page.live) == (False, False)
    assert client.get("/cy/").status_code == client.get("/cy/parents/").status_code == 404
    words = {"title": "Hafan", "slug": home.slug, "purpose": "Cadw plant yn ddiogel.", "routes-count": "0"}
    edit = reverse("wagtailadmin_pages:edit", args=[home.pk])
    assert editor.post(edit, words).status_code == 302
    assert not HomePage.objects.get(pk=home.pk).live
    assert moderator.post(edit, {**words, "action-publish": "1"}).status_code == 302
    words = {"title": "I rieni", "slug": "rhieni", "introduction": "Beth i’w wneud.", "body-count": "0"}
    moderator.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), {**words, "action-publish": "1"})
    assert InformationPage.objects.get(pk=page.pk).live
    read = BeautifulSoup(client.get("/cy/rhieni/").content, "html.parser")
    assert (read.html["lang"], read.h1.text) == ("cy", "I rieni")
    assert client.get("/parents/").status_code == 200
    assert client.get("/cy/parents/").status_code == 404


def test_a_preview_is_in_the_language_of_the_page(english):
    home = translate(signed_in(admin=True), english, add_welsh())
    client = signed_in(moderator=True)
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[home.pk])
    client.post(address, {"title": "Hafan", "slug": home.slug, "purpose": "", "routes-count": "0"})
    assert BeautifulSoup(client.get(address).content, "html.parser").html["lang"] == "cy"


def test_pages_of_a_language_are_open_only_below_a_published_front_page(client, english):
    guide = InformationPageFactory(slug="guide")
    welsh = add_welsh()
    english.copy_for_translation(welsh)
    guide.copy_for_translation(welsh).save_revision().publish()
    assert [client.get(path).status_code for path in ("/cy/", "/cy/guide/", "/pl/", "/guide/")] == [404, 404, 404, 200]
    assert b"/cy/" not in client.get("/guide/").content
    assert b"/cy/" not in client.get("/sitemap.xml").content


def test_the_admin_in_another_language_leads_to_the_same_front_page():
    for language in ("cy", "fr"):
        with override(language):
            assert way_back_to_the_portal().url == "/"


def test_an_english_page_keeps_its_address_whatever_is_translated(english, welsh):
    InformationPageFactory(parent=english, slug="guide")
    assert [page.url for page in Page.objects.filter(depth__gte=2).order_by("path")] == ["/", "/guide/", "/cy/"]
