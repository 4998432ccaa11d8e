"""Asking again for a return that was withdrawn."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from audit_forms.returns import notifications
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.models import Return
from audit_forms.returns.services.common import lock, move, refuse_identity
from audit_forms.returns.workflow import TransitionRefused
from portal.accounts.permissions import is_business_unit
from portal.trail.models import AuditTrail


@transaction.atomic
def reinstate(*, audit_return: Return, reason: str, actor: Any) -> Return:
    """Ask again for a withdrawn return: the same one, a draft with what was in it, so that there is one for each round.

    Asked again twice, it counts once. Raises PermissionDenied, or TransitionRefused where it is not withdrawn, its
    organisation has closed, or no reason is given.
    """
    if not is_business_unit(actor):
        raise PermissionDenied("Only the Business Unit asks for returns.")
    locked = lock(audit_return)
    entries = AuditTrail.objects.about(locked)
    times = entries.filter(action="return.reinstate").count()
    if locked.status == ReturnStatus.DRAFT and times:
        return locked
    if not reason.strip():
        raise TransitionRefused("Say why you are asking for it again.")
    if not locked.organisation.is_open:
        raise TransitionRefused(f"{locked.organisation} has closed.")
    refuse_identity(locked, reason)
    move(locked, "reinstate", actor, reason=reason.strip())
    notifications.tell_leads(locked, notifications.REINSTATED, f"reinstated-{times}")
    return locked
