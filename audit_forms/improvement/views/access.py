"""How every page gets at an action; 404 alike for "not yours" and "not there"."""

from typing import Any

from django.shortcuts import get_object_or_404

from audit_forms.improvement.models import Action, Recommendation


def find_action(user: Any, reference: str) -> Action:
    """The action of that reference, if this person may read it; raises Http404."""
    visible = Action.objects.visible_to(user).with_context().select_related("closed_by", "question__section__edition")
    found: Action = get_object_or_404(visible, reference=reference)
    return found


def find_recommendation(user: Any, reference: str) -> Recommendation:
    """The recommendation of that reference, if this person may read it; raises Http404."""
    found: Recommendation = get_object_or_404(Recommendation.objects.visible_to(user), reference=reference)
    return found
