"""One open alert: the Business Unit has raised it with the hospitals, whose lead has acknowledged it."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from audit_forms.improvement.alerts import clock
from audit_forms.improvement.alerts.notifications import named_people
from audit_forms.improvement.enums import AlertAbout, AlertStatus, AlertUpdateKind, Told
from audit_forms.improvement.models import Alert, AlertUpdate
from audit_forms.organisations.models import Organisation
from audit_forms.self_assessments.demo.people import DOMAIN, HOSPITALS
from portal.accounts.models import User
from portal.trail.models import AuditTrail

KNOWN = (
    "Two wards say that at night nobody knows who may open a child protection record, so a nurse waited until the "
    "morning before she asked the front door for advice. The child was safe. It may happen again tonight."
)
TOLD_WORDS = "Front door, duty manager, this morning."
NOTE = "The site manager has the record's access list and calls the wards before the night shift."


def load_alerts() -> None:
    """Make the alert, unless there is one; nobody gets mail about it."""
    if Alert.objects.exists():
        return
    unit, lead = (User.objects.get(email=f"{key}@{DOMAIN}") for key in ("unit", "health-lead"))
    acknowledged_at = timezone.now()
    raised_at = acknowledged_at - timedelta(minutes=40)
    alert = Alert.objects.create(
        key=uuid4(),
        organisation=Organisation.objects.get(name=HOSPITALS),
        about=AlertAbout.PRACTICE,
        known=KNOWN,
        told=[Told.FRONT_DOOR],
        told_words=TOLD_WORDS,
        status=AlertStatus.ACKNOWLEDGED,
        raised_by=unit,
        raised_at=raised_at,
        acknowledge_by=clock.acknowledge_by(raised_at),
        acknowledged_by=lead,
        acknowledged_at=acknowledged_at,
        assure_by=clock.assure_by(raised_at),
        version=3,
    )
    told = ", ".join(str(each) for each in named_people(alert))
    story = (
        (AlertUpdateKind.RAISED, unit, f"Told at once: {told}", raised_at),
        (AlertUpdateKind.ACKNOWLEDGE, lead, "", acknowledged_at),
        (AlertUpdateKind.NOTE, lead, NOTE, acknowledged_at),
    )
    for kind, author, note, at in story:
        update = AlertUpdate.objects.create(alert=alert, kind=kind, author=author, note=note, at=at)
        AuditTrail.objects.create(
            at=at,
            actor=author,
            action=f"alert.{kind.value}",
            target_type=Alert._meta.label_lower,
            target_id=str(alert.pk),
            data={"update": update.pk, "status": str(alert.status)},
        )
