"""Which answers an officer wants to see."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db import models

from audit_forms.questionnaires.enums import AnswerType, Tone
from audit_forms.returns import parts

if TYPE_CHECKING:
    from audit_forms.returns.assuring.desk import Row

WEAK = (Tone.RED, Tone.AMBER)


class Show(models.TextChoices):
    """The filters of the page, in the order shown."""

    RESUBMITTED = "changed-questions", "Changed questions"
    ALL = "all", "All"
    WEAK = "red-and-amber", "Red and amber"
    MOVED = "changed-since-last-time", "Changed since last time"
    BARE = "without-evidence", "Without evidence"
    NOTED = "noted", "Noted"


# Filters that need an earlier submission or an earlier year to compare with.
COMPARING = frozenset({Show.RESUBMITTED, Show.MOVED})


def is_weak(row: "Row") -> bool:
    """Whether the answer is rated red or amber."""
    return any(line.tone in WEAK for line in row.item.lines)


def is_resubmitted(row: "Row") -> bool:
    """Whether the answer was sent again: changed since the submission before, or asked about and left as it was."""
    return row.item.earlier is not None or row.item.is_unchanged_though_asked


def is_bare(row: "Row") -> bool:
    """Whether something is claimed to be in place, wholly or partly, and nothing at all is given to show it."""
    claimed = row.item.question.answer_type == AnswerType.RATING and bool(row.own[parts.LEVEL])
    return claimed and not (row.own[parts.TEXT].strip() or row.own[parts.REASON].strip() or row.evidence)


TESTS: dict[Show, Callable[["Row"], bool]] = {
    Show.RESUBMITTED: is_resubmitted,
    Show.ALL: lambda row: True,
    Show.WEAK: is_weak,
    Show.MOVED: lambda row: row.has_moved,
    Show.BARE: is_bare,
    Show.NOTED: lambda row: row.note is not None,
}
