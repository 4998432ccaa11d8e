"""A trust's schools side by side, section by section. Pure, but for the rows it is given."""

from collections.abc import Iterable
from dataclasses import dataclass

from audit_forms.insight.profile import section_counts
from audit_forms.insight.tally import best_level
from audit_forms.questionnaires.models import Section
from audit_forms.questionnaires.selection import rating_levels
from audit_forms.returns.asking import asked_sections
from audit_forms.returns.models import Return

MOST, HALF = 0.9, 0.5
WORDS = {
    "green": "Nine in ten or more",
    "amber": "Half or more",
    "red": "Fewer than half",
    "neutral": "Not asked",
}


@dataclass(frozen=True)
class Cell:
    """One section of one school: how many of its rated questions are at the highest rating."""

    best: int
    rated: int

    @property
    def share(self) -> float:
        """The part at the highest rating, from 0 to 1."""
        return self.best / self.rated if self.rated else 0

    @property
    def tone(self) -> str:
        """The shape beside the numbers: nine in ten or more, half or more, fewer; a dash where nothing was rated."""
        if not self.rated:
            return "neutral"
        if self.share >= MOST:
            return "green"
        return "amber" if self.share >= HALF else "red"

    @property
    def words(self) -> str:
        """The shape in words."""
        return WORDS[self.tone]


@dataclass(frozen=True)
class Row:
    """One school."""

    audit_return: Return
    cells: list[Cell]
    total: Cell


@dataclass(frozen=True)
class Grid:
    """Sections as columns, schools as rows."""

    sections: list[Section]
    rows: list[Row]
    best: str


def grid_of(returns: Iterable[Return]) -> Grid:
    """The grid of returns of one exercise, each with its submissions loaded."""
    read = [(each, _best_by_section(each)) for each in returns]
    sections: dict[str, Section] = {}
    best = ""
    for audit_return, _ in read:
        for part in asked_sections(audit_return):
            sections.setdefault(part.section.key, part.section)
        top = best_level(rating_levels(audit_return.edition))
        best = top.label if top else best
    ordered = sorted(sections.values(), key=lambda section: section.position)
    # A section without ratings, such as one about contacts, has nothing to compare.
    ordered = [section for section in ordered if any(section.key in cells for _, cells in read)]
    rows = []
    for audit_return, cells in read:
        row = [cells.get(section.key, Cell(0, 0)) for section in ordered]
        rows.append(Row(audit_return, row, Cell(sum(c.best for c in row), sum(c.rated for c in row))))
    return Grid(ordered, rows, best)


def _best_by_section(audit_return: Return) -> dict[str, Cell]:
    latest = max(audit_return.submissions.all(), key=lambda each: each.attempt)
    levels = rating_levels(audit_return.edition)
    top = best_level(levels)
    counts = section_counts(asked_sections(audit_return), levels, latest.answers)
    return {key: Cell(numbers.get(top.key, 0) if top else 0, sum(numbers.values())) for key, numbers in counts.items()}
