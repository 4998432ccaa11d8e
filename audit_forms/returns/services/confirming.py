"""One click for a section somebody has read: all answers that came from last time and still hold."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from audit_forms.returns.models import Return
from audit_forms.returns.services.answers import Saved, write_section


@transaction.atomic
def confirm_section(*, audit_return: Return, section: str, posted: Mapping[str, str], actor: Any) -> Saved:
    """Confirm every carried answer of the section that the person saw, and save what they changed on the page.

    `posted` is what the section's form sends. Only an answer whose version is the one on the form is confirmed: what a
    colleague changed meanwhile is not confirmed unread. An action whose date has passed waits for a new date. Pressed
    twice it confirms once. Raises PermissionDenied, or NotOpen.
    """
    return write_section(audit_return, section, posted, actor, confirm_all=True)
