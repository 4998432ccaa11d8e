"""What happens to case audits. Each verb asks the permission itself, is atomic and leaves a trace in the trail."""

from audit_forms.case_audits.services.dates import move_dates
from audit_forms.case_audits.services.deciding import agree_plan, approve_plan, send_plan_back
from audit_forms.case_audits.services.planning import PLANNED_A_YEAR, change_plan, drop_plan, plan_audit
from audit_forms.case_audits.services.preparing import choose_agencies, keep_governance, name_chair
from audit_forms.case_audits.services.starting import close_returns, missing_for_start, on_started, start_audit

__all__ = [
    "PLANNED_A_YEAR",
    "agree_plan",
    "approve_plan",
    "change_plan",
    "choose_agencies",
    "close_returns",
    "drop_plan",
    "keep_governance",
    "missing_for_start",
    "move_dates",
    "name_chair",
    "on_started",
    "plan_audit",
    "send_plan_back",
    "start_audit",
]
