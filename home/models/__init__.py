"""Page types and settings of the public site that are not publications."""

from home.models.pages import HomePage
from home.models.settings import PartnershipSettings

__all__ = ["HomePage", "PartnershipSettings"]
