"""No state changes without the form's own token, and none by looking at a page (bars S18).

Whoever may use an address sends it what another site could make their browser send: their session, and no token.
"""

from collections import Counter

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections, connection, transaction
from django.test import Client

from home.models import PartnershipSettings
from tests.authz import matrix
from tests.authz.world import build_world, sign_in

UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
READS = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "EXPLAIN", "WITH")
# No state: when somebody was last seen, so that a session ends after idle time, the cache, which /readyz tries, and
# that a letter has been opened.
LEFT_OUT = (
    'UPDATE "django_session"',
    'INSERT INTO "portal_cache"',
    'UPDATE "portal_cache"',
    'UPDATE "self_assessments_feedbackletter" SET "read_at"',
)
ON_RECORD = 'INSERT INTO "trail_audittrail"'
REFUSED = 403
# Leaving by one click, which a mail program does with the address alone (RFC 8058, bars G9), and a box that only hands
# over what is in it to the next form.
WITHOUT_A_TOKEN = ("subscribe/leave/<str:token>/", "subscribe/begin/")


class Written:
    """Counts the statements that would change something."""

    def __init__(self):
        """None so far."""
        self.statements: list[str] = []

    def __call__(self, execute, sql, params, many, context):
        """Note a statement and let it pass."""
        if not sql.startswith(LEFT_OUT) and not sql.lstrip().upper().startswith(READS):
            self.statements.append(sql[:80])
        return execute(sql, params, many, context)


def ask(client: Client, method: str, path: str) -> tuple[int, list[str]]:
    """One request without a token, undone afterwards: the status and what it wrote."""
    written = Written()
    with transaction.atomic():
        with connection.execute_wrapper(written):
            response = client.generic(method, path, b"", content_type="application/x-www-form-urlencoded")
        put_away(response)
        transaction.set_rollback(True)
    return response.status_code, written.statements


def put_away(response) -> None:
    """Close the file an answer may hold, as Django's own client does it: the test's connection stays open."""
    request_finished.disconnect(close_old_connections)
    response.close()
    request_finished.connect(close_old_connections)


def needs_token(case: matrix.Case) -> bool:
    """Whether the form's token is asked for there."""
    return case.route not in WITHOUT_A_TOKEN


def unsafe_cells(role: str) -> list[tuple[matrix.Case, str]]:
    """What that role may change, as the matrix says."""
    return [
        (case, method)
        for case in matrix.cases()
        for method in UNSAFE
        if needs_token(case) and case.allows(role, method)
    ]


@pytest.fixture
def world(db, settings):
    """Everybody and everything of the matrix."""
    settings.ALLOWED_HOSTS = ["testserver"]
    world = build_world()
    PartnershipSettings.for_site(world.site)  # which Wagtail makes when they are first asked for
    return world


@pytest.mark.matrix
@pytest.mark.parametrize("role", matrix.roles())
def test_nothing_changes_without_a_token(world, role):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    sign_in(client, world, role)
    wrong, cells = [], unsafe_cells(role)
    assert cells
    for case, method in cells:
        path = "/" + case.at.format(**vars(world))
        status, written = ask(client, method, path)
        if status != REFUSED or written:
            wrong.append(f"{method} {path} ({case.route}): {status} {written}")
    assert wrong == []


@pytest.mark.matrix
@pytest.mark.parametrize("role", ["anonymous", "lead_a", "head_a", "trust", "unit_officer", "editor"])
def test_looking_changes_nothing(world, role):
    """The portal's own pages; Wagtail notes in its own tables who has a page open.

    That somebody of the Business Unit has taken a file or document out is no change but has to be on record (bars G5).
    """
    client = Client(raise_request_exception=False)
    sign_in(client, world, role)
    looks = [case for case in matrix.cases() if case.allows(role, "GET") and not case.any_method]
    found = Counter()
    for case in looks:
        path = "/" + case.at.format(**vars(world))
        written = ask(client, "GET", path)[1]
        found.update(f"{path}: {statement}" for statement in written if not statement.startswith(ON_RECORD))
    assert looks
    assert found == {}
