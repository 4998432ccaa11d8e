"""Actions that an agency's case audit names, each opened once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from audit_forms.improvement.enums import ActionSource
from audit_forms.improvement.models import Action
from audit_forms.improvement.services.common import note_opened
from audit_forms.organisations.models import Organisation
from audit_forms.returns.models import Return


@dataclass(frozen=True)
class NamedAction:
    """What an audit says will be done, by whom, and by when."""

    what: str
    who: str
    due_on: date


@transaction.atomic
def open_from_audit(*, audit_return: Return, named: Iterable[NamedAction], actor: Any) -> list[Action]:
    """Open what the audit names for its agency; what it named before is not opened again, closed or not.

    Called by the acceptance of the audit, which has asked the permission. Returns the actions that are new.
    """
    return open_named(audit_return, audit_return.organisation, ActionSource.CASE_AUDIT, named, actor)


def open_named(
    audit_return: Return, organisation: Organisation, source: ActionSource, named: Iterable[NamedAction], actor: Any
) -> list[Action]:
    """Open those of the named actions that the return has not led to before; returns them."""
    known = set(Action.objects.filter(audit_return=audit_return).values_list("what", "who"))
    opened = [
        Action.objects.create(
            organisation=organisation,
            source=source,
            audit_return=audit_return,
            what=each.what,
            who=each.who,
            due_on=each.due_on,
            opened_by=actor,
        )
        for each in dict.fromkeys(named)
        if (each.what, each.who) not in known
    ]
    for action in opened:
        note_opened(action, actor, source=action.source)
    return opened
