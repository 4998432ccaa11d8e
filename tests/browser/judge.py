"""The same judgement for public pages and for pages behind the login, which run on different workers."""

from tests.browser.conftest import Open
from tests.browser.errors import error_problems
from tests.browser.measures import axe_everywhere, reflow_problems, ruler, target_problems
from tests.browser.places import Places
from tests.browser.screens import Screen


def axe_finds_nothing(open_as: Open, places: Places, screen: Screen) -> None:
    """A1: no violation at three widths, in normal and forced colours."""
    page = open_as(screen.account, expected=screen.complaints)
    screen.open(page, places)
    assert axe_everywhere(page) == []


def fits_every_reader(open_as: Open, places: Places, screen: Screen) -> None:
    """A3, A4, A9: nothing sticks out or is cut off, targets are large enough, the frame of the page is whole."""
    page = open_as(screen.account, expected=screen.complaints)
    screen.open(page, places)
    assert ruler(page, "structure") + reflow_problems(page) + target_problems(page) == []


def follows_the_error_pattern(open_as: Open, places: Places, screen: Screen) -> None:
    """A5: title, focused summary with working links, messages beside fields, input kept."""
    assert screen.mistake
    page = open_as(screen.account, expected=screen.complaints)
    screen.open(page, places)
    assert error_problems(page, screen.mistake) == []
