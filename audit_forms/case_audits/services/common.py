"""What every change of a case audit or of an agency's part in it needs."""

from typing import Any

from django.core.exceptions import PermissionDenied

from audit_forms.case_audits.models import CaseAudit, Involvement
from audit_forms.case_audits.workflow import AUDIT, INVOLVEMENT
from portal.accounts.permissions import is_business_unit
from portal.trail.services import record
from portal.workflow import Stale


def lock_audit(audit: CaseAudit) -> CaseAudit:
    """The audit as it is now, locked until the transaction ends."""
    locked: CaseAudit = CaseAudit.objects.select_for_update(of=("self",)).get(pk=audit.pk)
    return locked


def lock_involvement(involvement: Involvement) -> Involvement:
    """The agency's part as it is now, locked until the transaction ends."""
    rows = Involvement.objects.select_related("case__audit__theme", "organisation", "audit_return")
    locked: Involvement = rows.select_for_update(of=("self",)).get(pk=involvement.pk)
    return locked


def require_unit(actor: Any) -> None:
    """Raise PermissionDenied for everybody but the Business Unit."""
    if not is_business_unit(actor):
        raise PermissionDenied("Only the Business Unit runs case audits.")


def check_version(locked: CaseAudit, version: int) -> None:
    """Raise Stale where somebody changed the audit after the page was opened (bars R4)."""
    if locked.version != version:
        raise Stale("audit")


def move_audit(locked: CaseAudit, name: str, actor: Any, **data: Any) -> None:
    """Take transition `name` of the table, save the status and record it with the state it came from.

    Raises TransitionRefused where the table has no such transition from the audit's state.
    """
    source = locked.status
    locked.status = AUDIT.target_of(name, source)
    locked.save(update_fields=["status"])
    record(actor=actor, action=f"audit.{name}", target=locked, source=source, **data)


def move_involvement(locked: Involvement, name: str, actor: Any, **data: Any) -> None:
    """Take transition `name` of the table, save the status and record it with the state it came from.

    Raises TransitionRefused where the table has no such transition from the part's state.
    """
    source = locked.status
    locked.status = INVOLVEMENT.target_of(name, source)
    locked.save(update_fields=["status"])
    record(actor=actor, action=f"involvement.{name}", target=locked, source=source, **data)
