"""A feedback letter approved, sent and answered five times at the same moment: once each (bars R5, R19)."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from tests.conftest import ServerFactory
from tests.support.casework import ask
from tests.support.respondent import Respondent, hidden
from tests.support.server import PortalServer

pytestmark = pytest.mark.crash

TIMES = 5
# The letter of the demo that waits for a second person, and the one that waits for its school's answer.
BEFORE = """
from audit_forms.self_assessments.models import FeedbackLetter

ready, sent = (FeedbackLetter.objects.get(status=status) for status in ("ready", "sent"))
result = dict(ready=ready.pk, sent=sent.pk, reference=sent.audit_return.reference, practices=len(sent.practices))
"""
AFTER = """
from audit_forms.improvement.models import Action
from audit_forms.self_assessments.models import FeedbackLetter
from audit_forms.self_assessments.notifications import addressees_of
from portal.outbox.models import Message
from portal.trail.models import AuditTrail

sent, answered = (FeedbackLetter.objects.get(pk=pk) for pk in {pks})
told = Message.objects.filter(once_key__startswith=f"feedback:{{sent.pk}}:").values_list("to", flat=True)
result = dict(
    told_once=sorted(told) == sorted(person.email for person in addressees_of(sent)) != [],
    actions=Action.objects.filter(audit_return=sent.audit_return, source="feedback").count() == len(sent.steps),
    sent=list(AuditTrail.objects.about(sent).filter(action__in=["letter.approve", "letter.send"])
        .order_by("pk").values_list("action", flat=True)),
    answered=AuditTrail.objects.about(answered).filter(action="letter.answer").count(), reply=answered.reply,
)
"""


def at_once(person: Respondent, page: str, form: dict[str, str]) -> list[requests.Response]:
    """Send the form five times at the same moment, then once more as Back and send again do."""
    twins = [person.twin() for _ in range(TIMES)]
    with ThreadPoolExecutor(TIMES) as pool:
        answers = list(pool.map(lambda twin: twin.post(page, form), twins))
    return [*answers, person.post(page, form)]


def once_each(server: PortalServer) -> None:
    """Approved by one of the Business Unit, sent by the other, answered by the school."""
    found = ask(server, BEFORE)
    letter = f"/unit/letters/{found['ready']}/"
    approver = Respondent(server, "unit2@demo.example").sign_in()
    answers = at_once(approver, f"{letter}approve/", hidden(approver.get(letter).text))
    writer = Respondent(server, "unit@demo.example").sign_in()
    answers += at_once(writer, f"{letter}send/", hidden(writer.get(letter).text))
    lead = Respondent(server, "dsl@demo.example").sign_in()
    page = f"/returns/{found['reference']}/feedback/answer/"
    shared = {f"share-{number}": "no" for number in range(found["practices"])}
    form = hidden(lead.get(page).text) | shared | {"reply": "Thank you for the letter.", "step": "send"}
    answers += at_once(lead, page, form)
    assert {answer.status_code for answer in answers} == {302}
    assert ask(server, AFTER.format(pks=(found["ready"], found["sent"]))) == {
        "told_once": True,
        "actions": True,
        "sent": ["letter.approve", "letter.send"],
        "answered": 1,
        "reply": "Thank you for the letter.",
    }
    assert "Traceback" not in server.log


def test_a_letter_at_once_on_sqlite(new_server: ServerFactory):
    server = new_server()
    server.start()
    once_each(server)


def test_a_letter_at_once_on_postgres(new_postgres_server: ServerFactory):
    server = new_postgres_server()
    server.start()
    once_each(server)
