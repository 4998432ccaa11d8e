"""Codes guessed and buttons pressed at the same moment: every guess counts, and a link signs once (bars R5, S9)."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.conftest import ServerFactory
from tests.support.casework import COMPLETE, STORY, ask
from tests.support.respondent import Respondent, hidden
from tests.support.server import PortalServer

pytestmark = pytest.mark.crash

ADDRESS = "head.without.account@school.demo.example"
SEND = """
from audit_forms.returns import services
from audit_forms.returns.models import Return
from audit_forms.returns.signing import Invitee
from portal.accounts.models import User

services.send_for_sign_off(
    audit_return=Return.objects.get(reference="{reference}"), actor=User.objects.get(email="dsl@demo.example"),
    invitees={{"head": Invitee("Hal Head", "{address}")}},
)
result = None
"""
NEWEST_MAIL = """
from portal.outbox.models import Message

result = Message.objects.filter(to="{address}").order_by("-pk")[0].text
"""
TRIES = """
from audit_forms.returns.models import SigningLink

result = SigningLink.objects.get(email="{address}").code_tries
"""
LATER = """
from datetime import timedelta
from audit_forms.returns.models import SigningLink
from django.utils import timezone

result = SigningLink.objects.update(code_sent_at=timezone.now() - timedelta(minutes=2))
"""
PEOPLE, GUESSES = 5, 40
CODE = re.compile(r"\b\d{6}\b")
LINK = re.compile(r"/returns/sign/[\w-]+/")


def at_once(person: Respondent, path: str, forms: list[dict[str, str]]) -> list[int]:
    """Send all those forms from one browser at the same time."""
    twins = [person.twin() for _ in forms]
    with ThreadPoolExecutor(PEOPLE) as pool:
        answers = pool.map(lambda twin, form: twin.post(path, form), twins, forms)
        return [answer.status_code for answer in answers]


def in_newest_mail(server: PortalServer, pattern: re.Pattern[str]) -> str:
    """What the pattern finds in the newest mail to the head."""
    found = pattern.search(ask(server, NEWEST_MAIL.format(address=ADDRESS)))
    assert found is not None
    return found.group()


def signing_at_once(server: PortalServer) -> None:
    """Forty guesses at one code, then the right one too late; a new code, and five clicks at once."""
    reference = ask(server, COMPLETE)
    ask(server, SEND.format(reference=reference, address=ADDRESS))
    link = in_newest_mail(server, LINK)
    head = Respondent(server, ADDRESS)
    token = hidden(head.get(link).text)
    head.post(f"{link}code/", token)
    right = in_newest_mail(server, CODE)
    wrong = [f"{number:06}" for number in range(GUESSES) if f"{number:06}" != right]
    assert set(at_once(head, f"{link}prove/", [token | {"code": code} for code in wrong])) == {200}
    assert ask(server, TRIES.format(address=ADDRESS)) == 5
    assert head.post(f"{link}prove/", token | {"code": right}).status_code == 200
    assert "What you confirm" not in head.get(link).text

    ask(server, LATER)
    head.post(f"{link}code/", token)
    right = in_newest_mail(server, CODE)
    proved = at_once(head, f"{link}prove/", [token | {"code": right}] * PEOPLE)
    assert sorted(proved) == [200, 200, 200, 200, 302]
    assert "Traceback" not in server.log


def pressed_at_once(server: PortalServer) -> None:
    """The signatory presses Confirm five times at the same moment."""
    reference = ask(server, COMPLETE)
    ask(server, SEND.format(reference=reference, address=ADDRESS))
    link = in_newest_mail(server, LINK)
    head = Respondent(server, ADDRESS)
    head.post(f"{link}code/", hidden(head.get(link).text))
    code = in_newest_mail(server, CODE)
    head.post(f"{link}prove/", hidden(head.get(link).text) | {"code": code})
    fields = hidden(head.get(link).text) | {"confirm": "1"}
    at_once(head, link, [fields] * PEOPLE)
    told = ask(server, STORY.format(reference=reference))
    assert (told["status"], told["sign_offs"]) == ("awaiting_sign_off", 1)
    assert told["trail"].count("return.confirmed") == 1
    assert [to for to, _ in told["mails"]] == ["chair@demo.example"]
    assert head.get(f"{link}signed/").status_code == 200
    assert "Traceback" not in server.log


def test_guesses_and_clicks_on_sqlite(new_server: ServerFactory):
    for story in (signing_at_once, pressed_at_once):
        server = new_server()
        server.start()
        story(server)


def test_guesses_and_clicks_on_postgres(new_postgres_server: ServerFactory):
    for story in (signing_at_once, pressed_at_once):
        server = new_postgres_server()
        server.start()
        story(server)
