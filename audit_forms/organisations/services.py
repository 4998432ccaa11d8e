"""What happens to organisations and to people's part in them."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from audit_forms.organisations import hooks
from audit_forms.organisations.enums import Duty, DutySource, MemberState, OrganisationKind
from audit_forms.organisations.hooks import run_left
from audit_forms.organisations.models import Membership, Organisation
from audit_forms.organisations.permissions import can_keep_organisations, can_manage_members
from portal.accounts.models import User
from portal.accounts.permissions import is_business_unit
from portal.accounts.services import invite
from portal.trail.services import record

DECIDABLE_DUTIES = (Duty.S175, Duty.S157, Duty.S11, Duty.NONE)


@transaction.atomic
def invite_member(
    *, organisation: Organisation, email: str, name: str, role: str, capacity: str = "", actor: Any
) -> Membership:
    """Let somebody act for the organisation: account, invitation or notice by mail, and membership together.

    Whoever has that part already keeps it; if they have not come yet, they get a new link. Pressing twice sends one
    (`accounts.services.invite`). Raises PermissionDenied, or
    ValidationError where role and capacity do not go together.
    """
    locked: Organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if not can_manage_members(actor, locked):
        raise PermissionDenied("Only the organisation's lead and the Business Unit invite people.")
    members = Membership.objects.current().filter(organisation=locked, role=role)
    current: Membership | None = members.filter(user__email__iexact=email.strip()).first()
    if current is not None:
        if current.state == MemberState.INVITED:
            invite(email=email, name=name, invited_by=actor, organisation_name=locked.name)
        return current
    person = invite(email=email, name=name, invited_by=actor, organisation_name=locked.name)
    return _add(user=person, organisation=locked, role=role, capacity=capacity, actor=actor)


@transaction.atomic
def add_member(*, user: User, organisation: Organisation, role: str, capacity: str = "", actor: Any) -> Membership:
    """Give a person who has an account a part in the organisation; raises as `invite_member` does."""
    locked: Organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if not can_manage_members(actor, locked):
        raise PermissionDenied("Only the organisation's lead and the Business Unit add people.")
    return _add(user=user, organisation=locked, role=role, capacity=capacity, actor=actor)


def _add(*, user: User, organisation: Organisation, role: str, capacity: str, actor: Any) -> Membership:
    membership = Membership(user=user, organisation=organisation, role=role, capacity=capacity)
    membership.full_clean()
    membership.save()
    record(
        actor=actor,
        action="membership.started",
        target=membership,
        organisation=organisation.pk,
        user=user.pk,
        role=str(role),
        capacity=str(capacity),
    )
    return membership


@transaction.atomic
def end_membership(*, membership: Membership, actor: Any) -> Membership:
    """End a person's part in the organisation from now on; what they did stays theirs. A second call changes nothing.

    Raises PermissionDenied, or ValidationError where a lead would leave the organisation without one.
    """
    organisation = Organisation.objects.select_for_update().get(pk=membership.organisation_id)
    if not can_manage_members(actor, organisation):
        raise PermissionDenied("Only the organisation's lead and the Business Unit end memberships.")
    locked: Membership = Membership.objects.select_for_update().get(pk=membership.pk)
    if locked.ended_at is not None:
        return locked
    if locked.is_last_lead and not is_business_unit(actor):
        raise ValidationError(
            "This is the only lead. Invite another lead first, or ask the Business Unit to end the membership."
        )
    locked.ended_at = timezone.now()
    locked.save(update_fields=["ended_at"])
    record(
        actor=actor,
        action="membership.ended",
        target=locked,
        organisation=organisation.pk,
        user=locked.user_id,
        role=locked.role,
    )
    run_left(organisation, locked.user, actor)
    return locked


@transaction.atomic
def save_organisation(*, organisation: Organisation, changed: list[str], actor: Any) -> Organisation:
    """Save a trust or agency, or what the register leaves open of a school, as the Business Unit entered it.

    `changed` names the fields; a changed duty is a person's decision, which imports respect. Raises PermissionDenied,
    or ValidationError.
    """
    if not can_keep_organisations(actor):
        raise PermissionDenied("Only the Business Unit keeps organisations.")
    if "duty" in changed:
        organisation.duty_source = DutySource.PERSON
    is_new = organisation.pk is None
    organisation.full_clean()
    organisation.save()
    if is_new or changed:
        action = "organisation.added" if is_new else "organisation.changed"
        record(actor=actor, action=action, target=organisation, changed=sorted(changed))
    return organisation


@transaction.atomic
def decide_duty(*, organisation: Organisation, duty: Duty, actor: Any) -> Organisation:
    """Set the law a school is under where its type does not say; no import overwrites it.

    Raises PermissionDenied, or ValidationError for a duty that is no decision.
    """
    if not can_keep_organisations(actor):
        raise PermissionDenied("Only the Business Unit decides duties.")
    if duty not in DECIDABLE_DUTIES:
        raise ValidationError("Choose a duty, or “No duty of its own”.")
    locked: Organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if locked.duty == duty and locked.duty_source == DutySource.PERSON:
        return locked
    before, locked.duty, locked.duty_source = locked.duty, duty, DutySource.PERSON
    locked.save(update_fields=["duty", "duty_source"])
    record(actor=actor, action="organisation.duty_decided", target=locked, before=before, duty=str(duty))
    return locked


@transaction.atomic
def link_successor(*, organisation: Organisation, successor: Organisation, actor: Any) -> Organisation:
    """Say that a closed school or agency goes on as another, so that its history and what it has begun follow it.

    A second call changes nothing.

    Raises PermissionDenied, or ValidationError where it is not closed, has a successor, or would follow itself.
    """
    if not can_keep_organisations(actor):
        raise PermissionDenied("Only the Business Unit links schools.")
    locked: Organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if locked.successor_id == successor.pk:
        return locked
    _check_succession(locked, successor)
    locked.successor = successor
    locked.save(update_fields=["successor"])
    record(actor=actor, action="organisation.successor_linked", target=locked, successor=successor.pk)
    hooks.run_succeeded(locked, successor, actor)
    return locked


def _check_succession(closed: Organisation, successor: Organisation) -> None:
    if closed.kind == OrganisationKind.TRUST or successor.kind != closed.kind:
        raise ValidationError("A school goes on as another school, an agency as another agency.")
    if closed.successor_id is not None:
        raise ValidationError(f"{closed} is already linked to {closed.successor}.")
    if closed.is_open:
        raise ValidationError(f"{closed} is open. Only what has closed goes on as another.")
    later: Organisation | None = successor
    seen: set[int] = set()
    while later is not None and later.pk not in seen:
        if later.pk == closed.pk:
            raise ValidationError(f"{closed} cannot go on as {successor}: {successor} became {closed}.")
        seen.add(later.pk)
        later = later.successor
