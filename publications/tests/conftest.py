"""Fixtures of the publications' tests."""

from typing import Any

import pytest
from django.test import Client

from home.tests.factories import home_page
from portal.accounts.tests.factories import UserFactory
from publications.demo import load_publications_demo


@pytest.fixture
def demo(db: Any) -> Any:
    """The home page with all publications of the demo below it."""
    home = home_page()
    load_publications_demo(home)
    return home


@pytest.fixture
def editing(db: Any) -> Client:
    """A browser in which an editor is signed in."""
    client = Client()
    client.force_login(UserFactory(editor=True))
    return client
