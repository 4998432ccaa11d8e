"""Public references of returns: random, never derived, with a check character."""

import secrets

# No vowels, no characters that are misread for one another; 29 is prime, so the check finds swapped neighbours.
ALPHABET = "23456789BCDFGHJKLMNPQRSTVWXYZ"[:29]
LENGTH = 8


def check_character(body: str) -> str:
    """The character that makes the weighted sum of `body` come out even modulo the alphabet's size."""
    total = sum(weight * ALPHABET.index(letter) for weight, letter in enumerate(body, start=1))
    return ALPHABET[total % len(ALPHABET)]


def new_reference() -> str:
    """A fresh reference such as "R-7K3F-9QXC-T"."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return f"R-{body[:4]}-{body[4:]}-{check_character(body)}"
