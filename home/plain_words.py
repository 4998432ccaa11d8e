"""How hard a text is to read: a hint for editors, never a bar (bars A13)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pyphen
from bs4 import BeautifulSoup
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

# The names of law and guidance; everybody in the field meets them, and no plainer word means the same.
STATUTORY = (
    "Keeping children safe in education", "Working Together to Safeguard Children", "Working Together",
    "safeguarding children partnership", "safeguarding partners", "safeguarding lead", "designated safeguarding lead",
    "multi-agency", "safeguarding", "local authority", "early help", "section 11", "section 175", "section 157",
    "self-assessment", "disclosure and barring", "data protection", "accessibility", "information sharing",
)  # fmt: skip
PLAIN = "it"  # stands for a term while grades are worked out: a short word
LONG_SENTENCE = 25  # words, as the GOV.UK style guide has it
HARD_SYLLABLES = 4
MOST_SHOWN = 5
SENTENCE_END = re.compile(r"(?<=[.!?…:;])\s+(?=[\"“‘(]?[A-Z0-9“‘])")
WORD = re.compile(r"[A-Za-z][A-Za-z’'-]*")
# Where a word can be broken tells how many syllables it has; the American patterns know more places than the British.
BREAKS = pyphen.Pyphen(lang="en_US", left=1, right=1)
LINES = ["p", "li", "h2", "h3", "h4", "td", "th"]


@dataclass(frozen=True)
class Reading:
    """What was found: the Flesch-Kincaid grade (None without words), the longest sentences, the hardest words."""

    grade: float | None
    words: int = 0
    long_sentences: list[str] = field(default_factory=list)
    hard_words: list[str] = field(default_factory=list)

    @property
    def age(self) -> int | None:
        """The age at which most people can read it: a grade of school is five years behind it."""
        return None if self.grade is None else max(5, round(self.grade) + 5)


def reading_of(passages: Iterable[str], terms: Iterable[str] = ()) -> Reading:
    """Read the passages; `terms` are explained elsewhere and count as short words."""
    masked = _mask([*STATUTORY, *terms])
    sentences = [each for passage in passages for each in SENTENCE_END.split(passage.strip()) if WORD.search(each)]
    read = {each: WORD.findall(masked.sub(PLAIN, each)) for each in sentences}
    every = [words for words in read.values() if words]
    if not every:
        return Reading(None)
    grade = _grade([syllables(word) for words in every for word in words], len(every))
    longest = sorted((each for each in read if len(read[each]) > LONG_SENTENCE), key=lambda each: -len(read[each]))
    hard = {word.lower(): syllables(word) for words in every for word in words if "-" not in word}
    hardest = sorted((word for word, count in hard.items() if count >= HARD_SYLLABLES), key=lambda word: -hard[word])
    return Reading(round(grade, 1), sum(map(len, every)), longest[:MOST_SHOWN], hardest[: 2 * MOST_SHOWN])


def syllables(word: str) -> int:
    """How many syllables a word has, about."""
    return sum(len(BREAKS.positions(part.lower())) + 1 for part in word.split("-") if part)


def _grade(counts: list[int], sentences: int) -> float:
    """The grade of an American school by the formula of Flesch and Kincaid (1975)."""
    return 0.39 * len(counts) / sentences + 11.8 * sum(counts) / len(counts) - 15.59


def _mask(terms: Iterable[str]) -> re.Pattern[str]:
    """Finds any of the terms, the longest first, in any case and in the plural."""
    words = sorted({re.escape(term) for term in terms if term.strip()}, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(words)})(?:’s|'s|s)?\b", re.IGNORECASE)


def passages_of(page: Any) -> list[str]:
    """The running text of a page, a paragraph or point at a time; what search looks through, but the title."""
    names = {each.field_name for each in page.get_search_fields() if isinstance(each, index.SearchField)}
    found: list[str] = []
    for field_of_page in page._meta.concrete_fields:
        if field_of_page.name not in names - {"title"}:
            continue
        value = getattr(page, field_of_page.name)
        if isinstance(field_of_page, StreamField):
            found += [each for part in value for each in _of_block(part.block, part.value)]
        elif isinstance(field_of_page, RichTextField):
            found += _of_html(value or "")
        elif isinstance(value, str):
            found.append(value)
    return [each for each in found if each.strip()]


def _of_block(block: Any, value: Any) -> Iterator[str]:
    if value is None:
        return
    if isinstance(block, blocks.RichTextBlock):
        yield from _of_html(value.source)
    elif type(block) in (blocks.CharBlock, blocks.TextBlock):
        yield value
    elif isinstance(block, blocks.StructBlock) and hasattr(value, "get"):
        for name, child in block.child_blocks.items():
            yield from _of_block(child, value.get(name))
    elif isinstance(block, blocks.ListBlock):
        for each in value.bound_blocks:
            yield from _of_block(each.block, each.value)


def _of_html(source: str) -> list[str]:
    lines = BeautifulSoup(source, "html.parser").find_all(LINES)
    return [" ".join(line.get_text(" ").split()) for line in lines]
