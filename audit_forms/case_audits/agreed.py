"""What moderation agreed, as the report reads it."""

from audit_forms.case_audits.composing import Domain
from audit_forms.case_audits.models import CaseAudit


def agreed_domains(audit: CaseAudit) -> list[Domain]:
    """What was agreed on each domain of the audit's tool, in its order."""
    return []


def theme_words(audit: CaseAudit) -> list[str]:
    """The themes tagged in moderation, the most frequent first."""
    return []


def shift_at_moderation(audit: CaseAudit) -> float | None:
    """The share of grades that moderation changed from what the agency had given, from 0 to 1; None without any."""
    return None
