"""A submitted return summed up for the people who answer for it. Pure: no query, no request."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from audit_forms.insight.comparison import PeerGroup, PeerShares
from audit_forms.insight.tally import Tally, best_level
from audit_forms.questionnaires.applicability import duty_for
from audit_forms.questionnaires.enums import AnswerType, DutyLevel
from audit_forms.questionnaires.models import Question, RatingLevel, Section
from audit_forms.questionnaires.selection import AskedSection
from audit_forms.returns import parts

Answers = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Source:
    """What a profile is made from: what was asked, what applies in all, the answers as signed, those before them."""

    asked: list[AskedSection]
    applicable: list[AskedSection]
    levels: tuple[RatingLevel, ...]
    facts: Mapping[str, Any]
    answers: Answers
    earlier: Answers | None = None
    # Whether the earlier return was rated on the same scale: only then do its ratings compare.
    same_scale: bool = True
    peers: PeerGroup | None = None
    no_peers_because: str = ""


@dataclass(frozen=True)
class Rated:
    """One rated question: its level now and, where it was asked then and rated, last time."""

    question: Question
    level: RatingLevel
    before: RatingLevel | None
    answer: Mapping[str, Any]

    @property
    def change(self) -> int:
        """Above 0 where it is better than last time, below where weaker; 0 where alike or not comparable."""
        if self.before is None or self.before.score is None or self.level.score is None:
            return 0
        return self.level.score - self.before.score

    @property
    def is_comparable(self) -> bool:
        """Whether both times gave a level that counts."""
        return self.before is not None and self.before.score is not None and self.level.score is not None

    @property
    def is_embedded(self) -> bool:
        """Whether the level's extra tick says that its effect was checked."""
        return bool(self.level.confirmation and self.answer.get(parts.CONFIRMED))


@dataclass(frozen=True)
class PlannedAction:
    """What will be done about one answer: what, who, by when."""

    question: Question
    level: RatingLevel
    what: str
    who: str
    by: date | None


@dataclass(frozen=True)
class SectionProfile:
    """One section: its ratings now, those of the same questions last time, and what similar settings say."""

    section: Section
    tally: Tally
    last: Tally
    peers: PeerShares | None


@dataclass(frozen=True)
class Compliance:
    """The line for governors: are all legal duties ("must") at the highest level? By the setting's own judgement.

    `carried` of them were not asked this year and rest on last year's answers.
    """

    musts: int
    not_met: list[Question]
    carried: int = 0

    @property
    def is_met(self) -> bool:
        """Whether every one of them is."""
        return not self.not_met

    @property
    def verdict(self) -> str:
        """Met or not met, as inspectors say it."""
        return "met" if self.is_met else "not met"


@dataclass(frozen=True)
class Profile:
    """The whole of it."""

    sections: list[SectionProfile]
    rated: list[Rated]
    levels: tuple[RatingLevel, ...]
    compliance: Compliance
    has_earlier: bool
    peers: PeerGroup | None
    no_peers_because: str
    interim: bool = field(default=False)

    @cached_property
    def overall(self) -> Tally:
        """Every rating."""
        return Tally.of(self.levels, (each.level.key for each in self.rated))

    @property
    def best(self) -> RatingLevel | None:
        """The highest level of the scale."""
        return best_level(self.levels)

    @cached_property
    def comparable(self) -> list[Rated]:
        """The questions rated both now and last time."""
        return [each for each in self.rated if each.is_comparable]

    @cached_property
    def better(self) -> list[Rated]:
        """Those now rated higher."""
        return [each for each in self.comparable if each.change > 0]

    @cached_property
    def weaker(self) -> list[Rated]:
        """Those now rated lower."""
        return [each for each in self.comparable if each.change < 0]

    @cached_property
    def embedded(self) -> list[Rated]:
        """The highest level, with the tick that its effect was checked."""
        top = self.best
        return [each for each in self.rated if top and each.level.key == top.key and each.is_embedded]

    @cached_property
    def actions(self) -> list[PlannedAction]:
        """What is planned, the nearest date first."""
        planned = [_action(each) for each in self.rated if each.answer.get(parts.ACTION_WHAT)]
        return sorted(planned, key=lambda action: (action.by or date.max, action.question.number))


def build_profile(source: Source) -> Profile:
    """Sum up the return."""
    levels = {level.key: level for level in source.levels}
    rated: list[Rated] = []
    sections = []
    for asked in source.asked:
        here = [each for q in asked.questions if (each := _rated(q, source, levels)) is not None]
        rated += here
        if here:
            sections.append(_section(asked.section, here, source))
    return Profile(
        sections=sections,
        rated=rated,
        levels=source.levels,
        compliance=_compliance(source),
        has_earlier=source.earlier is not None,
        peers=source.peers,
        no_peers_because=source.no_peers_because,
        interim=_count(source.asked) < _count(source.applicable),
    )


def section_counts(
    asked: list[AskedSection], levels: tuple[RatingLevel, ...], answers: Answers
) -> dict[str, dict[str, int]]:
    """For each section with a rating that counts, how often each scored level was given."""
    counts = {}
    for part in asked:
        given = (answers.get(q.key, {}).get(parts.LEVEL) for q in part.questions if _is_rating(q))
        tally = Tally.of(levels, (key for key in given if key))
        if tally.rated:
            counts[part.section.key] = tally.scored
    return counts


def _rated(question: Question, source: Source, levels: Mapping[str, RatingLevel]) -> Rated | None:
    answer = source.answers.get(question.key, {})
    level = levels.get(answer.get(parts.LEVEL) or "") if _is_rating(question) else None
    if level is None:
        return None
    earlier = (source.earlier or {}).get(question.key, {}) if source.same_scale else {}
    return Rated(question, level, levels.get(earlier.get(parts.LEVEL) or ""), answer)


def _section(section: Section, rated: list[Rated], source: Source) -> SectionProfile:
    return SectionProfile(
        section=section,
        tally=Tally.of(source.levels, (each.level.key for each in rated)),
        last=Tally.of(source.levels, (each.before.key for each in rated if each.is_comparable and each.before)),
        peers=source.peers.shares(section.key, source.levels) if source.peers else None,
    )


def _compliance(source: Source) -> Compliance:
    """Look at every duty that applies; what was not asked this year stands as it was answered last."""
    levels = {level.key: level for level in source.levels}
    top = best_level(source.levels)
    asked = {question.key for part in source.asked for question in part.questions}
    musts, carried, not_met = 0, 0, []
    for question in (q for part in source.applicable for q in part.questions):
        if not _is_rating(question) or duty_for(question, source.facts) != DutyLevel.MUST:
            continue
        answers = source.answers if question.key in asked else source.earlier or {}
        level = levels.get(answers.get(question.key, {}).get(parts.LEVEL) or "")
        if level is not None and level.score is None:
            continue  # does not apply, with a reason
        musts += 1
        carried += question.key not in asked
        if level is None or top is None or level.key != top.key:
            not_met.append(question)
    return Compliance(musts, not_met, carried)


def _action(each: Rated) -> PlannedAction:
    by = each.answer.get(parts.ACTION_BY)
    return PlannedAction(
        question=each.question,
        level=each.level,
        what=each.answer[parts.ACTION_WHAT],
        who=each.answer.get(parts.ACTION_WHO, ""),
        by=date.fromisoformat(by) if by else None,
    )


def _is_rating(question: Question) -> bool:
    return question.answer_type == AnswerType.RATING


def _count(sections: list[AskedSection]) -> int:
    return sum(len(part.questions) for part in sections)
