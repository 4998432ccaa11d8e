"""No browser may keep what somebody signed in was shown (bars S27, S29): every address of the portal, by every role."""

import pytest
from django.test import Client

from tests.authz import matrix
from tests.authz.test_csrf import put_away
from tests.authz.test_matrix import send
from tests.authz.world import build_world, sign_in

pytestmark = [pytest.mark.matrix, pytest.mark.django_db]

# Whoever has signed out is nobody any more: an answer without content, to the public home page.
SIGNED_OUT = {"/accounts/logout/", "/admin/logout/"}


@pytest.mark.parametrize("role", ["lead_a", "agency_auditor", "unit_officer"])
def test_nothing_behind_the_login_may_be_kept(role, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    world, client = build_world(), Client(raise_request_exception=False)
    sign_in(client, world, role)
    kept = []
    for case in matrix.cases():
        path = "/" + case.at.format(**vars(world))
        for method in ("GET", "POST"):
            if method == "POST" and path in SIGNED_OUT:
                continue
            answer = send(client, method, path)
            put_away(answer)
            if "no-store" not in answer.headers.get("Cache-Control", ""):
                kept.append(f"{method} {path}: {answer.status_code} {answer.headers.get('Cache-Control')}")
    assert kept == []
