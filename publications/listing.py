"""Filters of a listing; they live in the address, so that a filtered list can be kept and sent on."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import Http404, QueryDict

from publications.querysets import PublicationQuerySet

DIGITS_OF_A_YEAR = 4


@dataclass(frozen=True)
class ListingFilter:
    """What a reader chose of one listing, and what there is to choose."""

    publications: PublicationQuerySet
    themes: list[Any]
    chosen_themes: list[str]
    chosen_year: int | None

    @classmethod
    def from_query(cls, query: QueryDict, publications: PublicationQuerySet) -> "ListingFilter":
        """Read the address. Raises Http404 for a theme or year that cannot be."""
        chosen = query.getlist("theme")
        themes = themes_of(publications, chosen)
        if not set(chosen) <= {theme.slug for theme in themes}:
            raise Http404("There is no such theme.")
        return cls(publications, themes, chosen, parse_year(query.get("year", "")))

    @property
    def is_active(self) -> bool:
        """Whether anything was chosen."""
        return bool(self.chosen_themes or self.chosen_year)

    @property
    def years(self) -> list[int]:
        """The years to choose from, newest first."""
        years = set(self.publications.years())
        return sorted(years | {self.chosen_year} if self.chosen_year else years, reverse=True)

    @property
    def chosen_words(self) -> str:
        """What was chosen, in words: "Neglect or Babies, 2026"."""
        names = [theme.name for theme in self.themes if theme.slug in self.chosen_themes]
        year = [str(self.chosen_year)] if self.chosen_year else []
        return ", ".join([*([" or ".join(names)] if names else []), *year])

    def found(self) -> PublicationQuerySet:
        """The publications that match."""
        found = self.publications
        if self.chosen_themes:
            found = found.about(self.chosen_themes)
        if self.chosen_year:
            found = found.published_in(self.chosen_year)
        return found.select_related("theme") if has_themes(found) else found


def has_themes(publications: PublicationQuerySet) -> bool:
    """Whether this kind of publication is on a theme."""
    return hasattr(publications.model, "theme")


def themes_of(publications: PublicationQuerySet, chosen: list[str]) -> list[Any]:
    """Themes with at least one publication, and those that were chosen."""
    if not has_themes(publications):
        return []
    theme = publications.model.theme.field.related_model
    in_use = publications.order_by().values("theme")
    return list(theme.objects.filter(Q(pk__in=in_use) | Q(slug__in=chosen)))


def parse_year(text: str) -> int | None:
    """The year, or None where none was chosen. Raises Http404 for anything that is not four digits."""
    if not text:
        return None
    if len(text) != DIGITS_OF_A_YEAR or not (text.isascii() and text.isdigit()) or text < "1000":
        raise Http404("There is no such year.")
    return int(text)
