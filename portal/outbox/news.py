"""Mail that says that something waits and where, and nothing of what it is (bars G8)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from portal.outbox.services import queue_mail


@dataclass(frozen=True)
class News:
    """One kind of mail: what happened and what to do now."""

    subject: str
    text: str


@dataclass(frozen=True)
class NamedNews(News):
    """News of something of which each kind is told once: `name` tells the kinds apart."""

    name: str


def queue_news(
    people: Iterable[Any], news: News, *, template: str, path: str, button: str, event: str, **context: Any
) -> None:
    """Queue the news to each person, once for each `event`; its one button leads to `path`.

    `context` is what the template needs besides the news, the person and the button.
    """
    for person in people:
        queue_mail(
            to=person.email,
            subject=news.subject,
            template=template,
            context={"news": news, "person": person, "button_path": path, "button_text": button, **context},
            once_key=f"{event}:{person.pk}",
        )
