"""The components every template may use; docs/developers/templates.md shows each."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm

from portal import dates

register = template.Library()

register.filter("day", dates.format_day)


@register.filter
def moment(value: datetime | date | None) -> str:
    """A moment as "Friday 30 January 2026, 5pm"; a date without a time as its day."""
    return dates.format_moment(value) if isinstance(value, datetime) else dates.format_day(value)


@register.filter
def dial(number: str) -> str:
    """A telephone number as a link needs it: digits and a leading plus only."""
    return "".join(letter for letter in str(number) if letter.isdigit() or letter == "+")


@register.inclusion_tag("components/rating.html")
def rating(tone: str, label: str) -> dict[str, str]:
    """A rating as word, shape and colour. `tone` is green, amber, red or neutral."""
    return {"tone": tone, "label": label}


@register.inclusion_tag("components/tag.html")
def tag(text: str, colour: str = "") -> dict[str, str]:
    """A status as a GOV.UK tag."""
    return {"text": text, "colour": colour}


@register.inclusion_tag("components/progress.html")
def progress(left: int, total: int, noun: str = "question") -> dict[str, Any]:
    """What is left, in words: "2 of 65 questions left"."""
    things = noun if total == 1 else f"{noun}s"
    words = f"{left} of {total} {things} left" if left else f"All {total} {things} done"
    return {"words": words, "share": round(100 * (total - left) / total, 1) if total else 0}


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(*parts: str) -> dict[str, list[dict[str, str]]]:
    """The way back up from texts and addresses in turn: {% breadcrumbs "Your work" start_url "Returns" list_url %}."""
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return {"trail": [{"text": text, "url": url} for text, url in pairs]}


@register.inclusion_tag("components/sort_heading.html", takes_context=True)
def sort_heading(context: dict[str, Any], column: str, label: str, numeric: bool = False) -> dict[str, Any]:
    """A column's heading as a link that sorts by it, and by a second press from the end.

    The page's context says what it is sorted by now: `sorted_by`, and `descending` (`portal.forms.ListFilters.order`).
    """
    active = context["sorted_by"] == column
    descending = active and context["descending"]
    sort = column if descending or not active else f"-{column}"
    order = ("descending" if descending else "ascending") if active else ""
    return {"label": label, "numeric": numeric, "order": order, "url": address_with(context, page="", sort=sort)}


@register.simple_tag(takes_context=True)
def address_with(context: dict, **changes: Any) -> str:
    """This page's query string with some parts changed; an empty value removes the part."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value in ("", None):
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}" if query else context["request"].path


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: dict, page_obj: Page, name: str = "page") -> dict[str, Any]:
    """Links to the other pages of a list; search words and filters in the address are kept."""
    current, last = page_obj.number, page_obj.paginator.num_pages
    shown = sorted({1, last, *range(max(1, current - 1), min(last, current + 1) + 1)})
    items: list[dict[str, Any]] = []
    for before, number in zip([0, *shown], shown, strict=False):
        if number > before + 1:
            items.append({"gap": True})
        items.append({"number": number, "url": address_with(context, **{name: number}), "current": number == current})
    return {
        "page_obj": page_obj,
        "language": context.get("language"),
        "items": items,
        "previous": address_with(context, **{name: current - 1}) if page_obj.has_previous() else "",
        "next": address_with(context, **{name: current + 1}) if page_obj.has_next() else "",
    }


@register.simple_tag
def page_of(page_obj: Page) -> str:
    """What the title of a list says of its pages: ", page 2 of 3"; nothing where there is one."""
    last = page_obj.paginator.num_pages
    return f", page {page_obj.number} of {last}" if last > 1 else ""


@register.simple_tag
def error_lines(form: BaseForm | None, forms: Iterable[BaseForm] | None) -> list[dict[str, str]]:
    """Every error of one form or several, in the order of the fields, each with the id its link leads to."""
    lines: list[dict[str, str]] = []
    for each in [*([form] if form else []), *(forms or [])]:
        lines += [{"text": str(text), "target": ""} for text in each.non_field_errors()]
        for field in each:
            lines += [{"text": str(text), "target": error_target(field)} for text in field.errors]
    return lines


@register.filter
def error_target(field: Any) -> str:
    """The id of the control that an error's link moves to: for a group of choices, the first of them."""
    if field.use_fieldset and field.auto_id:
        return field.subwidgets[0].id_for_label if field.subwidgets else field.auto_id
    return field.id_for_label or field.auto_id
