"""What changed between two answers, part by part and word by word."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from audit_forms.returns.display import Line

WORDS = re.compile(r"\s+|\w+|[^\w\s]")
# A text written anew would come out as confetti.
LEAST_ALIKE = 0.5
# Comparing takes up to the product of both lengths; beyond this the two texts are shown whole.
MOST_COMPARISONS = 1_000_000


class Fate(StrEnum):
    """What happened to a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Piece:
    """Some words, and whether they stand in both texts or in one."""

    fate: Fate
    text: str


@dataclass(frozen=True)
class Pair:
    """One part of an answer before and after; where the words were compared, `before` and `after` are pieces of it."""

    label: str
    earlier: Line | None
    now: Line | None
    before: tuple[Piece, ...] = ()
    after: tuple[Piece, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether this part was left as it was."""
        return self.earlier == self.now


def pairs_of(earlier: Sequence[Line], now: Sequence[Line]) -> list[Pair]:
    """The parts of both answers side by side, in the order of the newer one."""
    before, after = ({line.label: line for line in lines} for lines in (earlier, now))
    labels = [*after, *(label for label in before if label not in after)]
    return [_pair(label, before.get(label), after.get(label)) for label in labels]


def _pair(label: str, earlier: Line | None, now: Line | None) -> Pair:
    if earlier is None or now is None or earlier == now or earlier.tone or now.tone:
        return Pair(label, earlier, now)
    return Pair(label, earlier, now, *compare(earlier.text, now.text))


def compare(earlier: str, now: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in pieces: what was removed is marked in the first, what was added in the second."""
    one, other = WORDS.findall(earlier), WORDS.findall(now)
    matcher = SequenceMatcher(str.isspace, one, other) if len(one) * len(other) <= MOST_COMPARISONS else None
    if matcher is None or matcher.ratio() < LEAST_ALIKE:
        return (Piece(Fate.REMOVED, earlier),), (Piece(Fate.ADDED, now),)
    before, after = [], []
    for step, start, end, other_start, other_end in matcher.get_opcodes():
        is_same = step == "equal"
        before.append(Piece(Fate.SAME if is_same else Fate.REMOVED, "".join(one[start:end])))
        after.append(Piece(Fate.SAME if is_same else Fate.ADDED, "".join(other[other_start:other_end])))
    return tuple(piece for piece in before if piece.text), tuple(piece for piece in after if piece.text)
