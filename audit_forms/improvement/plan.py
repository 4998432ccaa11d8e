"""An organisation's action plan beside a return: what of it has still to be looked at."""

from django.db.models import Exists, OuterRef, Q

from audit_forms.improvement.enums import LOOKED_AT_KINDS, UpdateKind
from audit_forms.improvement.models import Action, ActionUpdate
from audit_forms.improvement.querysets import ActionQuerySet
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.models import Return


def plan_of(audit_return: Return) -> ActionQuerySet:
    """The organisation's actions that are not closed, each with `is_looked_at`.

    Looked at is what a member has confirmed or changed since this return was asked for.
    """
    by_member = Q(kind__in=LOOKED_AT_KINDS) | Q(kind=UpdateKind.OPENED, audit_return__isnull=True)
    since = ActionUpdate.objects.filter(by_member, action=OuterRef("pk"), at__gte=audit_return.created_at)
    plan: ActionQuerySet = (
        Action.objects.live()
        .filter(organisation=audit_return.organisation_id)
        .annotate(is_looked_at=Exists(since))
        .order_by("due_on", "pk")
    )
    return plan


def is_demanded(audit_return: Return) -> bool:
    """Whether the plan has to be looked at before the return is sent: it follows on an earlier one (issue 3)."""
    is_first_draft = audit_return.status == ReturnStatus.DRAFT and audit_return.submitted_at is None
    return audit_return.previous_id is not None and is_first_draft


def still_to_look_at(audit_return: Return) -> ActionQuerySet:
    """The actions of the plan on which work goes on and which nobody has looked at."""
    return plan_of(audit_return).to_do().filter(is_looked_at=False)
