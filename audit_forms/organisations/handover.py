"""Handing a leaver's work to a successor: the part in the organisation, and what apps above know of."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from audit_forms.organisations import services
from audit_forms.organisations.enums import MembershipRole
from audit_forms.organisations.hooks import run_handed_over
from audit_forms.organisations.models import Membership, Organisation
from audit_forms.organisations.permissions import can_manage_members
from portal.accounts.permissions import is_business_unit
from portal.outbox.services import queue_mail
from portal.trail.services import record

# Who works on returns can hand that work over; who signs, audits or only reads has none to hand over.
HANDED_OVER = (MembershipRole.LEAD, MembershipRole.CONTRIBUTOR)
LAST_LEAD = (
    "This is the only lead. Choose somebody who can sign in already, or invite them first and hand over when they "
    "have come. The Business Unit can hand over at once."
)
SIGNS = "{email} confirms the returns of {organisation}, and nobody confirms their own work. Choose somebody else."


def can_hand_over(user: Any, membership: Membership) -> bool:
    """Leads and the Business Unit hand over the work of a lead or contributor whose membership has not ended."""
    works = membership.role in HANDED_OVER and membership.ended_at is None
    return works and can_manage_members(user, membership.organisation)


def successors_of(membership: Membership) -> list[Membership]:
    """Members who could take over: one each, who can sign in, are not the leaver and do not sign."""
    members = membership.organisation.memberships.current().filter(user__is_active=True).select_related("user")
    signing = set(members.in_roles(MembershipRole.SIGNATORY).values_list("user", flat=True))
    others = members.exclude(user=membership.user_id).exclude(user__in=signing).order_by("user__name", "role")
    return list({member.user_id: member for member in others}.values())


@transaction.atomic
def hand_over(
    *, membership: Membership, actor: Any, successor: Membership | None = None, name: str = "", email: str = ""
) -> Membership:
    """Give the leaver's part and work to a member, or to somebody invited by e-mail, and end the leaver's membership.

    What the leaver wrote stays theirs. All of it happens, or nothing. A second call changes nothing. Returns the
    successor's membership. Raises PermissionDenied, or ValidationError where the organisation would have no lead who
    can sign in, or the successor signs its returns.
    """
    organisation: Organisation = Organisation.objects.select_for_update().get(pk=membership.organisation_id)
    locked: Membership = Membership.objects.select_for_update(of=("self",)).select_related("user").get(pk=membership.pk)
    if not can_manage_members(actor, organisation) or locked.role not in HANDED_OVER:
        raise PermissionDenied("Only the organisation's lead and the Business Unit hand over work.")
    if locked.ended_at is not None:
        return locked
    _check(locked, organisation, actor, successor, email)
    taken = _give_part(locked, organisation, actor, successor, name, email)
    moved = run_handed_over(organisation, locked.user, taken.user, actor)
    services.end_membership(membership=locked, actor=actor)
    facts = {"user": locked.user_id, "role": locked.role, "successor": taken.user_id, "moved": moved}
    record(actor=actor, action="membership.handed_over", target=locked, organisation=organisation.pk, **facts)
    _tell(locked, taken, organisation, moved, was_member=successor is not None)
    return taken


def _check(
    leaver: Membership, organisation: Organisation, actor: Any, successor: Membership | None, email: str
) -> None:
    if successor is not None and successor.pk not in [each.pk for each in successors_of(leaver)]:
        raise ValidationError("Choose a member who can sign in, or invite somebody.")
    # Asked of every address alike: whether it has an account is nobody's business (bars S10).
    if successor is None and leaver.is_last_lead and not is_business_unit(actor):
        raise ValidationError(LAST_LEAD)
    members = Membership.objects.current().filter(organisation=organisation, user__email__iexact=email.strip())
    if successor is None and members.in_roles(MembershipRole.SIGNATORY).exists():
        raise ValidationError(SIGNS.format(email=email, organisation=organisation))
    if successor is None and leaver.user.email.lower() == email.strip().lower():
        raise ValidationError("That is the address of the person who leaves.")


def _give_part(
    leaver: Membership, organisation: Organisation, actor: Any, successor: Membership | None, name: str, email: str
) -> Membership:
    if successor is None:
        return services.invite_member(organisation=organisation, email=email, name=name, role=leaver.role, actor=actor)
    parts = Membership.objects.current().filter(organisation=organisation, user=successor.user_id)
    known: Membership | None = parts.filter(role=leaver.role).first()
    if known is not None:
        return known
    return services.add_member(user=successor.user, organisation=organisation, role=leaver.role, actor=actor)


def _tell(
    leaver: Membership, taken: Membership, organisation: Organisation, moved: list[str], *, was_member: bool
) -> None:
    """One mail each; somebody invited has their invitation, or word of the new organisation, already."""
    people = [(leaver.user, "handed_over", "start")]
    if was_member:
        people.append((taken.user, "taken_over", "start"))
    for person, template, page in people:
        queue_mail(
            to=person.email,
            subject=f"Work handed over at {organisation.name}",
            template=template,
            context={
                "person": person,
                "leaver": leaver,
                "successor": taken,
                "organisation": organisation,
                "moved": moved,
                "button_path": reverse(page),
                "button_text": "Open your work",
            },
            once_key=f"handover:{leaver.pk}:{timezone.now():%Y-%m-%d}:{person.pk}",
        )
