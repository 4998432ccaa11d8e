"""What happens to a return. Each verb asks for permission itself, is atomic and leaves a trace in the audit trail."""

from audit_forms.returns.services.answers import NotOpen, Saved, save_answers
from audit_forms.returns.services.assurance import accept, reopen, request_changes, withdraw
from audit_forms.returns.services.evidence import (
    Given,
    give_link,
    give_statement,
    record_reading,
    remove_evidence,
    take_back,
    use_again,
)
from audit_forms.returns.services.evidence_files import check_quarantined, give_file
from audit_forms.returns.services.rescue import discard_rescued, keep_typed_text, purge_rescued
from audit_forms.returns.services.sign_off import Incomplete, confirm, decline, send_for_sign_off

__all__ = [
    "Given",
    "Incomplete",
    "NotOpen",
    "Saved",
    "accept",
    "check_quarantined",
    "confirm",
    "decline",
    "discard_rescued",
    "give_file",
    "give_link",
    "give_statement",
    "keep_typed_text",
    "purge_rescued",
    "record_reading",
    "remove_evidence",
    "reopen",
    "request_changes",
    "save_answers",
    "send_for_sign_off",
    "take_back",
    "use_again",
    "withdraw",
]
