"""The ruler itself: it finds each fault when there is one, and keeps quiet when there is none."""

import pytest

from tests.browser.errors import error_problems
from tests.browser.keyboard import walk
from tests.browser.measures import WIDTHS, ruler
from tests.browser.screens import Mistake

pytestmark = pytest.mark.browser

FRAME = '<!doctype html><html lang="en-GB"><title>A page</title><header></header><main><h1>One</h1>{}</main></html>'
FAULTS = {
    "sideways": '<p style="width: 2000px">Wide</p>',
    "unnamedRegions": '<div style="overflow-x: auto"><table style="width: 2000px"><tr><td>Wide</table></div>',
    "clipped": '<p style="width: 60px; white-space: nowrap; overflow: hidden">Much too long for its box</p>',
    "smallTargets": '<button style="width: 12px; height: 12px; padding: 0"></button><button>Next to it</button>',
    "structure": "<h1>Two</h1>",
}
FINE = (
    '<div style="overflow-x: auto" role="region" aria-label="Wide table" tabindex="0">'
    '<table style="width: 2000px"><tr><td>Wide</table></div>'
    '<p>A sentence with <a href="#">a link</a> in it.</p><p><button style="height: 30px">Wide enough</button></p>'
    '<p style="overflow: hidden">Short</p>'
)
REFUSED = """<!doctype html><html lang="en-GB"><title>Error: A page</title>
<div class="govuk-error-summary" tabindex="-1"><ul><li><a href="#name">Enter a name</a></li></ul></div>
<main><p class="govuk-error-message" id="said">Error: Enter a name</p>
<input id="name" name="name" aria-describedby="said"><input name="kept" value="typed"></main>
<script>document.querySelector(".govuk-error-summary").focus()</script></html>"""


@pytest.fixture
def blank(browser):
    """A window that no server has filled."""
    page = browser.new_page(viewport={"width": 320, "height": 600})
    yield page
    page.close()


@pytest.mark.parametrize("name", FAULTS)
def test_the_ruler_finds_the_fault(blank, name):
    blank.set_content(FRAME.format(FAULTS[name]))
    assert len(ruler(blank, name)) == 1


@pytest.mark.parametrize("width", WIDTHS)
def test_the_ruler_is_content_with_a_sound_page(blank, width):
    blank.set_viewport_size({"width": width, "height": 600})
    blank.set_content(FRAME.format(FINE))
    assert ruler(blank, *FAULTS) == []


def test_the_error_pattern_is_recognised(blank):
    blank.set_content(REFUSED)
    assert error_problems(blank, Mistake("Save", {"kept": "typed"})) == []


@pytest.mark.parametrize(
    ("part", "instead"),
    [
        ("Error: A page", "A page"),
        ('href="#name"', 'href="#nowhere"'),
        ('aria-describedby="said"', ""),
        ("Error: Enter a name", "Something else"),
        ('value="typed"', 'value=""'),
        (".focus()", ""),
    ],
)
def test_each_missing_part_of_the_error_pattern_is_noticed(blank, part, instead):
    blank.set_content(REFUSED.replace(part, instead))
    assert error_problems(blank, Mistake("Save", {"kept": "typed"})) != []


def test_a_focus_that_cannot_be_seen_is_noticed(blank):
    buttons = "".join(f"<p><button {style}>Press</button></p>" for style in ["", "", "", "", "style='outline: none'"])
    blank.set_content(FRAME.format(buttons))
    assert walk(blank) == ["focus cannot be seen: button 'Press'"]


def test_a_control_covered_by_something_is_noticed(blank):
    cover = '<p style="position: absolute; background: #fff; inset: 0; z-index: 1">Cover</p>'
    blank.set_content(FRAME.format("<p><button>Press</button></p>" * 4 + cover))
    assert "covered while it has the focus: button 'Press'" in walk(blank)


def test_a_page_that_keeps_the_focus_is_noticed(blank):
    blank.set_content(FRAME.format("<p><button>Press</button></p>" * 4 + "<p><button id='last'>Last</button></p>"))
    blank.evaluate(
        "document.addEventListener('keydown', event => { if (document.activeElement.id === 'last')"
        " event.preventDefault(); })"
    )
    assert any("does not leave the page" in problem for problem in walk(blank, most=30))
