"""Who may audit an agency's part in a case, and why somebody may not, in words."""

from typing import Any

from audit_forms.case_audits.enums import EndReason
from audit_forms.case_audits.models import Appointment, Involvement
from audit_forms.organisations.enums import MembershipRole
from audit_forms.organisations.models import Membership
from audit_forms.returns.querysets import NAMED_ROLES
from portal.accounts.models import User

NO_MEMBER = "Choose a member of your agency who can sign in."
CONFLICT = "This person has had a conflict of interest in the case. Choose somebody else."
NO_OTHER_LEAD = (
    "Your agency has no other lead who could countersign, and nobody countersigns for themselves. "
    "Name somebody else, or invite another lead first."
)


def candidates(involvement: Involvement) -> list[User]:
    """Members of the agency who may be named to audit the case, by name."""
    members = Membership.objects.current().filter(organisation=involvement.organisation_id, user__is_active=True)
    users = User.objects.filter(pk__in=members.in_roles(*NAMED_ROLES).values("user"))
    return list(users.exclude(pk__in=_conflicted(involvement)).order_by("name", "pk"))


def free_leads(involvement: Involvement) -> list[User]:
    """The agency's leads who can sign in and have no conflict of interest in the case."""
    members = Membership.objects.current().filter(organisation=involvement.organisation_id, user__is_active=True)
    users = User.objects.filter(pk__in=members.in_roles(MembershipRole.LEAD).values("user"))
    return list(users.exclude(pk__in=_conflicted(involvement)).order_by("name", "pk"))


def refusal_to_name(involvement: Involvement, auditor: Any) -> str:
    """Why that person cannot be named, in words; an empty text where they can."""
    if _conflicted(involvement).filter(auditor=auditor).exists():
        return CONFLICT
    if auditor not in candidates(involvement):
        return NO_MEMBER
    if not [lead for lead in free_leads(involvement) if lead.pk != auditor.pk]:
        return NO_OTHER_LEAD
    return ""


def has_conflict(person: Any, involvement: Involvement) -> bool:
    """Whether the person has declared, or was found to have, a conflict of interest in the case."""
    return bool(_conflicted(involvement).filter(auditor=person).exists())


def _conflicted(involvement: Involvement) -> Any:
    """Everybody with a conflict of interest in the case, in whichever agency."""
    conflicts = Appointment.objects.filter(involvement__case=involvement.case_id, ended_because=EndReason.CONFLICT)
    return conflicts.order_by().values("auditor")
