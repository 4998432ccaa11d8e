"""Writing the audit trail."""

from typing import Any

from django.db import models

from portal.trail.models import AuditTrail


def record(*, actor: Any, action: str, target: models.Model, **data: Any) -> AuditTrail:
    """Append one entry about `target`; call it inside the transaction of what it records.

    `actor` is the user who acted, or None for the portal itself. `action` is a dotted name such as
    "return.submitted". `data` holds facts needed to understand the entry; never answers or case text.
    """
    return AuditTrail.objects.create(
        actor=actor,
        action=action,
        target_type=target._meta.label_lower,
        target_id=str(target.pk),
        data=data,
    )
