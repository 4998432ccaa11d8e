"""The register's words and columns to our fields. Pure: one row in, one school's values out.

The register's codes are not used: they were renumbered more than once, while its names have stayed.
"""

import re
from contextlib import suppress
from datetime import date
from typing import Any

from audit_forms.organisations.enums import REASONS_TO_GO_ON, Duty, Establishment, Phase, RegisterStatus
from audit_forms.organisations.models import Organisation

# The establishment types that decide a duty; for any other a person decides (Education Act 2002, s175 and s157).
MAINTAINED_TYPES = {
    "Community school": Establishment.MAINTAINED,
    "Voluntary aided school": Establishment.MAINTAINED,
    "Voluntary controlled school": Establishment.MAINTAINED,
    "Foundation school": Establishment.MAINTAINED,
    "Local authority nursery school": Establishment.MAINTAINED,
    "Community special school": Establishment.SPECIAL,
    "Foundation special school": Establishment.SPECIAL,
    "Pupil referral unit": Establishment.ALTERNATIVE_PROVISION,
    "Further education": Establishment.FURTHER_EDUCATION,
}
ACADEMY_TYPES = {
    "Academy sponsor led": Establishment.ACADEMY,
    "Academy converter": Establishment.ACADEMY,
    "Academy 16-19 converter": Establishment.ACADEMY,
    "Academy 16 to 19 sponsor led": Establishment.ACADEMY,
    "Academy secure 16 to 19": Establishment.ACADEMY,
    "Academy special converter": Establishment.SPECIAL,
    "Academy special sponsor led": Establishment.SPECIAL,
    "Academy alternative provision converter": Establishment.ALTERNATIVE_PROVISION,
    "Academy alternative provision sponsor led": Establishment.ALTERNATIVE_PROVISION,
    "Free schools": Establishment.FREE_SCHOOL,
    "Free schools 16 to 19": Establishment.FREE_SCHOOL,
    "Free schools special": Establishment.SPECIAL,
    "Free schools alternative provision": Establishment.ALTERNATIVE_PROVISION,
    "University technical college": Establishment.FREE_SCHOOL,
    "Studio schools": Establishment.FREE_SCHOOL,
}
INDEPENDENT_TYPES = {
    "City technology college": Establishment.INDEPENDENT,
    "Other independent school": Establishment.INDEPENDENT,
    "Other independent special school": Establishment.SPECIAL,
}
UNDECIDED_TYPES = {
    "Non-maintained special school": Establishment.SPECIAL,
    "Special post 16 institution": Establishment.FURTHER_EDUCATION,
    "Sixth form centres": Establishment.FURTHER_EDUCATION,
}
TYPES = {
    name.casefold(): (establishment, duty)
    for types, duty in (
        (MAINTAINED_TYPES, Duty.S175),
        (ACADEMY_TYPES, Duty.S157),
        (INDEPENDENT_TYPES, Duty.S157),
        (UNDECIDED_TYPES, Duty.UNDECIDED),
    )
    for name, establishment in types.items()
}
PHASES = {
    "": Phase.NOT_APPLICABLE,
    "not applicable": Phase.NOT_APPLICABLE,
    "nursery": Phase.NURSERY,
    "primary": Phase.PRIMARY,
    "middle deemed primary": Phase.MIDDLE,
    "middle deemed secondary": Phase.MIDDLE,
    "secondary": Phase.SECONDARY,
    "16 plus": Phase.SIXTEEN_PLUS,
    "all-through": Phase.ALL_THROUGH,
    "all through": Phase.ALL_THROUGH,
}
STATUSES = {status.label.casefold(): status for status in RegisterStatus}
REASONS = {reason.casefold(): reason for reason in REASONS_TO_GO_ON}
BOARDING = {"boarding school", "children's home (boarding school)", "college / fe residential accommodation"}
EARLY_YEARS_BELOW = 5
OLDEST = 120
MOST_PUPILS = 100_000
DAY = re.compile(r"([0-9]{2})-([0-9]{2})-([0-9]{4})")
NUMBER = re.compile(r"[0-9]{1,9}")
WITHHELD = {"..", "c", "x", "z", "low", "supp"}
# Columns of free text: our field, its greatest length, and what it is called. A trust's name is an organisation's.
TEXTS = {
    name: name
    for name in (
        "name",
        "la_code",
        "la_name",
        "establishment_number",
        "establishment_type",
        "closed_because",
        "head_name",
        "postcode",
        "telephone",
        "website",
        "trust_code",
    )
} | {"trust_name": "name"}
FIELDS_BY_NAME = {field.name: field for field in Organisation._meta.fields}
LONGEST = [
    (text, FIELDS_BY_NAME[name].max_length or 0, FIELDS_BY_NAME[name].verbose_name) for text, name in TEXTS.items()
]


class RowRefusedError(Exception):
    """One row cannot be taken over; the message names the column and what it holds."""


def map_row(row: dict[str, str]) -> dict[str, Any]:
    """One school's values from the texts of `reader.COLUMNS`; `trust_code` and `trust_name` stand for the trust.

    Raises RowRefusedError for a row that does not say what school it is or in what state, or holds impossible values.
    """
    establishment, duty = TYPES.get(row["TypeOfEstablishment (name)"].casefold(), (Establishment.OTHER, Duty.UNDECIDED))
    low_age, high_age = _ages(row)
    in_academy_trust = duty == Duty.S157
    values = {
        "urn": _urn(row),
        "name": _required(row, "EstablishmentName"),
        "la_code": _required(row, "LA (code)"),
        "la_name": row["LA (name)"],
        "establishment_number": row["EstablishmentNumber"],
        "establishment": establishment.value,
        "establishment_type": _required(row, "TypeOfEstablishment (name)"),
        "duty": duty.value,
        "status": _word(row, "EstablishmentStatus (name)", STATUSES),
        "opened_on": _day(row, "OpenDate"),
        "closed_on": _day(row, "CloseDate"),
        "closed_because": _reason(row["ReasonEstablishmentClosed (name)"]),
        "phase": _word(row, "PhaseOfEducation (name)", PHASES),
        "low_age": low_age,
        "high_age": high_age,
        "has_boarding": row["Boarders (name)"].casefold() in BOARDING,
        "has_sixth_form": row["OfficialSixthForm (name)"].casefold() == "has a sixth form",
        "has_early_years": _has_early_years(row, low_age),
        "pupils": _pupils(row),
        "head_name": _joined(row, " ", "HeadTitle (name)", "HeadFirstName", "HeadLastName"),
        "address": _joined(row, "\n", "Street", "Locality", "Address3", "Town", "County (name)"),
        "postcode": row["Postcode"].upper(),
        "telephone": row["TelephoneNum"],
        "website": row["SchoolWebsite"],
        "trust_code": row["Trusts (code)"] if in_academy_trust else "",
        "trust_name": (row["Trusts (name)"] or row["Trusts (code)"]) if in_academy_trust else "",
    }
    _check_lengths(values)
    return values


def _urn(row: dict[str, str]) -> int:
    if not re.fullmatch(r"[1-9][0-9]{4,6}", row["URN"]):
        raise RowRefusedError(f"URN “{row['URN']}” is not a number of five to seven digits.")
    return int(row["URN"])


def _required(row: dict[str, str], column: str) -> str:
    if not row[column]:
        raise RowRefusedError(f"{column} is empty.")
    return row[column]


def _word(row: dict[str, str], column: str, meanings: dict[str, Any]) -> str:
    meaning = meanings.get(row[column].casefold())
    if meaning is None:
        raise RowRefusedError(f"{column} “{row[column]}” is not a word we know.")
    return meaning.value


def _day(row: dict[str, str], column: str) -> date | None:
    text = row[column]
    if not text:
        return None
    written = DAY.fullmatch(text)
    if written:
        with suppress(ValueError):
            return date(int(written[3]), int(written[2]), int(written[1]))
    raise RowRefusedError(f"{column} “{text}” is not a date written like 31-08-2026.")


def _number(row: dict[str, str], column: str, highest: int) -> int | None:
    text = row[column]
    if not text:
        return None
    if not NUMBER.fullmatch(text) or int(text) > highest:
        raise RowRefusedError(f"{column} “{text}” is not a number up to {highest}.")
    return int(text)


def _ages(row: dict[str, str]) -> tuple[int | None, int | None]:
    low, high = _number(row, "StatutoryLowAge", OLDEST), _number(row, "StatutoryHighAge", OLDEST)
    if low is not None and high is not None and low > high:
        raise RowRefusedError(f"StatutoryLowAge {low} is above StatutoryHighAge {high}.")
    return low, high


def _pupils(row: dict[str, str]) -> int | None:
    """The roll; None where the register withholds it."""
    return None if row["NumberOfPupils"].casefold() in WITHHELD else _number(row, "NumberOfPupils", MOST_PUPILS)


def _has_early_years(row: dict[str, str], low_age: int | None) -> bool:
    return row["NurseryProvision (name)"].casefold() == "has nursery classes" or (
        low_age is not None and low_age < EARLY_YEARS_BELOW
    )


def _unless_not_applicable(text: str) -> str:
    return "" if text.casefold() == "not applicable" else text


def _reason(text: str) -> str:
    """Why it closed; the reasons that the portal acts on in one spelling."""
    return REASONS.get(text.casefold(), _unless_not_applicable(text))


def _joined(row: dict[str, str], separator: str, *columns: str) -> str:
    parts = [_unless_not_applicable(row[column]) for column in columns]
    return separator.join(part for part in parts if part)


def _check_lengths(values: dict[str, Any]) -> None:
    for name, longest, label in LONGEST:
        if values[name] and len(values[name]) > longest:
            raise RowRefusedError(f"The {label} is longer than {longest} characters.")
