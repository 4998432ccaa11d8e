"""Tests of a site with pages in Welsh and Polish; `tests/test_languages.py` runs them in a process of its own."""

import pytest
from django.conf import settings
from wagtail.models import Locale

from home.tests.factories import home_page

collect_ignore_glob = [] if settings.CONTENT_LANGUAGES else ["test_*.py"]


@pytest.fixture
def english(db):
    """The English front page."""
    return home_page()


@pytest.fixture
def welsh(english):
    """The Welsh front page, published."""
    return translated(english, Locale.objects.create(language_code="cy"), title="Hafan")


def translated(page, locale, **words):
    """The page in this language as an editor would leave it: copied, with words of its own, published."""
    copy = page.copy_for_translation(locale)
    for name, value in words.items():
        setattr(copy, name, value)
    copy.save_revision().publish()
    copy.refresh_from_db()
    return copy
