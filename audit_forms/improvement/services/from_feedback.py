"""Actions that a feedback letter asks a school or agency for, each opened once."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from audit_forms.improvement.enums import ActionSource
from audit_forms.improvement.models import Action
from audit_forms.improvement.services.from_audits import NamedAction, open_named
from audit_forms.organisations.models import Organisation
from audit_forms.returns.models import Return


@transaction.atomic
def open_from_feedback(
    *, audit_return: Return, organisation: Organisation, named: Iterable[NamedAction], actor: Any
) -> list[Action]:
    """Open the next steps of a letter about that return, for the organisation it is sent to; twice, it counts once.

    Called by the sending of the letter, which has asked the permission. Returns the actions that are new.
    """
    return open_named(audit_return, organisation, ActionSource.FEEDBACK, named, actor)
