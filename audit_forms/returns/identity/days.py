"""Dates in a text, however they are written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE | re.ASCII)
    for pattern in (
        r"(?<![\d./-])(?P<day>\d{1,2}) ?(?P<sign>[./-]) ?(?P<month>\d{1,2}) ?(?P=sign) ?(?P<year>\d{4}|\d{2})"
        r"(?!\d|[./-]\d)",
        r"(?<![\d-])(?P<year>\d{4})[/-](?P<month>\d{1,2})[/-](?P<day>\d{1,2})(?!\d|-)",
        rf"(?<![\d.]){DAY}[\s\u00a0-]{{0,2}}(?:of\s)?{MONTH}\.?,?[\s\u00a0-]{{0,2}}(?P<year>\d{{4}}|['’]?\d{{2}})(?!\d)",
        rf"(?<![A-Za-z]){MONTH}\.?\s{{1,2}}{DAY},?\s{{1,2}}(?P<year>\d{{4}})(?!\d)",
    )
)
CENTURY = 100


@dataclass(frozen=True)
class Day:
    """A date and where it stands."""

    value: date
    start: int
    end: int


def days_in(text: str, today: date) -> Iterator[Day]:
    """Every real date of the text; a year of two digits is the last such year that is not after this one."""
    for pattern in PATTERNS:
        for found in pattern.finditer(text):
            value = real_day(found["day"], found["month"], found["year"], today)
            if value is not None:
                yield Day(value, *found.span())


def real_day(day: str, month: str, year: str, today: date) -> date | None:
    """The date of those digits or words; None where the calendar has none."""
    number = int(month) if month.isdigit() else MONTHS.index(month[:3].lower()) + 1
    whole = int(year.lstrip("'’"))
    if whole < CENTURY:
        whole += today.year // CENTURY * CENTURY
        whole -= CENTURY if whole > today.year else 0
    try:
        return date(whole, number, int(day))
    except ValueError:
        return None
