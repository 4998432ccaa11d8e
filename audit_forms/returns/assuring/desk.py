"""The officer's desk for one return: every answer with what belongs beside it, and what of it is shown now."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from audit_forms.questionnaires.enums import AnswerType
from audit_forms.questionnaires.models import Question, Section
from audit_forms.returns import parts
from audit_forms.returns.assuring.peers import Distribution, Peers
from audit_forms.returns.assuring.shown import COMPARING, TESTS, Show
from audit_forms.returns.display import Line
from audit_forms.returns.evidence import uses_by_question
from audit_forms.returns.last_time import last_answers
from audit_forms.returns.models import AssuranceNote, EvidenceUse, Return
from audit_forms.returns.reading import Item, Reading, read_return


@dataclass
class Row:
    """One answer on the desk. `last_time` is None where there is nothing to compare with."""

    section: Section
    item: Item
    own: parts.Parts
    last_time: list[Line] | None
    has_moved: bool
    evidence: list[EvidenceUse]
    note: AssuranceNote | None
    is_read: bool
    peers: Distribution | None = None

    @property
    def key(self) -> str:
        """The question's key."""
        return self.item.question.key


@dataclass(frozen=True)
class SectionEntry:
    """A section in the page's list: how much of it is read, and how many notes it has."""

    section: Section
    total: int
    read: int
    notes: int


@dataclass
class Desk:
    """The whole return as read for assurance, and the rows that are on the page."""

    audit_return: Return
    reading: Reading
    rows: list[Row]
    show: Show
    shown: list[Row]
    section: Section | None
    peers: Peers
    previous: Return | None
    counts: dict[Show, int] = field(default_factory=dict)

    @property
    def read(self) -> int:
        """How many answers of this attempt have been read."""
        return sum(row.is_read for row in self.rows)

    @property
    def noted(self) -> list[Row]:
        """The answers with a note."""
        return [row for row in self.rows if row.note is not None]

    @cached_property
    def sections(self) -> list[SectionEntry]:
        """Every section with how far it is."""
        found: dict[int, list[Row]] = {}
        for row in self.rows:
            found.setdefault(row.section.pk, []).append(row)
        return [
            SectionEntry(of[0].section, len(of), sum(r.is_read for r in of), sum(r.note is not None for r in of))
            for of in found.values()
        ]

    @property
    def next_section(self) -> Section | None:
        """The section after the one shown."""
        return self._neighbour(1)

    @property
    def previous_section(self) -> Section | None:
        """The section before the one shown."""
        return self._neighbour(-1)

    @property
    def filters(self) -> Iterator[tuple[Show, int]]:
        """The filters with how many answers each lets through; changed questions only where there can be any."""
        hidden = {Show.RESUBMITTED} if self.audit_return.edition.is_self_assessment else COMPARING
        return ((show, number) for show, number in self.counts.items() if number or show not in hidden)

    @property
    def grouped(self) -> list[tuple[Section, list[Row]]]:
        """What is shown, by section."""
        groups: list[tuple[Section, list[Row]]] = []
        for row in self.shown:
            if not groups or groups[-1][0].pk != row.section.pk:
                groups.append((row.section, []))
            groups[-1][1].append(row)
        return groups

    def _neighbour(self, step: int) -> Section | None:
        order = [entry.section for entry in self.sections]
        if self.section is None:
            return None
        place = order.index(self.section) + step
        return order[place] if 0 <= place < len(order) else None


def desk_of(audit_return: Return, show: str = "", section: str = "") -> Desk:
    """Lay the return out; a constant number of queries, whatever is shown.

    `show` is one of the filters: nothing, or nonsense, means the changed questions of a resubmission, else all.
    All is shown a section at a time: that of the key, else the first with something unread.
    """
    reading = read_return(audit_return)
    previous = Return.objects.with_context().filter(pk=audit_return.previous_id).first()
    rows = _Laying(audit_return, reading, previous).rows()
    counts = {each: sum(map(TESTS[each], rows)) for each in Show}
    chosen = Show(show) if show in Show.values else _first_choice(counts, section)
    desk = Desk(audit_return, reading, rows, chosen, [], None, Peers(audit_return), previous, counts)
    if chosen == Show.ALL:
        desk.section = _section(rows, section)
        desk.shown = [row for row in rows if row.section == desk.section]
    else:
        desk.shown = list(filter(TESTS[chosen], rows))
    if audit_return.edition.is_self_assessment:
        own = {row.item.question.pk: row.own for row in desk.shown}
        drawn = desk.peers.distributions([row.item.question for row in desk.shown], own)
        for row in desk.shown:
            row.peers = drawn.get(row.item.question.pk)
    return desk


def _first_choice(counts: dict[Show, int], section: str) -> Show:
    return Show.RESUBMITTED if counts[Show.RESUBMITTED] and not section else Show.ALL


def _section(rows: list[Row], key: str) -> Section | None:
    named = next((row.section for row in rows if row.section.key == key), None)
    unread = next((row.section for row in rows if not row.is_read), None)
    return named or unread or (rows[0].section if rows else None)


class _Laying:
    """Gathers what belongs beside each answer."""

    def __init__(self, audit_return: Return, reading: Reading, previous: Return | None):
        self.reading = reading
        self.last = last_answers([previous], with_empty=True)[previous.pk] if previous else {}
        self.notes = {note.question_id: note for note in audit_return.assurance_notes.select_related("author")}
        marks = audit_return.read_marks.filter(attempt=audit_return.attempt)
        self.read = set(marks.values_list("question", flat=True))
        self.evidence = uses_by_question(audit_return)

    def rows(self) -> list[Row]:
        return [self._row(part.section, item) for part in self.reading.sections for item in part.items]

    def _row(self, section: Section, item: Item) -> Row:
        question = item.question
        own = parts.parts_of(question, item.answer, self.reading.levels)
        then = self.last.get(question.key)
        return Row(
            section=section,
            item=item,
            own=own,
            last_time=then.lines if then else None,
            has_moved=then is not None and _has_moved(question, own, then.parts),
            evidence=self.evidence.get(question.pk, []),
            note=self.notes.get(question.pk),
            is_read=question.pk in self.read,
        )


def _has_moved(question: Question, own: parts.Parts, then: dict[str, Any]) -> bool:
    """Another rating than last time; where nothing is rated, another answer."""
    if question.answer_type == AnswerType.RATING:
        return bool(own[parts.LEVEL] != then.get(parts.LEVEL))
    return not parts.same(own, then)
