"""What happens to actions and recommendations. Each verb asks for permission itself and leaves a trace."""

from audit_forms.improvement.services.actions import (
    add_action,
    add_evidence,
    assign,
    change_due,
    report_progress,
    start,
)
from audit_forms.improvement.services.calendar import issue_calendar_link, revoke_calendar_link
from audit_forms.improvement.services.closing import ask_to_close, close, send_back
from audit_forms.improvement.services.from_returns import take_from_return
from audit_forms.improvement.services.plan import confirm_plan
from audit_forms.improvement.services.recommendations import (
    change_recommendation,
    mark_done,
    raise_recommendation,
    withdraw_recommendation,
)
from audit_forms.improvement.services.responses import Typed, freeze_responses, save_responses

__all__ = [
    "Typed",
    "add_action",
    "add_evidence",
    "ask_to_close",
    "assign",
    "change_due",
    "change_recommendation",
    "close",
    "confirm_plan",
    "freeze_responses",
    "issue_calendar_link",
    "mark_done",
    "raise_recommendation",
    "report_progress",
    "revoke_calendar_link",
    "save_responses",
    "send_back",
    "start",
    "take_from_return",
    "withdraw_recommendation",
]
