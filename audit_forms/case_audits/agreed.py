"""What moderation agreed, as the report and the efficacy review read it."""

from collections import Counter
from collections.abc import Iterable

from audit_forms.case_audits.composing import Domain
from audit_forms.case_audits.grading import OVERALL, OVERALL_QUESTION
from audit_forms.case_audits.models import AgreedGrade, CaseAudit, Involvement
from audit_forms.case_audits.moderation import ModerationSummary
from audit_forms.returns.enums import NOTABLE_STATUSES
from audit_forms.returns.models import Answer


def agreed_domains(summary: ModerationSummary) -> list[Domain]:
    """What was agreed on each domain of the tool, in its order; the overall grade of a case is no domain."""
    return [
        Domain(each.key, each.area, {level.key: number for level, number in each.agreed})
        for each in summary.domains
        if each.key != OVERALL
    ]


def theme_words(summary: ModerationSummary) -> list[str]:
    """The themes tagged in moderation, the most frequent first."""
    return [words for words, _ in summary.themes]


def shifts_at_moderation(audits: Iterable[CaseAudit]) -> dict[int, float]:
    """By audit, the share of agencies' own grades that moderation changed, from 0 to 1; none where none compare.

    Three queries for any number of audits, and no matrix: only which level stood before and which was agreed.
    """
    wanted = [audit.pk for audit in audits]
    graded = Involvement.objects.moderated().filter(case__audit__in=wanted, audit_return__status__in=NOTABLE_STATUSES)
    places = {made: (case, audit) for made, case, audit in graded.values_list("audit_return", "case", "case__audit")}
    scored = AgreedGrade.objects.filter(case__audit__in=wanted, level__score__isnull=False)
    agreed = {(case, key): level for case, key, level in scored.values_list("case", "question_key", "level")}
    own = Answer.objects.filter(audit_return__in=graded.values("audit_return"), level__score__isnull=False).order_by()
    compared: Counter[int] = Counter()
    changed: Counter[int] = Counter()
    for made, key, level in own.values_list("audit_return", "question__key", "level"):
        case, audit = places[made]
        after = agreed.get((case, OVERALL if key == OVERALL_QUESTION else key))
        if after is not None:
            compared[audit] += 1
            changed[audit] += after != level
    return {audit: changed[audit] / number for audit, number in compared.items()}
