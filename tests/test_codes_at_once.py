"""One code from an app, shown to two processes: the second refuses it (bars M10, S8)."""

import time

import pytest

from portal.accounts.tests.factor_steps import code_of
from tests.support.casework import ask
from tests.support.respondent import Respondent, hidden
from tests.support.server import PortalServer

pytestmark = pytest.mark.crash

GIVE_APP = """
from portal.accounts.models import User
from portal.accounts.tests.factor_steps import give_app

result = give_app(User.objects.get(email="dsl@demo.example"))
"""
CHECK = "/accounts/second-step/check/"


def between_the_steps(server):
    """Somebody who has given the password."""
    person = Respondent(server, "dsl@demo.example").sign_in()
    return person, hidden(person.get(CHECK).text)


def test_a_code_that_one_process_has_taken_is_refused_by_another(new_server):
    one = new_server(WEB_WORKERS="1")
    other = PortalServer(one.data, WEB_WORKERS="1")
    one.start()
    other.start()
    try:
        secret = ask(one, GIVE_APP)
        first, second = between_the_steps(one), between_the_steps(other)
        if time.time() % 30 > 25:
            time.sleep(6)
        code = code_of(secret)
        told = [person.post(CHECK, {**words, "code": code}) for person, words in (first, second)]
    finally:
        other.kill()
    assert [answer.status_code for answer in told] == [302, 200]
    assert "used before" in told[1].text
