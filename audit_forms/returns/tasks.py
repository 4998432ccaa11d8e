"""The task list of a return: one task a section."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse

from audit_forms.questionnaires.selection import AskedSection
from audit_forms.returns.completeness import SectionProgress
from audit_forms.returns.enums import SectionState
from audit_forms.returns.hooks import FurtherTask
from audit_forms.returns.models import Return
from audit_forms.returns.reading import Reading, SectionReading
from audit_forms.returns.sharing import CommentCounts, Shares
from portal.dates import format_day

COLOURS = {
    SectionState.NOT_LOOKED_AT: "grey",
    SectionState.TO_CONFIRM: "blue",
    SectionState.STARTED: "yellow",
    SectionState.OPTIONAL: "grey",
}


def tasks_of(
    audit_return: Return,
    reading: Reading,
    open_now: Mapping[str, AskedSection],
    shares: Shares,
    comments: CommentCounts | None,
) -> list[dict[str, Any]]:
    """Each section as the task list component draws it; a section that is closed now has no link."""
    tasks = []
    for part in reading.sections:
        task = _task(audit_return, part, part.section.key in open_now)
        task["section"] = part.section.pk
        task["hint"] = f"{shares.words(part.section.pk)}{task['hint']}{_talk(part, comments)}"
        tasks.append(task)
    return tasks


def _talk(part: SectionReading, comments: CommentCounts | None) -> str:
    """How many comments on the section's questions are open, in words."""
    number = sum(comments.open[item.question.pk] for item in part.items) if comments else 0
    return f". {number} open {'comment' if number == 1 else 'comments'}" if number else ""


def _task(audit_return: Return, part: SectionReading, is_open: bool) -> dict[str, Any]:
    state = part.progress.state if is_open else SectionState.CLOSED
    address = reverse("returns:section", args=[audit_return.reference, part.section.key])
    return {
        "title": f"{part.section.letter}. {part.section.title}",
        "url": address if is_open else "",
        "hint": _hint(part),
        "left": part.progress.left,
        "status": state.label,
        "colour": COLOURS.get(state, ""),
    }


def further_rows(further: Iterable[FurtherTask]) -> list[dict[str, Any]]:
    """The further tasks as the task list component draws them."""
    return [
        {
            "title": task.title,
            "url": task.url,
            "hint": f"{task.left} of {task.total} left" if task.left else "",
            "left": task.left,
            "status": (SectionState.STARTED if task.left else SectionState.COMPLETE).label,
            "colour": COLOURS[SectionState.STARTED] if task.left else "",
        }
        for task in further
    ]


def _hint(part: SectionReading) -> str:
    """What is left, and who wrote last: "2 of 7 questions left. Last change by Sam Lee on Monday 2 March 2026"."""
    words = _left_in_words(part.progress)
    last = part.last_answer
    if last is None or last.updated_by is None:
        return words.strip().rstrip(".")
    return f"{words}Last change by {last.updated_by} on {format_day(last.updated_at)}"


def _left_in_words(progress: SectionProgress) -> str:
    """What is left, and how much of it only waits for a look: "6 answers from last time to confirm. "."""
    left, total, waiting = progress.left, progress.total, progress.to_check
    answers = f"{waiting} {'answer' if waiting == 1 else 'answers'} from last time to confirm"
    if left and left == waiting:
        return f"{answers}. "
    words = f"{left} of {total} {'question' if total == 1 else 'questions'} left"
    return f"{words}, with {answers}. " if waiting else f"{words}. " if left else ""
