"""The server that the other tests rely on: it starts, survives being killed, and shows its pages in a browser."""

import urllib.request

import pytest

from tests.support.browsing import login

pytestmark = pytest.mark.browser


@pytest.mark.crash
def test_server_answers_again_after_a_kill(portal_server):
    portal_server.kill()
    assert not portal_server.is_ready()
    portal_server.start()
    with urllib.request.urlopen(f"{portal_server.base_url}/healthz", timeout=5) as answer:
        assert answer.status == 200


@pytest.mark.crash
def test_server_runs_on_postgres(new_postgres_server):
    server = new_postgres_server()
    server.start()
    assert server.is_ready()
    assert "postgres" in server.database_url


def test_home_page_opens_without_complaint(shared_server, visit):
    page = visit(shared_server)
    answer = page.goto("/")
    assert answer is not None
    assert answer.status == 200
    assert page.locator("h1").count() == 1


def test_a_demo_account_signs_in_through_the_form(shared_server, visit):
    page = visit(shared_server)
    login(page, "dsl@demo.example")
    assert "/accounts/" not in page.url
