"""Joiners, movers, leavers (bars G12): each term a lead says who is still there; whom nobody confirms is stopped.

A daily job asks in the first days of each term, reminds the leads and warns the people a week before, and ends what is
unconfirmed after thirty days' notice. Nobody is stopped who was not told.
"""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from audit_forms.organisations import notifications
from audit_forms.organisations.enums import MembershipRole
from audit_forms.organisations.hooks import run_left
from audit_forms.organisations.models import Membership, Organisation
from audit_forms.organisations.permissions import can_manage_members
from audit_forms.organisations.services import end_membership
from portal.trail.services import record

# Month and day on which the autumn, spring and summer terms begin here.
TERMS = ((9, 1), (1, 1), (4, 15))
NOTICE = timedelta(days=30)
WARNING = timedelta(days=7)


def term_began(today: date) -> datetime:
    """The moment at which the term of that day began."""
    days = [date(year, month, day) for year in (today.year - 1, today.year) for month, day in TERMS]
    began = max(day for day in days if day <= today)
    return timezone.make_aware(datetime.combine(began, time.min))


def to_confirm(organisation: Organisation) -> Any:
    """The current memberships that nobody has confirmed this term."""
    unconfirmed = organisation.memberships.unconfirmed_since(term_began(timezone.localdate()))
    return unconfirmed.select_related("user").order_by("user__name", "role")


@transaction.atomic
def confirm_people(
    *, organisation: Organisation, here: Collection[Membership], left: Collection[Membership], actor: Any
) -> None:
    """Note who is still there, and end the part of who has left. A second call changes nothing.

    Raises PermissionDenied, or ValidationError where the last lead would go; then nothing is noted.
    """
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if not can_manage_members(actor, locked):
        raise PermissionDenied("Only the organisation's lead and the Business Unit confirm its people.")
    keys = [member.pk for member in here]
    confirmed = to_confirm(locked).filter(pk__in=keys).values_list("pk", flat=True)
    known = sorted(confirmed)
    Membership.objects.filter(pk__in=known).update(confirmed_at=timezone.now(), asked_at=None)
    if known:
        record(actor=actor, action="organisation.people_confirmed", target=locked, memberships=known)
    for member in left:
        end_membership(membership=member, actor=actor)


def ask_each_term() -> None:
    """The daily job: ask, remind and warn, and stop. Run twice on a day, it does nothing the second time.

    A demo keeps its people, however long it runs.
    """
    if settings.DEMO_ACCOUNTS_ALLOWED:
        return
    now, began = timezone.now(), term_began(timezone.localdate())
    unconfirmed = Membership.objects.unconfirmed_since(began)
    for organisation in Organisation.objects.filter(memberships__in=unconfirmed).distinct().order_by("pk"):
        ask(organisation=organisation, began=began, now=now)


@transaction.atomic
def ask(*, organisation: Organisation, began: datetime, now: datetime) -> None:
    """What is due today for one organisation."""
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    waiting = locked.memberships.unconfirmed_since(began)
    waiting.filter(asked_at__isnull=True).update(asked_at=now)
    waiting.filter(asked_at__lt=began).update(asked_at=now)
    people = list(waiting.select_related("user").order_by("pk"))
    over = [member for member in people if member.asked_at <= now - NOTICE]
    warned = [member for member in people if now - NOTICE < member.asked_at <= now - NOTICE + WARNING]
    asked = [member for member in people if member not in over]
    leads = _leads(locked)
    if asked:
        ends_at = min(member.asked_at for member in asked) + NOTICE
        for lead in leads:
            notifications.ask_lead(organisation=locked, lead=lead, ends_at=ends_at, again=bool(warned))
    for member in warned:
        notifications.warn_member(membership=member, ends_at=member.asked_at + NOTICE)
    for member in over:
        _stop(member, locked, now)


def _leads(organisation: Organisation) -> list[Any]:
    leads = organisation.memberships.current().in_roles(MembershipRole.LEAD).filter(user__is_active=True)
    return [member.user for member in leads.select_related("user").order_by("pk")]


def _stop(member: Membership, organisation: Organisation, now: datetime) -> None:
    """End a part that nobody confirmed; the last lead's too, because nobody knows whether they are still there."""
    member.ended_at = now
    member.save(update_fields=["ended_at"])
    facts = {"organisation": organisation.pk, "user": member.user_id, "role": member.role}
    record(actor=None, action="membership.stopped_unconfirmed", target=member, **facts)
    run_left(organisation, member.user, None)
    notifications.tell_stopped(membership=member)
