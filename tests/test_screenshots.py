"""Pictures of the main pages for README and documentation: `make screenshots` writes them to docs/screenshots."""

import pytest

from tests.support.browsing import PHONE, login, screenshot

pytestmark = pytest.mark.browser

PUBLIC = {"home": "/", "framework": "/framework/", "audit-outcomes": "/audit-outcomes/"}
SIGNED_IN = {"returns": ("dsl@demo.example", "/returns/"), "unit": ("unit@demo.example", "/unit/")}


@pytest.mark.parametrize("name", PUBLIC)
def test_picture_of_a_public_page(shared_server, visit, name):
    page = visit(shared_server)
    page.goto(PUBLIC[name])
    assert screenshot(page, name).stat().st_size > 0


def test_picture_of_the_home_page_on_a_phone(shared_server, visit):
    page = visit(shared_server, viewport=PHONE)
    page.goto("/")
    assert screenshot(page, "home-phone").stat().st_size > 0


@pytest.mark.parametrize("name", SIGNED_IN)
def test_picture_of_a_page_behind_the_login(shared_server, visit, name):
    email, path = SIGNED_IN[name]
    page = visit(shared_server)
    login(page, email)
    page.goto(path)
    assert screenshot(page, name).stat().st_size > 0
