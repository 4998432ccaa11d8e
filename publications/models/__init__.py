"""Page types and snippets of the publications, and who is sent them."""

from publications.models.appearances import Appearance
from publications.models.base import PublicationIndexPage, PublicationPage
from publications.models.briefings import BriefingIndexPage, BriefingPage
from publications.models.counts import BriefingCount
from publications.models.events import EventIndexPage, EventPage
from publications.models.framework import FrameworkPage
from publications.models.mailings import Delivery, Mailing
from publications.models.newsletters import NewsletterIndexPage, NewsletterPage
from publications.models.outcomes import AuditOutcomeIndexPage, AuditOutcomePage
from publications.models.subscribers import ConsentRecord, SignUp, Subscriber
from publications.models.summaries import SummaryFindingsIndexPage, SummaryFindingsPage
from publications.models.themes import Theme
from publications.models.versions import FrameworkVersion

__all__ = [
    "Appearance",
    "AuditOutcomeIndexPage",
    "AuditOutcomePage",
    "BriefingCount",
    "BriefingIndexPage",
    "BriefingPage",
    "ConsentRecord",
    "Delivery",
    "EventIndexPage",
    "EventPage",
    "FrameworkPage",
    "FrameworkVersion",
    "Mailing",
    "NewsletterIndexPage",
    "NewsletterPage",
    "PublicationIndexPage",
    "PublicationPage",
    "SignUp",
    "Subscriber",
    "SummaryFindingsIndexPage",
    "SummaryFindingsPage",
    "Theme",
]
