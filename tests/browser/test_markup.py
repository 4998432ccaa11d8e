"""Every page of the inventory is valid HTML: what a screen reader is given does not depend on a browser's guess."""

import shutil

import pytest

from conftest import missing
from tests.browser.http import Client
from tests.browser.pages import SCREENS
from tests.support.page_checks import markup_errors, nu_errors

pytestmark = pytest.mark.browser


def test_every_page_is_valid_html(seeded_server, places, tmp_path):
    """To html-validate; what anybody may read also to the W3C's own checker."""
    clients: dict[str, Client] = {}
    public = []
    for screen in SCREENS:
        if screen.account not in clients:
            clients[screen.account] = Client(seeded_server)
            if screen.account:
                clients[screen.account].sign_in(screen.account)
        answer = clients[screen.account].get(places.resolve(screen.address))
        file = tmp_path / f"{str(screen).replace('/', '-')}.html"
        file.write_bytes(answer.body)
        if not screen.account:
            public.append(file)
    assert markup_errors(tmp_path) == []
    java = shutil.which("java")
    if java is None:
        missing("Java")
    assert nu_errors(public, java) == []
