"""One return's ratings as one short text, a character for each rated question of its edition. Pure.

A small letter is a level of the scale by its place (a, b, c …), a capital one the same where the question is a legal
duty of that setting; a dash or an exclamation mark is a question left empty, a space one that was not asked.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from string import ascii_lowercase
from typing import Any

from audit_forms.questionnaires.applicability import duty_for
from audit_forms.questionnaires.enums import AnswerType, DutyLevel
from audit_forms.questionnaires.models import Edition, Question, RatingLevel, Section
from audit_forms.questionnaires.selection import AskedSection, all_sections, rating_levels
from audit_forms.returns import parts

NOT_ASKED, EMPTY, EMPTY_MUST = " ", "-", "!"
NOTHING_PLANNED, PLANNED, PLANNED_TRAINING = " ", "p", "t"
# How an action says that somebody is to learn something.
TRAINING = re.compile(
    r"\b(train(ing|ed|s)?|induct\w*|refresher\w*|courses?|e-?learning|workshops?|INSET|coach\w*)\b", re.I
)


@dataclass(frozen=True)
class Part:
    """A section and where its rated questions stand in the text."""

    section: Section
    start: int
    end: int


@dataclass(frozen=True)
class Layout:
    """The rated questions of an edition in their order, and the characters that stand for the levels."""

    parts: tuple[Part, ...]
    questions: tuple[Question, ...]
    levels: tuple[RatingLevel, ...]

    @cached_property
    def letters(self) -> dict[str, str]:
        """The letter of each level, by the level's key."""
        return {level.key: letter for level, letter in zip(self.levels, ascii_lowercase, strict=False)}

    @cached_property
    def scored(self) -> str:
        """The letters, small and capital, of the levels that count."""
        letters = "".join(self.letters[level.key] for level in self.levels if level.score is not None)
        return letters + letters.upper()

    @cached_property
    def best(self) -> str:
        """The letter of the highest level; empty for a scale that scores nothing."""
        scored = [level for level in self.levels if level.score is not None]
        top = max(scored, key=lambda level: level.score or 0, default=None)
        return self.letters[top.key] if top else ""

    @cached_property
    def unmet(self) -> str:
        """What stands for a legal duty that is not met: left empty, or below the highest level."""
        below = (letter for letter in self.scored if letter.isupper() and letter.lower() != self.best)
        return EMPTY_MUST + "".join(below)


def layout_of(edition: Edition) -> Layout:
    """The layout of an edition."""
    found: list[Part] = []
    questions: list[Question] = []
    for whole in all_sections(edition):
        rated = [question for question in whole.questions if question.answer_type == AnswerType.RATING]
        if rated:
            found.append(Part(whole.section, len(questions), len(questions) + len(rated)))
            questions += rated
    return Layout(tuple(found), tuple(questions), rating_levels(edition))


def pack_ratings(
    layout: Layout, asked: Iterable[AskedSection], facts: Mapping[str, Any], answers: Mapping[str, Mapping[str, Any]]
) -> str:
    """The ratings of a return that was asked those sections."""
    keys = {question.key for part in asked for question in part.questions}
    return "".join(_letters(layout, keys, facts, answers))


def pack_planned(layout: Layout, answers: Mapping[str, Mapping[str, Any]]) -> str:
    """For which questions an action is planned, and whether it is about training."""
    return "".join(_plan(answers.get(question.key, {}).get(parts.ACTION_WHAT) or "") for question in layout.questions)


def _letters(
    layout: Layout, keys: set[str], facts: Mapping[str, Any], answers: Mapping[str, Mapping[str, Any]]
) -> Iterator[str]:
    for question in layout.questions:
        if question.key not in keys:
            yield NOT_ASKED
            continue
        is_must = duty_for(question, facts) == DutyLevel.MUST
        letter = layout.letters.get(answers.get(question.key, {}).get(parts.LEVEL) or "")
        if letter is None:
            yield EMPTY_MUST if is_must else EMPTY
        else:
            yield letter.upper() if is_must else letter


def _plan(action: str) -> str:
    if not action.strip():
        return NOTHING_PLANNED
    return PLANNED_TRAINING if TRAINING.search(action) else PLANNED
