"""Looking at the action plan while the next return is written."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from audit_forms.improvement.enums import UpdateKind
from audit_forms.improvement.permissions import can_respond
from audit_forms.improvement.plan import still_to_look_at
from audit_forms.improvement.services.common import write
from audit_forms.returns.models import Return


@transaction.atomic
def confirm_plan(*, audit_return: Return, actor: Any, references: Iterable[str] | None = None) -> int:
    """Say of the named actions, or of all, that they are still right; returns how many had not been looked at.

    Said twice, it counts once. Raises PermissionDenied where the person cannot write this return now.
    """
    locked = Return.objects.select_for_update().select_related("exercise", "organisation").get(pk=audit_return.pk)
    if not can_respond(actor, locked):
        raise PermissionDenied("Only the lead and contributors confirm the plan, while the return is written.")
    actions = still_to_look_at(locked)
    if references is not None:
        actions = actions.filter(reference__in=list(references))
    confirmed = list(actions.select_for_update(of=("self",)))
    for action in confirmed:
        write(action, UpdateKind.STILL_RIGHT, actor, audit_return=locked)
    return len(confirmed)
