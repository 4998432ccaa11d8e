"""The one component for charts: the same data as bars on a page, a table, and a file as SVG, PNG or CSV."""

from audit_forms.insight.drawing.bars import BarChart, ChartRow, Series, level_series
from audit_forms.insight.drawing.files import FORMATS, Drawn, file_of
from audit_forms.insight.drawing.heat import HeatChart, HeatRow

__all__ = [
    "FORMATS",
    "BarChart",
    "ChartRow",
    "Drawn",
    "HeatChart",
    "HeatRow",
    "Series",
    "file_of",
    "level_series",
]
