"""Whose turn it is in an agency's part, until when, and the steps of the part as a list."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from audit_forms.case_audits.enums import INVOLVEMENT_TASKS, LEADS_TASKS, InvolvementStatus, PartTask
from audit_forms.case_audits.models import Involvement
from audit_forms.case_audits.permissions import is_running
from audit_forms.returns.enums import ReturnStatus
from portal.dates import format_day, format_moment

BEFORE_COUNTERSIGNED = {
    InvolvementStatus.NOTIFIED: PartTask.ANSWER,
    InvolvementStatus.ACKNOWLEDGED: PartTask.NAME,
}
AFTER_COUNTERSIGNED = {
    ReturnStatus.DRAFT: PartTask.WRITE,
    ReturnStatus.AWAITING_SIGN_OFF: PartTask.CONFIRM,
    ReturnStatus.CHANGES_REQUESTED: PartTask.CHANGE,
}
DONE, NOW, LATER = "Done", "To do", "Cannot start yet"


@dataclass(frozen=True)
class Due:
    """What a part waits for, and until when: a day, or a moment of it."""

    task: PartTask
    by: date | datetime | None

    @property
    def day(self) -> date | None:
        """The day on which it is due, UK time."""
        return timezone.localdate(self.by) if isinstance(self.by, datetime) else self.by

    @property
    def words(self) -> str:
        """Until when, with the zone where an hour counts: "Friday 30 January 2026, 5pm (UK time)"."""
        return f"{format_moment(self.by)} (UK time)" if isinstance(self.by, datetime) else format_day(self.by)

    @property
    def is_overdue(self) -> bool:
        """Whether that has passed."""
        if isinstance(self.by, datetime):
            return timezone.now() > self.by
        return self.by is not None and self.by < timezone.localdate()


def due_of(part: Involvement) -> Due | None:
    """What the part waits for from the agency; None where nothing is left or the audit has moved on.

    Reads `changes_due` where the rows come from `Involvement.objects.worked_on()`.
    """
    task = _task_of(part) if is_running(part) else None
    if task is None:
        return None
    if task in INVOLVEMENT_TASKS or part.audit_return is None:
        return Due(task, part.case.audit.involvement_due_on)
    if task == PartTask.CHANGE:
        return Due(task, changes_due(part))
    # Sent again after changes: the audit's own deadline is no longer what counts.
    return Due(task, None if part.audit_return.submitted_at else part.audit_return.deadline)


def changes_due(part: Involvement) -> date | None:
    """The day by which the changes asked for are wanted, if one was named."""
    if hasattr(part, "changes_due"):
        return part.changes_due
    days = part.audit_return.change_requests.open().values_list("due_on", flat=True) if part.audit_return else []
    return min((day for day in days if day), default=None)


def _task_of(part: Involvement) -> PartTask | None:
    if part.status == InvolvementStatus.AUDITOR_NAMED:
        current = part.appointment
        return PartTask.COUNTERSIGN if current and current.declared_at else PartTask.DECLARE
    if part.status == InvolvementStatus.COUNTERSIGNED and part.audit_return is not None:
        return AFTER_COUNTERSIGNED.get(ReturnStatus(part.audit_return.status))
    return BEFORE_COUNTERSIGNED.get(InvolvementStatus(part.status))


def is_for(user: Any, part: Involvement, due: Due, led: set[int]) -> bool:
    """Whether that is this person's to do; `led` holds the organisations that they lead."""
    current = part.appointment
    audits = current is not None and current.auditor_id == user.pk
    if due.task in LEADS_TASKS:
        return part.organisation_id in led and not (audits and due.task in (PartTask.COUNTERSIGN, PartTask.CONFIRM))
    return audits


def steps_of(user: Any, part: Involvement) -> list[dict[str, str]]:
    """The steps of the part as a task list: what is done, what is to do, what comes later."""
    due = due_of(part)
    reached = _reached(part, due)
    current = part.appointment
    who = str(current.auditor) if current else "the auditor"
    titles = [
        ("Say whether your agency is involved", _answer_hint(part)),
        ("Name an auditor", f"{who} is named" if current else "Somebody with no part in the case"),
        ("The auditor declares to be independent", ""),
        ("The lead countersigns", "Never for themselves"),
        ("The auditor writes the audit", _deadline_hint(part)),
        ("The lead reads and confirms it", ""),
        ("The partnership checks it", "It may come back with questions"),
        ("Moderation", format_day(part.case.audit.moderation_on)),
    ]
    return [_step(part, number, title, hint, reached) for number, (title, hint) in enumerate(titles)]


def _step(part: Involvement, number: int, title: str, hint: str, reached: int) -> dict[str, str]:
    status = DONE if number < reached else NOW if number == reached else LATER
    url = ""
    if part.audit_return is not None and number in (WRITING, CONFIRMING, CHECKING) and number <= reached:
        url = reverse("returns:detail", args=[part.audit_return.reference])
    colour = "blue" if status == NOW else ""
    return {"title": title, "url": url, "hint": hint, "status": status, "colour": colour}


ANSWERING, NAMING, DECLARING, COUNTERSIGNING, WRITING, CONFIRMING, CHECKING, MODERATING, OVER = range(9)
REACHED = {
    PartTask.ANSWER: ANSWERING,
    PartTask.NAME: NAMING,
    PartTask.DECLARE: DECLARING,
    PartTask.COUNTERSIGN: COUNTERSIGNING,
    PartTask.WRITE: WRITING,
    PartTask.CONFIRM: CONFIRMING,
    PartTask.CHANGE: WRITING,
}


def _reached(part: Involvement, due: Due | None) -> int:
    """The number of the step the part is at."""
    if due is not None:
        return REACHED[due.task]
    if part.status == InvolvementStatus.MODERATED:
        return OVER
    accepted = part.audit_return is not None and part.audit_return.status == ReturnStatus.ACCEPTED
    return MODERATING if accepted else CHECKING


def _answer_hint(part: Involvement) -> str:
    if part.answered_at is None:
        return f"By {format_day(part.case.audit.involvement_due_on)}"
    return f"{part.get_status_display()}, answered {format_day(part.answered_at)}" if part.is_over else "Involved"


def _deadline_hint(part: Involvement) -> str:
    if part.status == InvolvementStatus.COUNTERSIGNED and (due := due_of(part)) and due.task == PartTask.CHANGE:
        return f"Changes wanted by {due.words}" if due.by else "Changes are asked for"
    deadline = part.audit_return.deadline if part.audit_return is not None else part.case.audit.deadline
    return f"Due {format_moment(deadline)} (UK time)"
