"""Mail about rounds; queued in the transaction of its cause, one message for each person and event."""

from collections import defaultdict
from collections.abc import Iterable

from django.conf import settings

from audit_forms.organisations.enums import MembershipRole
from audit_forms.organisations.models import Membership
from audit_forms.returns.models import Return
from audit_forms.self_assessments.models import Round
from portal.outbox.services import queue_mail


def leads_of(returns: Iterable[Return]) -> dict[int, list[Membership]]:
    """Current leads who may sign in, by organisation."""
    leads = defaultdict(list)
    memberships = Membership.objects.current().in_roles(MembershipRole.LEAD).select_related("user")
    for membership in memberships.filter(
        organisation__in=[each.organisation_id for each in returns],
        user__is_active=True,
    ):
        leads[membership.organisation_id].append(membership)
    return leads


def tell_leads_of_opening(*, exercise: Round, returns: list[Return]) -> None:
    """Tell each lead that the round is open and until when; once, however often this is called."""
    leads = leads_of(returns)
    for audit_return in returns:
        for lead in leads[audit_return.organisation_id]:
            queue_mail(
                to=lead.user.email,
                subject=f"{exercise.title} is open",
                template="round_opened",
                context={"lead": lead.user, "round": exercise, **about(audit_return)},
                once_key=f"round-opened:{audit_return.reference}:{lead.user_id}",
            )


def tell_leads_of_extension(*, audit_return: Return) -> None:
    """Tell each lead of the new deadline."""
    for lead in leads_of([audit_return])[audit_return.organisation_id]:
        queue_mail(
            to=lead.user.email,
            subject=f"More time: {audit_return.exercise.title}",
            template="return_extended",
            context={"lead": lead.user, "round": audit_return.exercise, **about(audit_return)},
            once_key=f"extended:{audit_return.reference}:{audit_return.deadline.isoformat()}:{lead.user_id}",
        )


def about(audit_return: Return) -> dict[str, object]:
    """What every message may say of a return: whose it is, when it is due, where to find it."""
    return {
        "organisation": audit_return.organisation,
        "deadline": audit_return.deadline,
        "url": f"{settings.WAGTAILADMIN_BASE_URL}{audit_return.get_absolute_url()}",
    }
