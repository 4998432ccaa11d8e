"""Choices that look random and are the same in every run: each follows from the words it is given."""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

Option = TypeVar("Option")


def share(*words: object) -> float:
    """A number from 0 up to, but not including, 1."""
    digest = hashlib.sha256(":".join(map(str, words)).encode()).digest()
    return int.from_bytes(digest[:6], "big") / 2**48


def pick(options: Sequence[Option], *words: object) -> Option:
    """One of the options."""
    return options[int(share(*words) * len(options))]
