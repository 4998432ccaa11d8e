"""Which audits, cases, identities, agencies' parts in them, and what was agreed of them."""

from audit_forms.case_audits.querysets.agreeing import (
    AgreedQuerySet,
    BlindGradeQuerySet,
    ModerationQuerySet,
    ReportQuerySet,
    StaffFeedbackQuerySet,
)
from audit_forms.case_audits.querysets.working import (
    BATCH_LIFETIME,
    KNOWN_STATUSES,
    AppointmentQuerySet,
    CaseAuditQuerySet,
    CaseBatchQuerySet,
    CaseIdentityQuerySet,
    CaseQuerySet,
    InvolvementQuerySet,
    leads,
    members,
    telling,
)

__all__ = [
    "BATCH_LIFETIME",
    "KNOWN_STATUSES",
    "AgreedQuerySet",
    "AppointmentQuerySet",
    "BlindGradeQuerySet",
    "CaseAuditQuerySet",
    "CaseBatchQuerySet",
    "CaseIdentityQuerySet",
    "CaseQuerySet",
    "InvolvementQuerySet",
    "ModerationQuerySet",
    "ReportQuerySet",
    "StaffFeedbackQuerySet",
    "leads",
    "members",
    "telling",
]
