"""Page types and snippets of the publications."""

from publications.models.base import PublicationIndexPage, PublicationPage
from publications.models.briefings import BriefingIndexPage, BriefingPage
from publications.models.counts import BriefingCount
from publications.models.framework import FrameworkPage
from publications.models.newsletters import NewsletterIndexPage, NewsletterPage
from publications.models.outcomes import AuditOutcomeIndexPage, AuditOutcomePage
from publications.models.themes import Theme
from publications.models.versions import FrameworkVersion

__all__ = [
    "AuditOutcomeIndexPage",
    "AuditOutcomePage",
    "BriefingCount",
    "BriefingIndexPage",
    "BriefingPage",
    "FrameworkPage",
    "FrameworkVersion",
    "NewsletterIndexPage",
    "NewsletterPage",
    "PublicationIndexPage",
    "PublicationPage",
    "Theme",
]
