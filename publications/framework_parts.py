"""Numbers, anchors and explained words of the framework's parts."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.html import strip_tags
from django.utils.text import slugify


@dataclass(frozen=True)
class FrameworkPart:
    """One part as readers see it."""

    number: int
    anchor: str
    heading: str
    text: Any
    terms: list[Any]


def part_anchor(number: int, heading: str) -> str:
    """The address of a part within its page; the number keeps two equal headings apart."""
    return f"{number}-{slugify(heading)}"


def number_parts(body: Iterable[Any], glossary: Iterable[Any]) -> list[FrameworkPart]:
    """Number the parts and find which words of the glossary each uses."""
    terms = [(term_pattern(entry.value["term"]), entry.value) for entry in glossary]
    parts = []
    for number, block in enumerate(body, start=1):
        words = strip_tags(block.value["text"].source)
        used = [term for pattern, term in terms if pattern.search(words)]
        anchor = part_anchor(number, block.value["heading"])
        parts.append(FrameworkPart(number, anchor, block.value["heading"], block.value["text"], used))
    return parts


def term_pattern(term: str) -> re.Pattern[str]:
    """Finds a term as a whole word in running text, in any case, also in the plural."""
    return re.compile(rf"\b{re.escape(term)}s?\b", re.IGNORECASE)
