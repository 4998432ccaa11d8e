"""Texts cut into passages short enough to be quoted: a sentence each, with the return and the question it is from."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# A sentence ends with its mark and a space, or with the line; "e.g. " costs a short passage, never a wrong one.
END_OF_SENTENCE = re.compile(r"(?<=[.!?])\s+|[\r\n]+")
FEWEST_WORDS, LONGEST = 3, 400


@dataclass(frozen=True)
class Written:
    """One text as it was written in a return."""

    audit_return: int
    question: str
    text: str


@dataclass(frozen=True)
class Passage:
    """One sentence of it; word for word."""

    audit_return: int
    question: str
    text: str


def passages_of(texts: Iterable[Written]) -> list[Passage]:
    """Every passage, in the order given; one that a return repeats counts once, as copied answers say it once."""
    return list(dict.fromkeys(passage for each in texts for passage in _passages(each)))


def _passages(each: Written) -> Iterator[Passage]:
    for sentence in END_OF_SENTENCE.split(each.text):
        words = sentence.strip(" \t-–•*")
        if len(words.split()) >= FEWEST_WORDS:
            yield Passage(each.audit_return, each.question, _shortened(words))


def _shortened(words: str) -> str:
    if len(words) <= LONGEST:
        return words
    head = words[:LONGEST]
    return f"{head.rpartition(' ')[0] or head} …"
