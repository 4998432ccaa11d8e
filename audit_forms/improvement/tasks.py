"""The two further tasks of a return: answering the recommendations, and looking at the action plan."""

from django.urls import reverse

from audit_forms.improvement.plan import is_demanded, plan_of
from audit_forms.improvement.responding import asked_of, is_open
from audit_forms.returns.hooks import FurtherTask
from audit_forms.returns.models import Return


def recommendations_task(audit_return: Return) -> FurtherTask | None:
    """The open recommendations to the organisation, each of which the return answers; None where there are none.

    Once the return has been submitted nothing is left: what was answered stays, and later ones wait for the next.
    """
    asked = asked_of(audit_return)
    if not asked:
        return None
    left = sum(1 for each in asked if each.missing) if is_open(audit_return) else 0
    address = reverse("improvement:respond", args=[audit_return.reference])
    return FurtherTask("Recommendations to you", address, left, len(asked))


def plan_task(audit_return: Return) -> FurtherTask | None:
    """The organisation's live actions beside its self-assessment; to be looked at if that follows on an earlier one."""
    plan = list(plan_of(audit_return)) if audit_return.edition.is_self_assessment else []
    if not plan:
        return None
    left = sum(1 for each in plan if each.is_to_do and not each.is_looked_at) if is_demanded(audit_return) else 0
    address = reverse("improvement:plan", args=[audit_return.reference])
    return FurtherTask("Your action plan", address, left, len(plan))
