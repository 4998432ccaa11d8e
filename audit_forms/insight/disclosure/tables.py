"""Tables as disclosure control sees them: counts by key, and what adds up to what. Pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

# What a number counts: (dimension, category) pairs in order of their dimensions. A dimension left out is added over.
Key = tuple[tuple[str, str], ...]
TOTAL = None


def key_of(**coordinates: str | None) -> Key:
    """The key of a number: `key_of(phase="primary", rating="red")`; a dimension that is None is added over."""
    return tuple(sorted((name, category) for name, category in coordinates.items() if category is not TOTAL))


@dataclass(frozen=True)
class Cell:
    """One number: its key, the count, and how many schools or agencies it tells of, where the rule for groups applies.

    `is_published` is False for a number that is not in the table but that a reader can work out, such as the schools
    that a filter left out: it is protected as if it stood there.
    """

    key: Key
    count: int
    settings: int | None = None
    is_published: bool = True


@dataclass(frozen=True)
class Relation:
    """What adds up: the parts make the total. A reader is taken to know all of them."""

    total: Key
    parts: tuple[Key, ...]


@dataclass(frozen=True)
class Table:
    """Cells with what adds up among them; cells of other tables with the same key are the same number.

    `lines` are the keys as they stand in the page, row by row, where they stand in rows.
    """

    name: str
    title: str
    cells: tuple[Cell, ...]
    relations: tuple[Relation, ...] = ()
    lines: tuple[tuple[Key, ...], ...] = ()

    @classmethod
    def crossed(
        cls,
        name: str,
        title: str,
        *,
        dimensions: Mapping[str, Sequence[str]],
        counts: Mapping[tuple[str, ...], int],
        kept: Collection[str] = (),
        grouped_by: Collection[str] | None = None,
        fixed: Mapping[str, str] | None = None,
    ) -> "Table":
        """A table of every category of each dimension by every other, with all its margins.

        Args:
            name: What it is called in the ledger.
            title: What it is called on the page.
            dimensions: The categories of each dimension, in the order of the page. All of them must be there, also
                those a filter leaves out: a number that is left out can be subtracted.
            counts: The count of each combination, in the order of `dimensions`; what is missing counts 0.
            kept: Dimensions that are not added over, as standards of which each school answers every one.
            grouped_by: Given when settings are counted: the dimensions which make a group of them (a phase, a trust,
                not a rating). Groups of fewer than five settings are then hidden whole.
            fixed: What all the numbers have in common and other tables do not, as `{"round": "2026"}`.
        """
        names = list(dimensions)
        sums = _sums(counts, names, kept)
        steps = [[*dimensions[each], *([] if each in kept else [TOTAL])] for each in names]
        shared = tuple((fixed or {}).items())

        def key(place: Sequence[str | None]) -> Key:
            pairs = [(each, category) for each, category in zip(names, place, strict=True) if category is not TOTAL]
            return tuple(sorted([*pairs, *shared]))

        def settings(place: Sequence[str | None]) -> int | None:
            if grouped_by is None:
                return None
            keeps = {*grouped_by, *kept}
            return sums[tuple(each if name in keeps else TOTAL for name, each in zip(names, place, strict=True))]

        places = list(product(*steps))
        cells = tuple(Cell(key(place), sums[place], settings(place)) for place in places)
        relations = tuple(
            Relation(key(place), tuple(key([*place[:at], part, *place[at + 1 :]]) for part in dimensions[names[at]]))
            for place in places
            for at, category in enumerate(place)
            if category is TOTAL
        )
        width = len(steps[-1]) if steps else 1
        keys = [cell.key for cell in cells]
        lines = tuple(tuple(keys[at : at + width]) for at in range(0, len(keys), width))
        return cls(name, title, cells, relations, lines)


class DoesNotAddUp(ValueError):
    """Tables contradict each other or themselves; says where. What is wrong cannot be protected."""


def merged(tables: Iterable[Table]) -> tuple[dict[Key, Cell], tuple[Relation, ...]]:
    """All numbers of the tables by key, and what adds up, each once. Raises DoesNotAddUp."""
    cells: dict[Key, Cell] = {}
    relations: dict[Relation, None] = {}
    for table in tables:
        for cell in table.cells:
            known = cells.setdefault(cell.key, cell)
            cells[cell.key] = _together(known, cell)
        relations.update(dict.fromkeys(table.relations))
    for relation in relations:
        _check(relation, cells)
    return cells, tuple(relations)


def _together(one: Cell, other: Cell) -> Cell:
    if one.count != other.count:
        raise DoesNotAddUp(f"Two tables give different numbers for {words_of(one.key)}.")
    told_of = [cell.settings for cell in (one, other) if cell.settings is not None]
    return Cell(one.key, one.count, min(told_of, default=None), one.is_published or other.is_published)


def _check(relation: Relation, cells: Mapping[Key, Cell]) -> None:
    missing = [key for key in (relation.total, *relation.parts) if key not in cells]
    if missing:
        raise DoesNotAddUp(f"There is no number for {words_of(missing[0])}.")
    if cells[relation.total].count != sum(cells[key].count for key in relation.parts):
        raise DoesNotAddUp(f"The parts of {words_of(relation.total)} do not make its number.")
    if any(cell.count < 0 for cell in (cells[relation.total], *(cells[key] for key in relation.parts))):
        raise DoesNotAddUp(f"A part of {words_of(relation.total)} is less than none.")


def words_of(key: Key) -> str:
    """A key as a person reads it."""
    return ", ".join(f"{name} {category}" for name, category in key) or "everything"


def _sums(
    counts: Mapping[tuple[str, ...], int], names: Sequence[str], kept: Collection[str]
) -> "Counter[tuple[str | None, ...]]":
    """The counts with all their margins."""
    sums: Counter[tuple[str | None, ...]] = Counter()
    for place, count in counts.items():
        for margin in _margins(place, names, kept):
            sums[margin] += count
    return sums


def _margins(place: tuple[str, ...], names: Sequence[str], kept: Collection[str]) -> Iterator[tuple[str | None, ...]]:
    yield from product(*([each] if name in kept else [each, TOTAL] for name, each in zip(names, place, strict=True)))
