"""What templates ask about the account of the reader."""

from typing import Any

from django import template

from portal.accounts import sessions

register = template.Library()


@register.simple_tag(takes_context=True)
def session_seconds_left(context: dict[str, Any]) -> int:
    """Seconds until the reader is signed out when nothing else is asked."""
    return sessions.seconds_left(context["request"])
