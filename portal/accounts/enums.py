"""Names of the portal-wide roles."""

from django.db import models


class Role(models.TextChoices):
    """Roles that do not depend on an organisation; each is a Django group of this name.

    What a person does for a school or agency is a membership (`organisations.Membership`), not a role.
    """

    BUSINESS_UNIT = "Business Unit"
    QUALITY_AND_IMPACT_GROUP = "Quality and Impact Group"
    EXECUTIVE = "Executive"
    EDITORS = "Editors"
    MODERATORS = "Moderators"
