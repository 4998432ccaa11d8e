"""What every change of a case audit's or of an agency's part's state needs."""

from typing import Any

from audit_forms.case_audits.models import CaseAudit, Involvement
from audit_forms.case_audits.workflow import AUDIT, INVOLVEMENT
from portal.trail.services import record


def lock_involvement(involvement: Involvement) -> Involvement:
    """The agency's part as it is now, locked until the transaction ends."""
    rows = Involvement.objects.select_related("case__audit__theme", "organisation", "audit_return")
    locked: Involvement = rows.select_for_update(of=("self",)).get(pk=involvement.pk)
    return locked


def move_audit(locked: CaseAudit, name: str, actor: Any, **data: Any) -> None:
    """Take transition `name` of the table, save the state and write one entry to the audit trail.

    Raises TransitionRefused where the table has no such transition from the audit's state.
    """
    source = locked.status
    locked.status = AUDIT.target_of(name, source)
    locked.save(update_fields=["status"])
    record(actor=actor, action=f"audit.{name}", target=locked, source=source, **data)


def move_involvement(locked: Involvement, name: str, actor: Any, **data: Any) -> None:
    """Take transition `name` of the table, save the state and write one entry to the audit trail.

    Raises TransitionRefused where the table has no such transition from the part's state.
    """
    source = locked.status
    locked.status = INVOLVEMENT.target_of(name, source)
    locked.save(update_fields=["status"])
    record(actor=actor, action=f"involvement.{name}", target=locked, source=source, **data)
