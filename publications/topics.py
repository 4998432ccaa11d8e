"""All that was published on one theme, gathered for its page and its feed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import timezone

from publications.models import AuditOutcomePage, BriefingPage, EventPage, NewsletterPage, Theme

ISSUES_LOOKED_AT = 8
STORIES_SHOWN = 6
EVENTS_SHOWN = 8
# The rest is a link away: the listings can be narrowed to a theme.
PAGES_SHOWN = 8


@dataclass(frozen=True)
class Story:
    """A story of a newsletter and the issue it stands in."""

    heading: str
    text: str
    issue: NewsletterPage


@dataclass(frozen=True)
class Topic:
    """The newest of what anyone may read on a theme."""

    theme: Theme

    @cached_property
    def outcomes(self) -> list[AuditOutcomePage]:
        """The newest of what audits found."""
        return list(AuditOutcomePage.objects.for_reader().newest_first().filter(theme=self.theme)[:PAGES_SHOWN])

    @cached_property
    def briefings(self) -> list[BriefingPage]:
        """The newest briefings."""
        return list(BriefingPage.objects.for_reader().newest_first().filter(theme=self.theme)[:PAGES_SHOWN])

    @cached_property
    def events(self) -> list[EventPage]:
        """Events and training dates to come."""
        return list(EventPage.objects.for_reader().coming(timezone.now()).filter(theme=self.theme)[:EVENTS_SHOWN])

    @cached_property
    def stories(self) -> list[Story]:
        """Stories of the last two years' newsletters that lead to an outcome or a briefing on the theme."""
        on_theme = {page.pk: page for page in (*self.outcomes, *self.briefings)}
        if not on_theme:
            return []
        issues = NewsletterPage.objects.for_reader().newest_first()[:ISSUES_LOOKED_AT]
        found = [story for issue in issues for story in _stories_about(issue, on_theme)]
        return found[:STORIES_SHOWN]

    @property
    def training(self) -> list[AuditOutcomePage]:
        """Outcomes that name a course or resource that helps."""
        return [page for page in self.outcomes if page.training]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all yet."""
        return not (self.outcomes or self.briefings or self.events)


def topics_in_use() -> list[Theme]:
    """The themes with at least one outcome, briefing or event that anyone may read."""
    used: set[int] = set()
    for model in (AuditOutcomePage, BriefingPage, EventPage):
        used.update(
            number for number in model.objects.for_reader().order_by().values_list("theme", flat=True) if number
        )
    return list(Theme.objects.filter(pk__in=used))


def _stories_about(issue: NewsletterPage, pages: Mapping[int, Any]) -> Iterator[Story]:
    """A story picked from a page says what it leaves out in the page's own words."""
    # As they are stored: making blocks of them would fetch the page that each story links to.
    parts: list[dict[str, Any]] = [block["value"] for block in issue.stories.raw_data]
    for part in parts:
        page = pages.get(part.get("link", part).get("page"))
        if page is not None:
            yield Story(part["heading"] or page.title, part["text"] or page.summary, issue)
