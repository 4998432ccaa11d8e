"""What apps above this one do when a person's work goes to somebody else. They register in `AppConfig.ready()`.

Dotted paths, as `portal.jobs` has them, because an app's models cannot be imported yet when its configuration is.
"""

from typing import Any

from django.utils.module_loading import import_string

_handed_over: list[str] = []
_succeeded: list[str] = []
_left: list[str] = []


def on_left(function: str) -> None:
    """Have `function(organisation=…, leaver=…, actor=…)` called when somebody's part in an organisation has ended.

    It runs in the transaction in which it ended. The person may have another part there still.
    """
    if function not in _left:
        _left.append(function)


def run_left(organisation: Any, leaver: Any, actor: Any) -> None:
    """Tell every app above that somebody's part has ended."""
    for path in _left:
        import_string(path)(organisation=organisation, leaver=leaver, actor=actor)


def on_handover(function: str) -> None:
    """Have `function(organisation=…, leaver=…, successor=…, actor=…) -> list[str]` called when work is handed over.

    It runs in the transaction of the handover, moves what is its app's own, and returns in words what it moved, such
    as "2 sections"; an empty list where there was nothing.
    """
    if function not in _handed_over:
        _handed_over.append(function)


def run_handed_over(organisation: Any, leaver: Any, successor: Any, actor: Any) -> list[str]:
    """Have every app above move what the leaver had; returns what was moved, in words."""
    moved: list[str] = []
    for path in _handed_over:
        moved += import_string(path)(organisation=organisation, leaver=leaver, successor=successor, actor=actor)
    return moved


def on_succession(function: str) -> None:
    """Have `function(organisation=…, successor=…, actor=…)` called when a closed organisation goes on as another.

    It runs in the transaction in which the two are linked.
    """
    if function not in _succeeded:
        _succeeded.append(function)


def run_succeeded(organisation: Any, successor: Any, actor: Any) -> None:
    """Tell every app above that the organisation goes on as its successor."""
    for path in _succeeded:
        import_string(path)(organisation=organisation, successor=successor, actor=actor)
