"""What happens to case audits. Each verb asks the permission itself, is atomic and leaves a trace in the trail."""

from audit_forms.case_audits.services.adding import add_case, add_list, discard_list, keep_list, open_list
from audit_forms.case_audits.services.answering import acknowledge, answer_historic, answer_nil
from audit_forms.case_audits.services.appointing import countersign, declare_independence, name_auditor
from audit_forms.case_audits.services.case_actions import take_case_actions
from audit_forms.case_audits.services.chasing import chase_agencies, check_chase_text, plan_chase
from audit_forms.case_audits.services.conflicts import declare_conflict, release_leaver
from audit_forms.case_audits.services.dates import move_dates
from audit_forms.case_audits.services.deciding import agree_plan, approve_plan, send_plan_back
from audit_forms.case_audits.services.efficacy import review_efficacy
from audit_forms.case_audits.services.extending import extend_part
from audit_forms.case_audits.services.following import (
    close_audit,
    enter_feedback,
    link_training,
    review_impact,
    write_reaudit_question,
)
from audit_forms.case_audits.services.grades import CLOSED, agree_grade, enter_blind_grades, write_dissent
from audit_forms.case_audits.services.identities import correct_identity, erase_due_identities, read_identity
from audit_forms.case_audits.services.meeting import Came, Stale, note_attendance, tag_theme, untag_theme
from audit_forms.case_audits.services.moderating import (
    arrange_moderation,
    end_moderation,
    excuse_return,
    open_moderation,
    reopen_moderation,
    waiting_for,
)
from audit_forms.case_audits.services.notifying import notify_agencies
from audit_forms.case_audits.services.planning import PLANNED_A_YEAR, change_plan, drop_plan, plan_audit
from audit_forms.case_audits.services.preparing import ask_more_agencies, choose_agencies, keep_governance, name_chair
from audit_forms.case_audits.services.publishing import make_pages, publish_report
from audit_forms.case_audits.services.quality import CheckedMeanwhile, save_quality_check
from audit_forms.case_audits.services.reporting import approve_report, draft_report, open_report_again, save_report
from audit_forms.case_audits.services.starting import close_returns, missing_for_start, start_audit
from audit_forms.case_audits.services.succeeding import hand_over_to_successor
from audit_forms.case_audits.services.withdrawing import withdraw_case

__all__ = [
    "CLOSED",
    "PLANNED_A_YEAR",
    "Came",
    "CheckedMeanwhile",
    "Stale",
    "acknowledge",
    "add_case",
    "add_list",
    "agree_grade",
    "agree_plan",
    "answer_historic",
    "answer_nil",
    "approve_plan",
    "approve_report",
    "arrange_moderation",
    "ask_more_agencies",
    "change_plan",
    "chase_agencies",
    "check_chase_text",
    "choose_agencies",
    "close_audit",
    "close_returns",
    "correct_identity",
    "countersign",
    "declare_conflict",
    "declare_independence",
    "discard_list",
    "draft_report",
    "drop_plan",
    "end_moderation",
    "enter_blind_grades",
    "enter_feedback",
    "erase_due_identities",
    "excuse_return",
    "extend_part",
    "hand_over_to_successor",
    "keep_governance",
    "keep_list",
    "link_training",
    "make_pages",
    "missing_for_start",
    "move_dates",
    "name_auditor",
    "name_chair",
    "note_attendance",
    "notify_agencies",
    "open_list",
    "open_moderation",
    "open_report_again",
    "plan_audit",
    "plan_chase",
    "publish_report",
    "read_identity",
    "release_leaver",
    "reopen_moderation",
    "review_efficacy",
    "review_impact",
    "save_quality_check",
    "save_report",
    "send_plan_back",
    "start_audit",
    "tag_theme",
    "take_case_actions",
    "untag_theme",
    "waiting_for",
    "withdraw_case",
    "write_dissent",
    "write_reaudit_question",
]
