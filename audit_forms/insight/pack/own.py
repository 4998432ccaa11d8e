"""What insight itself has to show: recommendations with their status, and the loop board."""

from collections.abc import Iterator, Sequence
from typing import Any

from audit_forms.insight.loop.chain import Loop
from audit_forms.insight.loop.listing import counts_by_year, followed_loops
from audit_forms.insight.pack.content import Paragraph, Section, Table, Typed
from portal.dates import format_day

RECOMMENDATIONS, LOOPS = 50, 60


def sections(years: Sequence[str], user: Any) -> Iterator[Section]:
    """Both, of the findings of those years."""
    loops = [loop for loop in followed_loops(user) or [] if loop.origin.year in years]
    loops.sort(key=lambda loop: (loop.origin.year, loop.recommendation.due_on, loop.recommendation.pk))
    about = "What the partnership asked to be changed, of whom, by when, and how far it is. Schools are not named."
    yield Section(RECOMMENDATIONS, "recommendations", "Recommendations and status", about, [_recommendations(loops)])
    about = (
        "What came of each finding, from recommendation to changed practice. A loop is closed once each step is there."
    )
    yield Section(LOOPS, "loop-board", "Loop board", about, [*_years(loops), _board(loops)])


def _recommendations(loops: Sequence[Loop]) -> Table:
    heading = ("Reference", "Change wanted", "Finding", "Comes from", "Made to", "Due", "Status")
    return Table("Recommendations", heading, tuple(_recommendation(loop) for loop in loops))


def _recommendation(loop: Loop) -> tuple[str | Typed, ...]:
    made = loop.recommendation
    where = f"Recommendation {made.reference}"
    status = str(made.get_status_display())
    if made.ended_on:
        status = f"{status}, {format_day(made.ended_on)}"
    elif made.is_overdue:
        status = f"{status}, overdue"
    origin = Typed(f"{loop.origin.title}, {loop.origin.year}", where)
    asked, due = loop.asked, format_day(made.due_on)
    return made.reference, Typed(made.text, where), Typed(made.finding, where), origin, asked, due, status


def _years(loops: Sequence[Loop]) -> Iterator[Table | Paragraph]:
    counts = counts_by_year(loops)
    if not counts:
        yield Paragraph("No finding of these years is followed.")
    heading = ("Year", "Loops", "Closed", "With something missing")
    rows = tuple((each.year, each.total, each.closed, each.missing) for each in counts)
    yield Table("Loops by year", heading, rows)


def _board(loops: Sequence[Loop]) -> Table:
    heading = ("Reference", "Change wanted", "State", "Missing", "Next step", "Whose turn it is")
    return Table("Loops", heading, tuple(_row(loop) for loop in loops))


def _row(loop: Loop) -> tuple[str | Typed, ...]:
    made, step = loop.recommendation, loop.next_link
    missing = ", ".join(str(link.step.label) for link in loop.missing) or "Nothing"
    turn = (step.todo, step.owed_by) if step else ("None", "Nobody")
    return made.reference, Typed(made.text, f"Recommendation {made.reference}"), loop.state[0], missing, *turn
