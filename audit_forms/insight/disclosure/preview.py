"""A protected table as an editor sees it before it is published: what is shown, and what is hidden and why. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from audit_forms.insight.disclosure.shown import Protected, Shown
from audit_forms.insight.disclosure.tables import Key, Table

TOTAL_LABEL, NUMBER_LABEL = "All", "Number"


@dataclass(frozen=True)
class Line:
    """One row: what it is about, and its numbers."""

    label: str
    cells: list[Shown]


@dataclass(frozen=True)
class Preview:
    """A table with its headings, and how many of its numbers are hidden, in a sentence."""

    title: str
    columns: list[str]
    lines: list[Line]
    summary: str


def preview_of(outcome: Protected, table: Table, labels: Mapping[str, str] | None = None) -> Preview:
    """One of the outcome's tables for an editor. `labels` are words for categories."""
    labels = labels or {}
    lines = table.lines or tuple((cell.key,) for cell in table.cells)
    lines = tuple(shown for line in lines if (shown := tuple(key for key in line if key in outcome.cells)))
    shared = _shared([key for line in lines for key in line])
    first = lines[0] if lines else ()
    return Preview(
        title=table.title,
        columns=[_label(set(key) - _shared(first), labels) if len(first) > 1 else NUMBER_LABEL for key in first],
        lines=[_line(line, shared, outcome, labels) for line in lines],
        summary=_summary([outcome.shown(key) for key in dict.fromkeys(key for line in lines for key in line)]),
    )


def summary_of(outcome: Protected) -> str:
    """How many numbers of all the tables together are hidden, and why, in a sentence."""
    return _summary(list(outcome.cells.values()))


def _line(keys: Sequence[Key], shared: set[tuple[str, str]], outcome: Protected, labels: Mapping[str, str]) -> Line:
    return Line(_label(_shared(keys) - shared, labels), [outcome.shown(key) for key in keys])


def _summary(cells: list[Shown]) -> str:
    reasons = Counter(cell.words for cell in cells if cell.is_hidden)
    hidden = sum(reasons.values())
    if not hidden:
        return "No number is hidden."
    why = "; ".join(f"{number} because {words}" for words, number in reasons.most_common())
    return f"1 number is hidden: {why[2:]}." if hidden == 1 else f"{hidden} of {len(cells)} numbers are hidden: {why}."


def _shared(keys: Sequence[Key]) -> set[tuple[str, str]]:
    return set.intersection(*map(set, keys)) if keys else set()


def _label(pairs: set[tuple[str, str]], labels: Mapping[str, str]) -> str:
    return ", ".join(labels.get(category, category) for _, category in sorted(pairs)) or TOTAL_LABEL
