"""Page types and settings of the public site that are not publications."""

from home.models.base import BasePage
from home.models.notices import SiteNotice
from home.models.pages import AccessibilityPage, ContactPage, HomePage, InformationPage, SectionPage
from home.models.problems import ProblemReport
from home.models.review import SecondPersonTask
from home.models.settings import PartnershipSettings
from home.models.words import SearchWord

__all__ = [
    "AccessibilityPage",
    "BasePage",
    "ContactPage",
    "HomePage",
    "InformationPage",
    "PartnershipSettings",
    "ProblemReport",
    "SearchWord",
    "SecondPersonTask",
    "SectionPage",
    "SiteNotice",
]
