"""The pages for when something has failed: drawn without a database, as readable as any other (bars A1, A3, R22)."""

import pytest
from django.template.loader import render_to_string

from tests.browser.measures import axe_everywhere, reflow_problems, ruler, target_problems

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("template", ["400.html", "500.html", "503.html"])
def test_a_fault_page_is_readable_and_leads_back(open_as, template):
    page = open_as(expected=(f"status of {template[:3]}",))
    body = render_to_string(template, {"reference": "0a1b2c3d"})
    page.route("**/fault", lambda route: route.fulfill(status=int(template[:3]), body=body, content_type="text/html"))
    page.goto("/fault")
    assert page.locator("main a[href='/']").count() == 1 or template == "503.html"
    assert page.get_by_text("0a1b2c3d").is_visible()
    assert ruler(page, "structure") + reflow_problems(page) + target_problems(page) + axe_everywhere(page) == []


def test_a_closed_portal_says_so_and_when_to_come_back(new_server, visit):
    server = new_server()
    server.start()
    (server.data / "maintenance").touch()
    page = visit(server, expected=("status of 503",))
    answer = page.goto("/")
    assert answer.status == 503
    assert answer.headers["retry-after"] == "600"
    (server.data / "maintenance").unlink()
    assert page.goto("/").status == 200
