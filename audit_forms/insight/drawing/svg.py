"""Where everything of a drawn file stands: one picture of a fixed width that explains itself. Pure."""

import textwrap
from dataclasses import dataclass
from typing import Any

from audit_forms.insight.chart import Segment
from audit_forms.insight.drawing.bars import BarChart, Series
from audit_forms.insight.drawing.heat import HeatChart

WIDTH, MARGIN = 760, 24
INNER = WIDTH - 2 * MARGIN
LINE, SMALL_LINE, BAR = 20, 17, 22
TITLE_LETTERS, TEXT_LETTERS, SMALL_LETTERS = 58, 88, 104
KEY_LETTER, SWATCH = 7.6, 34
HEAT_FIRST, HEAT_ROW, HEAT_LETTERS = 220, 26, 30
MOST_DESCRIBED = 4000


@dataclass(frozen=True)
class Text:
    """One line of text; `kind` is title, small, strong or plain."""

    x: float
    y: float
    words: str
    kind: str = "plain"


@dataclass(frozen=True)
class Swatch:
    """One entry of the key."""

    x: float
    y: float
    series: Series


@dataclass(frozen=True)
class Block:
    """One part of a bar."""

    x: float
    y: float
    width: float
    segment: Segment


def drawing_of(chart: BarChart | HeatChart) -> dict[str, Any]:
    """What the chart's SVG template needs."""
    texts, y = _head(chart)
    more = _bars(chart, texts, y) if isinstance(chart, BarChart) else _heat(chart, texts, y)
    description = textwrap.shorten(chart.description, MOST_DESCRIBED, placeholder=" …")
    return {"chart": chart, "texts": texts, "width": WIDTH, "inner": INNER, "description": description, **more}


def _head(chart: BarChart | HeatChart) -> tuple[list[Text], float]:
    texts, y = [], float(MARGIN)
    for words in textwrap.wrap(chart.title, TITLE_LETTERS):
        y += 26
        texts.append(Text(MARGIN, y, words, "title"))
    for words in textwrap.wrap(chart.subtitle, SMALL_LETTERS):
        y += LINE
        texts.append(Text(MARGIN, y, words, "small"))
    return texts, y + 12


def _bars(chart: BarChart, texts: list[Text], y: float) -> dict[str, Any]:
    swatches, y = _key(chart, texts, y)
    blocks = []
    for bar in chart.bars:
        for words in textwrap.wrap(bar.title, TEXT_LETTERS):
            y += LINE
            texts.append(Text(MARGIN, y, words, "strong"))
        y += 8
        blocks += [Block(MARGIN + INNER * each.start / 100, y, INNER * each.width / 100, each) for each in bar.segments]
        y += BAR
        for words in textwrap.wrap(bar.description, SMALL_LETTERS):
            y += SMALL_LINE
            texts.append(Text(MARGIN, y, words, "small"))
        y += 10
    return {"swatches": swatches, "blocks": blocks, "bar": BAR, "height": round(y + MARGIN)}


def _key(chart: BarChart, texts: list[Text], y: float) -> tuple[list[Swatch], float]:
    swatches, x = [], float(MARGIN)
    y += 6
    for series in chart.series:
        width = SWATCH + KEY_LETTER * len(series.label) + 18
        if x > MARGIN and x + width > WIDTH - MARGIN:
            x, y = MARGIN, y + 26
        swatches.append(Swatch(x, y, series))
        texts.append(Text(x + SWATCH, y + 14, series.label))
        x += width
    return swatches, y + 28


def _heat(chart: HeatChart, texts: list[Text], y: float) -> dict[str, Any]:
    step = (INNER - HEAT_FIRST) / max(len(chart.columns), 1)
    cells = []
    y += LINE
    for place, column in enumerate(chart.columns):
        # The columns are named by their letters; the page and the table say the whole title.
        texts.append(Text(MARGIN + HEAT_FIRST + step * place, y, column.partition(".")[0][:4], "strong"))
    for row in chart.rows:
        y += HEAT_ROW
        texts.append(Text(MARGIN, y, textwrap.shorten(row.title, HEAT_LETTERS, placeholder=" …"), "small"))
        for place, cell in enumerate(row.cells):
            x = MARGIN + HEAT_FIRST + step * place
            texts.append(Text(x + 20, y, f"{cell.best}/{cell.rated}" if cell.rated else "–", "small"))
            cells.append({"x": round(x, 1), "y": y - 13, "tone": cell.tone, "rated": cell.rated})
    return {"cells": cells, "height": round(y + MARGIN)}
