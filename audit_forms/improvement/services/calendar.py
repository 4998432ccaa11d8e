"""A person's secret address of their calendar: made, replaced, ended."""

import secrets
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from audit_forms.improvement.models import CalendarLink
from portal.accounts.services import hash_token
from portal.trail.services import record


@transaction.atomic
def issue_calendar_link(*, actor: Any) -> str:
    """Make the person a new secret address; the one before stops working. Returns the token, which is shown once."""
    if not actor.is_authenticated or not actor.is_active:
        raise PermissionDenied("Sign in first.")
    token = secrets.token_urlsafe(32)
    values = {"token_hash": hash_token(token), "created_at": timezone.now()}
    link, _ = CalendarLink.objects.update_or_create(user=actor, defaults=values)
    record(actor=actor, action="calendar.address_made", target=link)
    return token


@transaction.atomic
def revoke_calendar_link(*, actor: Any) -> None:
    """End the person's secret address; without one nothing happens."""
    link = CalendarLink.objects.select_for_update().filter(user=actor).first()
    if link is not None:
        record(actor=actor, action="calendar.address_ended", target=link)
        link.delete()
