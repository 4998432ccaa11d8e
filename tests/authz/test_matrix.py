"""Walks every route, role and method of the matrix and compares what the portal does with what the file says."""

import re
from http.cookies import SimpleCookie
from itertools import chain

import pytest
from django.db import transaction
from django.test import Client

from tests.authz import matrix
from tests.authz.opened import text_of
from tests.authz.readable import readable_canaries
from tests.authz.world import build_world, sign_in

CELLS = 30_000
RETURN_PAGE = re.compile(r"/returns/[^/]+/")
OUTCOMES = {401: "login", 403: "forbidden", 404: "not_found", 405: "no_method"}
ANSWERED = {"allowed", "to_the_return", "turned_back"}  # /start/ sends editors to the admin's home
SERVER_ERROR = 500


def outcome(response) -> str:
    """What the person was told, in the matrix's words."""
    status = response.status_code
    if status in (301, 302) and response["Location"].split("?")[0].endswith("/login/"):
        return "login"
    if status in (301, 302) and response["Location"].split("?")[0] == "/admin/":
        return "turned_back"
    if status in (301, 302) and RETURN_PAGE.fullmatch(response["Location"]):
        return "to_the_return"
    return OUTCOMES.get(status, "error" if status >= SERVER_ERROR else "allowed")


def send(client: Client, method: str, path: str):
    """One request whose effects are undone, those on the cookies too."""
    cookies = client.cookies.output()
    kept = {name: morsel.value for name, morsel in client.cookies.items()}
    with transaction.atomic():
        response = client.generic(method, path, b"", content_type="application/x-www-form-urlencoded")
        transaction.set_rollback(True)
    if client.cookies.output() != cookies:
        client.cookies = SimpleCookie(kept)
    return response


def foreign_canaries(response, readable: re.Pattern[str]) -> list[str]:
    """Texts in the answer that belong to somebody whose things this role may not see (bars S2)."""
    found = re.findall(r"CANARY-([a-z0-9-]+?)-7f3a", text_of(response) + str(response.headers))
    return sorted({name for name in found if not readable.fullmatch(name)})


def mismatch(case: matrix.Case, role: str, method: str, seen: str) -> bool:
    """Whether what happened contradicts the file."""
    if seen == "error":
        return not (case.may_fail and case.allows(role, method))
    if case.allows(role, method):
        return seen == "login" if case.any_method else seen not in ANSWERED
    if not case.handles(method):
        return seen not in case.refusals(role) | {"no_method"}
    return seen not in case.refusals(role)


@pytest.mark.matrix
@pytest.mark.django_db
@pytest.mark.parametrize("role", matrix.roles())
def test_every_cell_of_the_matrix_holds(role, settings):
    """Every role gets at every address what the file says, by every method."""
    settings.ALLOWED_HOSTS = ["testserver"]
    world = build_world()
    client = Client(raise_request_exception=False)
    sign_in(client, world, role)
    readable = re.compile(readable_canaries(role))
    wrong = []
    for case in matrix.cases():
        path = "/" + case.at.format(**vars(world))
        for method in matrix.methods_asked(case, role):
            response = send(client, method, path)
            seen, leaked = outcome(response), foreign_canaries(response, readable)
            if leaked or mismatch(case, role, method, seen):
                wrong.append(f"{method} {path} ({case.route}): {seen} {leaked or ''}")
    assert not wrong, f"{role}: {len(wrong)} mismatches\n" + "\n".join(wrong)


def test_every_route_is_in_the_matrix():
    """A new address that nobody has decided about fails the build; so does a row for an address that has gone."""
    assert sorted({case.route for case in matrix.cases()}) == sorted(set(matrix.routes()))


def test_the_matrix_is_large_enough_to_mean_something():
    """At least 30,000 cells (bars S1), and at each address every method by some role."""
    asked = [[matrix.methods_asked(case, role) for role in matrix.roles()] for case in matrix.cases()]
    assert sum(len(methods) for by_role in asked for methods in by_role) >= CELLS
    assert all(set(chain.from_iterable(by_role)) == set(matrix.METHODS) for by_role in asked)
