"""More time for one agency's audit (bars R10)."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from audit_forms.case_audits import agency_news
from audit_forms.case_audits.appointing import free_leads
from audit_forms.case_audits.models import Involvement
from audit_forms.case_audits.permissions import can_give_time
from audit_forms.case_audits.services.common import lock_involvement
from audit_forms.returns import services as returns


@transaction.atomic
def extend_part(*, involvement: Involvement, until: datetime, reason: str, actor: Any) -> Involvement:
    """Give the agency more time for its audit of the case, and tell its leads and auditor; sent twice, it counts once.

    Raises PermissionDenied, or ValidationError as `returns.services.give_time` does.
    """
    locked = lock_involvement(involvement)
    if not can_give_time(actor, locked) or locked.audit_return is None:
        raise PermissionDenied("Only the Business Unit gives more time, for an audit that an agency works on.")
    if returns.give_time(audit_return=locked.audit_return, until=until, reason=reason, actor=actor):
        current = locked.appointment
        people = {each.pk: each for each in free_leads(locked)}
        if current is not None and current.auditor.is_active:
            people[current.auditor_id] = current.auditor
        agency_news.tell(locked, people.values(), agency_news.MORE_TIME, f"time-{until.isoformat()}")
    return locked
