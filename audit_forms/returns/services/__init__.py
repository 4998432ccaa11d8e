"""What happens to a return. Each verb asks for permission itself, is atomic and leaves a trace in the audit trail."""

from audit_forms.returns.services.answers import NotOpen, Saved, keep_text, save_answers
from audit_forms.returns.services.assurance import accept, reopen, request_changes, withdraw
from audit_forms.returns.services.notes import ask_as_noted, mark_read, save_notes
from audit_forms.returns.services.rescue import discard_rescued, keep_typed_text, purge_rescued
from audit_forms.returns.services.sign_off import Incomplete, confirm, decline, send_for_sign_off

__all__ = [
    "Incomplete",
    "NotOpen",
    "Saved",
    "accept",
    "ask_as_noted",
    "confirm",
    "decline",
    "discard_rescued",
    "keep_text",
    "keep_typed_text",
    "mark_read",
    "purge_rescued",
    "reopen",
    "request_changes",
    "save_answers",
    "save_notes",
    "send_for_sign_off",
    "withdraw",
]
