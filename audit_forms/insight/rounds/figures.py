"""The figures of a round, and how they are summed from packed returns. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from audit_forms.insight.rounds.packing import (
    EMPTY,
    EMPTY_MUST,
    NOT_ASKED,
    PLANNED,
    PLANNED_TRAINING,
    Layout,
    Part,
)
from audit_forms.insight.tally import Tally, best_level
from audit_forms.questionnaires.models import Question, RatingLevel, Section

# As kept: for each question the characters found and how often; the same of planned actions; then the settings.
Sums = dict[str, Any]


@dataclass(frozen=True)
class QuestionFigures:
    """One question over all the returns chosen."""

    question: Question
    section: Section
    tally: Tally
    # How many settings were asked it, and how many of them left it empty.
    settings: int
    unanswered: int
    # How many settings have it as a legal duty that applies to them, and at how many it is not met.
    musts: int
    musts_not_met: int
    # How many plan an action for it, and how many of those actions are about training.
    planned: int
    training: int

    @property
    def not_applicable(self) -> int:
        """How many say that it does not apply to them."""
        return sum(number for level, number in self.tally.counts if level.score is None)


@dataclass(frozen=True)
class SectionFigures:
    """One section: all the ratings given in it, and how many settings gave any."""

    section: Section
    questions: tuple[QuestionFigures, ...]
    tally: Tally
    settings: int

    @property
    def title(self) -> str:
        """Its letter and title."""
        return str(self.section)

    @property
    def not_applicable(self) -> int:
        """How many answers say that the question does not apply."""
        return sum(each.not_applicable for each in self.questions)

    @property
    def unanswered(self) -> int:
        """How many answers were left empty."""
        return sum(each.unanswered for each in self.questions)

    @property
    def planned(self) -> int:
        """How many actions are planned in it."""
        return sum(each.planned for each in self.questions)

    @property
    def training(self) -> int:
        """How many of them are about training."""
        return sum(each.training for each in self.questions)


@dataclass(frozen=True)
class RoundFigures:
    """Every section of a round's edition in its order, whether or not anybody rated it."""

    sections: tuple[SectionFigures, ...]
    levels: tuple[RatingLevel, ...]
    # How many returns were summed, and at how many of them every legal duty is met.
    settings: int
    compliant: int

    @cached_property
    def questions(self) -> tuple[QuestionFigures, ...]:
        """Every question in order."""
        return tuple(question for section in self.sections for question in section.questions)

    @cached_property
    def overall(self) -> Tally:
        """All the ratings together."""
        return together(self.levels, (section.tally for section in self.sections))

    @property
    def best(self) -> RatingLevel | None:
        """The highest level of the scale."""
        return best_level(self.levels)

    @cached_property
    def not_met(self) -> list[QuestionFigures]:
        """Legal duties that are not met everywhere, those not met in most settings first."""
        found = [each for each in self.questions if each.musts_not_met]
        return sorted(found, key=lambda each: -each.musts_not_met)

    @property
    def by_share(self) -> list[SectionFigures]:
        """The sections by their share of the highest level, lowest first; those without a rating last."""
        share = {each.section.pk: each.tally.best_share for each in self.sections}
        unrated = 101.0
        return sorted(
            self.sections, key=lambda each: unrated if share[each.section.pk] is None else share[each.section.pk] or 0.0
        )


def together(levels: tuple[RatingLevel, ...], tallies: Iterable[Tally]) -> Tally:
    """Several tallies of one scale as one."""
    total: Counter[str] = Counter()
    for each in tallies:
        total.update(each.given)
    return Tally(levels, total)


def sum_up(layout: Layout, packed: Sequence[tuple[str, str]]) -> Sums:
    """Count what the packed returns (`ratings`, `planned`) hold, question by question.

    All texts are of one length, so that a question's answers are every so-manieth character of them all together.
    """
    width = len(layout.questions)
    ratings, planned = ("".join(each[place] for each in packed) for place in (0, 1))
    letters = "".join(layout.letters.values())
    alphabet = letters + letters.upper() + EMPTY + EMPTY_MUST
    return {
        "settings": len(packed),
        "compliant": sum(not any(mark in each for mark in layout.unmet) for each, _ in packed),
        "answers": [_count(ratings[place::width], alphabet) for place in range(width)],
        "planned": [_count(planned[place::width], PLANNED + PLANNED_TRAINING) for place in range(width)],
        "rating": [_settings(layout, part, packed) for part in layout.parts],
    }


def figures_of(layout: Layout, sums: Sums) -> RoundFigures:
    """What was counted, as figures."""
    sections = tuple(
        _section(layout, part, sums, settings) for part, settings in zip(layout.parts, sums["rating"], strict=True)
    )
    return RoundFigures(sections, layout.levels, sums["settings"], sums["compliant"])


def _count(column: str, alphabet: str) -> dict[str, int]:
    return {mark: number for mark in alphabet if (number := column.count(mark))}


def _settings(layout: Layout, part: Part, packed: Iterable[tuple[str, str]]) -> int:
    """How many of the returns have a rating that counts in the section."""
    others = (
        NOT_ASKED
        + EMPTY
        + EMPTY_MUST
        + "".join(
            mark
            for level in layout.levels
            if level.score is None
            for mark in (layout.letters[level.key], layout.letters[level.key].upper())
        )
    )
    return sum(bool(each[part.start : part.end].strip(others)) for each, _ in packed)


def _section(layout: Layout, part: Part, sums: Sums, settings: int) -> SectionFigures:
    questions = tuple(
        _question(layout, part.section, place, sums["answers"][place], sums["planned"][place])
        for place in range(part.start, part.end)
    )
    tally = together(layout.levels, (each.tally for each in questions))
    return SectionFigures(part.section, questions, tally, settings)


def _question(
    layout: Layout, section: Section, place: int, found: Mapping[str, int], planned: Mapping[str, int]
) -> QuestionFigures:
    given = {key: found.get(mark, 0) + found.get(mark.upper(), 0) for key, mark in layout.letters.items()}
    musts = sum(found.get(mark, 0) for mark in layout.scored if mark.isupper()) + found.get(EMPTY_MUST, 0)
    return QuestionFigures(
        question=layout.questions[place],
        section=section,
        tally=Tally(layout.levels, given),
        settings=sum(found.values()),
        unanswered=found.get(EMPTY, 0) + found.get(EMPTY_MUST, 0),
        musts=musts,
        musts_not_met=sum(found.get(mark, 0) for mark in layout.unmet),
        planned=planned.get(PLANNED, 0) + planned.get(PLANNED_TRAINING, 0),
        training=planned.get(PLANNED_TRAINING, 0),
    )
