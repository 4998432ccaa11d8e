"""What happens to a return. Each verb asks for permission itself, is atomic and leaves a trace in the audit trail."""

from audit_forms.returns.services.answers import NotOpen, Saved, keep_text, save_answers
from audit_forms.returns.services.assigning import assign_sections
from audit_forms.returns.services.assurance import accept, reopen, request_changes, withdraw
from audit_forms.returns.services.comments import reopen_comment, resolve_comment, write_comment
from audit_forms.returns.services.confirming import confirm_section
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
from audit_forms.returns.services.extending import give_time
from audit_forms.returns.services.handing_over import take_over
from audit_forms.returns.services.links import (
    AddressRefused,
    prove_code,
    revoke_signing_link,
    send_code,
    send_signing_link,
)
from audit_forms.returns.services.naming import close_to, end_writing, name_writer, stop_writing
from audit_forms.returns.services.notes import ask_as_noted, mark_read, save_notes
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
    "AddressRefused",
    "Comparison",
    "Given",
    "Incomplete",
    "NotOpen",
    "Saved",
    "accept",
    "apply_workbook",
    "ask_as_noted",
    "assign_sections",
    "check_quarantined",
    "close_to",
    "compare_workbook",
    "confirm",
    "confirm_section",
    "decline",
    "discard_rescued",
    "discard_workbook",
    "end_writing",
    "give_file",
    "give_link",
    "give_statement",
    "give_time",
    "keep_text",
    "keep_typed_text",
    "keep_workbook",
    "mark_read",
    "name_writer",
    "prove_code",
    "purge_rescued",
    "purge_workbooks",
    "record_reading",
    "reinstate",
    "remove_evidence",
    "reopen",
    "reopen_comment",
    "request_changes",
    "resolve_comment",
    "revoke_signing_link",
    "save_answers",
    "save_notes",
    "send_code",
    "send_for_sign_off",
    "send_signing_link",
    "stop_writing",
    "take_back",
    "take_over",
    "use_again",
    "withdraw",
    "write_comment",
]
