"""How far what the public pages recommend has come; of a recommendation that stands on no public page, nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from audit_forms.improvement.enums import RecommendationStatus
from audit_forms.improvement.models import Recommendation
from publications.enums import RecommendationStatus as Published

LENGTH = 250


@dataclass(frozen=True)
class Released:
    """A recommendation as its page words it, and the one that is followed, where there is one.

    The page is what its editors wrote; the Business Unit's decision that it is done, or no longer stands, goes before.
    """

    page: Any
    words: Any
    followed: Recommendation | None

    @property
    def change(self) -> str:
        """What is to change."""
        return str(self.words["change"])

    @property
    def is_done(self) -> bool:
        """Whether the change has come about."""
        if self.followed and self.followed.status != RecommendationStatus.OPEN:
            return bool(self.followed.status == RecommendationStatus.DONE)
        return bool(self.words["status"] == Published.DONE)

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was taken back."""
        return bool(self.followed and self.followed.status == RecommendationStatus.WITHDRAWN)

    @property
    def state(self) -> tuple[str, str]:
        """How far it is in a word, and the colour of its tag."""
        if self.is_done:
            return "Done", "green"
        if self.is_withdrawn:
            return "Withdrawn", "grey"
        return self.words.status_label, self.words.status_colour

    @property
    def since(self) -> date | None:
        """Since when it is done, where that is known."""
        return self.followed.ended_on if self.followed and self.is_done else None

    @property
    def progress(self) -> str:
        """What its page says was done."""
        return str(self.words["progress"] or "")


def released_in(pages: Iterable[Any]) -> list[Released]:
    """Every recommendation of these public pages, in the pages' order. The pages are taken to be readable by anyone."""
    wanted = list(pages)
    rows = Recommendation.objects.released_in(wanted).with_progress()
    # A page keeps the first 250 characters. Where its editors have changed the words, the page speaks for itself.
    followed = {(row.published_in_id, row.text[:LENGTH]): row for row in rows}
    return [
        Released(page, block.value, followed.get((page.pk, block.value["change"])))
        for page in wanted
        for block in page.recommendations
    ]
