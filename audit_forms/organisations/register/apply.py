"""Write the changes of a confirmed import, a thousand at a time, inside the transaction of `register.services`."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from audit_forms.organisations.enums import (
    SCHOOL_KINDS,
    TRUST_KINDS,
    ChangeKind,
    Duty,
    OrganisationKind,
)
from audit_forms.organisations.models import Organisation, RegisterChange, RegisterImport
from audit_forms.organisations.register.plan import CHUNK, FIELDS, chunks

DAYS = ("opened_on", "closed_on")


def write_changes(register_import: RegisterImport, done: Callable[[int], None]) -> None:
    """Trusts first, for schools point to them; then schools; then successors, which must exist. `done` counts rows."""
    _write_trusts(_changes(register_import, *TRUST_KINDS), done)
    trusts = Organisation.objects.filter(kind=OrganisationKind.TRUST).exclude(trust_code="")
    trust_ids = dict(trusts.values_list("trust_code", "pk"))
    for chunk in chunks(_changes(register_import, *SCHOOL_KINDS).iterator(CHUNK)):
        Organisation.objects.bulk_create(
            [_school(change.values, trust_ids) for change in chunk],
            update_conflicts=True,
            unique_fields=["urn"],
            update_fields=[*FIELDS, "trust"],
        )
        done(len(chunk))
    for chunk in chunks(_changes(register_import, ChangeKind.LINKED).iterator(CHUNK)):
        _link(chunk)
        done(len(chunk))


def _changes(register_import: RegisterImport, *kinds: ChangeKind) -> "QuerySet[RegisterChange]":
    return register_import.changes.filter(kind__in=kinds).only("register_import", "kind", "urn", "values")


def _write_trusts(changes: "QuerySet[RegisterChange]", done: Callable[[int], None]) -> None:
    for chunk in chunks(changes.iterator(CHUNK)):
        names = {change.values["trust_code"]: change.values["name"] for change in chunk}
        renamed = list(Organisation.objects.filter(kind=OrganisationKind.TRUST, trust_code__in=names))
        for trust in renamed:
            trust.name = names.pop(trust.trust_code)
        Organisation.objects.bulk_update(renamed, ["name"])
        Organisation.objects.bulk_create(
            Organisation(kind=OrganisationKind.TRUST, trust_code=code, name=name, duty=Duty.NONE)
            for code, name in names.items()
        )
        done(len(chunk))


def _school(values: dict[str, Any], trust_ids: dict[str, int]) -> Organisation:
    school = Organisation(kind=OrganisationKind.SCHOOL, urn=values["urn"], trust_id=trust_ids.get(values["trust_code"]))
    for name in FIELDS:
        value = values[name]
        setattr(school, name, date.fromisoformat(value) if value and name in DAYS else value)
    return school


def _link(chunk: list[RegisterChange]) -> None:
    heirs = {change.urn: change.values["successor_urn"] for change in chunk}
    urns = {*heirs, *heirs.values()}
    schools = Organisation.objects.schools().filter(urn__in=urns).only("urn", "successor")
    by_urn = {school.urn: school for school in schools}
    closed = [by_urn[urn] for urn in heirs]
    for school in closed:
        school.successor_id = by_urn[heirs[school.urn]].pk
    Organisation.objects.bulk_update(closed, ["successor"])
