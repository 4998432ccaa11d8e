"""A plain HTTP client with a cookie jar: what a crawl needs, and a browser would hide (headers, redirects)."""

import contextlib
import http.client
import re
import urllib.parse
from dataclasses import dataclass, field

from tests.support.browsing import DEMO_PASSWORD
from tests.support.server import PortalServer

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Answer:
    """One response; `headers` keeps each header of a name, in lower case."""

    path: str
    status: int
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode(errors="replace")

    @property
    def is_page(self) -> bool:
        """Whether it is HTML."""
        return self.header("content-type").startswith("text/html")

    def header(self, name: str) -> str:
        """The header of that name, all its values joined, or an empty string."""
        return ", ".join(value for key, value in self.headers if key == name)


@dataclass
class Client:
    """Asks one server, as one person; follows no redirect by itself."""

    server: PortalServer
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a page."""
        return self.send("GET", path, None, headers)

    def post(self, path: str, data: dict[str, str]) -> Answer:
        """Send a form; its token is fetched from the page first."""
        token = TOKEN.search(self.get(path).text)
        fields = {**data, "csrfmiddlewaretoken": token.group(1) if token else ""}
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.send("POST", path, urllib.parse.urlencode(fields).encode(), kind)

    def send(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        """One request and its answer; cookies are kept."""
        words = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), **headers}
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)) as connection:
            connection.request(method, path, body, words)
            response = connection.getresponse()
            pairs = [(name.lower(), value) for name, value in response.getheaders()]
            answer = Answer(path, response.status, pairs, response.read())
        for name, value in pairs:
            if name == "set-cookie":
                self._keep(value)
        return answer

    def sign_in(self, account: str) -> None:
        """Sign in as a demo account (`dsl`)."""
        form = {"login": f"{account}@demo.example", "password": DEMO_PASSWORD}
        answer = self.post("/accounts/login/", form)
        assert answer.status == 302, f"{account} could not sign in: {answer.status}"

    def _keep(self, cookie: str) -> None:
        name, _, value = cookie.partition(";")[0].partition("=")
        if value in {"", '""'}:
            self.cookies.pop(name, None)
        else:
            self.cookies[name] = value
