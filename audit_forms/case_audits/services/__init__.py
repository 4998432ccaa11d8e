"""What happens to case audits. Each verb asks for permission itself, is atomic and leaves a trace in the trail."""

from audit_forms.case_audits.services.answering import acknowledge, answer_historic, answer_nil
from audit_forms.case_audits.services.appointing import countersign, declare_independence, name_auditor
from audit_forms.case_audits.services.conflicts import declare_conflict, release_leaver
from audit_forms.case_audits.services.extending import extend_part
from audit_forms.case_audits.services.quality import CheckedMeanwhile, save_quality_check

__all__ = [
    "CheckedMeanwhile",
    "acknowledge",
    "answer_historic",
    "answer_nil",
    "countersign",
    "declare_conflict",
    "declare_independence",
    "extend_part",
    "name_auditor",
    "release_leaver",
    "save_quality_check",
]
