"""The first words of a report, made of what was agreed: a draft for the chair to make their own, never more.

Nothing here tells a count: how many cases got which grade is not said in public (bars G7).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from audit_forms.case_audits.models import CaseAudit
from audit_forms.insight.disclosure import band_of
from portal.dates import format_day
from publications.enums import Grade, SampleBand

# Strongest first; the other grades say that nothing can be said.
GRADED = (Grade.OUTSTANDING, Grade.GOOD, Grade.REQUIRES_IMPROVEMENT, Grade.INADEQUATE)
STRONG = frozenset({Grade.OUTSTANDING, Grade.GOOD})
WEAK = frozenset({Grade.REQUIRES_IMPROVEMENT, Grade.INADEQUATE})
QUESTIONS = (
    "What would a child in our work say about this?",
    "What do we already do well, and how do we know?",
    "What will we do differently from Monday, and who will notice?",
)


@dataclass(frozen=True)
class Domain:
    """What was agreed on one domain of practice: how many cases got which grade, by the grade's key."""

    key: str
    area: str
    grades: Mapping[str, int]

    @property
    def grade(self) -> Grade:
        """The middle grade over all cases, the weaker of two; not enough evidence where no case has a grade."""
        ordered = [grade for grade in GRADED for _ in range(self.grades.get(grade.value, 0))]
        return ordered[len(ordered) // 2] if ordered else Grade.NOT_ENOUGH_EVIDENCE


@dataclass(frozen=True)
class Draft:
    """The texts of a report as first drafted."""

    finding: str
    method_words: str
    worked_well: str
    worried_us: str
    judgement: str
    what_to_do: str
    questions: str


def draft_of(audit: CaseAudit, domains: Sequence[Domain], themes: Iterable[str], cases: int, agencies: int) -> Draft:
    """Draft the report of an audit. `themes` are words tagged in moderation, the most frequent first."""
    strong = [each.area for each in domains if each.grade in STRONG]
    weak = [each.area for each in domains if each.grade in WEAK]
    noted = list(themes)
    return Draft(
        finding=_finding(strong, weak),
        method_words=_method(audit, cases, agencies),
        worked_well="\n".join(f"{area}: say what exactly, and why it worked." for area in strong),
        worried_us="\n".join(f"{area}: say what, and what it meant for children." for area in weak),
        judgement=_judgement(strong, weak),
        what_to_do="\n".join(f"{theme}: say what to do." for theme in noted[:6]),
        questions="\n".join(QUESTIONS),
    )


def sample_words(cases: int) -> str:
    """The size of the sample as it is published: "10 or fewer"."""
    return SampleBand(band_of(cases)).label


def _method(audit: CaseAudit, cases: int, agencies: int) -> str:
    window = f"{format_day(audit.practice_from)} to {format_day(audit.practice_to)}"
    return (
        f"{audit.get_method_display()}. Sample: {sample_words(cases)} cases. "
        f"Practice looked at: {window}. {agencies} agencies took part, each with an auditor who had no part in the "
        "case, and agreed their grades together."
    )


def _finding(strong: Sequence[str], weak: Sequence[str]) -> str:
    if strong and weak:
        return f"{strong[0]} is a strength; {_small(weak[0])} is not good enough yet."[:180]
    if weak:
        return f"{weak[0]} is not good enough yet."[:180]
    return f"{strong[0]} is a strength."[:180] if strong else ""


def _judgement(strong: Sequence[str], weak: Sequence[str]) -> str:
    parts = []
    if strong:
        parts.append(f"Practice is strong in {_listed(strong)}.")
    if weak:
        parts.append(f"It needs to improve in {_listed(weak)}.")
    return " ".join(parts)


def _listed(areas: Sequence[str]) -> str:
    small = [_small(area) for area in areas]
    return small[0] if len(small) == 1 else f"{', '.join(small[:-1])} and {small[-1]}"


def _small(area: str) -> str:
    return area[:1].lower() + area[1:]
