"""What a report says of an audit's moderation: sums over its cases, as plain data that names no case."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from audit_forms.case_audits.grading import Domain, Scale
from audit_forms.case_audits.matrix import Row, matrices_of
from audit_forms.case_audits.models import Case, CaseAudit, Dissent, ThemeTag
from audit_forms.questionnaires.models import RatingLevel


@dataclass(frozen=True)
class Changes:
    """How agencies' own grades stand to the agreed ones: how many were raised, left and lowered, by how much at all.

    `shift` is the sum of grades moved, down counting as minus; pairs where one is no grade are in none of them.
    """

    raised: int = 0
    same: int = 0
    lowered: int = 0
    shift: int = 0

    @property
    def compared(self) -> int:
        """How many pairs there are."""
        return self.raised + self.same + self.lowered


@dataclass(frozen=True)
class DomainSummary:
    """One domain over all cases. `key` is its question's, "" for the overall grade; `area` is what a report calls it.

    `agreed` has every level of the scale with its number of cases, `not_agreed` the cases without one. `spread_before`
    and `spread_after` map grades apart to numbers of cases: before, between the agencies' grades; after, between the
    agreed grade and those of agencies that dissent.
    """

    key: str
    number: str
    title: str
    area: str
    agreed: list[tuple[RatingLevel, int]]
    not_agreed: int
    spread_before: dict[int, int]
    spread_after: dict[int, int]
    changes: Changes
    dissents: int


@dataclass(frozen=True)
class ModerationSummary:
    """The whole moderation: cases, domains with the overall grade last, themes with numbers, dissents."""

    cases: int
    domains: list[DomainSummary] = field(default_factory=list)
    themes: list[tuple[str, int]] = field(default_factory=list)
    dissents: int = 0


def moderation_summary(audit: CaseAudit) -> ModerationSummary:
    """Sums over the audit's moderated cases; counts are as they are, so disclosure control comes after this."""
    cases = list(Case.objects.in_moderation().filter(audit=audit).select_related("audit__edition"))
    matrices = matrices_of(cases)
    keys = [row.domain.key for row in matrices[0].rows] if matrices else []
    domains = [_domain([matrix.row(key) for matrix in matrices]) for key in keys]
    return ModerationSummary(
        cases=len(cases),
        domains=domains,
        themes=_themes(audit, cases),
        dissents=Dissent.objects.filter(case__in=cases).count(),
    )


def _domain(rows: list[Row]) -> DomainSummary:
    domain: Domain = rows[0].domain
    scale: Scale = rows[0].scale
    agreed = Counter(row.agreed.level_id for row in rows if row.agreed)
    return DomainSummary(
        key=domain.key,
        number=domain.number,
        title=domain.title,
        area=domain.area,
        agreed=[(level, agreed[level.pk]) for level in scale.levels],
        not_agreed=sum(not row.is_agreed for row in rows),
        spread_before=_counted(row.spread for row in rows),
        spread_after=_counted(_spread_after(row) for row in rows),
        changes=_changes(rows),
        dissents=sum(len(row.dissents) for row in rows),
    )


def _spread_after(row: Row) -> int | None:
    """How far those who dissent stay from the agreed grade; nothing for a case that is not agreed."""
    if row.agreed is None or row.scale.rank(row.agreed.level) is None:
        return None
    dissenting = {each.organisation_id for each in row.dissents}
    kept = [cell.level for cell in row.cells if cell.part.organisation_id in dissenting]
    return row.scale.spread([row.agreed.level, *kept]) or 0


def _changes(rows: list[Row]) -> Changes:
    shifts = [row.scale.shift(cell.own, row.agreed.level) for row in rows if row.agreed for cell in row.cells]
    known = [shift for shift in shifts if shift is not None]
    return Changes(
        raised=sum(shift > 0 for shift in known),
        same=sum(shift == 0 for shift in known),
        lowered=sum(shift < 0 for shift in known),
        shift=sum(known),
    )


def _counted(spreads: Iterable[int | None]) -> dict[int, int]:
    return dict(sorted(Counter(spread for spread in spreads if spread is not None).items()))


def _themes(audit: CaseAudit, cases: list[Case]) -> list[tuple[str, int]]:
    """Themes with how often they were tagged, the most frequent first; tags of withdrawn cases do not count."""
    tags = ThemeTag.objects.filter(audit=audit).select_related("theme")
    known = {case.pk for case in cases}
    counted = Counter(tag.theme.words for tag in tags if tag.case_id is None or tag.case_id in known)
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0].casefold()))
