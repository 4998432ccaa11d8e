"""What every change of state needs."""

from typing import Any

from audit_forms.case_audits.models import CaseAudit, Involvement
from audit_forms.case_audits.workflow import AUDIT, INVOLVEMENT
from portal.trail.services import record


def move_audit(locked: CaseAudit, name: str, actor: Any, **data: Any) -> None:
    """Take transition `name` of the table and write it to the audit trail; raises TransitionRefused."""
    source = locked.status
    locked.status = AUDIT.target_of(name, source)
    locked.save(update_fields=["status"])
    record(actor=actor, action=f"audit.{name}", target=locked, source=source, **data)


def move_involvement(locked: Involvement, name: str, actor: Any, **data: Any) -> None:
    """Take transition `name` of the table and write it to the audit trail; raises TransitionRefused."""
    source = locked.status
    locked.status = INVOLVEMENT.target_of(name, source)
    locked.save(update_fields=["status"])
    record(actor=actor, action=f"involvement.{name}", target=locked, source=source, **data)
