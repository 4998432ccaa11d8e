"""Pictures drawn by code: quiet patterns of quarter circles that follow from a name, the same each time."""

import hashlib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

TILE = 40
SHADES = ("deep", "mid", "pale")
# Where the arc of a quarter circle starts and ends, seen from each corner of its tile.
CORNERS = (
    "M{0} {1}h{s}a{s} {s} 0 0 1-{s} {s}z",
    "M{2} {1}v{s}a{s} {s} 0 0 1-{s}-{s}z",
    "M{2} {3}h-{s}a{s} {s} 0 0 1 {s}-{s}z",
    "M{0} {3}v-{s}a{s} {s} 0 0 1 {s} {s}z",
)
DOT = "M{0} {1}m10 20a10 10 0 1 0 20 0a10 10 0 1 0-20 0z"
EMPTY_OF_EIGHT = 2


def digits(name: str) -> Iterator[int]:
    """Numbers from 0 to 255 without end that depend on nothing but the name."""
    block = name.encode()
    while True:
        block = hashlib.sha256(block).digest()
        yield from block


@lru_cache(maxsize=512)
def pattern(name: str, columns: int, rows: int) -> Mapping[str, str]:
    """Path data by shade; one dot in the accent colour gives the eye a place to rest. Drawn once for each name."""
    numbers = digits(name)
    paths: dict[str, list[str]] = {shade: [] for shade in (*SHADES, "accent")}
    dot_at = (next(numbers) % columns, next(numbers) % rows)
    for row in range(rows):
        for column in range(columns):
            corner, shade, filled = next(numbers) % 4, SHADES[next(numbers) % len(SHADES)], next(numbers) % 8
            left, top = column * TILE, row * TILE
            place = (left, top, left + TILE, top + TILE)
            if (column, row) == dot_at:
                paths["accent"].append(DOT.format(*place))
            elif filled >= EMPTY_OF_EIGHT:
                paths[shade].append(CORNERS[corner].format(*place, s=TILE))
    return MappingProxyType({shade: "".join(parts) for shade, parts in paths.items()})
