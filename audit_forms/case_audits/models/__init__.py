"""Case audits: the year's programme, one audit, its cases, and each agency's part in a case."""

from audit_forms.case_audits.models.after import (
    EfficacyReview,
    ImpactLine,
    ImpactReview,
    ReauditQuestion,
    StaffFeedback,
    TrainingLink,
)
from audit_forms.case_audits.models.audits import Approval, AuditAgency, CaseAudit, KeyLine, Programme
from audit_forms.case_audits.models.cases import Case, CaseIdentity, IdentityReading
from audit_forms.case_audits.models.involvement import Appointment, Involvement
from audit_forms.case_audits.models.report import Judgement, Report, ReportRecommendation

__all__ = [
    "Appointment",
    "Approval",
    "AuditAgency",
    "Case",
    "CaseAudit",
    "CaseIdentity",
    "EfficacyReview",
    "IdentityReading",
    "ImpactLine",
    "ImpactReview",
    "Involvement",
    "Judgement",
    "KeyLine",
    "Programme",
    "ReauditQuestion",
    "Report",
    "ReportRecommendation",
    "StaffFeedback",
    "TrainingLink",
]
