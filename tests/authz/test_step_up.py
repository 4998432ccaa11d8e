"""No way round showing again who one is (bars S26): the list of pages comes from the addresses themselves."""

import re
import time
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from home.tests.factories import home_page
from portal.accounts import sessions
from portal.accounts.step_up import is_asked_in_admin
from portal.accounts.tests.factories import UserFactory
from tests.authz import matrix
from tests.authz.test_matrix import send
from tests.authz.world import build_world, sign_in

# Addresses of this kind must ask, or stand below with the reason why they need not.
MUST_ASK = re.compile(
    r"\.csv|\.xlsx|/export|publish/|delete/|cases/.*withdraw/|hand-over/|invite/|unit/people/.*second-step/|admin/users/(new|edit)"
)
NEED_NOT = {
    "^admin/users/delete/": "closed",
    "admin/bulk/accounts/user/delete/": "closed",
    "admin/users/delete/<int:pk>/": "closed by the one before it",
    "returns/<str:reference>/workbook/<slug:kind>.xlsx": "one's own return, to be filled in",
    "unit/rounds/<int:pk>/exports/<uuid:key>/": "says whether the file is there; the file itself asks",
    "unit/editions/<int:pk>/publish/": "questions, not findings",
    "admin/pages/<int:page_id>/unpublish/": "takes off the site what editors can put back",
    "admin/documents/multiple/<int:doc_id>/delete/": "takes back what was uploaded a moment ago",
    "admin/images/multiple/<int:image_id>/delete/": "takes back what was uploaded a moment ago",
}
LONG_AGO = 11 * 60
AGAIN = "/accounts/again/"


def views(patterns: list[URLPattern | URLResolver] | None = None, prefix: str = "") -> Iterator[tuple[str, object]]:
    """Every route with what answers it."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        here = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns, here)
        else:
            yield here, pattern.callback


def asking(route: str, view: object, path: str, method: str) -> bool:
    """Whether that request must be answered by asking."""
    kind = getattr(view, "asks_again", None)
    if kind is not None:
        return kind == "always" or method == "POST"
    return route.startswith("admin/") and is_asked_in_admin(RequestFactory().generic(method, path), resolve(path))


def test_pages_that_give_much_out_or_take_much_away_ask():
    forgotten = []
    for route, view in views():
        if not MUST_ASK.search(route) or route in NEED_NOT or hasattr(view, "asks_again"):
            continue
        path = "/" + re.sub(r"[$^]|\(\?P<[^>]+>[^)]*\)|<[^>]+>", lambda found: "1" if len(found[0]) > 1 else "", route)
        if not is_asked_in_admin(RequestFactory().get(path), resolve(path)):
            forgotten.append(route)
    assert forgotten == []


@pytest.mark.matrix
@pytest.mark.django_db
@pytest.mark.parametrize("role", ["unit_officer", "lead_a", "agency_lead", "editor", "moderator", "admin"])
def test_after_ten_minutes_every_such_page_asks_whoever_may_open_it(role, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    world, client, known = build_world(), Client(raise_request_exception=False), dict(views())
    sign_in(client, world, role)
    client.get("/start/")
    session = client.session
    session[sessions.BEGAN] = int(time.time()) - LONG_AGO
    session.save()
    asked, round_it = 0, []
    for case in matrix.cases():
        path = "/" + case.at.format(**vars(world))
        for method in ("GET", "POST", "PUT", "DELETE"):
            if not asking(case.route, known[case.route], path, method) or not case.allows(role, method):
                continue
            answer = send(client, method, path)
            where = answer.headers.get("Location", "")
            shown = answer.status_code == 200 and b"step-up-" in answer.content
            asked += 1
            if not (where.startswith(AGAIN) or shown or answer.status_code == 405):
                round_it.append(f"{method} {path}: {answer.status_code} {where}")
    assert round_it == []
    assert asked


@pytest.mark.django_db
def test_a_pop_up_of_the_admin_says_that_it_asks_and_keeps_the_comment(client):
    client.force_login(UserFactory(admin=True))
    client.get("/start/")
    session = client.session
    session[sessions.BEGAN] = int(time.time()) - LONG_AGO
    session.save()
    address = f"/admin/pages/workflow/collect_action_data/{home_page().pk}/approve/1/"
    told = client.post(address, {"comment": "Good. <b>Well</b> done."}, headers={"x-requested-with": "XMLHttpRequest"})
    shown = BeautifulSoup(told.json()["html"], "html.parser")
    assert "Nothing has been sent or changed yet" in shown.text
    assert "Good. <b>Well</b> done." in shown.blockquote.text
    assert shown.a["href"].startswith(AGAIN)
