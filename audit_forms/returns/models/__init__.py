"""Returns: one organisation's answers to one edition, its evidence, sign-off, and what is asked about it."""

from audit_forms.returns.models.answers import Answer, RescuedText
from audit_forms.returns.models.assurance import AssuranceNote, ChangeRequest, ReadMark
from audit_forms.returns.models.evidence import Evidence, EvidenceUse
from audit_forms.returns.models.naming import NamedWriter
from audit_forms.returns.models.returns import Exercise, Return
from audit_forms.returns.models.sign_off import SigningLink, SignOff, Submission
from audit_forms.returns.models.working import Comment, SectionAssignment, UploadedWorkbook

__all__ = [
    "Answer",
    "AssuranceNote",
    "ChangeRequest",
    "Comment",
    "Evidence",
    "EvidenceUse",
    "Exercise",
    "NamedWriter",
    "ReadMark",
    "RescuedText",
    "Return",
    "SectionAssignment",
    "SignOff",
    "SigningLink",
    "Submission",
    "UploadedWorkbook",
]
