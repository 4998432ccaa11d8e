"""How questions are shown, alike on every page."""

from collections.abc import Mapping
from typing import Any

from django import template

from audit_forms.questionnaires.wording import in_words

register = template.Library()


@register.filter
def asked_of(rule: Mapping[str, Any]) -> str:
    """Whom a rule names, in words; empty for everyone."""
    return in_words(rule)
