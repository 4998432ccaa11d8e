"""Self-assessment rounds, what is done about their returns, and the deep dives into some of them."""

from audit_forms.self_assessments.models.deep_dives import DeepDive, Review, ReviewedQuestion, Sample
from audit_forms.self_assessments.models.feedback import FeedbackLetter
from audit_forms.self_assessments.models.following import Chase, ChasedReturn, Reminder, RoundExport
from audit_forms.self_assessments.models.rounds import (
    DUTIES,
    LONGEST_GRACE,
    REMINDER_DAYS,
    Round,
    every_reminder,
)
from audit_forms.self_assessments.models.summary import SummaryReport
from audit_forms.self_assessments.models.themes import FreeTextReading, Quotation, Theme

__all__ = [
    "DUTIES",
    "LONGEST_GRACE",
    "REMINDER_DAYS",
    "Chase",
    "ChasedReturn",
    "DeepDive",
    "FeedbackLetter",
    "FreeTextReading",
    "Quotation",
    "Reminder",
    "Review",
    "ReviewedQuestion",
    "Round",
    "RoundExport",
    "Sample",
    "SummaryReport",
    "Theme",
    "every_reminder",
]
