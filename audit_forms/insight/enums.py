"""Words for groups of similar settings."""

from django.db import models

from audit_forms.organisations.enums import OrganisationKind, Phase
from audit_forms.questionnaires.enums import SELF_ASSESSMENT_KINDS

# Returns of these questionnaires have a profile; a case audit is about one child and has none.
PROFILED_KINDS = SELF_ASSESSMENT_KINDS
AGENCIES = OrganisationKind.AGENCY.value
ALL_SCHOOLS = "schools of all kinds"
CELL_LABELS = {
    AGENCIES: "agencies",
    Phase.NURSERY: "nursery schools",
    Phase.PRIMARY: "primary schools",
    Phase.MIDDLE: "middle schools",
    Phase.SECONDARY: "secondary schools",
    Phase.SIXTEEN_PLUS: "colleges and sixth forms",
    Phase.ALL_THROUGH: "all-through schools",
    Phase.NOT_APPLICABLE: "special schools and alternative provision",
    "": "schools without a phase",
}


class SizeBand(models.TextChoices):
    """How many pupils a school had on the day it submitted."""

    UP_TO_100 = "to_100", "Up to 100 pupils"
    UP_TO_250 = "to_250", "101 to 250 pupils"
    UP_TO_500 = "to_500", "251 to 500 pupils"
    UP_TO_1000 = "to_1000", "501 to 1,000 pupils"
    OVER_1000 = "over_1000", "More than 1,000 pupils"


SIZE_LIMITS = (
    (100, SizeBand.UP_TO_100),
    (250, SizeBand.UP_TO_250),
    (500, SizeBand.UP_TO_500),
    (1000, SizeBand.UP_TO_1000),
)


def size_band(pupils: int | None) -> str:
    """The band of a number of pupils; empty where the register gives none."""
    if pupils is None:
        return ""
    return next((band for most, band in SIZE_LIMITS if pupils <= most), SizeBand.OVER_1000).value
