"""An issue of the newsletter and its mailing, for the matrix."""

from types import SimpleNamespace

from django.utils import timezone
from wagtail.models import Page

from publications.models import Mailing, NewsletterIndexPage, NewsletterPage


def add_newsletter(world: SimpleNamespace) -> None:
    """One published issue, and a mailing of it that nobody has started."""
    home = Page.objects.get(depth=2)
    index = home.add_child(instance=NewsletterIndexPage(title="Newsletters", slug="newsletters"))
    link = {"words": "Read the first story", "page": None, "address": "https://example.org/"}
    stories = [("story", {"heading": heading, "text": "Short.", "link": link}) for heading in ("First", "Second")]
    issue = NewsletterPage(title="News", number=1, season="autumn", lead_heading="Lead", lead_text="<p>Text.</p>")
    issue.stories, issue.last_published_at = stories, timezone.now()
    world.newsletter = index.add_child(instance=issue)
    world.mailing = Mailing.objects.create(newsletter=world.newsletter, created_by=world.people["editor"])
