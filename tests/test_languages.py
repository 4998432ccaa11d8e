"""Pages in other languages are off unless they are asked for, and then work in a process that was started with them."""

import os
import subprocess
import sys

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.urls import NoReverseMatch, reverse
from wagtail.models import Locale

from home.tests.factories import InformationPageFactory
from portal.settings.languages import further_languages
from publications.tests.factories import OutcomeFactory, OutcomeIndexFactory
from scripts.steps import ROOT


def test_a_site_with_pages_in_welsh_and_polish():
    """Settings, applications and addresses are read once: another choice needs another process."""
    env = {**os.environ, "CONTENT_LANGUAGES": "cy,pl"}
    env.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", "tests/languages"]
    finished = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stdout + finished.stderr


@pytest.mark.parametrize("code", ["so", "xx", "en", "en-gb", "zh-cn", "CY"])
def test_a_code_that_could_not_be_served_is_refused_at_the_start(code):
    with pytest.raises(ImproperlyConfigured, match=f"no further language: {code}"):
        further_languages(["cy", code])


def test_each_language_is_named_in_itself_and_once():
    assert further_languages(["cy", "pl", "cy"]) == [("cy", "Cymraeg"), ("pl", "polski")]


def test_nothing_is_installed_for_languages_unless_asked_for():
    assert settings.LANGUAGES == settings.WAGTAIL_CONTENT_LANGUAGES == [("en-gb", "English")]
    assert not settings.WAGTAIL_I18N_ENABLED
    assert not {"wagtail.locales", "wagtail.contrib.simple_translation"}.intersection(settings.INSTALLED_APPS)
    assert not any("anguage" in name or "ocale" in name for name in settings.MIDDLEWARE)
    for name in ("wagtaillocales:index", "simple_translation:submit_page_translation"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


@pytest.mark.django_db
def test_a_page_says_nothing_of_languages_unless_asked_for(client):
    InformationPageFactory(slug="guide")
    response = client.get("/guide/", headers={"accept-language": "cy"})
    page = BeautifulSoup(response.content, "html.parser")
    assert "Accept-Language" not in response.get("Vary", "")
    assert {each["lang"] for each in page.select("[lang]")} == {"en-GB"} == {page.html["lang"]}
    assert len(page.select("[lang]")) == 1
    assert not page.select("[hreflang], [dir], .portal-languages")
    assert page.find("meta", property="og:locale")["content"] == "en_GB"


@pytest.mark.django_db
def test_pages_left_from_when_languages_were_on_are_told_of_nowhere(client):
    index = OutcomeIndexFactory()
    outcome = OutcomeFactory(parent=index, title="Bruises in babies")
    welsh = Locale.objects.create(language_code="cy")
    for page, title in ((index.get_parent().specific, "Hafan"), (index, "Archwiliadau"), (outcome, "Cleisiau")):
        copy = page.copy_for_translation(welsh)
        copy.title = title
        copy.save_revision().publish()
    assert client.get("/cy/").status_code == 404
    for address in ("/", "/sitemap.xml", "/feed/", "/topics/", f"/topics/{outcome.theme.slug}/", "/audit-outcomes/"):
        text = client.get(address).content.decode()
        assert "Cleisiau" not in text, address
        assert "/cy/" not in text, address
