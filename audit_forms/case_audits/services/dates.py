"""Moving what is still to come of an audit's timetable: everybody's page shows it at once (bars R10)."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from audit_forms.case_audits.models import CaseAudit
from audit_forms.case_audits.notifications.programme import DATES_MOVED, tell_those_with_a_part
from audit_forms.case_audits.permissions import can_move_dates
from audit_forms.case_audits.services.common import check_version, lock_audit, require_unit
from audit_forms.case_audits.timetable import day_of, moments, names_left
from audit_forms.case_audits.workflow import TransitionRefused
from portal.trail.services import record


@transaction.atomic
def move_dates(*, audit: CaseAudit, version: int, days: dict[str, date], actor: Any) -> CaseAudit:
    """Set other days for steps that are still to come; the same days sent twice are set once.

    The Executive's approval stays. An extension that a later deadline overtakes is dropped, so that no agency has less
    time than the others. The chair and, once agencies know of the audit, their leads are told. Raises PermissionDenied,
    Stale, TransitionRefused where there is nothing to move, or ValidationError for a day that has passed or comes
    before the step that it follows.
    """
    require_unit(actor)
    locked = lock_audit(audit)
    if not can_move_dates(actor, locked):
        raise TransitionRefused("The dates of a draft are changed with its plan; those of an ended audit stay.")
    left = names_left(locked.status)
    moved = {name: day for name, day in days.items() if name in left and day != day_of(locked, name)}
    if not moved:
        return locked
    check_version(locked, version)
    passed = {name: "Choose a day that is today or later." for name, day in moved.items() if day < timezone.localdate()}
    if passed:
        raise ValidationError(passed)
    before = {name: day_of(locked, name).isoformat() for name in moved}
    for name, value in moments(moved, locked).items():
        setattr(locked, name, value)
    locked.full_clean()
    locked.version += 1
    locked.save()
    overtaken = _drop_overtaken(locked) if "deadline" in moved else 0
    after = {name: day.isoformat() for name, day in moved.items()}
    entry = record(
        actor=actor, action="audit.dates_moved", target=locked, old=before, new=after, extensions_overtaken=overtaken
    )
    tell_those_with_a_part(locked, DATES_MOVED, entry.pk)
    return locked


def _drop_overtaken(locked: CaseAudit) -> int:
    overtaken = locked.returns.filter(extended_until__lte=locked.deadline)
    return int(overtaken.update(extended_until=None, extension_reason=""))
