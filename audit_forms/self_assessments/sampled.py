"""A sample for reading: what was drawn and how, and whether the recorded frame and seed still give the same."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from audit_forms.self_assessments.enums import Concern, HowChosen, OutOfFrame
from audit_forms.self_assessments.framing import Plan, frame_of
from audit_forms.self_assessments.models import Sample
from audit_forms.self_assessments.sampling import Entry, draw


@dataclass(frozen=True)
class Redrawing:
    """What came of drawing again from the recorded frame, against what is in the sample and against today's frame."""

    missing: tuple[int, ...]
    extra: tuple[int, ...]
    other_readings: tuple[int, ...]
    moved: int

    @property
    def differences(self) -> int:
        """How many returns came out otherwise, or are to be read twice otherwise. None are expected, ever."""
        return len({*self.missing, *self.extra, *self.other_readings})


def redraw(sample: Sample) -> Redrawing:
    """Draw again with the same frame and seed; what was taken out by hand since still counts as drawn.

    `moved` is how many returns stand otherwise in the frame today: the recorded frame is what counts.
    """
    kept = entries_of(sample)
    again = draw(kept, sample.size, sample.seed)
    stored = dict(sample.deep_dives.filter(how_chosen=HowChosen.DRAWN).values_list("audit_return", "is_read_twice"))
    read_twice = {pk for pk, twice in stored.items() if twice}
    return Redrawing(
        missing=tuple(sorted(set(stored) - set(again.keys))),
        extra=tuple(sorted(set(again.keys) - set(stored))),
        other_readings=tuple(sorted(read_twice ^ again.read_twice)),
        moved=_moved(kept, frame_of(sample.exercise, plan_of(sample)), set(stored)),
    )


def _moved(kept: list[Entry], today: list[Entry], drawn: Collection[int]) -> int:
    """How many returns are in one frame only or stand otherwise in it; that those drawn are in a sample is expected."""
    then = {entry.key: entry for entry in kept}
    now = {entry.key: entry for entry in today}
    changed = {key for key in then.keys() & now.keys() if then[key] != now[key] and not _is_drawn(now[key], drawn)}
    return len((then.keys() ^ now.keys()) | changed)


def _is_drawn(entry: Entry, drawn: Collection[int]) -> bool:
    return entry.key in drawn and entry.out == OutOfFrame.IN_SAMPLE


def entries_of(sample: Sample) -> list[Entry]:
    """The recorded frame."""
    return [Entry.from_json(kept) for kept in sample.frame]


def plan_of(sample: Sample) -> Plan:
    """What was asked for when it was drawn."""
    return Plan(sample.size, sample.filters, tuple(sample.strata), sample.is_weighted, sample.rest_rounds)


def reasons_out(frame: list[Entry]) -> list[tuple[str, int]]:
    """Why returns of the frame cannot be drawn, with how many each, the plainest reason first."""
    counted = Counter(entry.out for entry in frame if entry.out)
    return [(each.label, counted[each]) for each in OutOfFrame if counted[each]]


def tickets(frame: list[Entry]) -> list[tuple[str, int]]:
    """The concerns that give more tickets, with how many returns that can be drawn have each."""
    counted = Counter(concern for entry in frame if not entry.out for concern in entry.because)
    return [(each.label, counted[each]) for each in Concern]
