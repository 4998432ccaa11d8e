"""Figures of efficacy in words and drawn."""

from typing import Any

from django import template

register = template.Library()

DAYS_IN_A_WEEK = 7
FULL = 100


@register.filter
def in_weeks(days: float | None) -> str:
    """Days as people say them: "3 days", "8 weeks"; "not yet" for None."""
    if days is None:
        return "not yet"
    whole = round(days)
    if whole < 2 * DAYS_IN_A_WEEK:
        return f"{whole} {'day' if whole == 1 else 'days'}"
    return f"{round(whole / DAYS_IN_A_WEEK)} weeks"


@register.filter
def one_place(number: float | None) -> str:
    """A number with at most one decimal place; "–" for None."""
    return "–" if number is None else f"{number:.1f}".removesuffix(".0")


@register.filter
def in_percent(share: float | None) -> str:
    """A share as whole percent; "–" for None."""
    return "–" if share is None else f"{round(FULL * share)}%"


@register.inclusion_tag("case_audits/efficacy/bar.html")
def efficacy_bar(value: float | None, longest: float) -> dict[str, Any]:
    """A bar of the length that `value` has beside `longest`; the number stands beside it in words."""
    share = FULL * value / longest if value is not None and longest else 0
    return {"width": round(share, 1), "is_known": value is not None}
