"""The tables of transitions of a case audit and of an agency's part in a case (design, section 4)."""

from audit_forms.case_audits.enums import AuditStatus, InvolvementStatus
from portal.workflow import Table, Transition, TransitionRefused

__all__ = ["AUDIT", "INVOLVEMENT", "TransitionRefused"]

DRAFT, AGREED, APPROVED = AuditStatus.DRAFT, AuditStatus.AGREED, AuditStatus.APPROVED
RUNNING, ASSURANCE, MODERATION = AuditStatus.RUNNING, AuditStatus.QUALITY_ASSURANCE, AuditStatus.MODERATION
DRAFTED, REPORT_APPROVED = AuditStatus.REPORT_DRAFTED, AuditStatus.REPORT_APPROVED
PUBLISHED, REVIEWED, CLOSED = AuditStatus.PUBLISHED, AuditStatus.IMPACT_REVIEWED, AuditStatus.CLOSED

NOTIFIED, NIL, HISTORIC = InvolvementStatus.NOTIFIED, InvolvementStatus.NIL_RETURN, InvolvementStatus.HISTORIC
ACKNOWLEDGED, NAMED = InvolvementStatus.ACKNOWLEDGED, InvolvementStatus.AUDITOR_NAMED
COUNTERSIGNED, MODERATED = InvolvementStatus.COUNTERSIGNED, InvolvementStatus.MODERATED
WITHDRAWN = InvolvementStatus.WITHDRAWN


def _refusal(state: str, name: str) -> str:
    return f"A case audit that is {state} cannot {name.replace('_', ' ')}."


def _involvement_refusal(state: str, name: str) -> str:
    return f"This is no longer possible: the agency’s part in the case is “{state}”."


AUDIT = Table(
    AuditStatus,
    DRAFT,
    (
        Transition("agree", DRAFT, AGREED, "Agreed by the group"),
        Transition("send_back", AGREED, DRAFT, "Sent back by the Executive"),
        Transition("approve", AGREED, APPROVED, "Approved by the Executive"),
        Transition("start", APPROVED, RUNNING, "Started: agencies are told of their cases"),
        Transition("close_returns", RUNNING, ASSURANCE, "Returns are in: quality assurance"),
        Transition("open_moderation", ASSURANCE, MODERATION, "Moderation opened"),
        Transition("end_moderation", MODERATION, DRAFTED, "Moderation ended: report drafted"),
        Transition("reopen_moderation", DRAFTED, MODERATION, "Moderation opened again"),
        Transition("approve_report", DRAFTED, REPORT_APPROVED, "Report approved by the group"),
        Transition("send_report_back", REPORT_APPROVED, DRAFTED, "Report opened again"),
        Transition("publish", REPORT_APPROVED, PUBLISHED, "Published"),
        Transition("review_impact", PUBLISHED, REVIEWED, "Impact reviewed"),
        Transition("close", REVIEWED, CLOSED, "Closed"),
    ),
    _refusal,
)

INVOLVEMENT = Table(
    InvolvementStatus,
    NOTIFIED,
    (
        Transition("answer_nil", NOTIFIED, NIL, "Not known to the agency"),
        Transition("answer_historic", NOTIFIED, HISTORIC, "Known before the practice window only"),
        Transition("acknowledge", NOTIFIED, ACKNOWLEDGED, "Involved"),
        Transition("acknowledge", NIL, ACKNOWLEDGED, "Found to be involved after all"),
        Transition("acknowledge", HISTORIC, ACKNOWLEDGED, "Involved in the practice window after all"),
        Transition("ask_again", NIL, NOTIFIED, "Asked again: who the child is was corrected"),
        Transition("ask_again", HISTORIC, NOTIFIED, "Asked again: who the child is was corrected"),
        Transition("name_auditor", ACKNOWLEDGED, NAMED, "Auditor named"),
        Transition("release_auditor", NAMED, ACKNOWLEDGED, "Auditor released before countersigning"),
        Transition("countersign", NAMED, COUNTERSIGNED, "Independence countersigned"),
        Transition("release_auditor", COUNTERSIGNED, ACKNOWLEDGED, "Auditor released: another is needed"),
        Transition("moderate", COUNTERSIGNED, MODERATED, "Moderated"),
        *(
            Transition("withdraw", source, WITHDRAWN, "Case withdrawn")
            for source in (NOTIFIED, NIL, HISTORIC, ACKNOWLEDGED, NAMED, COUNTERSIGNED)
        ),
    ),
    _involvement_refusal,
)
