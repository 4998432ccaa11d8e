"""The page inventory cannot go stale: every template that makes a whole page is in it."""

import re

from scripts.steps import ROOT
from tests.browser.pages import SCREENS
from tests.browser.screens import STATES

TEMPLATES = ROOT / "templates"
EXTENDS = re.compile(r'{%\s*extends\s+"([^"]+)"')
# Brought about and opened in test_faults.py.
FAULTS = {"400.html", "403_csrf.html", "429.html", "500.html", "503.html"}
# Between two steps, once in an account's life, or after ten minutes: opened in test_second_step.py.
PASSING = {"account/step_up.html", "mfa/authenticate.html", "mfa/codes.html", "organisations/begin_anew.html"}


def whole_pages() -> set[str]:
    """Templates that extend another and that no other extends: what a view or a page type renders."""
    texts = {str(path.relative_to(TEMPLATES)): path.read_text() for path in TEMPLATES.rglob("*.html")}
    parents = {name: found.group(1) for name, text in texts.items() if (found := EXTENDS.search(text))}
    outside = {name for name in parents if name.startswith(("emails/", "modeladmin/")) or "/admin/" in name}
    return set(parents) - set(parents.values()) - outside


def test_every_template_is_in_the_inventory():
    assert whole_pages() - {screen.template for screen in SCREENS} - FAULTS - PASSING == set()


def test_the_inventory_names_only_templates_that_exist():
    missing = [screen.template for screen in SCREENS if not (TEMPLATES / screen.template).exists()]
    assert missing == []


def test_each_screen_is_named_once_and_its_state_is_known():
    names = [str(screen) for screen in SCREENS]
    assert sorted(set(names)) == sorted(names)
    assert {screen.state for screen in SCREENS} <= set(STATES)


def test_a_screen_in_error_says_which_mistake_was_made():
    assert [str(screen) for screen in SCREENS if (screen.state == "error") != bool(screen.mistake)] == []
