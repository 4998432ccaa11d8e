"""The steps of a case audit in time: proposed from its start, told, and drawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.forms.utils import from_current_timezone
from django.utils import timezone

from audit_forms.case_audits.enums import PLANNED_STATUSES, AuditStatus
from audit_forms.case_audits.models import CaseAudit
from portal.dates import MONTHS, months_on, working_day

START_OF_DAY, END_OF_DAY = time(9), time(17)
WEEKS = {
    "opens_at": 0,
    "involvement_due_on": 1,
    "deadline": 4,
    "assurance_due_on": 5,
    "moderation_on": 6,
    "report_due_on": 8,
    "approval_due_on": 10,
    "publish_on": 12,
}
IMPACT_MONTHS = 6
WORDS = {
    "opens_at": "Agencies are told of their cases",
    "involvement_due_on": "Agencies say whether they are involved, and name auditors",
    "deadline": "Agencies’ audits are due",
    "assurance_due_on": "Quality assurance done",
    "moderation_on": "Moderation meeting",
    "report_due_on": "Report drafted",
    "approval_due_on": "Group approves the report",
    "publish_on": "Published",
    "impact_due_on": "Impact reviewed",
}
# The first step that an audit in each state has not done yet.
FIRST_LEFT = {
    **dict.fromkeys(PLANNED_STATUSES, "opens_at"),
    AuditStatus.RUNNING: "involvement_due_on",
    AuditStatus.QUALITY_ASSURANCE: "assurance_due_on",
    AuditStatus.MODERATION: "moderation_on",
    AuditStatus.REPORT_DRAFTED: "report_due_on",
    AuditStatus.REPORT_APPROVED: "publish_on",
    AuditStatus.PUBLISHED: "impact_due_on",
}


def proposed_dates(start: date) -> dict[str, date]:
    """Each step's day, by its field, from the day on which agencies are told; all of them working days."""
    first = working_day(start, 1)
    days = {name: working_day(first + timedelta(weeks=weeks), 1) for name, weeks in WEEKS.items()}
    return {**days, "impact_due_on": working_day(months_on(first, IMPACT_MONTHS), 1)}


def practice_window(start: date) -> tuple[date, date]:
    """The twelve months before the start."""
    return months_on(start, -MONTHS), start - timedelta(days=1)


def day_of(audit: CaseAudit, name: str) -> date:
    """The local day of one of the audit's steps."""
    value: Any = getattr(audit, name)
    return timezone.localdate(value) if isinstance(value, datetime) else value


def moments(days: dict[str, date], audit: CaseAudit | None = None) -> dict[str, Any]:
    """The fields of an audit from its days: it opens at 9am and is due at 5pm unless it has hours of its own."""
    hours = {"opens_at": START_OF_DAY, "deadline": END_OF_DAY}
    if audit is not None:
        hours = {name: timezone.localtime(getattr(audit, name)).time() for name in hours}
    made = {name: from_current_timezone(datetime.combine(days[name], at)) for name, at in hours.items() if name in days}
    return {**days, **made}


def names_left(status: str) -> list[str]:
    """The steps, by their fields, that an audit in that state has still before it."""
    first = FIRST_LEFT.get(AuditStatus(status))
    return list(CaseAudit.DATES[CaseAudit.DATES.index(first) :]) if first else []


@dataclass(frozen=True)
class Step:
    """One step of an audit's timetable."""

    name: str
    words: str
    value: Any
    is_done: bool
    is_late: bool


def steps_of(audit: CaseAudit) -> list[Step]:
    """The timetable as a list; a step is late when its day has passed and it is not done."""
    left, today = set(names_left(audit.status)), timezone.localdate()
    return [
        Step(name, WORDS[name], getattr(audit, name), name not in left, name in left and day_of(audit, name) < today)
        for name in CaseAudit.DATES
    ]


WIDTH, ROW, TOP, LABEL = 720, 34, 24, 30
BAR, HALF = 10, 17


@dataclass(frozen=True)
class Mark:
    """A step's place in the drawing."""

    x: float
    words: str
    is_done: bool


@dataclass(frozen=True)
class Row:
    """One audit's line in the drawing: a bar from its start to its publication, and a mark for each step."""

    number: int
    audit: CaseAudit
    y: int
    start: float
    length: float
    marks: tuple[Mark, ...]

    @property
    def middle(self) -> int:
        """The height of the marks."""
        return self.y + HALF


@dataclass(frozen=True)
class Month:
    """A month's line and name in the drawing."""

    x: float
    name: str


@dataclass(frozen=True)
class Drawing:
    """What the drawn timetable is made of; its table holds the same dates."""

    rows: tuple[Row, ...]
    months: tuple[Month, ...]
    today: float | None
    height: int
    width: int = WIDTH
    top: int = TOP


def draw(audits: Iterable[CaseAudit]) -> Drawing | None:
    """The audits under one another over the months that they take; None where there are none."""
    audits = list(audits)
    if not audits:
        return None
    first = min(day_of(each, "opens_at") for each in audits).replace(day=1)
    last = months_on(max(each.impact_due_on for each in audits).replace(day=1), 1)
    span = (last - first).days

    def place(day: date) -> float:
        return round(LABEL + (WIDTH - LABEL) * (day - first).days / span, 1)

    rows = tuple(_row(number, each, place) for number, each in enumerate(audits))
    today = timezone.localdate()
    return Drawing(
        rows=rows,
        months=tuple(_months(first, last, place)),
        today=place(today) if first <= today < last else None,
        height=TOP + ROW * len(rows),
    )


def _row(number: int, audit: CaseAudit, place: Any) -> Row:
    steps = steps_of(audit)
    start, end = place(day_of(audit, "opens_at")), place(audit.publish_on)
    marks = tuple(Mark(place(day_of(audit, step.name)), step.words, step.is_done) for step in steps)
    return Row(number + 1, audit, TOP + ROW * number, start, max(round(end - start, 1), 1), marks)


def _months(first: date, last: date, place: Any) -> Iterable[Month]:
    number = (last.year - first.year) * MONTHS + last.month - first.month
    every = max(1, -(-number // MONTHS))
    for each in range(0, number, every):
        day = months_on(first, each)
        yield Month(place(day), f"{day:%b}")
