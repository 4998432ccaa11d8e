"""What happens to case audits. Each verb asks the permission itself, is atomic and leaves a trace in the trail."""

from audit_forms.case_audits.services.adding import add_case, add_list, discard_list, keep_list, open_list
from audit_forms.case_audits.services.chasing import chase_agencies, check_chase_text, plan_chase
from audit_forms.case_audits.services.dates import move_dates
from audit_forms.case_audits.services.deciding import agree_plan, approve_plan, send_plan_back
from audit_forms.case_audits.services.identities import erase_due_identities, read_identity
from audit_forms.case_audits.services.notifying import notify_agencies
from audit_forms.case_audits.services.planning import PLANNED_A_YEAR, change_plan, drop_plan, plan_audit
from audit_forms.case_audits.services.preparing import choose_agencies, keep_governance, name_chair
from audit_forms.case_audits.services.starting import close_returns, missing_for_start, start_audit
from audit_forms.case_audits.services.succeeding import hand_over_to_successor
from audit_forms.case_audits.services.withdrawing import withdraw_case

__all__ = [
    "PLANNED_A_YEAR",
    "add_case",
    "add_list",
    "agree_plan",
    "approve_plan",
    "change_plan",
    "chase_agencies",
    "check_chase_text",
    "choose_agencies",
    "close_returns",
    "discard_list",
    "drop_plan",
    "erase_due_identities",
    "hand_over_to_successor",
    "keep_governance",
    "keep_list",
    "missing_for_start",
    "move_dates",
    "name_chair",
    "notify_agencies",
    "open_list",
    "plan_audit",
    "plan_chase",
    "read_identity",
    "send_plan_back",
    "start_audit",
    "withdraw_case",
]
