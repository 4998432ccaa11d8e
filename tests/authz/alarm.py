"""The alerts of the matrix's small world."""

from typing import Any
from uuid import uuid4

from django.utils import timezone

from audit_forms.improvement.enums import AlertAbout, AlertStatus, Told
from audit_forms.improvement.models import Alert
from audit_forms.organisations.models import Organisation


def alerts_of(organisation: Organisation, people: dict[str, Any], words: str) -> dict[str, Any]:
    """An alert that the contributor has raised, and one that waits to be closed; both say the words."""
    now = timezone.now()
    common = {
        "organisation": organisation,
        "about": AlertAbout.PRACTICE,
        "known": words,
        "told": [Told.NOBODY],
        "told_words": words,
        "raised_by": people["contributor_a"],
        "acknowledge_by": now,
        "assure_by": now,
    }
    given = {
        "status": AlertStatus.ASSURANCE_GIVEN,
        "acknowledged_by": people["head_a"],
        "acknowledged_at": now,
        "assurance": words,
        "assured_by": people["head_a"],
        "assured_at": now,
    }
    return {
        "alert_a": Alert.objects.create(key=uuid4(), **common),
        "assured_alert_a": Alert.objects.create(key=uuid4(), **common, **given),
    }
