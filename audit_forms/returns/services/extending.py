"""More time for one return, with a reason (bars R10)."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from audit_forms.returns.enums import EXTENDABLE_STATUSES
from audit_forms.returns.models import Return
from audit_forms.returns.services.common import lock
from portal.accounts.permissions import is_business_unit
from portal.trail.services import record


@transaction.atomic
def give_time(*, audit_return: Return, until: datetime, reason: str, actor: Any) -> bool:
    """Give a return more time; whether anything changed, so that the caller tells people once.

    `actor` is of the Business Unit, or None for the portal itself. Raises PermissionDenied, or ValidationError where
    the reason is missing, the moment has passed, it is no later than the exercise's own deadline, or the return no
    longer waits for its school or agency.
    """
    if actor is not None and not is_business_unit(actor):
        raise PermissionDenied("Only the Business Unit gives more time.")
    if not reason.strip():
        raise ValidationError({"reason": "Give the reason for more time."})
    if until <= timezone.now():
        raise ValidationError({"until": "The new deadline must be in the future."})
    locked = lock(audit_return)
    if locked.status not in EXTENDABLE_STATUSES:
        state = locked.get_status_display().lower()
        raise ValidationError(f"{locked.organisation.name}: the return is {state}, no more time needed.")
    if (locked.extended_until, locked.extension_reason) == (until, reason.strip()):
        return False
    if until <= locked.exercise.deadline:
        raise ValidationError({"until": "The new deadline must be later than everybody’s."})
    before = locked.deadline
    locked.extended_until, locked.extension_reason = until, reason.strip()
    locked.save(update_fields=["extended_until", "extension_reason"])
    facts = {"old": before.isoformat(), "new": until.isoformat(), "reason": locked.extension_reason}
    record(actor=actor, action="return.extended", target=locked, **facts)
    return True
