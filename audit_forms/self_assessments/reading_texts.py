"""The job that reads the texts of a round. A module of its own: it alone loads the statistics library."""

from collections.abc import Callable, Sequence
from typing import Any

from audit_forms.insight.free_text.grouping import Found, find_in
from audit_forms.insight.free_text.passages import Passage, passages_of
from audit_forms.self_assessments.free_text import texts_of
from audit_forms.self_assessments.models import FreeTextReading
from portal.background import carry_out


def make_readings() -> int:
    """Make the reading that has waited longest; returns how many were made. One a turn, for mail waits meanwhile."""
    reading = FreeTextReading.objects.waiting().select_related("exercise__edition__questionnaire").first()
    return int(reading is not None and _make(reading))


def _make(reading: FreeTextReading) -> bool:
    """Read, unless somebody else is at it."""

    def work(tell: Callable[[int], None]) -> dict[str, Any]:
        passages = passages_of(texts_of(reading.exercise, reading.about, reading.filters, tell))
        return {"found": as_data(find_in(passages), passages)}

    return carry_out(reading, work)


def as_data(found: Found, passages: Sequence[Passage]) -> dict[str, Any]:
    """What was found, with those passages that are pointed to and no others."""
    pointed = [each.passages for each in found.terms] + [each.passages for each in found.candidates]
    used = sorted({place for places in pointed for place in places})
    new_place = {old: new for new, old in enumerate(used)}
    return {
        "returns": len({each.audit_return for each in passages}),
        "passages": [[passages[old].audit_return, passages[old].question, passages[old].text] for old in used],
        "terms": [
            {"words": each.words, "returns": each.returns, "passages": [new_place[old] for old in each.passages]}
            for each in found.terms
        ],
        "candidates": [
            {"terms": list(each.terms), "returns": each.returns, "passages": [new_place[old] for old in each.passages]}
            for each in found.candidates
        ],
    }
