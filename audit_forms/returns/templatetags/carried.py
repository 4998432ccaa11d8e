"""What pages of a return say of the return before it."""

from typing import Any

from django import template

from audit_forms.returns.last_time import changes_since
from audit_forms.returns.models import Return
from audit_forms.returns.reading import Reading

register = template.Library()


@register.inclusion_tag("returns/parts/interim.html", takes_context=True)
def interim_note(context: dict[str, Any], audit_return: Return) -> dict[str, Any]:
    """That a return is an interim year's, and the way to the full one before it for those who may read that."""
    if audit_return.asked_keys is None:
        return {}
    full = full_return_before(audit_return)
    return {"audit_return": audit_return, "full": full, "readable": may_read(context.get("user"), full)}


@register.inclusion_tag("returns/parts/last_time.html")
def last_time_note(audit_return: Return, reading: Reading) -> dict[str, Any]:
    """How many of last time's answers came in and still wait, and how many questions are new or changed."""
    if audit_return.previous_id is None:
        return {}
    previous = Return.objects.with_context().get(pk=audit_return.previous_id)
    changes = changes_since(audit_return, previous)
    return {"audit_return": audit_return, "reading": reading, "previous": previous, "changes": changes}


def full_return_before(audit_return: Return) -> Return | None:
    """The organisation's last return that asked everything."""
    earlier = audit_return.previous
    while earlier is not None and earlier.asked_keys is not None:
        earlier = earlier.previous
    return earlier


def may_read(user: Any, audit_return: Return | None) -> bool:
    """Whether the person may open that return; a predecessor's is not theirs."""
    if audit_return is None or user is None or not user.is_authenticated:
        return False
    return Return.objects.visible_to(user).filter(pk=audit_return.pk).exists()
