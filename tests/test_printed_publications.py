"""Publications on paper: a briefing is one A4 sheet."""

import re

import pytest

pytestmark = pytest.mark.browser

A4 = (595, 842)  # width and height in points


def sheets(page) -> list[tuple[int, int]]:
    """The sizes of the sheets that the page prints on."""
    boxes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(prefer_css_page_size=True))
    return [(round(float(width)), round(float(height))) for width, height in boxes]


def test_every_briefing_prints_on_one_a4_sheet(shared_server, visit):
    page = visit(shared_server)
    page.goto("/briefings/")
    addresses = page.eval_on_selector_all(".pub-card h3 a", "links => links.map(link => link.href)")
    assert len(addresses) >= 8
    printed = {}
    for address in addresses:
        page.goto(address)
        printed[address] = sheets(page)
    assert {address: sizes for address, sizes in printed.items() if sizes != [A4]} == {}
