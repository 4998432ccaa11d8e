"""Compare the register's rows with the portal's organisations: what an import would do, without doing it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from audit_forms.organisations.enums import ChangeKind, DutySource, OrganisationKind, RegisterStatus
from audit_forms.organisations.models import Organisation
from audit_forms.organisations.register.mapping import RowRefusedError, map_row
from audit_forms.organisations.register.reader import RegisterFileError, Row
from audit_forms.organisations.register.succession import Successions
from portal.dates import format_day

CHUNK = 1000
# What the register says of a school. The order is that of the preview; the trust is compared by its code.
FIELDS = (
    "name",
    "status",
    "duty",
    "establishment_type",
    "establishment",
    "phase",
    "la_code",
    "la_name",
    "establishment_number",
    "opened_on",
    "closed_on",
    "closed_because",
    "low_age",
    "high_age",
    "has_boarding",
    "has_sixth_form",
    "has_early_years",
    "pupils",
    "head_name",
    "address",
    "postcode",
    "telephone",
    "website",
)
Item = TypeVar("Item")


@dataclass(slots=True)
class Change:
    """What the import would do to one school or trust; `models.RegisterChange` without its import."""

    kind: ChangeKind
    name: str
    line: int | None = None
    urn: int | None = None
    differences: list[tuple[str, str, str]] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    reason: str = ""


def chunks(items: Iterable[Item], size: int = CHUNK) -> Iterator[list[Item]]:
    """The items in lists of at most `size`."""
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


class Planner:
    """Plans one import: every row of a file, against every organisation, a thousand at a time."""

    def __init__(self, la_code: str = ""):
        """For one local authority's rows, and those of schools that the portal knows already; or, without, for all."""
        self.la_code = la_code
        self.rows = 0
        self.unchanged = 0
        self._in_scope = 0
        self._unseen = {str(urn) for urn in Organisation.objects.schools().values_list("urn", flat=True)}
        self._known = frozenset(self._unseen)
        trusts = Organisation.objects.filter(kind=OrganisationKind.TRUST).exclude(trust_code="")
        self._trusts = dict(trusts.values_list("trust_code", "name"))
        self._trusts_seen: set[str] = set()
        self._successions = Successions()

    def changes(self, rows: Iterable[Row]) -> Iterator[list[Change]]:
        """What would change, in the order of the file, then links to successors and schools that are not in the file.

        Raises RegisterFileError where no row is of the local authority.
        """
        for chunk in chunks(rows):
            self.rows += len(chunk)
            yield self._chunk([row for row in chunk if self._is_in_scope(row)])
        if not self._in_scope:
            raise RegisterFileError(f"No row has the LA (code) “{self.la_code}”. Check the code of your authority.")
        for pairs in chunks(self._successions.certain()):
            yield [
                Change(
                    ChangeKind.LINKED,
                    closed.name,
                    urn=closed.urn,
                    differences=[("goes on as", "", f"{heir.name} (URN {heir.urn})")],
                    values={"urn": closed.urn, "successor_urn": heir.urn},
                )
                for closed, heir in pairs
            ]
        yield from chunks(self._absent())

    def _is_in_scope(self, row: Row) -> bool:
        is_ours = not self.la_code or row.values["LA (code)"] == self.la_code
        self._in_scope += is_ours
        return is_ours or row.values["URN"] in self._known

    def _chunk(self, rows: list[Row]) -> list[Change]:
        if not rows:
            return []
        self._unseen.difference_update(row.values["URN"] for row in rows)
        urns = [row.values["URN"] for row in rows if row.values["URN"] in self._known]
        known = {
            school["urn"]: school
            for school in Organisation.objects.schools()
            .filter(urn__in=urns)
            .values("urn", "duty_source", "successor_id", "trust__trust_code", "trust__name", *FIELDS)
        }
        changes: list[Change] = []
        for row in rows:
            try:
                values = self._mapped(row)
            except RowRefusedError as refusal:
                changes.append(_refusal(row, str(refusal)))
                continue
            changes += self._trust(row, values)
            changes += self._school(row, values, known.get(values["urn"]))
        return changes

    def _mapped(self, row: Row) -> dict[str, Any]:
        if row.fault:
            raise RowRefusedError(row.fault)
        return map_row(row.values)

    def _trust(self, row: Row, values: dict[str, Any]) -> list[Change]:
        """The trust that the row names, if it is new or has another name than before; once for each file."""
        code, name = values["trust_code"], values["trust_name"]
        if not code or code in self._trusts_seen:
            return []
        self._trusts_seen.add(code)
        before = self._trusts.get(code)
        if before == name:
            return []
        trust = {"trust_code": code, "name": name}
        if before is None:
            return [Change(ChangeKind.NEW_TRUST, name, row.line, values=trust)]
        return [Change(ChangeKind.RENAMED_TRUST, name, row.line, differences=[("name", before, name)], values=trust)]

    def _school(self, row: Row, values: dict[str, Any], known: dict[str, Any] | None) -> list[Change]:
        if known is not None and known["duty_source"] == DutySource.PERSON:
            values["duty"] = known["duty"]
        self._successions.add(values, linked=known is not None and known["successor_id"] is not None)
        if known is None:
            return [Change(ChangeKind.NEW, values["name"], row.line, values["urn"], values=values)]
        differences = list(_differences(known, values))
        if not differences:
            self.unchanged += 1
            return []
        kind = _kind(known["status"], values["status"])
        return [Change(kind, values["name"], row.line, values["urn"], differences, values)]

    def _absent(self) -> Iterator[Change]:
        """Schools that should be in the file and are not; they are left as they are."""
        ours = Organisation.objects.schools().exclude(status=RegisterStatus.CLOSED)
        if self.la_code:
            ours = ours.filter(la_code=self.la_code)
        for urn, name in ours.values_list("urn", "name").iterator(CHUNK):
            if str(urn) in self._unseen:
                yield Change(ChangeKind.ABSENT, name, urn=urn, reason="The file has no such URN. It is left as it is.")


def _refusal(row: Row, reason: str) -> Change:
    urn = row.values["URN"]
    is_number = urn.isdecimal() and urn.isascii() and len(urn) <= len("1234567")
    name = row.values["EstablishmentName"][:200] or "(no name)"
    return Change(ChangeKind.REFUSED, name, row.line, int(urn) if is_number else None, reason=reason)


def _kind(before: str, after: str) -> ChangeKind:
    if before != after:
        if after == RegisterStatus.CLOSED:
            return ChangeKind.CLOSED
        if before == RegisterStatus.CLOSED:
            return ChangeKind.REOPENED
    return ChangeKind.CHANGED


def _differences(known: dict[str, Any], values: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for name in FIELDS:
        if known[name] != values[name]:
            field: Any = Organisation._meta.get_field(name)
            yield str(field.verbose_name), words(name, known[name]), words(name, values[name])
    if (known["trust__trust_code"] or "") != values["trust_code"]:
        yield "trust", known["trust__name"] or "", values["trust_name"]


def words(name: str, value: Any) -> str:
    """A field's value as it is shown to a person; nothing where it is empty."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return format_day(value)
    field: Any = Organisation._meta.get_field(name)
    return str(dict(field.flatchoices).get(value, value)).replace("\n", ", ")
