"""How apps above this one take part in the inspection pack; this app knows none of them.

They register in `AppConfig.ready()`. Dotted paths, as `audit_forms.returns.hooks` has them.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.module_loading import import_string

from audit_forms.insight.pack.content import Section

_sections: list[str] = []
_years: list[str] = []
_checks: list[str] = []


def add_sections(function: str) -> None:
    """Have `function(years, user) -> Iterable[Section]` asked what it has to show of those years."""
    if function not in _sections:
        _sections.append(function)


def sections_of(years: Sequence[str], user: Any) -> list[Section]:
    """Every section of those years, in its place."""
    found = [section for path in _sections for section in import_string(path)(years, user)]
    return sorted(found, key=lambda section: (section.place, section.key))


def add_years(function: str) -> None:
    """Have `function() -> Iterable[str]` asked of which programme years there is something to show."""
    if function not in _years:
        _years.append(function)


def years_offered() -> list[str]:
    """The years of which there is anything to show, newest first."""
    known: set[str] = set()
    for path in _years:
        years: Iterable[str] = import_string(path)()
        known |= set(years)
    return sorted(known, reverse=True)


def add_check(function: str) -> None:
    """Have `function(text) -> list[str]` asked what a text must not say, in words."""
    if function not in _checks:
        _checks.append(function)


def refusals_of(text: str) -> list[str]:
    """What keeps the text from leaving, in words."""
    return [words for path in _checks for words in import_string(path)(text)]
