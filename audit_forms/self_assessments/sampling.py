"""How returns are drawn from a frame: the same frame and seed give the same returns for ever (bars G15).

Nothing here reads a database or a clock. Drawing is a raffle. Each return has as many tickets as its weight; the
number on a ticket is the SHA-256 of the seed, the return's key and the ticket's place; whoever holds the highest
numbers is drawn. Whole numbers only, so that no machine or version of Python rounds otherwise.

A return's best of w tickets is distributed as the w-th root of one random number: this is the weighted sampling
without replacement of Efraimidis and Spirakis, without its logarithms.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

ONE_IN = 10


@dataclass(frozen=True)
class Entry:
    """One return of a frame: its key, stratum, weight with the reasons for it, and why it cannot be drawn, if so."""

    key: int
    stratum: str = ""
    weight: int = 1
    because: tuple[str, ...] = ()
    out: str = ""

    def as_json(self) -> dict[str, Any]:
        """As the sample keeps it; what is usual is left out."""
        usual = {"stratum": "", "weight": 1, "because": [], "out": ""}
        whole = {"stratum": self.stratum, "weight": self.weight, "because": list(self.because), "out": self.out}
        return {"key": self.key} | {name: value for name, value in whole.items() if value != usual[name]}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Entry":
        """As the sample kept it."""
        return cls(**{**kept, "because": tuple(kept.get("because", ()))})


@dataclass(frozen=True)
class Drawn:
    """What came out: the keys in the order drawn, and those of them that are read twice."""

    keys: tuple[int, ...]
    read_twice: frozenset[int]


@dataclass(frozen=True)
class Share:
    """One stratum: how many returns the frame has of it, how many can be drawn, and how many will be."""

    stratum: str
    total: int
    drawable: int
    drawn: int


def draw(frame: Iterable[Entry], size: int, seed: str) -> Drawn:
    """Draw `size` returns of the frame, or all that can be drawn where they are fewer, whatever order it comes in."""
    drawable = [entry for entry in frame if not entry.out]
    wanted = allocate(Counter(entry.stratum for entry in drawable), size)
    by_stratum: dict[str, list[Entry]] = {stratum: [] for stratum in sorted(wanted)}
    for entry in drawable:
        by_stratum[entry.stratum].append(entry)
    keys: list[int] = []
    for stratum, entries in by_stratum.items():
        ranked = sorted(entries, key=lambda entry: (-best_ticket(seed, entry), entry.key))
        keys += [entry.key for entry in ranked[: wanted[stratum]]]
    return Drawn(tuple(keys), second_readings(keys, seed))


def best_ticket(seed: str, entry: Entry) -> int:
    """The highest number on the return's tickets."""
    return max(number_of(seed, entry.key, place) for place in range(entry.weight))


def number_of(seed: str, key: int, place: object) -> int:
    """The number on one ticket."""
    return int.from_bytes(hashlib.sha256(f"{seed}:{key}:{place}".encode()).digest(), "big")


def second_readings(keys: Sequence[int], seed: str) -> frozenset[int]:
    """About one in ten of the returns drawn, at least one: a second person reads them too."""
    number = max(1, (len(keys) + ONE_IN // 2) // ONE_IN)
    ranked = sorted(keys, key=lambda key: (-number_of(seed, key, "second"), key))
    return frozenset(ranked[:number])


def allocate(counts: Mapping[str, int], size: int) -> dict[str, int]:
    """How many to draw of each stratum: in proportion, by largest remainder, one at least where `size` allows it.

    Of equal remainders the stratum that comes first by the alphabet gets more. Strata without a return are left out.
    """
    counts = {stratum: number for stratum, number in sorted(counts.items()) if number}
    total = sum(counts.values())
    size = min(size, total)
    if size <= 0:
        return dict.fromkeys(counts, 0)
    wanted = {stratum: size * number // total for stratum, number in counts.items()}
    remainders = sorted(counts, key=lambda stratum: (-(size * counts[stratum] % total), stratum))
    for stratum in remainders[: size - sum(wanted.values())]:
        wanted[stratum] += 1
    return _one_at_least(wanted, counts) if size >= len(counts) else wanted


def _one_at_least(wanted: dict[str, int], counts: Mapping[str, int]) -> dict[str, int]:
    """Give each stratum without any a place of the one that is most above its proportion."""
    size, total = sum(wanted.values()), sum(counts.values())
    for stratum in [each for each, number in wanted.items() if not number]:
        giving = max(
            (each for each, number in wanted.items() if number > 1),
            key=lambda each: wanted[each] * total - size * counts[each],
        )
        wanted[giving] -= 1
        wanted[stratum] = 1
    return wanted


def shares(counted: Mapping[tuple[str, str], int], size: int) -> list[Share]:
    """Each stratum of the frame with what would be drawn of it, by the alphabet.

    `counted` says how many returns there are of each stratum and reason not to be drawn, "" for none.
    """
    total: Counter[str] = Counter()
    drawable: Counter[str] = Counter()
    for (stratum, out), number in counted.items():
        total[stratum] += number
        drawable[stratum] += 0 if out else number
    wanted = allocate(drawable, size)
    return [Share(each, total[each], drawable[each], wanted.get(each, 0)) for each in sorted(total)]
