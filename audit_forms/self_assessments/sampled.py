"""A sample for reading: what was drawn and how, and whether the recorded frame and seed still give the same."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from audit_forms.self_assessments.enums import Concern, HowChosen, OutOfFrame
from audit_forms.self_assessments.framing import Plan, frame_of
from audit_forms.self_assessments.models import DeepDive, Review, Sample
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


def reasons_out(counted: Mapping[tuple[str, str], int]) -> list[tuple[str, int]]:
    """Why returns of the frame cannot be drawn, with how many each, the plainest reason first."""
    reasons: Counter[str] = Counter()
    for (_, out), number in counted.items():
        reasons[out] += number
    return [(each.label, reasons[each]) for each in OutOfFrame if reasons[each]]


def tickets(frame: list[Entry]) -> list[tuple[str, int]]:
    """The concerns that give more tickets, with how many returns that can be drawn have each."""
    counted = Counter(concern for entry in frame if not entry.out for concern in entry.because)
    return [(each.label, counted[each]) for each in Concern]


@dataclass(frozen=True)
class Row:
    """One return of a sample: how it was chosen, and who reads it."""

    deep_dive: DeepDive
    first: Review | None
    second: Review | None
    is_settled: bool

    @property
    def because(self) -> tuple[str, ...]:
        """Why it had more tickets than one, in words."""
        return tuple(str(Concern(each).label) for each in self.deep_dive.because)

    @property
    def follow_up_on(self) -> date | None:
        """The day to follow up, once every reading is finished: before, a second reader must not learn of it."""
        return self.deep_dive.follow_up_on if self.is_settled else None


def rows_of(sample: Sample) -> list[Row]:
    """The returns of a sample, those taken out at the end; three queries."""
    dives = sample.deep_dives.select_related("audit_return__organisation__trust").prefetch_related("reviews__reviewer")
    rows = []
    for dive in dives.order_by("audit_return__organisation__name", "pk"):
        dive.audit_return.exercise = sample.exercise
        rows.append(Row(dive, *reviews_of(dive), is_settled(dive)))
    return sorted(rows, key=lambda row: row.deep_dive.ended_at is not None)


def reviews_of(dive: DeepDive) -> tuple[Review | None, Review | None]:
    """The first and the second review, with `reviews` loaded."""
    found = {review.is_second: review for review in dive.reviews.all()}
    return found.get(False), found.get(True)


def is_settled(dive: DeepDive) -> bool:
    """Whether every reading is finished, as the queryset's `settled` has it, with `reviews` loaded."""
    first, second = reviews_of(dive)
    wanted = [first, second] if dive.is_read_twice else [first]
    return all(review is not None and review.finished_at is not None for review in wanted)


CSV_COLUMNS = (
    *("Organisation", "URN", "Phase", "Type", "Trust", "Sector", "Reference", "How chosen", "Group", "Tickets"),
    *("Tickets because", "Read twice", "Reader", "Review finished (UK time)", "Second reader"),
    *("Second review finished (UK time)", "Picked because", "Taken out (UK time)", "Taken out because", "Follow up on"),
)


def csv_rows(sample: Sample) -> Iterator[list[Any]]:
    """The cells of each return, in the order of CSV_COLUMNS."""
    for row in rows_of(sample):
        dive, organisation = row.deep_dive, row.deep_dive.audit_return.organisation
        yield [
            organisation.name,
            organisation.urn,
            organisation.get_phase_display(),
            organisation.get_establishment_display(),
            organisation.trust.name if organisation.trust else None,
            organisation.get_sector_display(),
            dive.audit_return.reference,
            dive.get_how_chosen_display(),
            dive.stratum,
            dive.tickets,
            ", ".join(row.because),
            "Yes" if dive.is_read_twice else "No",
            row.first.reviewer.name if row.first else None,
            row.first.finished_at if row.first else None,
            row.second.reviewer.name if row.second else None,
            row.second.finished_at if row.second else None,
            dive.reason,
            dive.ended_at,
            dive.end_reason,
            row.follow_up_on,
        ]
