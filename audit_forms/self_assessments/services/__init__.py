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
    require_writer,
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
from audit_forms.self_assessments.services.reviewing import (
    LONGEST_WORDS,
    QuestionSaved,
    WholeSaved,
    finish_review,
    name_reviewer,
    save_question,
    save_whole,
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
from audit_forms.self_assessments.services.sampling import (
    LONGEST_SAMPLE,
    draw_sample,
    pick_by_hand,
    record_sample_csv,
    take_out,
)
from audit_forms.self_assessments.services.succeeding import FAIR_TIME, move_to_successor, withdraw_closed

__all__ = [
    "FAIR_TIME",
    "LONGEST_REPLY",
    "LONGEST_SAMPLE",
    "LONGEST_TEXT",
    "LONGEST_WORDS",
    "MOVED",
    "ChasePlan",
    "QuestionSaved",
    "WholeSaved",
    "add_missing_returns",
    "answer_letter",
    "approve_letter",
    "ask_for_approval",
    "change_plan",
    "chase",
    "check_reply",
    "close_round",
    "draft_letter",
    "draw_sample",
    "drop_plan",
    "extend_returns",
    "finish_review",
    "make_exports",
    "move_deadline",
    "move_to_successor",
    "name_reviewer",
    "note_letter_read",
    "note_reply_read",
    "open_round",
    "pick_by_hand",
    "plan_chase",
    "purge_exports",
    "record_csv",
    "record_fetching",
    "record_sample_csv",
    "request_export",
    "require_writer",
    "resume_round",
    "save_letter",
    "save_question",
    "save_whole",
    "schedule_round",
    "send_letter",
    "send_letter_back",
    "set_reminders",
    "take_out",
    "withdraw_closed",
]
