"""How the questions of one edition differ from those of an earlier one, in words for readers: pure functions over rows.

Two questions are the same one where they have the same key. A reference that differs only in the year of the guidance
points to the same place, so it is no change.
"""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from audit_forms.questionnaires.applicability import duty_for
from audit_forms.questionnaires.enums import Change, DutyLevel
from audit_forms.questionnaires.models import Question
from audit_forms.questionnaires.selection import AskedSection

YEAR = re.compile(r"\b(19|20)\d\d\b")
WORD = re.compile(r"(\s*)(\w+|[^\w\s])")
SAME, ADDED, REMOVED = "same", "added", "removed"
NEW_KINDS = frozenset({Change.NEW, Change.NOW_APPLIES})


@dataclass(frozen=True)
class Piece:
    """A stretch of text that is the same in both versions, added, or removed; `space` says whether one comes before."""

    kind: str
    text: str
    space: bool = False


@dataclass(frozen=True)
class QuestionChange:
    """One question beside the same one of the earlier edition; `before` is None where that has none."""

    now: Question
    before: Question | None
    kinds: tuple[Change, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        """Whether this organisation was not asked it last time."""
        return bool(NEW_KINDS.intersection(self.kinds))

    @property
    def is_changed(self) -> bool:
        """Whether it was asked last time, and otherwise."""
        return bool(self.kinds) and not self.is_new

    @property
    def tag(self) -> str:
        """How a question not asked last time is marked."""
        return "New this year" if Change.NEW in self.kinds else "New for you this year"

    @property
    def has_diff(self) -> bool:
        """Whether there is anything to compare word by word."""
        return bool(self.wording or self.reference or self.descriptors)

    @property
    def words(self) -> list[str]:
        """Each way in which it differs: "Reworded", "Now a must, it was a should"."""
        return [self._duty_in_words() if kind == Change.DUTY else str(kind.label) for kind in self.kinds]

    @cached_property
    def wording(self) -> list[Piece]:
        """The question's words with what was added and removed; empty where they are the same."""
        return self._differing(Change.REWORDED, "text")

    @cached_property
    def reference(self) -> list[Piece]:
        """The guidance reference with what was added and removed; empty where it points to the same place."""
        return self._differing(Change.REFERENCE, "reference")

    @cached_property
    def descriptors(self) -> list[tuple[str, list[Piece]]]:
        """For each rating level whose description differs: its label, and the description's pieces."""
        if self.before is None or Change.DESCRIPTORS not in self.kinds:
            return []
        old, new = descriptors_of(self.before), descriptors_of(self.now)
        labels = {each.level.key: each.level.label for one in (self.before, self.now) for each in one.descriptors.all()}
        return [
            (label, word_diff(old.get(key, ""), new.get(key, "")))
            for key, label in labels.items()
            if old.get(key, "") != new.get(key, "")
        ]

    def _differing(self, kind: Change, name: str) -> list[Piece]:
        if self.before is None or kind not in self.kinds:
            return []
        return word_diff(getattr(self.before, name), getattr(self.now, name))

    def _duty_in_words(self) -> str:
        now, before = (duty_in_words(question, self.facts) for question in (self.now, self.before))
        return f"Now {now}, it was {before}"


@dataclass(frozen=True)
class EditionChanges:
    """What an organisation is asked now beside what it was asked before."""

    by_key: dict[str, QuestionChange]
    dropped: list[Question]

    @property
    def new(self) -> list[QuestionChange]:
        """Questions this organisation was not asked last time."""
        return [change for change in self.by_key.values() if change.is_new]

    @property
    def changed(self) -> list[QuestionChange]:
        """Questions that were asked last time, and otherwise."""
        return [change for change in self.by_key.values() if change.is_changed]


def compare_editions(
    now: Iterable[AskedSection],
    whole_before: Iterable[AskedSection],
    asked_before: Iterable[AskedSection],
    facts: Mapping[str, Any],
) -> EditionChanges:
    """Compare what is asked now with an earlier edition: all of that, and the part of it that was asked then."""
    earlier = {question.key: question for part in whole_before for question in part.questions}
    asked = {question.key: question for part in asked_before for question in part.questions}
    by_key = {
        question.key: compare(question, earlier.get(question.key), facts, asked_then=question.key in asked)
        for part in now
        for question in part.questions
    }
    return EditionChanges(by_key, [question for key, question in asked.items() if key not in by_key])


def compare(
    now: Question, before: Question | None, facts: Mapping[str, Any], *, asked_then: bool = True
) -> QuestionChange:
    """How a question differs from the earlier one of its key, for an organisation with these facts."""
    if before is None:
        return QuestionChange(now, None, (Change.NEW,), facts)
    differs = {
        Change.NOW_APPLIES: not asked_then,
        Change.REWORDED: now.text != before.text,
        Change.DUTY: duty_for(now, facts) != duty_for(before, facts),
        Change.ANSWER: answer_of(now) != answer_of(before),
        Change.DESCRIPTORS: descriptors_of(now) != descriptors_of(before),
        Change.REFERENCE: YEAR.sub("", now.reference) != YEAR.sub("", before.reference),
    }
    kinds = [kind for kind, found in differs.items() if found]
    # The editors' own note speaks of the edition before this one; within one edition nothing has changed.
    if not kinds and now.changed_note and now.pk != before.pk:
        kinds = [Change.NOTED]
    return QuestionChange(now, before, tuple(kinds), facts)


def descriptors_of(question: Question) -> dict[str, str]:
    """What the question looks like at each rating level, by the level's key."""
    return {each.level.key: each.text for each in question.descriptors.all()}


def answer_of(question: Question) -> tuple[str, list[str], list[str]]:
    """What kind of answer it asks for: the type, the choices, the columns."""
    return question.answer_type, choices_of(question), [column["key"] for column in question.columns]


def choices_of(question: Question) -> list[str]:
    """The keys of the answers to choose from."""
    return [choice["value"] for choice in question.choices]


def duty_in_words(question: Question | None, facts: Mapping[str, Any]) -> str:
    """How binding the question is: "a must", "a should", "a local question"."""
    duty = DutyLevel.LOCAL if question is None else duty_for(question, facts)
    return "a local question" if duty == DutyLevel.LOCAL else f"a {duty.label.lower()}"


def word_diff(before: str, now: str) -> list[Piece]:
    """Both texts as one, word by word: what stayed, what was removed, what was added."""
    old, new = WORD.findall(before), WORD.findall(now)
    pieces: list[Piece] = []
    words = ([word for _, word in old], [word for _, word in new])
    for kind, from_old, to_old, from_new, to_new in difflib.SequenceMatcher(None, *words, False).get_opcodes():
        if kind == "equal":
            pieces += _piece(SAME, new[from_new:to_new])
        else:
            pieces += _piece(REMOVED, old[from_old:to_old]) + _piece(ADDED, new[from_new:to_new])
    return pieces


def _piece(kind: str, words: Sequence[tuple[str, str]]) -> list[Piece]:
    text = "".join(f"{' ' if space else ''}{word}" for space, word in words)
    return [Piece(kind, text.strip(), text.startswith(" "))] if words else []
