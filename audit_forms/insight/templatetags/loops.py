"""The loop board's own template tags."""

from typing import Any

from django import template
from django.utils.html import format_html

from portal.templatetags.portal import address_with

register = template.Library()


@register.simple_tag(takes_context=True)
def loop_sort(context: dict[str, Any], column: str, label: str) -> str:
    """A link that sorts the board by that column, and by a second press from the other end."""
    active = context["sorted_by"] == column
    sort = column if active and context["descending"] else f"-{column}"
    words = (
        '<a class="govuk-link" href="{}" aria-current="true">{}</a>'
        if active
        else '<a class="govuk-link" href="{}">{}</a>'
    )
    return format_html(words, address_with(context, page="", sort=sort), label)
