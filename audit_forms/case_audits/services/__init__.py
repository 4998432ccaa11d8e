"""What happens to a case audit. Each verb asks for permission itself, is atomic and leaves a trace in the trail."""

from audit_forms.case_audits.services.efficacy import review_efficacy
from audit_forms.case_audits.services.following import (
    close_audit,
    enter_feedback,
    link_training,
    review_impact,
    write_reaudit_question,
)
from audit_forms.case_audits.services.grades import CLOSED, agree_grade, enter_blind_grades, write_dissent
from audit_forms.case_audits.services.meeting import Came, Stale, note_attendance, tag_theme, untag_theme
from audit_forms.case_audits.services.moderating import (
    arrange_moderation,
    end_moderation,
    excuse_return,
    open_moderation,
    reopen_moderation,
    waiting_for,
)
from audit_forms.case_audits.services.publishing import make_pages, publish_report
from audit_forms.case_audits.services.reporting import (
    NotReady,
    approve_report,
    draft_report,
    open_report_again,
    save_report,
)

__all__ = [
    "CLOSED",
    "Came",
    "NotReady",
    "Stale",
    "agree_grade",
    "approve_report",
    "arrange_moderation",
    "close_audit",
    "draft_report",
    "end_moderation",
    "enter_blind_grades",
    "enter_feedback",
    "excuse_return",
    "link_training",
    "make_pages",
    "note_attendance",
    "open_moderation",
    "open_report_again",
    "publish_report",
    "reopen_moderation",
    "review_efficacy",
    "review_impact",
    "save_report",
    "tag_theme",
    "untag_theme",
    "waiting_for",
    "write_dissent",
    "write_reaudit_question",
]
