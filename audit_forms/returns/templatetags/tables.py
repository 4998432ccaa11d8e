"""How the rows of a table are read: a list, and for things that happened a line drawn to the scale of their days."""

from collections.abc import Sequence
from typing import Any

from django import template

from audit_forms.returns.display import Line

register = template.Library()

# Where the first and the last dot stand, in percent, so that neither is cut off.
START, END = 3.0, 97.0


@register.inclusion_tag("returns/parts/rows.html")
def rows_of(lines: Sequence[Line]) -> dict[str, Any]:
    """The rows, and a dot for each of their days; no dots where they have none."""
    days = [line.day for line in lines if line.day is not None]
    if not days:
        return {"lines": lines}
    first, last = min(days), max(days)
    length = (last - first).days
    middle = (START + END) / 2
    dots = [START + (END - START) * (day - first).days / length if length else middle for day in days]
    return {"lines": lines, "dots": [round(dot, 1) for dot in dots], "first": first, "last": last}
