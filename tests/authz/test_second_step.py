"""Where a second factor is asked for, nothing but its set-up is open before it was shown (bars S8, M8)."""

import pytest
from django.test import Client

from portal.accounts.factor_gate import OPEN
from portal.accounts.factor_services import reset_factors
from portal.accounts.tests.factor_steps import code_of, give_app
from tests.authz import matrix
from tests.authz.test_matrix import send
from tests.authz.world import build_world, sign_in

pytestmark = [pytest.mark.matrix, pytest.mark.django_db]
SET_UP, AGAIN = "/accounts/second-step/", "/accounts/second-step/again/"
# What is open: how a factor is set up or shown, the way out, and what draws these pages.
OPEN_ROUTES = {
    "accounts/again/",
    "accounts/logout/",
    "accounts/session/",
    "accounts/second-step/",
    "accounts/second-step/again/",
    "accounts/second-step/app/",
    "accounts/second-step/passkey/",
    "accounts/second-step/passkey/again/",
    "brand.css",
    "media/images/<str:name>",
    "healthz",
    "readyz",
}


@pytest.fixture(autouse=True)
def _asked_of_everybody(settings):
    settings.REQUIRE_SECOND_FACTOR = True
    settings.ALLOWED_HOSTS = ["testserver"]


def reached(client, world):
    """Routes that answer otherwise than by leading to the set-up, by any method."""
    found = set()
    for case in matrix.cases():
        path = "/" + case.at.format(**vars(world))
        for method in ("GET", "POST"):
            answer = send(client, method, path)
            if answer.status_code != 302 or answer["Location"].split("?")[0] not in (SET_UP, AGAIN):
                found.add(case.route)
    return found


@pytest.mark.parametrize("role", ["unit_officer", "lead_a"])
def test_nothing_beyond_the_set_up_is_open_to_whoever_has_no_factor_yet(role):
    world = build_world()
    client = Client(raise_request_exception=False)
    sign_in(client, world, role)
    beyond = reached(client, world) - OPEN_ROUTES
    assert beyond == set()
    assert len(OPEN) == len(OPEN_ROUTES)


def test_a_session_from_before_the_factor_must_show_it_too():
    """Whoever had the password before its owner set a factor up gains nothing by it."""
    world = build_world()
    client = Client(raise_request_exception=False)
    sign_in(client, world, "unit_officer")
    client.get("/unit/")
    secret = give_app(world.people["unit_officer"])
    assert client.get("/unit/")["Location"].startswith(AGAIN)
    assert reached(client, world) - OPEN_ROUTES == set()
    assert client.post(f"{AGAIN}?next=/unit/", {"code": code_of(secret)})["Location"] == "/unit/"
    assert client.get("/unit/").status_code == 200


def test_a_factor_that_was_taken_away_counts_no_more_in_open_sessions():
    world = build_world()
    client = Client(raise_request_exception=False)
    sign_in(client, world, "lead_a")
    secret = give_app(world.people["lead_a"])
    client.post(f"{AGAIN}?next=/returns/", {"code": code_of(secret)})
    assert client.get("/returns/").status_code == 200
    reset_factors(person=world.people["lead_a"], actor=world.people["unit_officer"])
    assert client.get("/returns/")["Location"] == SET_UP
