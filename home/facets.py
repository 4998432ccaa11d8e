"""What search can be narrowed by, besides the kind of page.

The app that knows a facet registers it in `AppConfig.ready()`, with what there is to choose; each page type says in
`BasePage.facets` how its own pages match. So search knows nothing of themes or dates.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from home.enums import Audience

# Values chosen -> which pages of one type match one of them.
Match = Callable[[Sequence[str]], Q]


@dataclass(frozen=True)
class Facet:
    """One list of checkboxes: its name in the address, the words above it, and values with their words."""

    name: str
    legend: str
    choices: Callable[[], Sequence[tuple[str, str]]]


_facets: dict[str, Facet] = {}


def register(facet: Facet) -> None:
    """Have search offer the facet, after those that are there."""
    _facets[facet.name] = facet


def registered() -> list[Facet]:
    """Every facet, in the order in which they were registered."""
    return list(_facets.values())


def narrow(pages: QuerySet, models: Iterable[Any], chosen: Mapping[str, Sequence[str]]) -> QuerySet:
    """Those of the pages that match one of the values chosen of each facet.

    `models` are all the page types; pages of a type that does not know a facet are left out when it is used.
    """
    if not chosen:
        return pages
    wanted = Q(pk__in=[])
    for model in models:
        if chosen.keys() <= model.facets.keys():
            matches = [model.facets[name](values) for name, values in chosen.items()]
            wanted |= Q(pk__in=model.objects.filter(*matches).order_by().values("page_ptr_id"))
    return pages.filter(wanted)


AUDIENCE = Facet("audience", "For whom", lambda: Audience.choices)
