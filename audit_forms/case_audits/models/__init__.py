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
from audit_forms.case_audits.models.moderation import (
    AgreedGrade,
    Attendance,
    BlindGrade,
    Dissent,
    Excuse,
    GradeChange,
    LearningTheme,
    Moderation,
    ThemeTag,
)
from audit_forms.case_audits.models.quality import QualityCheck
from audit_forms.case_audits.models.reminders import PartReminder
from audit_forms.case_audits.models.report import Judgement, Report, ReportRecommendation
from audit_forms.case_audits.models.working import CaseBatch, CaseChase, ChasedPart

__all__ = [
    "AgreedGrade",
    "Appointment",
    "Approval",
    "Attendance",
    "AuditAgency",
    "BlindGrade",
    "Case",
    "CaseAudit",
    "CaseBatch",
    "CaseChase",
    "CaseIdentity",
    "ChasedPart",
    "Dissent",
    "EfficacyReview",
    "Excuse",
    "GradeChange",
    "IdentityReading",
    "ImpactLine",
    "ImpactReview",
    "Involvement",
    "Judgement",
    "KeyLine",
    "LearningTheme",
    "Moderation",
    "PartReminder",
    "Programme",
    "QualityCheck",
    "ReauditQuestion",
    "Report",
    "ReportRecommendation",
    "StaffFeedback",
    "ThemeTag",
    "TrainingLink",
]
