"""What every change of an audit's, a case's or a part's state needs."""

from typing import Any

from audit_forms.case_audits.models import CaseAudit, Involvement
from audit_forms.case_audits.workflow import AUDIT, INVOLVEMENT
from portal.trail.services import record


def lock_audit(audit: CaseAudit) -> CaseAudit:
    """The audit as it is now, locked until the transaction ends."""
    locked: CaseAudit = CaseAudit.objects.select_for_update(of=("self",)).get(pk=audit.pk)
    return locked


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
