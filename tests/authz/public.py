"""What the public part of the matrix's addresses names: an event, and a reader's report of a problem."""

from types import SimpleNamespace

from home.models import ProblemReport
from publications.tests.factories import EventFactory, EventIndexFactory


def add_public(world: SimpleNamespace) -> None:
    """An event that everybody may read, and a report that only those read who keep the pages."""
    world.event = EventFactory(parent=EventIndexFactory())
    world.problem = ProblemReport.objects.create(words="The table is cut off.", page="/search/")
