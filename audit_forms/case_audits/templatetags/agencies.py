"""What other pages show of agencies' parts in case audits."""

from collections import Counter
from typing import Any

from django import template
from django.urls import reverse

from audit_forms.case_audits.acceptance import points_left
from audit_forms.case_audits.agency_waiting import sort_for
from audit_forms.case_audits.models import CaseAudit, Involvement
from audit_forms.case_audits.permissions import can_give_time
from audit_forms.returns.models import Return
from portal.accounts.permissions import is_business_unit
from portal.templatetags.portal import breadcrumbs
from portal.trail.models import AuditTrail

register = template.Library()

SENT_BACK = ("return.request_changes", "return.reopen")


@register.inclusion_tag("components/breadcrumbs.html", takes_context=True)
def return_trail(context: dict[str, Any], audit_return: Return, *further: str) -> dict[str, Any]:
    """The way back up from a page of a return: "Your returns", or for a case audit the case it is about."""
    user = context["request"].user
    if not audit_return.is_confidential:
        return breadcrumbs("Your returns", reverse("returns:list"), *further)
    if is_business_unit(user):
        return breadcrumbs("Your work", reverse("start"), *further)
    case = reverse("audits:case", args=[audit_return.subject, audit_return.organisation_id])
    return breadcrumbs("Case audits", reverse("audits:list"), f"Case {audit_return.subject}", case, *further)


@register.inclusion_tag("case_audits/agency/parts/waiting.html", takes_context=True)
def your_case_audits(context: dict[str, Any]) -> dict[str, Any]:
    """On a respondent's first page: how many case audits wait for them, the first with its date."""
    found = sort_for(context["request"].user)
    return {"rows": found.mine, "any": bool(found.mine or found.others or found.ended)}


@register.inclusion_tag("case_audits/unit/parts/quality_link.html")
def quality_checklist(audit_return: Return) -> dict[str, Any]:
    """Beside the decision on an agency's audit: the way to the checklist, and how much of it is left."""
    if not audit_return.is_confidential:
        return {"part": None}
    part = Involvement.objects.filter(audit_return=audit_return).select_related("case__audit").first()
    return {"part": part, "audit_return": audit_return, "left": points_left(audit_return)}


@register.inclusion_tag("case_audits/unit/parts/returns.html", takes_context=True)
def agency_returns(context: dict[str, Any], audit: CaseAudit) -> dict[str, Any]:
    """On the Business Unit's page of an audit: each agency's returns, and how often they were sent back."""
    user = context["request"].user
    visible = Involvement.objects.visible_to(user).filter(case__audit=audit, audit_return__isnull=False)
    parts = Involvement.objects.filter(pk__in=visible.values("pk")).with_turn()
    numbers = sent_back([part.audit_return_id for part in parts])
    rows = [
        {"part": part, "sent_back": numbers[part.audit_return_id], "may_give_time": can_give_time(user, part)}
        for part in parts
    ]
    totals: Counter[str] = Counter()
    for row in rows:
        totals[str(row["part"].organisation)] += row["sent_back"]
    return {"audit": audit, "rows": rows, "totals": sorted(totals.items())}


def sent_back(returns: list[int]) -> Counter[int]:
    """How often each of the returns was sent back to its agency, by key."""
    entries = AuditTrail.objects.filter(
        target_type=Return._meta.label_lower, target_id__in=[str(pk) for pk in returns], action__in=SENT_BACK
    )
    return Counter(int(pk) for pk in entries.values_list("target_id", flat=True))
