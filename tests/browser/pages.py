"""The page inventory: every template of the portal in each of its states, and the demo account that sees it.

`test_inventory.py` fails when a template is missing here.
"""

from tests.browser.screens import Mistake, Screen

PUBLIC = [
    Screen("home/home_page.html", "filled", "/"),
    Screen("home/search.html", "filled", "/search/?q=safeguarding"),
    Screen("home/search.html", "empty", "/search/?q=zzzz"),
    Screen("home/information_page.html", "filled", "{page:home.informationpage}"),
    Screen("home/section_page.html", "filled", "{page:home.sectionpage}"),
    Screen("home/contact_page.html", "filled", "{page:home.contactpage}"),
    Screen("home/accessibility_page.html", "filled", "{page:home.accessibilitypage}"),
    Screen("404.html", "filled", "/no-such-page/"),
    Screen("account/login.html", "filled", "/accounts/login/"),
    Screen("account/login.html", "error", "/accounts/login/", mistake=Mistake("Sign in", {"login": "dsl@demo"})),
]

PORTAL: list[Screen] = []

SCREENS = [*PUBLIC, *PORTAL]
