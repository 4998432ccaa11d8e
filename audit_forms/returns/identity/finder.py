"""The one question asked of this package."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from audit_forms.returns.identity.births import births_in
from audit_forms.returns.identity.contacts import contacts_in
from audit_forms.returns.identity.findings import STRENGTH, Finding, Kind
from audit_forms.returns.identity.numbers import numbers_in


def find(text: str, *, today: date, names: Iterable[str] = ()) -> list[Finding]:
    """What in the text could tell who a child is, in order and never overlapping.

    `names` is the caller's own list of names that must not occur. `today` tells a birth from a review.
    """
    found = [*numbers_in(text), *births_in(text, today), *contacts_in(text), *names_in(text, names)]
    kept: list[Finding] = []
    end = 0
    # Neighbours only: a finding is compared with those that begin before it ends.
    for finding in sorted(found, key=lambda each: (each.start, STRENGTH[each.kind], -each.end)):
        if not kept or finding.start >= end:
            kept.append(finding)
        elif STRENGTH[finding.kind] < STRENGTH[kept[-1].kind]:
            kept[-1] = finding
        else:
            continue
        end = finding.end
    return kept


def names_in(text: str, names: Iterable[str]) -> Iterator[Finding]:
    """Every name of the list that stands in the text as words of their own."""
    wanted = sorted({" ".join(name.split()) for name in names} - {""}, key=len, reverse=True)
    if wanted:
        words = "|".join(re.escape(name).replace(r"\ ", r"\s{1,3}") for name in wanted)
        for found in re.finditer(rf"(?<!\w)(?:{words})(?!\w)", text, re.IGNORECASE):
            yield Finding(Kind.NAME, *found.span())
