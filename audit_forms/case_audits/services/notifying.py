"""Telling agencies that they have cases to review."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from audit_forms.case_audits.enums import AGENCY_STATUSES
from audit_forms.case_audits.models import CaseAudit, Involvement
from audit_forms.case_audits.notifications import agencies as notifications
from audit_forms.case_audits.services.common import lock_audit
from audit_forms.case_audits.workflow import TransitionRefused
from audit_forms.organisations.enums import RegisterStatus
from portal.accounts.permissions import is_business_unit
from portal.trail.services import record


@transaction.atomic
def notify_agencies(*, audit: CaseAudit, actor: Any) -> int:
    """Give each agency that is asked its part in each case, and tell its leads; returns how many parts are new.

    Called again, also for a case or an agency added later, it makes and tells of what is new only. An agency that has
    closed is told nothing. Raises PermissionDenied, or TransitionRefused where agencies do not work on the audit.
    """
    if not is_business_unit(actor):
        raise PermissionDenied("Only the Business Unit tells agencies of cases.")
    locked = lock_audit(audit)
    if locked.status not in AGENCY_STATUSES:
        raise TransitionRefused("Agencies are told of cases from the start until moderation.")
    known = set(Involvement.objects.filter(case__audit=locked).values_list("case", "organisation"))
    asked = locked.asked.exclude(organisation__status=RegisterStatus.CLOSED)
    agencies = list(asked.values_list("organisation", flat=True))
    made = []
    for case in locked.cases.active():
        new = [agency for agency in agencies if (case.pk, agency) not in known]
        made += [Involvement.objects.create(case=case, organisation_id=agency) for agency in new]
        if new:
            record(actor=actor, action="case.agencies_told", target=case, agencies=new)
    notifications.tell_of_cases(made)
    return len(made)
