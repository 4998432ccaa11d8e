"""What apps above this one add to a return. They register in `AppConfig.ready()`; this app knows none of them.

Dotted paths, as `portal.jobs` has them, because an app's models cannot be imported yet when its configuration is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from audit_forms.returns.models import Return


@dataclass(frozen=True)
class FurtherTask:
    """A task of a return that is no section of its edition: `left` of `total` things still need something."""

    title: str
    url: str
    left: int
    total: int


_tasks: list[str] = []
_submitted: list[str] = []
_stop_words: list[str] = []
_before_accept: list[str] = []
_accepted: list[str] = []
_moved: list[str] = []


def add_task(function: str) -> None:
    """Have `function(audit_return) -> FurtherTask | None` asked for a further task of every return that is written."""
    if function not in _tasks:
        _tasks.append(function)


def on_submitted(function: str) -> None:
    """Have `function(audit_return=…, actor=…)` called in the transaction in which a return is submitted.

    `actor` is who signed last; None where that was somebody without an account.
    """
    if function not in _submitted:
        _submitted.append(function)


def add_stop_words(function: str) -> None:
    """Have `function(audit_return) -> list[str]` asked which names the identity guard must not find in a return."""
    if function not in _stop_words:
        _stop_words.append(function)


def stop_words(audit_return: "Return") -> list[str]:
    """Names that must not stand in the return: those of the people in its case, from whoever knows them."""
    return [word for path in _stop_words for word in import_string(path)(audit_return)]


def before_accept(function: str) -> None:
    """Have `function(audit_return) -> str` asked before a return is accepted: why not yet, or an empty text."""
    if function not in _before_accept:
        _before_accept.append(function)


def refusals_to_accept(audit_return: "Return") -> list[str]:
    """Why the return cannot be accepted yet, in words; an empty list where it can."""
    return [words for path in _before_accept if (words := import_string(path)(audit_return))]


def on_accepted(function: str) -> None:
    """Have `function(audit_return=…, actor=…)` called in the transaction in which a return is accepted."""
    if function not in _accepted:
        _accepted.append(function)


def run_accepted(audit_return: "Return", actor: Any) -> None:
    """Tell every app above that the return has just been accepted."""
    for path in _accepted:
        import_string(path)(audit_return=audit_return, actor=actor)


def on_moved(function: str) -> None:
    """Have `function(audit_return=…, source=…)` called in the transaction in which a return leaves a state."""
    if function not in _moved:
        _moved.append(function)


def run_moved(audit_return: "Return", source: str) -> None:
    """Tell every app above that the return has just come from state `source` to the one it has."""
    for path in _moved:
        import_string(path)(audit_return=audit_return, source=source)


def further_tasks(audit_return: "Return") -> list[FurtherTask]:
    """The further tasks of the return, in the order in which the apps registered them."""
    return list(_found(audit_return))


def run_submitted(audit_return: "Return", actor: Any) -> None:
    """Tell every app above that the return has just been submitted."""
    for path in _submitted:
        import_string(path)(audit_return=audit_return, actor=actor)


def _found(audit_return: "Return") -> Iterator[FurtherTask]:
    for path in _tasks:
        task = import_string(path)(audit_return)
        if task is not None:
            yield task
