"""References of audits and cases: random, never derived, with the check character of returns (bars G3)."""

import re
import secrets

from audit_forms.returns.references import ALPHABET, check_character, new_reference

CASE_LENGTH = 6
CASE_PATTERN = re.compile(rf"K-([{ALPHABET}]{{3}})-([{ALPHABET}]{{3}})-([{ALPHABET}])")


def new_audit_reference() -> str:
    """A fresh reference of an audit such as "M-7K3F-9QXC-T"."""
    return f"M{new_reference()[1:]}"


def new_case_reference() -> str:
    """A fresh pseudonym of a case such as "K-7QX-M4T-P"."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(CASE_LENGTH))
    return f"K-{body[:3]}-{body[3:]}-{check_character(body)}"


def is_case_reference(text: str) -> bool:
    """Whether the text is a well-formed pseudonym whose check character holds."""
    found = CASE_PATTERN.fullmatch(text)
    return found is not None and check_character(found[1] + found[2]) == found[3]
