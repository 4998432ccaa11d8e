"""Words for rounds."""

from django.db import models


class Scope(models.TextChoices):
    """How much a round asks: the programme runs over two years, a full one and a lighter interim one."""

    FULL = "full", "Full year"
    INTERIM = "interim", "Interim year"
