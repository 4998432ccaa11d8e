"""A chart as a file: SVG, a picture as PNG, or its table as CSV."""

from django.template.loader import render_to_string

from audit_forms.insight.drawing.bars import BarChart
from audit_forms.insight.drawing.heat import HeatChart
from audit_forms.insight.drawing.svg import drawing_of
from audit_forms.insight.palette import LOOKS
from portal.pdf.making import make_picture
from portal.spreadsheets import csv_lines

Drawn = BarChart | HeatChart
FORMATS = {"svg": "image/svg+xml", "png": "image/png", "csv": "text/csv; charset=utf-8"}


def file_of(chart: Drawn, kind: str) -> bytes:
    """The chart as a file of that kind; raises KeyError for a kind that is none of FORMATS."""
    return {"svg": svg_of, "png": png_of, "csv": csv_of}[kind](chart)


def svg_of(chart: Drawn) -> bytes:
    """The drawing with its title, its description and its key; it needs nothing beside itself."""
    return render_to_string(chart.template, drawing_of(chart) | {"looks": LOOKS}).encode()


def png_of(chart: Drawn) -> bytes:
    """The same drawing as a picture."""
    return make_picture(svg_of(chart))


def csv_of(chart: Drawn) -> bytes:
    """The numbers of the chart; no cell is ever read as a formula (bars S16)."""
    return "".join(csv_lines(chart.heading, chart.table)).encode()
