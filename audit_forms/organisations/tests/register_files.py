"""Invented files of the national register: its columns, rows with the words it uses, no real place."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.files.base import ContentFile

from audit_forms.organisations.register.reader import COLUMNS

# The register has about 140 columns; the portal reads thirty of them.
OTHER_COLUMNS = tuple(f"Other column {number} (name)" for number in range(110))
SCHOOL = {
    "URN": "900001",
    "LA (code)": "999",
    "LA (name)": "Merrowdale",
    "EstablishmentNumber": "2001",
    "EstablishmentName": "Aldermoor Primary School",
    "TypeOfEstablishment (name)": "Community school",
    "EstablishmentStatus (name)": "Open",
    "OpenDate": "01-09-1974",
    "ReasonEstablishmentClosed (name)": "Not applicable",
    "CloseDate": "",
    "PhaseOfEducation (name)": "Primary",
    "StatutoryLowAge": "4",
    "StatutoryHighAge": "11",
    "Boarders (name)": "No boarders",
    "NurseryProvision (name)": "No Nursery Classes",
    "OfficialSixthForm (name)": "Does not have a sixth form",
    "NumberOfPupils": "210",
    "Trusts (code)": "",
    "Trusts (name)": "",
    "Street": "Alder Lane",
    "Locality": "",
    "Address3": "",
    "Town": "Merrow",
    "County (name)": "",
    "Postcode": "ME1 1AA",
    "SchoolWebsite": "www.aldermoor.example",
    "TelephoneNum": "01632960100",
    "HeadTitle (name)": "Ms",
    "HeadFirstName": "Alma",
    "HeadLastName": "Reed",
}
ACADEMY = SCHOOL | {
    "URN": "900002",
    "EstablishmentName": "Brackenfield Academy",
    "TypeOfEstablishment (name)": "Academy converter",
    "EstablishmentNumber": "4002",
    "Postcode": "ME2 2BB",
    "PhaseOfEducation (name)": "Secondary",
    "StatutoryLowAge": "11",
    "StatutoryHighAge": "18",
    "OfficialSixthForm (name)": "Has a sixth form",
    "Trusts (code)": "51001",
    "Trusts (name)": "Bracken Learning Trust",
}


def school(**changes: str) -> dict[str, str]:
    """A row like `SCHOOL` with other words; `urn`, `name`, `status` and `kind` are short for the columns."""
    return SCHOOL | _columns(changes)


def academy(**changes: str) -> dict[str, str]:
    """A row like `ACADEMY` with other words."""
    return ACADEMY | _columns(changes)


def _columns(changes: dict[str, str]) -> dict[str, str]:
    short = {
        "urn": "URN",
        "la": "LA (code)",
        "name": "EstablishmentName",
        "number": "EstablishmentNumber",
        "kind": "TypeOfEstablishment (name)",
        "status": "EstablishmentStatus (name)",
        "opened": "OpenDate",
        "closed": "CloseDate",
        "because": "ReasonEstablishmentClosed (name)",
        "postcode": "Postcode",
        "pupils": "NumberOfPupils",
        "trust_code": "Trusts (code)",
        "trust": "Trusts (name)",
        "head": "HeadLastName",
    }
    return {short.get(key, key): value for key, value in changes.items()}


def csv_bytes(
    rows: Iterable[dict[str, str]],
    *,
    encoding: str = "cp1252",
    header: Iterable[str] = (*OTHER_COLUMNS[:50], *reversed(COLUMNS), *OTHER_COLUMNS[50:]),
    **dialect: Any,
) -> bytes:
    """The file as the register would give it, its columns in an order of its own."""
    header = list(header)
    text = io.StringIO()
    writer = csv.DictWriter(text, header, restval="", extrasaction="ignore", quoting=csv.QUOTE_ALL, **dialect)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def csv_file(*rows: dict[str, str], **options: Any) -> ContentFile:
    """The same, as Django's kind of file."""
    return ContentFile(csv_bytes(rows, **options), name="edubasealldata.csv")


def many(number: int, first_urn: int = 500_000) -> Iterator[dict[str, str]]:
    """That many different open schools of fifty authorities, every fourth an academy of one of many trusts."""
    for index in range(number):
        base = academy if index % 4 == 0 else school
        changes = {
            "urn": str(first_urn + index),
            "la": str(800 + index % 50),
            "name": f"Invented School {index}",
            "number": str(2000 + index // 50),
            "postcode": f"ZZ{index % 90 + 10} {index % 9}ZZ",
        }
        if index % 4 == 0:
            changes |= {"trust_code": str(60_000 + index % 997), "trust": f"Invented Trust {index % 997}"}
        yield base(**changes)
