"""Geometry of what publications draw."""

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 780, 560
CENTRE_X, CENTRE_Y = WIDTH / 2, HEIGHT / 2
RADIUS = 170
NODE_RADIUS = 25
LABEL_GAP = 16
LINE_HEIGHT = 21
LABEL_WIDTH = 15  # characters in one line
MIDDLE = 0.35  # labels this close to the vertical axis stand above or below their node


@dataclass(frozen=True)
class CycleNode:
    """One step on the ring: where its number and its words stand, and the arrow to the next."""

    number: int
    x: float
    y: float
    text_x: float
    text_anchor: str
    lines: list[tuple[float, str]]
    arrow: str


def cycle_nodes(names: Sequence[str]) -> list[CycleNode]:
    """Place the steps clockwise on a ring, the first on top."""
    turn = 2 * math.pi / max(1, len(names))
    return [_node(number, name, turn) for number, name in enumerate(names)]


def _node(index: int, name: str, turn: float) -> CycleNode:
    angle = index * turn - math.pi / 2
    across, down = math.cos(angle), math.sin(angle)
    x, y = CENTRE_X + RADIUS * across, CENTRE_Y + RADIUS * down
    lines = textwrap.wrap(name, LABEL_WIDTH) or [""]
    block = (len(lines) - 1) * LINE_HEIGHT
    if abs(across) < MIDDLE:
        anchor, text_x = "middle", x
        first = y - NODE_RADIUS - LABEL_GAP - block if down < 0 else y + NODE_RADIUS + LABEL_GAP + LINE_HEIGHT / 2
    else:
        anchor, side = ("start", 1) if across > 0 else ("end", -1)
        text_x, first = x + side * (NODE_RADIUS + LABEL_GAP), y - block / 2 + LINE_HEIGHT / 4
    placed = [(round(first + number * LINE_HEIGHT, 1), line) for number, line in enumerate(lines)]
    return CycleNode(index + 1, round(x, 1), round(y, 1), round(text_x, 1), anchor, placed, _arrow(angle, turn))


def _arrow(angle: float, turn: float) -> str:
    """An arc of the ring from just after this node to just before the next."""
    gap = (NODE_RADIUS + 10) / RADIUS
    start, end = angle + gap, angle + turn - gap
    points = [(CENTRE_X + RADIUS * math.cos(at), CENTRE_Y + RADIUS * math.sin(at)) for at in (start, end)]
    (x1, y1), (x2, y2) = points
    return f"M{x1:.1f} {y1:.1f}A{RADIUS} {RADIUS} 0 0 1 {x2:.1f} {y2:.1f}"
