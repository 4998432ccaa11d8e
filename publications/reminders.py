"""Editors are reminded of the framework's review in time: 60 and 30 days before, and on the day."""

from itertools import chain

from django.urls import reverse
from django.utils import timezone

from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.outbox.news import NamedNews, queue_news
from publications.models import FrameworkPage

# Days before the review date, the nearest first.
STAGES = (
    (0, NamedNews("A document is due for review", "The review date of a document that you look after has come.", "0")),
    (30, NamedNews("A review in 30 days", "A document that you look after is due for review within 30 days.", "30")),
    (60, NamedNews("A review in 60 days", "A document that you look after is due for review within 60 days.", "60")),
)


def remind_of_review() -> None:
    """Tell editors and moderators of the stage a published framework has reached, each once; a job."""
    today = timezone.localdate()
    for page in FrameworkPage.objects.live().in_language():
        left = (page.review_on - today).days
        news = next((news for days, news in STAGES if left <= days), None)
        if news is None:
            continue
        people = {person.pk: person for person in chain(*map(User.objects.active_in, (Role.EDITORS, Role.MODERATORS)))}
        queue_news(
            people.values(),
            news,
            template="editor_news",
            path=reverse("wagtailadmin_pages:edit", args=[page.pk]),
            button="Open the document",
            event=f"framework-review:{page.pk}:{page.review_on}:{news.name}",
        )
