"""A person at a school who works on a real server without a browser: fast, and many at a time."""

import html
import re
from collections.abc import Mapping

import requests

from tests.support.browsing import DEMO_PASSWORD
from tests.support.server import PortalServer

SECONDS = 60
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
TEXT_AREA = re.compile(r'<textarea[^>]* name="([^"]+)"[^>]*>(?:&#10;|\n)?(.*?)</textarea>', re.DOTALL)


class Respondent:
    """One signed-in person; `twin()` is the same person in a second window."""

    def __init__(self, server: PortalServer, email: str) -> None:
        self.server = server
        self.email = email
        self.session = requests.Session()

    def sign_in(self) -> "Respondent":
        """Sign in through the form."""
        page = self.get("/accounts/login/")
        data = hidden(page.text) | {"login": self.email, "password": DEMO_PASSWORD}
        answer = self.post("/accounts/login/", data)
        assert answer.status_code == 302, answer.text[:500]
        return self

    def twin(self) -> "Respondent":
        """The same session in a window of its own, so that two requests can be under way at once."""
        other = Respondent(self.server, self.email)
        other.session.cookies.update(self.session.cookies)
        return other

    def get(self, path: str) -> requests.Response:
        """Open a page."""
        return self.session.get(self.server.base_url + path, timeout=SECONDS)

    def post(self, path: str, data: Mapping[str, str]) -> requests.Response:
        """Send a form and stay where the answer leads from."""
        return self.session.post(self.server.base_url + path, data=data, timeout=SECONDS, allow_redirects=False)

    def autosave(self, path: str, data: Mapping[str, str], token: str) -> dict:
        """Save one answer as the page's script does; returns what the server told."""
        headers = {"X-CSRFToken": token, "Referer": self.server.base_url + path}
        address = f"{self.server.base_url}{path}autosave/"
        answer = self.session.post(address, json=dict(data), headers=headers, timeout=SECONDS)
        told: dict = answer.json()
        return told


def hidden(text: str) -> dict[str, str]:
    """The page's hidden fields, the security token among them."""
    return {name: html.unescape(value) for name, value in HIDDEN.findall(text)}


def typed(text: str) -> dict[str, str]:
    """What stands in the page's text areas."""
    return {name: html.unescape(value) for name, value in TEXT_AREA.findall(text)}
