"""What changes about a profile: whether the school's trust may read it, and that the Business Unit took a copy."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from audit_forms.insight.permissions import can_share_profile
from audit_forms.returns.models import Return
from audit_forms.returns.services.common import lock
from portal.accounts.permissions import is_business_unit
from portal.trail.services import record


@transaction.atomic
def share_profile(*, audit_return: Return, actor: Any) -> Return:
    """The school's lead lets its trust read the profile; pressed twice, it counts once. Raises PermissionDenied."""
    locked = _lock_for_lead(audit_return, actor)
    if locked.profile_shared_at is None:
        locked.profile_shared_at = timezone.now()
        locked.save(update_fields=["profile_shared_at"])
        record(actor=actor, action="return.profile_shared", target=locked)
    return locked


@transaction.atomic
def stop_sharing_profile(*, audit_return: Return, actor: Any) -> Return:
    """The school's lead takes that back; from now on the trust sees the status only. Raises PermissionDenied."""
    locked = _lock_for_lead(audit_return, actor)
    if locked.profile_shared_at is not None:
        locked.profile_shared_at = None
        locked.save(update_fields=["profile_shared_at"])
        record(actor=actor, action="return.profile_unshared", target=locked)
    return locked


def note_download(*, audit_return: Return, actor: Any, document: str) -> None:
    """Write to the trail that the Business Unit took a copy of an organisation's answers away."""
    if is_business_unit(actor):
        record(actor=actor, action="return.downloaded", target=audit_return, document=document)


def _lock_for_lead(audit_return: Return, actor: Any) -> Return:
    locked = lock(audit_return)
    if not can_share_profile(actor, locked):
        raise PermissionDenied("Only the school's lead decides whether its trust reads the profile.")
    return locked
