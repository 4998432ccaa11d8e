"""What a public text must not tell about few children (bars G7): small counts in words, sizes of samples, quotes."""

import re

from audit_forms.insight.disclosure.rules import DEFAULT
from publications.enums import SampleBand

BANDS = ((10, SampleBand.UP_TO_10), (20, SampleBand.FROM_11_TO_20), (40, SampleBand.FROM_21_TO_40))
SMALL_NUMBERS = ("1", "2", "3", "4", "5", "one", "two", "three", "four", "five")
# What such a number may not count in public. "Three agencies" tells nothing of a child; "three siblings" may.
COUNTED = (
    "child", "children", "baby", "babies", "boy", "boys", "girl", "girls", "sibling", "siblings", "twin", "twins",
    "case", "cases", "family", "families", "mother", "mothers", "father", "fathers", "parent", "parents",
    "young person", "young people", "teenager", "teenagers", "pupil", "pupils", "record", "records", "audit", "audits",
)  # fmt: skip
NUMBER = rf"(?<![\w-])(?:{'|'.join(SMALL_NUMBERS)})(?![\w-])"
# At most two words may stand between: "two of the children", "three very young children".
SMALL_COUNT = re.compile(
    rf"{NUMBER}(?:\s+(?:out\s+)?of)?(?:\s+[\w’'-]{{1,20}}){{0,2}}?\s+(?:{'|'.join(COUNTED)})\b", re.IGNORECASE
)
# "4 of 9": the base gives away the rest, whatever is counted.
SHARE = re.compile(
    rf"{NUMBER}\s+(?:out\s+of|of|in)(?:\s+the)?\s+(?:\d{{1,3}}|six|seven|eight|nine|ten|[a-z]{{3,9}}teen)\b",
    re.IGNORECASE,
)
LARGER_NUMBERS = (
    "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen",
    "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
SETTINGS_COUNT = re.compile(
    rf"(?<![\w.,-])(?P<number>\d{{1,6}}|{'|'.join(LARGER_NUMBERS)})(?:\s+out)?(?:\s+of)?(?:\s+[\w’'-]{{1,20}}){{0,2}}?\s+"
    r"(?:schools|settings|academies|colleges|nurseries|agencies|trusts|returns|answers)\b",
    re.IGNORECASE,
)


def band_of(count: int) -> SampleBand:
    """The band in which a sample of `count` cases is published."""
    return next((band for most, band in BANDS if count <= most), SampleBand.OVER_40)


def may_tell_of_group(organisations: int) -> bool:
    """Whether so many schools or agencies may be told of together; of fewer each could be recognised."""
    return organisations >= DEFAULT.fewest_settings


def small_counts_in(text: str) -> list[str]:
    """The passages of a text that tell of so few children or cases that people who know the area may know them."""
    found = [match.group() for pattern in (SMALL_COUNT, SHARE) for match in pattern.finditer(text)]
    return list(dict.fromkeys(found))


def settings_counted_in(text: str) -> list[tuple[int, str]]:
    """How many schools, agencies or answers a text speaks of, each with its passage: "the 12 other schools"."""
    found = [(_number(match["number"]), match.group()) for match in SETTINGS_COUNT.finditer(text)]
    return list(dict.fromkeys(found))


def _number(typed: str) -> int:
    return int(typed) if typed.isdecimal() else LARGER_NUMBERS.index(typed.lower()) + len(SMALL_NUMBERS) // 2 + 1
