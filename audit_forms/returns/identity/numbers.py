"""Numbers that belong to one person: NHS number, unique pupil number, National Insurance number."""

import re
from collections.abc import Iterator

from audit_forms.returns.identity.findings import Finding, Kind

NHS_NUMBER = re.compile(r"(?<!\d)[1-9]\d{2}[ \u00a0.–-]?\d{3}[ \u00a0.–-]?\d{4}(?!\d)", re.ASCII)
UPN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z](?: ?\d){11} ?[\dA-Za-z](?![A-Za-z0-9])", re.ASCII)
NI_NUMBER = re.compile(
    r"(?<![A-Za-z0-9])(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
    r"(?:[ \u00a0-]?\d{2}){3}[ \u00a0-]?[A-D](?![A-Za-z0-9])",
    re.ASCII | re.IGNORECASE,
)
NHS_LENGTH, NHS_MODULUS, NO_CHECK_DIGIT = 10, 11, 10
# The letters a pupil number may hold: no I, O or S, which are misread.
UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def numbers_in(text: str) -> Iterator[Finding]:
    """Every such number whose check digit or letter is right."""
    for kind, pattern, is_right in (
        (Kind.NHS_NUMBER, NHS_NUMBER, is_nhs_number),
        (Kind.UPN, UPN, is_upn),
        (Kind.NI_NUMBER, NI_NUMBER, bool),
    ):
        for found in pattern.finditer(text):
            if is_right(found.group()):
                yield Finding(kind, *found.span())


def is_nhs_number(text: str) -> bool:
    """Whether the ten digits carry the right check digit (modulus 11)."""
    digits = [int(letter) for letter in text if letter.isdigit()]
    total = sum(weight * digit for weight, digit in zip(range(NHS_LENGTH, 1, -1), digits, strict=False))
    check = (NHS_MODULUS - total % NHS_MODULUS) % NHS_MODULUS
    return check != NO_CHECK_DIGIT and check == digits[-1]


def is_upn(text: str) -> bool:
    """Whether the letter in front is what the other twelve characters give; a temporary number ends in a letter."""
    letter, *others = list(text.replace(" ", "").upper())
    if others[-1].isalpha() and others[-1] not in UPN_LETTERS:
        return False
    values = (int(each) if each.isdigit() else UPN_LETTERS.index(each) for each in others)
    total = sum(weight * value for weight, value in enumerate(values, start=2))
    return letter == UPN_LETTERS[total % len(UPN_LETTERS)]
