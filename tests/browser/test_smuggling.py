"""Script that somebody typed stays text, wherever it is shown (bars S17).

The content security policy is switched off here: it must be the second lock, not the only one.
"""

import re
import sqlite3
import urllib.request
from urllib.parse import quote

import pytest

from tests.browser.payloads import MARK, PAYLOADS
from tests.browser.places import Places
from tests.support import demo_data
from tests.support.browsing import login

pytestmark = pytest.mark.browser
RETURN = "/returns/{of:dsl:draft}"
SHOWN = {
    "dsl": ["/returns/", f"{RETURN}/", f"{RETURN}/check/", f"{RETURN}/read/", "/organisations/{row:school}/people/"],
    "unit": [
        "/unit/",
        "/unit/rounds/{row:round}/",
        "/unit/rounds/{row:round}/?page=2",
        "/unit/rounds/{row:round}/extend/?return={any:draft}",
        "/unit/organisations/",
        "/unit/organisations/?page=2",
        "/unit/organisations/import/",
        "/unit/organisations/import/{row:import}/",
        "/unit/organisations/import/{row:import}/?page=2",
        f"{RETURN}/",
        "/alerts/",
        "/alerts/{row:alert}/",
    ],
    "admin": ["/admin/users/", "/admin/organisations/organisation/", "/admin/organisations/membership/"],
}
REFLECTED = ("/search/?q=", "/accounts/login/?next=", "/audit-outcomes/?year=", "/unit/rounds/{row:round}/?search=")
FOUND = f"() => [...document.querySelectorAll('[id^={MARK}]')].map(each => each.outerHTML.slice(0, 120))"
LOCATION = re.compile(r"<loc>https?://[^/]+(/[^<]*)</loc>")
NUMBER = re.compile(f"{MARK}-(\\d+)")


@pytest.fixture
def smuggled_server(new_server):
    """A server whose data holds the payloads in every text."""
    server = new_server()
    demo_data.manage(server.data, "", "shell", "-c", "from tests.browser import smuggling; smuggling.write()")
    server.start()
    return server


def test_no_text_becomes_part_of_a_page(smuggled_server, visit):
    places = Places(smuggled_server.data / "portal.sqlite3")
    dialogs, injected, shown = [], {}, set()
    for account, addresses in SHOWN.items():
        page = visit(smuggled_server, bypass_csp=True)
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        login(page, f"{account}@demo.example")
        for address in [places.resolve(each) for each in addresses] + section_pages(page, account, places):
            page.goto(address)
            if found := page.evaluate(FOUND):
                injected[address] = found
            shown |= {int(number) for number in NUMBER.findall(page.content())}
    assert injected == {}
    assert dialogs == []
    assert shown == set(range(len(PAYLOADS)))


def section_pages(page, account, places):
    """The lead's own section pages, where every answer stands in a box."""
    if account != "dsl":
        return []
    page.goto(places.resolve(f"{RETURN}/"))
    links = page.locator(".govuk-task-list a").evaluate_all("all => all.map(each => each.getAttribute('href'))")
    assert len(links) > 10
    return links


def test_what_an_address_says_is_shown_as_text(smuggled_server, visit):
    places = Places(smuggled_server.data / "portal.sqlite3")
    page = visit(smuggled_server, bypass_csp=True, expected=("status of 404",))
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    login(page, "unit@demo.example")
    for address in REFLECTED:
        for text in PAYLOADS[::4]:
            page.goto(places.resolve(address) + quote(text))
            assert page.evaluate(FOUND) == []
    assert dialogs == []


def test_mail_shows_names_as_text(smuggled_server, browser):
    connection = sqlite3.connect(smuggled_server.data / "portal.sqlite3")
    bodies = [row[0] for row in connection.execute("SELECT html FROM outbox_message WHERE html LIKE ?", [f"%{MARK}%"])]
    connection.close()
    page = browser.new_page()
    assert len(bodies) >= len(PAYLOADS)
    for body in bodies:
        page.set_content(body)
        assert page.evaluate(FOUND) == []
    page.close()


def test_no_text_of_an_editor_becomes_part_of_a_public_page(new_server, visit):
    """Pages, blocks, themes, the partnership's own settings: on the site, in searches, and in the editors' lists."""
    server = new_server()
    fill = "from tests.browser import smuggling_editors; smuggling_editors.write_public_site()"
    demo_data.manage(server.data, "", "shell", "-c", fill)
    server.start()
    with urllib.request.urlopen(f"{server.base_url}/sitemap.xml", timeout=30) as answer:
        paths = LOCATION.findall(answer.read().decode())
    assert len(paths) > 20
    dialogs, injected, shown = [], {}, set()
    page = visit(server, bypass_csp=True, expected=("status of 404",))
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))

    def look(*addresses):
        for address in addresses:
            page.goto(address)
            if found := page.evaluate(FOUND):
                injected[address] = found
            shown.update(int(number) for number in NUMBER.findall(page.content()))

    look(*paths, "/search/?q=alert", "/subscribe/", "/accounts/login/", "/no-such-page/")
    login(page, "editor@demo.example")
    look("/admin/", "/admin/snippets/publications/theme/", "/admin/pages/", "/admin/reports/site-history/")
    assert injected == {}
    assert dialogs == []
    assert shown == set(range(len(PAYLOADS)))
