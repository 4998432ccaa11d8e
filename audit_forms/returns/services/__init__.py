"""What happens to a return. Each verb asks for permission itself, is atomic and leaves a trace in the audit trail."""

from audit_forms.returns.services.answers import NotOpen, Saved, save_answers
from audit_forms.returns.services.assurance import accept, reopen, request_changes, withdraw
from audit_forms.returns.services.reinstating import reinstate
from audit_forms.returns.services.rescue import discard_rescued, keep_typed_text, purge_rescued
from audit_forms.returns.services.sign_off import Incomplete, confirm, decline, send_for_sign_off
from audit_forms.returns.services.workbooks import (
    Comparison,
    apply_workbook,
    compare_workbook,
    discard_workbook,
    keep_workbook,
    purge_workbooks,
)

__all__ = [
    "Comparison",
    "Incomplete",
    "NotOpen",
    "Saved",
    "accept",
    "apply_workbook",
    "compare_workbook",
    "confirm",
    "decline",
    "discard_rescued",
    "discard_workbook",
    "keep_typed_text",
    "keep_workbook",
    "purge_rescued",
    "purge_workbooks",
    "reinstate",
    "reopen",
    "request_changes",
    "save_answers",
    "send_for_sign_off",
    "withdraw",
]
