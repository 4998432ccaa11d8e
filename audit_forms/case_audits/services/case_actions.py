"""From an agency's accepted audit to the actions that are followed until practice has changed."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from audit_forms.improvement.services import NamedAction, open_from_audit
from audit_forms.questionnaires.enums import AnswerType
from audit_forms.returns.models import Return

# The tool's table of what the agency will do, and its columns (the case-audit editions keep these keys).
ACTIONS_KEY = "case-actions"
WHAT, WHO, BY = "what", "who", "by"


def take_case_actions(*, audit_return: Return, actor: Any) -> None:
    """Have the actions of an agency's audit followed; called in the transaction in which it is accepted.

    Accepted again after changes, only what is new is opened. Other returns have no such table.
    """
    open_from_audit(audit_return=audit_return, named=_named(audit_return), actor=actor)


def _named(audit_return: Return) -> Iterator[NamedAction]:
    """The complete rows of the table; the tool lets nobody send one that is not."""
    tables = audit_return.answers.filter(question__key=ACTIONS_KEY, question__answer_type=AnswerType.ROWS)
    for row in (row for answer in tables for row in answer.value or []):
        if all(row.get(column) for column in (WHAT, WHO, BY)):
            yield NamedAction(row[WHAT], row[WHO], date.fromisoformat(row[BY]))
