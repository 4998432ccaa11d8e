"""One case in moderation: agencies by domains, each with its blind grade and its return's, and what was agreed.

The case must come from `Case.objects.moderated_by(user)`: whoever sees the case here sees every agency's grades.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from audit_forms.case_audits.grading import OVERALL, Domain, Scale, domains_of, spread_words
from audit_forms.case_audits.models import AgreedGrade, BlindGrade, Case, Dissent, Involvement
from audit_forms.questionnaires.models import Edition, RatingLevel
from audit_forms.returns.enums import NOTABLE_STATUSES
from audit_forms.returns.models import Answer

FAR = 2  # grades apart that call for a talk


@dataclass(frozen=True)
class Cell:
    """What one agency says of one domain: the grade entered blind, by whom, and the one in its return."""

    part: Involvement
    blind: BlindGrade | None
    own: RatingLevel | None

    @property
    def level(self) -> RatingLevel | None:
        """The agency's grade: the blind one, else its return's."""
        return self.blind.level if self.blind else self.own


@dataclass(frozen=True)
class Row:
    """One domain over all agencies."""

    domain: Domain
    cells: list[Cell]
    scale: Scale
    agreed: AgreedGrade | None = None
    dissents: list[Dissent] = field(default_factory=list)

    @property
    def spread(self) -> int | None:
        """How many grades the agencies lie apart."""
        return self.scale.spread(cell.level for cell in self.cells)

    @property
    def words(self) -> str:
        """The spread in words."""
        return spread_words(self.spread)

    @property
    def flag(self) -> str:
        """How the spread is marked: none, alike, near or far."""
        if self.spread is None:
            return "none"
        return "far" if self.spread >= FAR else "near" if self.spread else "alike"

    @property
    def is_agreed(self) -> bool:
        """Whether the meeting has agreed a grade."""
        return self.agreed is not None

    def differs(self, level: RatingLevel) -> bool:
        """Whether that grade is another than some agency's; levels that judge nothing are no other opinion."""
        graded = (cell.level for cell in self.cells)
        return any(each.pk != level.pk for each in graded if each is not None and each.score is not None)


@dataclass(frozen=True)
class Matrix:
    """All domains of one case over all agencies."""

    case: Case
    parts: list[Involvement]
    rows: list[Row]

    @property
    def agreed(self) -> int:
        """How many domains are agreed, the overall grade among them."""
        return sum(row.is_agreed for row in self.rows)

    @property
    def is_finished(self) -> bool:
        """Whether the overall grade is agreed, which the end of moderation needs."""
        return self.row(OVERALL).is_agreed

    def row(self, key: str) -> Row:
        """The row of a domain; raises KeyError for a key that the tool does not grade."""
        found = next((row for row in self.rows if row.domain.key == key), None)
        if found is None:
            raise KeyError(key)
        return found

    @property
    def next_row(self) -> Row:
        """The first that is not agreed; the overall grade where all are."""
        return next((row for row in self.rows if not row.is_agreed), self.rows[-1])


def matrix_of(case: Case) -> Matrix:
    """The matrix of one case."""
    return matrices_of([case])[0]


def matrices_of(cases: Iterable[Case]) -> list[Matrix]:
    """The matrices of cases of one audit; the number of queries does not grow with their number."""
    cases = list(cases)
    if not cases:
        return []
    edition = cases[0].audit.edition
    scale, domains = Scale.of(edition), domains_of(edition)
    involved = Involvement.objects.moderated().filter(case__in=cases)
    parts = list(involved.select_related("organisation", "audit_return"))
    blind = {
        (each.involvement_id, each.question_key): each
        for each in BlindGrade.objects.filter(involvement__in=parts).select_related("level", "entered_by")
    }
    own = own_grades(parts, edition)
    agreed = {
        (each.case_id, each.question_key): each
        for each in AgreedGrade.objects.filter(case__in=cases).select_related("level", "agreed_by")
    }
    dissents: dict[tuple[int, str], list[Dissent]] = {}
    for each in Dissent.objects.filter(case__in=cases).select_related("organisation"):
        dissents.setdefault((each.case_id, each.question_key), []).append(each)

    def row_of(case: Case, domain: Domain, columns: list[Involvement]) -> Row:
        key = domain.key
        cells = [Cell(part, blind.get((part.pk, key)), own.get((part.pk, key))) for part in columns]
        return Row(domain, cells, scale, agreed.get((case.pk, key)), dissents.get((case.pk, key), []))

    made = []
    for case in cases:
        columns = [part for part in parts if part.case_id == case.pk]
        made.append(Matrix(case, columns, [row_of(case, domain, columns) for domain in domains]))
    return made


def own_grades(parts: Iterable[Involvement], edition: Edition) -> dict[tuple[int, str], RatingLevel]:
    """The grades in the agencies' returns, by part and domain; of a return still written, none."""
    keys = {domain.question_key: domain.key for domain in domains_of(edition)}
    settled = {part.audit_return_id: part.pk for part in parts if _is_settled(part)}
    answers = Answer.objects.filter(audit_return__in=settled, question__key__in=keys, level__isnull=False)
    return {
        (settled[answer.audit_return_id], keys[answer.question.key]): answer.level
        for answer in answers.select_related("level", "question")
        if answer.level
    }


def _is_settled(part: Involvement) -> bool:
    return part.audit_return is not None and part.audit_return.status in NOTABLE_STATUSES
