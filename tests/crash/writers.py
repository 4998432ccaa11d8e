"""People who save answers to a real server as fast as it lets them, and remember what it acknowledged."""

import http.cookiejar
import json
import random
import re
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.support.browsing import DEMO_PASSWORD
from tests.support.server import PortalServer

SECTION = "governance"
UNTOUCHED = "(what was there before)"
# Makes people who may write, each in a school of their own, and prints where they write.
PREPARE = """
import json
from audit_forms.organisations.models import Membership
from audit_forms.returns.asking import asked_sections
from audit_forms.returns.models import Return
from portal.accounts.models import User

# People of the deadline evening; their password is the demo accounts'.
made = []
password = User.objects.get(email="dsl@demo.example").password
returns = Return.objects.filter(status="draft", exercise__edition__questionnaire__key="s175").order_by("pk")
for number, audit_return in enumerate(returns[:{people}]):
    user, _ = User.objects.update_or_create(
        email=f"writer-{{number}}@demo.example", defaults={{"name": f"Writer {{number}}", "password": password}}
    )
    Membership.objects.create(user=user, organisation=audit_return.organisation, role="lead")
    asked = next(s for s in asked_sections(audit_return) if s.section.key == "{section}")
    made.append([user.email, audit_return.reference, [question.key for question in asked.questions]])
print("PREPARED " + json.dumps(made))
"""


@dataclass
class Writer:
    """One person with one return; `kept` holds the texts of each question in the order in which they were sent."""

    base_url: str
    email: str
    reference: str
    questions: list[str]
    acknowledged: int = 0
    seconds: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    # question -> texts that may be stored now: the last acknowledged one and those of unknown fate since.
    possible: dict[str, list[str]] = field(default_factory=lambda: defaultdict(lambda: [UNTOUCHED]))
    marks: dict[str, dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self):
        """Begin without a session."""
        self.cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        self.random = random.Random(self.email)

    def sign_in(self) -> None:
        """Through the real form."""
        self.get("/accounts/login/")
        form = {"login": self.email, "password": DEMO_PASSWORD, "csrfmiddlewaretoken": self.token()}
        self._open("/accounts/login/", urllib.parse.urlencode(form).encode(), {"Referer": self.base_url})

    def save_forever(self, stop: threading.Event) -> None:
        """Save one answer after the other until told to stop; a broken connection makes a save's fate unknown."""
        number = 0
        while not stop.is_set():
            number += 1
            question = self.random.choice(self.questions)
            try:
                self.save(question, f"{self.email} {number}")
            except (OSError, http.client.HTTPException, json.JSONDecodeError):
                self.marks.clear()
                stop.wait(0.05)

    def save(self, question: str, text: str) -> None:
        """Send one answer as the page's script does and note what came back."""
        if question not in self.marks:
            self.read_marks()
        mark = self.marks[question]
        self.possible[question].append(text)
        sent = {f"{question}.text": text} | {f"{question}.{name}": str(value) for name, value in mark.items()}
        started = time.monotonic()
        answer = self._open(
            f"/returns/{self.reference}/section/{SECTION}/autosave/",
            json.dumps(sent).encode(),
            {"Content-Type": "application/json", "X-CSRFToken": self.token(), "Referer": self.base_url},
        )
        self.seconds.append(time.monotonic() - started)
        said = json.loads(answer)
        if said["state"] == "saved":
            self.acknowledged += 1
            self.possible[question] = [text]
            self.marks[question] = said["marks"][question]
        else:
            self.failures.append(answer)
            self.marks.clear()

    def read_marks(self) -> None:
        """Take each question's version and fingerprint from the page, as a person does who loads it anew."""
        page = self.get(f"/returns/{self.reference}/section/{SECTION}/")
        for question in self.questions:
            self.marks[question] = {name: hidden(page, f"{question}.{name}") for name in ("version", "base")}

    def get(self, path: str) -> str:
        """A page."""
        return self._open(path, None, {})

    def token(self) -> str:
        """The form token of the session."""
        return next((cookie.value or "" for cookie in self.cookies if "csrf" in cookie.name), "")

    def _open(self, path: str, body: bytes | None, headers: dict[str, str]) -> str:
        request = urllib.request.Request(self.base_url + path, body, headers)
        try:
            with self.opener.open(request, timeout=30) as response:
                return str(response.read().decode())
        except urllib.error.HTTPError as refused:
            with refused:
                text = refused.read().decode()
            if refused.code >= 500:
                self.failures.append(f"{refused.code} {path}: {text[:200]}")
                raise
            return text


def hidden(page: str, name: str) -> str:
    """The value of a hidden field."""
    tag = re.search(rf'<input[^>]*name="{re.escape(name)}"[^>]*>', page)
    assert tag, f"The page has no field {name}."
    value = re.search(r'value="([^"]*)"', tag[0])
    return value[1] if value else ""


def prepare(server: PortalServer, people: int) -> list[Writer]:
    """Writers for as many returns; the server need not run yet."""
    printed = server.manage("shell", "-v0", "-c", PREPARE.format(people=people, section=SECTION))
    line = next(line for line in printed.splitlines() if line.startswith("PREPARED "))
    made = [Writer(server.base_url, *row) for row in json.loads(line.removeprefix("PREPARED "))]
    assert len(made) == people
    return made


def start(work: list[Callable[[threading.Event], None]], stop: threading.Event) -> list[threading.Thread]:
    """Set everybody to work."""
    threads = [threading.Thread(target=each, args=(stop,), daemon=True) for each in work]
    for thread in threads:
        thread.start()
    return threads
