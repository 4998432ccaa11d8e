"""Putting Merrowdale's organisations into the database."""

from collections.abc import Iterator
from typing import Any

from audit_forms.organisations.enums import Duty, Establishment, OrganisationKind
from audit_forms.organisations.models import Organisation
from audit_forms.self_assessments.demo.chance import pick, share
from audit_forms.self_assessments.demo.people import head_of
from audit_forms.self_assessments.demo.places import (
    AGENCIES,
    FIRST_URN,
    LA_CODE,
    LA_NAME,
    SCHOOLS,
    SMALL_GROUPS,
    TRUSTS,
)

S175_KINDS = frozenset({Establishment.MAINTAINED, Establishment.FURTHER_EDUCATION})
MAINTAINED_TYPES = frozenset({"Community special school", "Pupil referral unit"})
STREETS = ("Station Road", "Church Lane", "Mill Street", "Beck Lane", "High Street", "Fell View", "Moor Road")


def load_organisations() -> None:
    """Make every trust, agency and school that is not there yet."""
    area = {"la_code": LA_CODE, "la_name": LA_NAME}
    for name in TRUSTS:
        defaults = {**area, "kind": OrganisationKind.TRUST, "duty": Duty.NONE}
        Organisation.objects.get_or_create(name=name, defaults=defaults)
    for name, sector in AGENCIES.items():
        about = {"sector": sector, "is_small": name in SMALL_GROUPS}
        new = {**area, **about, "kind": OrganisationKind.AGENCY, "duty": Duty.S11}
        # Whoever loaded the demo before agencies had a sector gets it now.
        Organisation.objects.update_or_create(name=name, defaults=about, create_defaults=new)
    trusts = {name: Organisation.objects.get(name=name) for name in TRUSTS}
    for urn, values in enumerate(schools(), start=FIRST_URN):
        trust = values.pop("trust")
        values |= {**area, "trust": trusts[TRUSTS[int(trust)]] if trust != "-" else None}
        Organisation.objects.get_or_create(urn=urn, defaults=values)


def schools() -> Iterator[dict[str, Any]]:
    """The columns of each school in the list, with its trust's number or "-"."""
    heading: list[str] = []
    for line in SCHOOLS.strip().splitlines():
        if line.startswith("#"):
            heading = line.lstrip("# ").split(", ")
        else:
            yield school(heading, [part.strip() for part in line.split(";")])


def school(heading: list[str], parts: list[str]) -> dict[str, Any]:
    """One school's columns from its block's heading and its line."""
    (establishment, phase, establishment_type), (name, pupils, ages, trust, flags) = heading, parts
    low, high = ages.split("-")
    maintained = establishment in S175_KINDS or establishment_type in MAINTAINED_TYPES
    host = f"{name.lower().replace(' ', '-')}.example"
    return {
        "kind": OrganisationKind.SCHOOL,
        "name": name,
        "duty": Duty.S175 if maintained else Duty.S157,
        "establishment": establishment,
        "establishment_type": establishment_type,
        "phase": phase,
        "pupils": int(pupils),
        "low_age": int(low),
        "high_age": int(high),
        "has_boarding": "b" in flags,
        "has_sixth_form": "s" in flags,
        "has_early_years": "e" in flags,
        "trust": trust,
        "head_name": head_of(name),
        "email": f"office@{host}",
        "telephone": f"01632 960 {int(share(name, 'telephone') * 700) + 100}",
        "website": f"https://www.{host}/",
        "address": f"{pick(STREETS, name, 'street')}, {name.split()[0]}, Merrowdale",
        "postcode": f"ZZ99 {int(share(name, 'post') * 9)}ZZ",
    }
