"""The same judgement for public pages and for pages behind the login, which run on different workers."""

from tests.browser.conftest import Open
from tests.browser.errors import error_problems
from tests.browser.measures import axe_everywhere, paper_problems, reflow_problems, ruler, target_problems
from tests.browser.places import Places
from tests.browser.screens import Screen


def what_is_wrong(open_as: Open, places: Places, screen: Screen) -> list[str]:
    """What a page has wrong, opened once for all of it.

    A1: what axe finds at three widths, in normal and forced colours. A3, A4, A9: what sticks out or is cut off, on
    paper too, small targets, and what is missing from the frame of the page.
    """
    page = open_as(screen.account, expected=screen.complaints)
    screen.open(page, places)
    problems = ruler(page, "structure") + reflow_problems(page) + target_problems(page)
    return problems + axe_everywhere(page) + paper_problems(page)


def what_the_error_lacks(open_as: Open, places: Places, screen: Screen) -> list[str]:
    """A5: title, focused summary with working links, messages beside fields, input kept."""
    assert screen.mistake
    page = open_as(screen.account, expected=screen.complaints)
    screen.open(page, places)
    return error_problems(page, screen.mistake)
