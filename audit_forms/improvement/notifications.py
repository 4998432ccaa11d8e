"""Mail about actions: that something waits and where, never what it says (bars G8)."""

from collections.abc import Iterable
from typing import Any

from audit_forms.improvement.models import Action
from audit_forms.organisations.enums import MembershipRole
from audit_forms.organisations.models import Membership
from audit_forms.returns.models import NamedWriter
from audit_forms.returns.querysets import READING_ROLES
from portal.outbox.news import NamedNews, queue_news

SENT_BACK = NamedNews(
    "An action has come back to you",
    "The partnership was asked to close it and wants something more first. What that is stands on the action’s page.",
    "sent_back",
)
CLOSED = NamedNews("An action has been closed", "The partnership has closed it. There is nothing more to do.", "closed")


def recipients_of(actions: Iterable[Action]) -> dict[int, list[Any]]:
    """Whom to tell of each action, by its key: its owner while they are a member, else the organisation's leads.

    Only people who can sign in, and nobody of what is closed to them by a conflict of interest; three queries,
    whatever the number of actions.
    """
    actions = list(actions)
    organisations = {action.organisation_id for action in actions}
    members = (
        Membership.objects.current()
        .in_roles(*READING_ROLES)
        .filter(organisation__in=organisations, user__is_active=True)
        .select_related("user")
        .order_by("pk")
    )
    leads: dict[int, dict[int, Any]] = {each: {} for each in organisations}
    present: dict[tuple[int, int], Any] = {}
    for member in members:
        present[member.organisation_id, member.user_id] = member.user
        if member.role == MembershipRole.LEAD:
            leads[member.organisation_id][member.user_id] = member.user
    returns = {action.audit_return_id for action in actions}
    conflicts = NamedWriter.objects.filter(audit_return__in=returns, has_conflict=True)
    closed = set(conflicts.values_list("audit_return", "user"))
    told = {}
    for action in actions:
        owner = present.get((action.organisation_id, action.owner_id)) if action.owner_id else None
        people = [owner] if owner else list(leads[action.organisation_id].values())
        told[action.pk] = [each for each in people if (action.audit_return_id, each.pk) not in closed]
    return told


def tell_people(action: Action, news: NamedNews) -> None:
    """Tell the owner, or else the leads, what happened to their action; each change once."""
    queue_news(
        recipients_of([action])[action.pk],
        news,
        template="action_news",
        path=action.get_absolute_url(),
        button="Open the action",
        event=f"action:{action.pk}:{action.version}:{news.name}",
        action=action,
    )
