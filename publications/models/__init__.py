"""Page types and snippets of the publications."""

from publications.models.base import PublicationIndexPage, PublicationPage
from publications.models.briefings import BriefingIndexPage, BriefingPage
from publications.models.events import EventIndexPage, EventPage
from publications.models.framework import FrameworkPage
from publications.models.newsletters import NewsletterIndexPage, NewsletterPage
from publications.models.outcomes import AuditOutcomeIndexPage, AuditOutcomePage
from publications.models.themes import Theme

__all__ = [
    "AuditOutcomeIndexPage",
    "AuditOutcomePage",
    "BriefingIndexPage",
    "BriefingPage",
    "EventIndexPage",
    "EventPage",
    "FrameworkPage",
    "NewsletterIndexPage",
    "NewsletterPage",
    "PublicationIndexPage",
    "PublicationPage",
    "Theme",
]
