"""Fixtures of the publications' tests."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from home.tests.factories import home_page
from portal.accounts.tests.factories import UserFactory
from portal.outbox.tests.test_sending import transport
from publications.demo import load_publications_demo
from publications.models import NewsletterPage
from publications.tests.factories import NewsletterFactory, NewsletterIndexFactory
from tests.support.mail import Sink, mail_server
from tests.support.shared_content import shared_content

_loaded = shared_content(lambda: load_publications_demo(home_page()))


@pytest.fixture
def demo(_loaded: None, db: Any) -> Any:
    """The home page with all publications of the demo below it, in a module whose tests all ask for it."""
    return home_page()


@pytest.fixture
def editing(db: Any) -> Client:
    """A browser in which an editor is signed in."""
    client = Client()
    client.force_login(UserFactory(editor=True))
    return client


@pytest.fixture
def editor(db: Any) -> Any:
    """Somebody who writes pages."""
    return UserFactory(editor=True)


@pytest.fixture
def issue(db: Any) -> NewsletterPage:
    """A published newsletter."""
    page = NewsletterFactory(parent=NewsletterIndexFactory(), title="Autumn")
    page.save_revision().publish()
    return NewsletterPage.objects.get(pk=page.pk)


@pytest.fixture
def sink() -> Iterator[Sink]:
    """A mail server to which the outbox sends."""
    keeper = Sink()
    with mail_server(keeper) as port, transport(port):
        yield keeper
