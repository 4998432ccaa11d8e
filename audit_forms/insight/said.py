"""“You said, we did”: what has been done about what our audits found, from what has been published only."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from audit_forms.improvement.released import Released, released_in
from audit_forms.insight.disclosure import may_tell_of_group, small_counts_in
from publications.models import AuditOutcomePage

# Ten years of four audits a year.
OUTCOMES_LOOKED_AT = 40


@dataclass(frozen=True)
class Deed:
    """One thing that was done. Nothing in it says how many organisations did it, or which."""

    released: Released

    @property
    def progress(self) -> str:
        """What was done in the page's words, unless they tell of few children (bars G7)."""
        words = self.released.progress
        return "" if small_counts_in(words) else words

    @property
    def all_have_finished(self) -> bool:
        """Whether every organisation asked has closed its actions; told only of a group in which none stands out."""
        row: Any = self.released.followed
        return bool(row and may_tell_of_group(row.asked) and row.finished >= row.asked and not row.unfinished)


@dataclass(frozen=True)
class Said:
    """What one audit found, what has been done about it, and what its page says has changed since."""

    page: AuditOutcomePage
    deeds: Sequence[Deed]

    @property
    def changed_since(self) -> str:
        """What its page says has changed, unless it tells of few children."""
        return "" if small_counts_in(self.page.changed_since) else self.page.changed_since


def you_said_we_did() -> list[Said]:
    """Of each published outcome what has been done, newest first; those without anything are left out."""
    pages = list(AuditOutcomePage.objects.for_reader().newest_first().select_related("theme")[:OUTCOMES_LOOKED_AT])
    deeds: dict[int, list[Deed]] = {page.pk: [] for page in pages}
    for released in released_in(pages):
        if released.is_done:
            deeds[released.page.pk].append(Deed(released))
    said = [Said(page, deeds[page.pk]) for page in pages]
    return [each for each in said if each.deeds or each.changed_since]
