"""What happens to a case audit. Each verb asks for permission itself, is atomic and leaves a trace in the trail."""

from audit_forms.case_audits.services.efficacy import review_efficacy
from audit_forms.case_audits.services.following import (
    close_audit,
    enter_feedback,
    link_training,
    review_impact,
    write_reaudit_question,
)
from audit_forms.case_audits.services.publishing import make_pages, publish_report
from audit_forms.case_audits.services.reporting import (
    NotReady,
    approve_report,
    draft_report,
    open_report_again,
    save_report,
)

__all__ = [
    "NotReady",
    "approve_report",
    "close_audit",
    "draft_report",
    "enter_feedback",
    "link_training",
    "make_pages",
    "open_report_again",
    "publish_report",
    "review_efficacy",
    "review_impact",
    "save_report",
    "write_reaudit_question",
]
