"""What a pack is made of, as plain values: the same for its pages and its PDFs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Typed:
    """Words that somebody typed, and where they can be put better; they are read closely before a pack leaves."""

    text: str
    where: str

    def __str__(self) -> str:
        return self.text


Cell = str | int | Typed


@dataclass(frozen=True)
class Heading:
    """A heading within a section."""

    text: Cell
    kind: str = "heading"


@dataclass(frozen=True)
class Paragraph:
    """Some sentences."""

    text: Cell
    kind: str = "paragraph"


@dataclass(frozen=True)
class Points:
    """A list."""

    items: tuple[Cell, ...]
    kind: str = "points"


@dataclass(frozen=True)
class Table:
    """A table with a heading row; of each row the first cell is its heading."""

    caption: str
    heading: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    kind: str = "table"


Block = Heading | Paragraph | Points | Table


@dataclass(frozen=True)
class Section:
    """One page and one PDF of the pack. `place` orders the sections, whichever app makes them."""

    place: int
    key: str
    title: str
    about: str
    blocks: Sequence[Block]

    def cells(self) -> Iterator[Cell]:
        """Everything that stands in it."""
        yield from (self.title, self.about)
        for block in self.blocks:
            if isinstance(block, Heading | Paragraph):
                yield block.text
            elif isinstance(block, Points):
                yield from block.items
            else:
                yield from (block.caption, *block.heading)
                for row in block.rows:
                    yield from row
