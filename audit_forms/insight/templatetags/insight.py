"""How pages of other apps lead to profiles: each tag says nothing where there is nothing to see."""

from typing import Any

from django import template
from django.urls import reverse

from audit_forms.insight.enums import PROFILED_KINDS
from audit_forms.insight.querysets import shared_with
from audit_forms.returns.models import Return

register = template.Library()


@register.inclusion_tag("insight/profile_link.html")
def profile_link(audit_return: Return, heading: str = "") -> dict[str, Any]:
    """The way from a submitted return to its profile, under a heading if given; for those who may read the return."""
    has_profile = audit_return.submitted_at is not None and audit_return.edition.questionnaire.kind in PROFILED_KINDS
    return {"audit_return": audit_return if has_profile else None, "heading": heading}


@register.simple_tag
def shared_profile_address(audit_return: Return) -> str:
    """Where the trust reads the profile of one of its schools; nothing where the school does not share it."""
    shared = audit_return.profile_shared_at is not None and audit_return.submitted_at is not None
    return reverse("insight:profile", args=[audit_return.reference]) if shared else ""


@register.simple_tag(takes_context=True)
def shared_profiles(context: dict[str, Any]) -> int:
    """How many profiles the person's trust may read."""
    return shared_with(context["request"].user).count()
