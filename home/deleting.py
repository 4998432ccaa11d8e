"""Who may delete a page that readers have seen: never one person alone (bars S26)."""

from typing import Any

from wagtail.models import Page, PageLogEntry

UNPUBLISHED = "wagtail.unpublish"


def refusal_to_delete(page: Page, person: Any) -> str:
    """Why this person may not delete the page with all below it, in words; "" where it may go.

    A draft that was never on the site goes at once. What was published is taken off the site by one person and deleted
    by another, so that nobody removes a finding alone; administrators are no exception.
    """
    seen = list(Page.objects.descendant_of(page, inclusive=True).filter(first_published_at__isnull=False))
    for each in seen:
        if each.live:
            return f"“{each.title}” is on the site. Unpublish it first; then somebody else can delete it."
    if any(_taken_off_by(each) == person.pk for each in seen):
        return (
            "You took this off the site, so somebody else has to delete it: what readers have seen goes by two people."
        )
    return ""


def _taken_off_by(page: Page) -> int | None:
    """Who unpublished the page, or who set the day on which it went by itself."""
    entry = PageLogEntry.objects.filter(page=page.pk, action=UNPUBLISHED).order_by("-timestamp", "-pk").first()
    if entry and entry.user_id:
        return int(entry.user_id)
    return page.latest_revision.user_id if page.latest_revision else None
