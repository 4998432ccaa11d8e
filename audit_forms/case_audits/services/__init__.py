"""What happens to case audits. Each verb asks for permission itself, is atomic and writes the audit trail."""

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

__all__ = [
    "CLOSED",
    "Came",
    "Stale",
    "agree_grade",
    "arrange_moderation",
    "end_moderation",
    "enter_blind_grades",
    "excuse_return",
    "note_attendance",
    "open_moderation",
    "reopen_moderation",
    "tag_theme",
    "untag_theme",
    "waiting_for",
    "write_dissent",
]
