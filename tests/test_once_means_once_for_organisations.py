"""Sent five times at the same moment and again afterwards, it happens once: an import, an invitation (bars R5)."""

import sqlite3
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from audit_forms.organisations.tests.register_files import csv_bytes, school
from tests.support.browsing import login

pytestmark = [pytest.mark.browser, pytest.mark.crash]

TIMES = 5
NEW_SCHOOLS = 40
LEAD = "dsl@demo.example"


def count(server, sql):
    with closing(sqlite3.connect(server.data / "portal.sqlite3")) as database:
        return database.execute(f"SELECT count(*) FROM {sql}").fetchone()[0]


def send_at_once(page, url, **fields):
    """The same form from several connections of the same session, and once more when all have been answered."""
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    token = page.locator("main input[name=csrfmiddlewaretoken]").first.input_value()
    body = urllib.parse.urlencode({"csrfmiddlewaretoken": token, **fields}).encode()
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()), "Referer": url}

    def send(_):
        with urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=60) as answer:
            return answer.status

    with ThreadPoolExecutor(TIMES) as pool:
        answers = list(pool.map(send, range(TIMES)))
    return [*answers, send(None)]


def test_an_import_confirmed_at_the_same_moment_is_applied_once(portal_server, visit, tmp_path):
    file = tmp_path / "register.csv"
    file.write_bytes(
        csv_bytes(school(urn=str(970_001 + number), name=f"New {number}") for number in range(NEW_SCHOOLS))
    )
    before = count(portal_server, "organisations_organisation")
    page = visit(portal_server, java_script_enabled=False)
    login(page, "unit@demo.example")
    page.goto("/unit/organisations/import/")
    page.get_by_label("The register’s CSV file").set_input_files(file)
    page.get_by_label("Code of the local authority").fill("999")
    page.get_by_role("button", name="Read the file").click()
    assert page.get_by_role("button", name=f"Import {NEW_SCHOOLS} changes").is_visible()

    assert send_at_once(page, f"{page.url}confirm/") == [200] * (TIMES + 1)
    assert count(portal_server, "organisations_organisation") == before + NEW_SCHOOLS
    assert count(portal_server, "trail_audittrail WHERE action = 'register.imported'") == 1


def test_an_invitation_sent_at_the_same_moment_is_one(portal_server, visit):
    page = visit(portal_server, java_script_enabled=False)
    login(page, LEAD)
    with closing(sqlite3.connect(portal_server.data / "portal.sqlite3")) as database:
        [pk] = database.execute(
            "SELECT organisation_id FROM organisations_membership m JOIN accounts_user u ON u.id = m.user_id "
            "WHERE u.email = ? AND m.role = 'lead'",
            [LEAD],
        ).fetchone()
    page.goto(f"/organisations/{pk}/people/")
    new = {"name": "Nia New", "email": "nia@people.example", "part": "contributor"}

    assert send_at_once(page, page.url, **new) == [200] * (TIMES + 1)
    person = "(SELECT id FROM accounts_user WHERE email = 'nia@people.example')"
    assert count(portal_server, f"organisations_membership WHERE user_id = {person}") == 1
    assert count(portal_server, "outbox_message WHERE \"to\" = 'nia@people.example'") == 1
    assert count(portal_server, f"trail_audittrail WHERE action = 'account.invited' AND target_id = {person}") == 1
