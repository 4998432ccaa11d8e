"""The checkboxes beside search; what is ticked stands in the address, so that a narrowed search can be sent on."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict

from home.facets import registered
from home.search import DOCUMENT, Wanted, page_kinds

KIND = "kind"


@dataclass(frozen=True)
class Option:
    """One checkbox."""

    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True)
class Filter:
    """One list of checkboxes: its name in the address and the words above it."""

    name: str
    legend: str
    options: Sequence[Option]

    @classmethod
    def of(cls, query: QueryDict, name: str, legend: str, choices: Sequence[tuple[str, str]]) -> "Filter":
        """Read from the address what is ticked; what is no choice is ignored."""
        ticked = set(query.getlist(name))
        return cls(name, legend, [Option(value, words, value in ticked) for value, words in choices])

    @property
    def chosen(self) -> list[str]:
        """The values that are ticked."""
        return [option.value for option in self.options if option.is_chosen]


@dataclass(frozen=True)
class SearchFilters:
    """Every list of checkboxes, the kinds first."""

    filters: Sequence[Filter]

    @classmethod
    def from_query(cls, query: QueryDict) -> "SearchFilters":
        """Those of this address."""
        kinds = [*page_kinds(), DOCUMENT]
        filters = [Filter.of(query, KIND, "Kind", [(kind, kind) for kind in sorted(kinds)])]
        filters += [Filter.of(query, facet.name, facet.legend, facet.choices()) for facet in registered()]
        return cls([each for each in filters if each.options])

    @property
    def number_chosen(self) -> int:
        """How many are ticked."""
        return sum(len(each.chosen) for each in self.filters)

    @property
    def is_active(self) -> bool:
        """Whether anything is ticked."""
        return self.number_chosen > 0

    def wanted(self, query: str) -> Wanted:
        """The words together with what is ticked."""
        chosen = {each.name: each.chosen for each in self.filters if each.chosen}
        return Wanted(query, chosen.pop(KIND, ()), chosen)
