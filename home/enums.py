"""Choices of the public site, each with the words that readers see."""

from django.db.models import TextChoices


class Audience(TextChoices):
    """For whom a page is written."""

    CHILDREN = "children", "Children and young people"
    PARENTS = "parents", "Parents and carers"
    PROFESSIONALS = "professionals", "Professionals"
    SCHOOLS = "schools", "Schools"


# Readers who may be in need themselves: the numbers to call come first for them.
FAMILIES = frozenset({Audience.CHILDREN, Audience.PARENTS})
