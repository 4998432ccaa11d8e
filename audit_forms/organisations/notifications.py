"""Mail about who is still there. No mail says more than names and dates."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from audit_forms.organisations.models import Membership, Organisation
from portal.outbox.services import queue_mail


def ask_lead(*, organisation: Organisation, lead: Any, ends_at: datetime, again: bool) -> None:
    """Ask a lead to confirm the people; once, and once more a week before the notice ends."""
    queue_mail(
        to=lead.email,
        subject="Reminder: say who still works with you" if again else "Say who still works with you",
        template="confirm_people",
        context={
            "person": lead,
            "organisation": organisation,
            "ends_at": ends_at,
            "button_path": reverse("organisations:confirm", args=[organisation.pk]),
            "button_text": "Confirm your people",
        },
        once_key=f"confirm:{organisation.pk}:{lead.pk}:{ends_at.date()}:{'again' if again else 'first'}",
    )


def warn_member(*, membership: Membership, ends_at: datetime) -> None:
    """Tell somebody a week before that their access ends unless a lead confirms it."""
    _about_access(membership, "Your access to the safeguarding portal is about to end", ends_at, "warned")


def tell_stopped(*, membership: Membership) -> None:
    """Tell somebody that their access has ended."""
    _about_access(membership, "Your access to the safeguarding portal has ended", None, "stopped")


def _about_access(membership: Membership, subject: str, ends_at: datetime | None, kind: str) -> None:
    queue_mail(
        to=membership.user.email,
        subject=subject,
        template="access_ends",
        context={
            "person": membership.user,
            "member": membership,
            "organisation": membership.organisation,
            "ends_at": ends_at,
            "button_path": reverse("account_home"),
            "button_text": "Open your account",
        },
        once_key=f"access-ends:{membership.pk}:{kind}:{membership.asked_at:%Y-%m-%d}",
    )
