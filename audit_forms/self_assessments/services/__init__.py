"""What happens to rounds and to the feedback about their returns.

Each verb asks for permission itself, is atomic and leaves a trace in the audit trail.
"""

from audit_forms.self_assessments.services.chasing import LONGEST_TEXT, MOVED, ChasePlan, chase, plan_chase
from audit_forms.self_assessments.services.closing import close_round, resume_round, set_reminders
from audit_forms.self_assessments.services.exporting import (
    make_exports,
    purge_exports,
    record_csv,
    record_fetching,
    request_export,
)
from audit_forms.self_assessments.services.letters import (
    approve_letter,
    ask_for_approval,
    draft_letter,
    save_letter,
    send_letter_back,
)
from audit_forms.self_assessments.services.letters_sent import (
    LONGEST_REPLY,
    answer_letter,
    check_reply,
    note_letter_read,
    note_reply_read,
    send_letter,
)
from audit_forms.self_assessments.services.rounds import (
    add_missing_returns,
    change_plan,
    drop_plan,
    extend_returns,
    move_deadline,
    open_round,
    schedule_round,
)
from audit_forms.self_assessments.services.succeeding import FAIR_TIME, move_to_successor, withdraw_closed

__all__ = [
    "FAIR_TIME",
    "LONGEST_REPLY",
    "LONGEST_TEXT",
    "MOVED",
    "ChasePlan",
    "add_missing_returns",
    "answer_letter",
    "approve_letter",
    "ask_for_approval",
    "change_plan",
    "chase",
    "check_reply",
    "close_round",
    "draft_letter",
    "drop_plan",
    "extend_returns",
    "make_exports",
    "move_deadline",
    "move_to_successor",
    "note_letter_read",
    "note_reply_read",
    "open_round",
    "plan_chase",
    "purge_exports",
    "record_csv",
    "record_fetching",
    "request_export",
    "resume_round",
    "save_letter",
    "schedule_round",
    "send_letter",
    "send_letter_back",
    "set_reminders",
    "withdraw_closed",
]
