"""Write the changes of a confirmed import, a thousand at a time, inside the transaction of `register.services`."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from audit_forms.organisations.enums import (
    SCHOOL_KINDS,
    TRUST_KINDS,
    ChangeKind,
    Duty,
    OrganisationKind,
)
from audit_forms.organisations.models import Organisation, RegisterImport
from audit_forms.organisations.register.plan import CHUNK, FIELDS, chunks

DAYS = ("opened_on", "closed_on")


def write_changes(register_import: RegisterImport, done: Callable[[int], None]) -> None:
    """Trusts first, for schools point to them; then schools; then successors, which must exist. `done` counts rows."""
    for chunk in chunks(_values(register_import, *TRUST_KINDS)):
        _write_trusts(chunk)
        done(len(chunk))
    trusts = Organisation.objects.filter(kind=OrganisationKind.TRUST).exclude(trust_code="")
    trust_ids = dict(trusts.values_list("trust_code", "pk"))
    for chunk in chunks(_values(register_import, *SCHOOL_KINDS)):
        Organisation.objects.bulk_create(
            [_school(values, trust_ids) for values in chunk],
            update_conflicts=True,
            unique_fields=["urn"],
            update_fields=[*FIELDS, "trust"],
        )
        done(len(chunk))
    for chunk in chunks(_values(register_import, ChangeKind.LINKED)):
        _link(chunk)
        done(len(chunk))


def _values(register_import: RegisterImport, *kinds: ChangeKind) -> Iterator[dict[str, Any]]:
    """What is to be written by changes of those kinds; no model instances, for there may be fifty thousand."""
    changes = register_import.changes.filter(kind__in=kinds)
    return changes.values_list("values", flat=True).iterator(CHUNK)


def _write_trusts(chunk: list[dict[str, Any]]) -> None:
    names = {values["trust_code"]: values["name"] for values in chunk}
    renamed = list(Organisation.objects.filter(kind=OrganisationKind.TRUST, trust_code__in=names))
    for trust in renamed:
        trust.name = names.pop(trust.trust_code)
    Organisation.objects.bulk_update(renamed, ["name"])
    Organisation.objects.bulk_create(
        Organisation(kind=OrganisationKind.TRUST, trust_code=code, name=name, duty=Duty.NONE)
        for code, name in names.items()
    )


def _school(values: dict[str, Any], trust_ids: dict[str, int]) -> Organisation:
    fields = {name: values[name] for name in FIELDS}
    for name in DAYS:
        fields[name] = fields[name] and date.fromisoformat(fields[name])
    trust_id = trust_ids.get(values["trust_code"])
    return Organisation(kind=OrganisationKind.SCHOOL, urn=values["urn"], trust_id=trust_id, **fields)


def _link(chunk: list[dict[str, Any]]) -> None:
    heirs = {values["urn"]: values["successor_urn"] for values in chunk}
    urns = {*heirs, *heirs.values()}
    schools = Organisation.objects.schools().filter(urn__in=urns).only("urn", "successor")
    by_urn = {school.urn: school for school in schools}
    closed = [by_urn[urn] for urn in heirs]
    for school in closed:
        school.successor_id = by_urn[heirs[school.urn]].pk
    Organisation.objects.bulk_update(closed, ["successor"])
