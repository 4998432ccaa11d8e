"""What happens to rounds. Each verb asks for permission itself, is atomic and leaves a trace in the audit trail."""

from audit_forms.self_assessments.services.chasing import LONGEST_TEXT, MOVED, ChasePlan, chase, plan_chase
from audit_forms.self_assessments.services.closing import close_round, resume_round, set_reminders
from audit_forms.self_assessments.services.exporting import (
    make_exports,
    purge_exports,
    record_chart,
    record_csv,
    record_fetching,
    request_export,
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
    "LONGEST_TEXT",
    "MOVED",
    "ChasePlan",
    "add_missing_returns",
    "change_plan",
    "chase",
    "close_round",
    "drop_plan",
    "extend_returns",
    "make_exports",
    "move_deadline",
    "move_to_successor",
    "open_round",
    "plan_chase",
    "purge_exports",
    "record_chart",
    "record_csv",
    "record_fetching",
    "request_export",
    "resume_round",
    "schedule_round",
    "set_reminders",
    "withdraw_closed",
]
