"""The graded domains of an audit's tool, and how far grades lie apart. Plain functions; nothing is stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import shorten

from audit_forms.questionnaires.enums import AnswerType
from audit_forms.questionnaires.models import Edition, Question, RatingLevel
from audit_forms.questionnaires.selection import AskedSection, all_sections, rating_levels
from audit_forms.returns.asking import asked_sections
from audit_forms.returns.models import Return

OVERALL = ""
LONGEST_AREA = 60
# The tool's own question for the overall grade, where it has one.
OVERALL_QUESTION = "overall-grade"
NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


@dataclass(frozen=True)
class Domain:
    """One thing that is graded: a rated question, or the case overall, whose key is "" and which may lack one.

    `area` is what a report calls it.
    """

    key: str
    question: Question | None
    area: str = "Overall grade"

    @property
    def number(self) -> str:
        """Its number in the tool."""
        return self.question.number if self.question else ""

    @property
    def title(self) -> str:
        """What is graded, in words."""
        if self.key == OVERALL:
            return "Overall grade"
        return self.question.text if self.question else ""

    @property
    def name(self) -> str:
        """How it is called aloud."""
        return "overall grade" if self.key == OVERALL else f"domain {self.number}"

    @property
    def question_key(self) -> str:
        """The key of the question that answers it in a return."""
        return self.key or OVERALL_QUESTION

    @property
    def slug(self) -> str:
        """Its key in addresses and names of fields."""
        return self.key or "overall"


def domains_of(edition: Edition) -> list[Domain]:
    """The edition's graded questions in order, and the overall grade last."""
    return _as_domains(all_sections(edition))


def domains_asked(audit_return: Return) -> list[Domain]:
    """The domains that the agency of that return is asked about."""
    return _as_domains(asked_sections(audit_return))


def _as_domains(parts: Iterable[AskedSection]) -> list[Domain]:
    rated = [
        Domain(each.key, each, _area(part, each))
        for part in parts
        for each in part.questions
        if each.answer_type == AnswerType.RATING
    ]
    overall = next((each.question for each in rated if each.key == OVERALL_QUESTION), None)
    return [*(each for each in rated if each.key != OVERALL_QUESTION), Domain(OVERALL, overall)]


def _area(part: AskedSection, question: Question) -> str:
    """The section's title where it grades one thing, else the question; cut after a whole word."""
    graded = sum(each.answer_type == AnswerType.RATING for each in part.questions)
    return shorten(part.section.title if graded == 1 else question.text, LONGEST_AREA, placeholder=" …")


@dataclass(frozen=True)
class Scale:
    """The levels of a scale, and those that are grades from the lowest to the highest; the others judge nothing."""

    levels: tuple[RatingLevel, ...]

    @classmethod
    def of(cls, edition: Edition) -> "Scale":
        """The scale that the edition's questions are graded on."""
        return cls(rating_levels(edition))

    @property
    def grades(self) -> list[RatingLevel]:
        """Lowest first; levels without a score are left out."""
        return sorted((each for each in self.levels if each.score is not None), key=lambda level: level.score or 0)

    def find(self, key: str) -> RatingLevel | None:
        """The level of that key."""
        return next((each for each in self.levels if each.key == key), None)

    def rank(self, level: RatingLevel | None) -> int | None:
        """How many grades lie below it; None for no grade."""
        if level is None or level.score is None:
            return None
        return next((at for at, each in enumerate(self.grades) if each.pk == level.pk), None)

    def spread(self, levels: Iterable[RatingLevel | None]) -> int | None:
        """How many grades the highest and the lowest lie apart; None where fewer than two are graded."""
        ranks = [rank for rank in map(self.rank, levels) if rank is not None]
        return max(ranks) - min(ranks) if len(ranks) > 1 else None

    def shift(self, before: RatingLevel | None, after: RatingLevel | None) -> int | None:
        """How many grades the second is above the first; None where either is no grade."""
        first, second = self.rank(before), self.rank(after)
        return None if first is None or second is None else second - first


def spread_words(spread: int | None) -> str:
    """How far apart, in words: "Alike", "One grade apart", "Two grades apart"; None gives "Nothing to compare"."""
    if spread is None:
        return "Nothing to compare"
    if spread == 0:
        return "Alike"
    number = NUMBERS[spread] if spread < len(NUMBERS) else str(spread)
    return f"{number} grade{'' if spread == 1 else 's'} apart"
