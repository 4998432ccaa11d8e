"""A chase sent five times at the same moment, from one page or from five: one chase, one mail each (bars R5, R19)."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from tests.conftest import ServerFactory
from tests.support.casework import ask
from tests.support.respondent import Respondent, hidden
from tests.support.server import PortalServer

pytestmark = pytest.mark.crash

TIMES = 5
ONE_PAGE, FIVE_PAGES = "not_started", "changes"
# The round, and for each segment whom the chase is to tell of which returns.
BEFORE = f"""
from django.http import QueryDict
from audit_forms.self_assessments.models import Round
from audit_forms.self_assessments.segments import in_segment
from audit_forms.self_assessments.services import plan_chase

exercise = Round.objects.running().get(title__startswith="Section 175")
result = dict(round=exercise.pk)
for segment in ("{ONE_PAGE}", "{FIVE_PAGES}"):
    plan = plan_chase(exercise=exercise, returns=in_segment(exercise, segment, QueryDict()))
    result[segment] = dict(
        chases=1, mails=sorted(each.person.email for each in plan.letters),
        returns=sorted(each.audit_return.reference for each in plan.told),
        trail=["return.chased"] * len(plan.told) + ["round.chased"],
    )
"""
# The same of what was sent, by the words that the officer typed.
AFTER = f"""
from audit_forms.self_assessments.models import Chase, ChasedReturn
from portal.outbox.models import Message
from portal.trail.models import AuditTrail

result = dict()
for segment in ("{ONE_PAGE}", "{FIVE_PAGES}"):
    words = f"Please look at this: {{segment}}."
    chased = ChasedReturn.objects.filter(chase__text=words)
    result[segment] = dict(
        chases=Chase.objects.filter(text=words).count(),
        mails=sorted(Message.objects.filter(text__contains=words).values_list("to", flat=True)),
        returns=sorted(chased.values_list("audit_return__reference", flat=True)),
        trail=sorted(AuditTrail.objects.filter(
            action__endswith=".chased", data__segment=segment, at__gte=Chase.objects.filter(text=words)[0].sent_at,
        ).values_list("action", flat=True)),
    )
"""


def send_at_once(person: Respondent, page: str, forms: list[dict[str, str]], segment: str) -> list[requests.Response]:
    """Send all those forms of the page at the same moment, then the first once more as Back and send again do."""
    sent = [form | {"text": f"Please look at this: {segment}.", "step": "send"} for form in forms]
    twins = [person.twin() for _ in sent]
    with ThreadPoolExecutor(len(sent)) as pool:
        answers = list(pool.map(lambda twin, form: twin.post(page, form), twins, sent))
    return [*answers, person.post(page, sent[0])]


def chased_once(server: PortalServer) -> None:
    """Five clicks on one page, then one click on each of five pages that were open side by side."""
    expected = ask(server, BEFORE)
    pages = f"/unit/rounds/{expected.pop('round')}/chase/?segment="
    officer = Respondent(server, "unit@demo.example").sign_in()

    page = hidden(officer.get(pages + ONE_PAGE).text)
    answers = send_at_once(officer, pages + ONE_PAGE, [page] * TIMES, ONE_PAGE)
    assert [answer.status_code for answer in answers] == [302] * (TIMES + 1)

    opened = [hidden(officer.get(pages + FIVE_PAGES).text) for _ in range(TIMES)]
    assert len({each["key"] for each in opened}) == TIMES
    answers = send_at_once(officer, pages + FIVE_PAGES, opened, FIVE_PAGES)[:TIMES]
    refused = [answer for answer in answers if answer.status_code == 200]
    assert len(refused) == TIMES - 1
    assert all("Something has changed since you opened the page" in answer.text for answer in refused)

    assert all(len(each["mails"]) > 1 for each in expected.values())
    assert ask(server, AFTER) == expected
    assert "Traceback" not in server.log


def test_a_chase_at_once_on_sqlite(new_server: ServerFactory):
    server = new_server()
    server.start()
    chased_once(server)


def test_a_chase_at_once_on_postgres(new_postgres_server: ServerFactory):
    server = new_postgres_server()
    server.start()
    chased_once(server)
