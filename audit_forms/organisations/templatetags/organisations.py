"""Showing an organisation on any page."""

from typing import Any

from django import template

from audit_forms.organisations.enums import DutySource, MembershipRole, OrganisationKind
from audit_forms.organisations.models import Membership, Organisation
from portal.dates import format_day

register = template.Library()


@register.inclusion_tag("components/summary_list.html")
def facts(organisation: Organisation) -> dict[str, Any]:
    """What is known of the organisation, as rows of a summary list; rows without a value are left out."""
    rows = (
        _about_the_school(organisation)
        if organisation.kind == OrganisationKind.SCHOOL
        else _about_the_agency(organisation)
    )
    rows += [
        ("Duty", _duty(organisation)),
        ("Telephone", organisation.telephone),
        ("General e-mail address", organisation.email),
        ("Website", organisation.website),
        ("Address", "\n".join(part for part in (organisation.address, organisation.postcode) if part)),
    ]
    return {"rows": [{"key": key, "value": value} for key, value in rows if value]}


@register.inclusion_tag("organisations/yours.html", takes_context=True)
def your_organisations(context: dict[str, Any]) -> dict[str, Any]:
    """The reader's part in each organisation, with the way to its people for those who may invite."""
    user = context["request"].user
    memberships = Membership.objects.of(user).select_related("organisation").order_by("organisation__name", "role")
    return {"memberships": [(each, each.role == MembershipRole.LEAD) for each in memberships]}


def _about_the_school(school: Organisation) -> list[tuple[str, Any]]:
    ages = f"{school.low_age} to {school.high_age}" if school.low_age is not None else ""
    provision = [
        words
        for words, has in (
            ("boards pupils", school.has_boarding),
            ("has a sixth form", school.has_sixth_form),
            ("has early years", school.has_early_years),
        )
        if has
    ]
    return [
        ("URN", school.urn),
        ("Local authority", f"{school.la_name} ({school.la_code})" if school.la_code else ""),
        ("Phase", school.get_phase_display()),
        ("Type in the register", school.establishment_type or school.get_establishment_display()),
        ("Trust", school.trust.name if school.trust else ""),
        ("Head teacher or principal", school.head_name),
        ("Ages", ages),
        ("Number of pupils", school.pupils),
        ("Provision", ", ".join(provision)),
        ("Opened", format_day(school.opened_on)),
    ]


def _about_the_agency(agency: Organisation) -> list[tuple[str, Any]]:
    return [
        ("Sector", agency.get_sector_display()),
        ("Size", "Small group, asked the short form" if agency.is_small else ""),
    ]


def _duty(organisation: Organisation) -> str:
    by_whom = " (decided by the Business Unit)" if organisation.duty_source == DutySource.PERSON else ""
    return f"{organisation.get_duty_display()}{by_whom}"
