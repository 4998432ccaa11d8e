"""For whom a page is."""

from collections.abc import Sequence

from django.db import models
from django.db.models import Q
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from home.enums import Audience


class ForAudiences(models.Model):
    """A page that says for whom it is written. One that names nobody is for everybody."""

    for_children = models.BooleanField("children and young people", default=False)
    for_parents = models.BooleanField("parents and carers", default=False)
    for_professionals = models.BooleanField("professionals", default=False)
    for_schools = models.BooleanField("schools", default=False)

    class Meta:
        """Not a table of its own."""

        abstract = True

    @property
    def audiences(self) -> list[Audience]:
        """Those it names."""
        return [audience for audience in Audience if getattr(self, f"for_{audience}")]


AUDIENCES_PANEL = MultiFieldPanel(
    [FieldRowPanel([FieldPanel(f"for_{audience}") for audience in Audience])],
    heading="For whom",
    help_text="Choose all it is written for; with nobody chosen it is for everybody. Search can be narrowed by it.",
)


def is_for(audiences: Sequence[str]) -> Q:
    """Written for one of these, given by value, or for everybody."""
    everybody = Q(**{f"for_{audience}": False for audience in Audience})
    named = Q()
    for audience in audiences:
        named |= Q(**{f"for_{Audience(audience)}": True})
    return named | everybody
