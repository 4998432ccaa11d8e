"""What the demo's agencies have done in a running audit: by the services, as people would."""

from typing import Any

from audit_forms.case_audits import services
from audit_forms.case_audits.enums import InvolvementStatus
from audit_forms.case_audits.models import CaseAudit, Involvement
from audit_forms.organisations.enums import MembershipRole
from audit_forms.organisations.models import Membership

BEGUN, NIL, IN_CONFLICT, KINDS = 0, 1, 2, 4
CONFLICT = "I chaired one of the meetings about the family."


def answer_in(audit: CaseAudit) -> None:
    """The agencies of a running audit answer for their cases, each case one step further; one has a conflict.

    The last case of each agency is left unanswered. Called twice, it adds nothing.
    """
    for number, asked in enumerate(audit.asked.select_related("organisation")):
        parts = Involvement.objects.filter(case__audit=audit, organisation=asked.organisation)
        untouched = list(parts.filter(status=InvolvementStatus.NOTIFIED).order_by("case__added_at", "pk"))
        lead = _member(asked.organisation, MembershipRole.LEAD)
        auditor = _member(asked.organisation, MembershipRole.AUDITOR) or _member(
            asked.organisation, MembershipRole.CONTRIBUTOR
        )
        if lead is None or auditor is None or len(untouched) < parts.count():
            continue
        for step, part in enumerate(untouched[:-1]):
            _go(part, lead, auditor, step + number)


def _go(part: Involvement, lead: Any, auditor: Any, step: int) -> None:
    """One part: begun, not known, with a conflict, or declared."""
    kind = step % KINDS
    if kind == NIL:
        services.answer_nil(involvement=part, actor=lead)
        return
    services.acknowledge(involvement=part, actor=lead)
    services.name_auditor(involvement=part, auditor=auditor, actor=lead)
    if kind == IN_CONFLICT:
        services.declare_conflict(involvement=part, person=auditor, conflict=CONFLICT, actor=auditor)
        return
    services.declare_independence(involvement=part, actor=auditor)
    if kind == BEGUN:
        services.countersign(involvement=part, actor=lead)


def _member(organisation: Any, role: MembershipRole) -> Any:
    """The first member in that role who can sign in."""
    members = Membership.objects.current().filter(organisation=organisation, role=role, user__is_active=True)
    found = members.select_related("user").order_by("pk").first()
    return found.user if found else None
