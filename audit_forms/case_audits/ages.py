"""Understanding an age as people write it, as one of the bands in which it is kept."""

import re

from audit_forms.case_audits.enums import AgeBand

# From which age in years on a band holds; the last one ends at the eighteenth birthday.
BEGINNINGS = (
    (16, AgeBand.FROM_16_TO_17),
    (11, AgeBand.FROM_11_TO_15),
    (5, AgeBand.FROM_5_TO_10),
    (1, AgeBand.FROM_1_TO_4),
    (0, AgeBand.UNDER_1),
)
ADULT = 18
MONTHS_IN_A_YEAR = 12
YEARS = re.compile(r"(\d{1,2})(?: years?(?: old)?)?", re.IGNORECASE)
MONTHS = re.compile(r"\d{1,2} months?(?: old)?", re.IGNORECASE)
RANGE = re.compile(r"(\d{1,2})\s*(?:-|\u2013|to|and)\s*(\d{1,2})", re.IGNORECASE)


def band_of(words: str) -> AgeBand | None:
    """The band meant by "Unborn", "under 1", "1 to 4", "1-4", "3" or "3 years"; None where none is."""
    plain = " ".join(words.split())
    named = {str(band.label).casefold(): band for band in AgeBand} | {band.value: band for band in AgeBand}
    if plain.casefold() in named:
        return named[plain.casefold()]
    span = RANGE.fullmatch(plain)
    if span:
        return named.get(f"{int(span[1])} to {int(span[2])}")
    years = YEARS.fullmatch(plain)
    if years:
        return band_at(int(years[1]))
    # Twelve months or more are a year, so a number of months beyond that is asked for again in years.
    is_infant = MONTHS.fullmatch(plain) and int(plain.split()[0]) < MONTHS_IN_A_YEAR
    return AgeBand.UNDER_1 if is_infant else None


def band_at(years: int) -> AgeBand | None:
    """The band of that age in years; None for an adult's."""
    if years >= ADULT:
        return None
    return next(band for beginning, band in BEGINNINGS if years >= beginning)
