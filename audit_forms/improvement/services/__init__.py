"""What happens to actions, recommendations and alerts. Each verb asks for permission itself and leaves a trace."""

from audit_forms.improvement.services.actions import (
    add_action,
    add_evidence,
    assign,
    change_due,
    report_progress,
    start,
)
from audit_forms.improvement.services.alerts import (
    Report,
    acknowledge_alert,
    add_note,
    ask_again,
    close_alert,
    give_assurance,
    raise_alert,
)
from audit_forms.improvement.services.calendar import issue_calendar_link, revoke_calendar_link
from audit_forms.improvement.services.closing import ask_to_close, close, send_back
from audit_forms.improvement.services.from_audits import NamedAction, open_from_audit
from audit_forms.improvement.services.from_feedback import open_from_feedback
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
    "NamedAction",
    "Report",
    "Typed",
    "acknowledge_alert",
    "add_action",
    "add_evidence",
    "add_note",
    "ask_again",
    "ask_to_close",
    "assign",
    "change_due",
    "change_recommendation",
    "close",
    "close_alert",
    "confirm_plan",
    "freeze_responses",
    "give_assurance",
    "issue_calendar_link",
    "mark_done",
    "open_from_audit",
    "open_from_feedback",
    "raise_alert",
    "raise_recommendation",
    "report_progress",
    "revoke_calendar_link",
    "save_responses",
    "send_back",
    "start",
    "take_from_return",
    "withdraw_recommendation",
]
