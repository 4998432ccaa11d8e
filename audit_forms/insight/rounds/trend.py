"""How ratings have moved from round to round, over the questions that mean the same in all of them. Pure.

Two questions are the same one where they have the same key. They compare where both are rated on the same scale and
neither the words nor the descriptions of the ratings have changed; everything else is left out of the sums and named.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from audit_forms.insight.rounds.figures import QuestionFigures, RoundFigures, SectionFigures, together
from audit_forms.insight.tally import Tally
from audit_forms.questionnaires.changes import compare
from audit_forms.questionnaires.enums import Change
from audit_forms.questionnaires.models import Question

# What changes what an answer means; a legal duty or a reference may change without that.
NEW_MEANING = frozenset({Change.REWORDED, Change.ANSWER, Change.DESCRIPTORS})


@dataclass(frozen=True)
class Taken:
    """One round of a trend. `scale` is the primary key of the edition's rating scale."""

    title: str
    edition: str
    scale: int
    figures: RoundFigures

    def find(self, key: str) -> QuestionFigures | None:
        """The question of that key, where anybody was asked it."""
        return next((each for each in self.figures.questions if each.question.key == key and each.settings), None)


@dataclass(frozen=True)
class QuestionTrend:
    """One question: its tally in each round, None where it does not compare, and why that is."""

    question: Question
    tallies: tuple[Tally | None, ...]
    notes: tuple[str, ...]

    @property
    def compares(self) -> bool:
        """Whether it means the same in every round."""
        return all(tally is not None for tally in self.tallies)


@dataclass(frozen=True)
class SectionTrend:
    """One section of the newest round: its questions, and the sums over those that compare."""

    section: SectionFigures
    questions: tuple[QuestionTrend, ...]
    tallies: tuple[Tally, ...]

    @property
    def compared(self) -> int:
        """How many questions are in the sums."""
        return sum(each.compares for each in self.questions)

    @property
    def left_out(self) -> list[QuestionTrend]:
        """The questions that are not, each with its notes."""
        return [each for each in self.questions if not each.compares]


@dataclass(frozen=True)
class Trend:
    """The rounds that compare, oldest first; those of another rating scale are named in `other_scale`."""

    rounds: tuple[Taken, ...]
    sections: tuple[SectionTrend, ...]
    other_scale: tuple[str, ...]


def trend_of(taken: Sequence[Taken]) -> Trend:
    """The trend of rounds of one questionnaire, oldest first; the last is the one that is looked at."""
    now = taken[-1]
    alike = tuple(each for each in taken if each.scale == now.scale and (each is now or each.figures.settings))
    sections = tuple(_section(section, alike) for section in now.figures.sections)
    return Trend(alike, sections, tuple(each.title for each in taken if each.scale != now.scale))


def _section(section: SectionFigures, rounds: tuple[Taken, ...]) -> SectionTrend:
    questions = tuple(_question(each, rounds) for each in section.questions)
    levels = rounds[-1].figures.levels
    tallies = tuple(
        together(levels, (tally for each in questions if each.compares and (tally := each.tallies[place])))
        for place in range(len(rounds))
    )
    return SectionTrend(section, questions, tallies)


def _question(now: QuestionFigures, rounds: tuple[Taken, ...]) -> QuestionTrend:
    tallies, notes = [], []
    for each in rounds[:-1]:
        before = each.find(now.question.key)
        why = _why_not(now.question, before, each)
        tallies.append(before.tally if before and not why else None)
        notes += [why] if why else []
    return QuestionTrend(now.question, (*tallies, now.tally), tuple(notes))


def _why_not(now: Question, before: QuestionFigures | None, then: Taken) -> str:
    if before is None:
        return f"Not asked in {then.title}."
    if now.pk == before.question.pk:
        return ""
    kinds = [kind for kind in compare(now, before.question, {}).kinds if kind in NEW_MEANING]
    return f"Since {then.title}: {', '.join(str(kind.label).lower() for kind in kinds)}." if kinds else ""
