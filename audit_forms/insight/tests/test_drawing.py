"""The one component for charts: what is drawn, said, put into a table and into a file."""

import csv
import io
from xml.etree import ElementTree

import pytest

from audit_forms.insight.drawing import BarChart, ChartRow, HeatChart, HeatRow, Series, file_of
from audit_forms.insight.drawing.svg import INNER, drawing_of
from audit_forms.insight.grid import Cell

SVG = "{http://www.w3.org/2000/svg}"
SERIES = (Series("In place", "green"), Series("Partly", "amber"), Series("Not in place", "red"))


def bars(*rows, **fields):
    return BarChart("sections", "Ratings <by> section", "2 returns.", "Section", SERIES, rows, **fields)


def heat():
    row = HeatRow("=Ash & Birch", (Cell(9, 10), Cell(3, 6), Cell(0, 4), Cell(0, 0)))
    return HeatChart(
        "heat-map", "Heat map", "1 return.", "Organisation", ("All", "A. One", "B. Two", "C. Three"), (row,)
    )


def test_each_bar_is_whole_where_shares_are_drawn():
    chart = bars(ChartRow("A", (1, 1, 2)), ChartRow("B", (0, 0, 0)), share_of=0)
    assert [(each.start, each.width) for each in chart.bars[0].segments] == [(0, 25), (25, 25), (50, 50)]
    assert chart.bars[1].segments == []
    assert chart.table == [["A", 1, 1, 2, "25%"], ["B", 0, 0, 0, "–"]]
    assert chart.heading == ["Section", "In place", "Partly", "Not in place", "Share of “In place”"]
    assert chart.description == "A: 1 In place, 1 Partly, 2 Not in place. B: Nothing to count."


def test_the_largest_is_the_longest_where_numbers_are_drawn():
    chart = bars(ChartRow("A", (1, 1, 0)), ChartRow("B", (4, 0, 0)), by_share=False)
    assert sum(each.width for each in chart.bars[0].segments) == 50
    assert sum(each.width for each in chart.bars[1].segments) == 100


def test_nothing_to_draw():
    assert bars().is_empty
    assert bars(ChartRow("A", (0, 0, 0))).is_empty
    assert file_of(bars(), "svg").strip().startswith(b"<svg")


@pytest.mark.parametrize("chart", [bars(ChartRow("A <b> & c", (1, 2, 3), note="A note.")), heat()])
def test_a_drawing_explains_itself_and_needs_nothing_beside_it(chart):
    drawn = file_of(chart, "svg").decode()
    root = ElementTree.fromstring(drawn)
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == chart.title
    assert chart.description in root.find(f"{SVG}desc").text
    assert "href" not in drawn
    assert "style" not in drawn


def test_every_rating_has_a_pattern_of_its_own():
    drawn = file_of(bars(ChartRow("A", (1, 2, 3))), "svg").decode()
    root = ElementTree.fromstring(drawn)
    named = {each.get("id") for each in root.iter(f"{SVG}pattern")}
    used = {each.get("fill") for each in root.iter(f"{SVG}rect") if "url" in each.get("fill", "")}
    assert used == {"url(#green)", "url(#amber)", "url(#red)"}
    assert {"green", "amber", "red", "blue", "violet", "neutral"} == named


def test_the_parts_of_a_bar_fill_its_width():
    blocks = drawing_of(bars(ChartRow("A", (1, 2, 4))))["blocks"]
    assert sum(block.width for block in blocks) == pytest.approx(INNER, abs=0.2)


def test_a_heat_map_is_told_by_number_and_shape():
    drawn = file_of(heat(), "svg").decode()
    assert "9/10" in drawn
    assert drawn.count("<circle") == 3
    assert heat().description == "=Ash & Birch: All 9 of 10, A. One 3 of 6, B. Two 0 of 4, C. Three not asked."


def test_the_table_of_a_file_holds_no_formula():
    rows = list(csv.reader(io.StringIO(file_of(heat(), "csv").decode("utf-8-sig"))))
    assert rows[1] == ["'=Ash & Birch", "9", "10", "3", "6", "0", "4", "0", "0"]


def test_a_picture_is_a_png():
    assert file_of(heat(), "png").startswith(b"\x89PNG")
