"""Who is told of a moderation meeting: that there is one and where to look, never what it is about (bars G8)."""

from typing import Any

from django.db.models import Q

from audit_forms.case_audits.models import Appointment, CaseAudit, Involvement, Moderation
from portal.accounts.models import User
from portal.outbox.services import queue_mail


def auditors_of(audit: CaseAudit) -> Any:
    """The people who audit a countersigned part of the audit now."""
    parts = Involvement.objects.graded().filter(case__audit=audit)
    named = Appointment.objects.current().filter(involvement__in=parts)
    return User.objects.filter(is_active=True, pk__in=named.values("auditor")).order_by("name", "pk")


def tell_of_meeting(moderation: Moderation) -> None:
    """Tell the chair and every auditor that the meeting's time or place is set; each change once."""
    wanted = Q(pk__in=auditors_of(moderation.audit).values("pk")) | Q(pk=moderation.audit.chair_id)
    for person in User.objects.filter(wanted, is_active=True).order_by("pk"):
        queue_mail(
            to=person.email,
            subject="A moderation meeting waits for you",
            template="moderation_meeting",
            context={
                "person": person,
                "button_path": moderation.get_absolute_url(),
                "button_text": "Open the meeting’s page",
            },
            once_key=f"moderation:{moderation.pk}:{moderation.version}:{person.pk}",
        )
