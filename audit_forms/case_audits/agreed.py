"""What moderation agreed, as the report and the efficacy review read it."""

from audit_forms.case_audits.composing import Domain
from audit_forms.case_audits.models import CaseAudit
from audit_forms.case_audits.moderation import ModerationSummary, moderation_summary

OVERALL = ""


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


def shift_at_moderation(audit: CaseAudit) -> float | None:
    """The share of agencies' own grades that moderation changed, from 0 to 1; None where none can be compared."""
    changes = [each.changes for each in moderation_summary(audit).domains]
    compared = sum(each.compared for each in changes)
    return sum(each.raised + each.lowered for each in changes) / compared if compared else None
