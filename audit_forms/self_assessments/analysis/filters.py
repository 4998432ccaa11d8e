"""Which of a round's returns are analysed, as it stands in the address, so that a view can be shared."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from audit_forms.insight.enums import SizeBand
from audit_forms.insight.rounds import RoundFilters
from audit_forms.organisations.enums import Duty
from audit_forms.self_assessments.models import Round
from audit_forms.self_assessments.narrowing import NarrowingFields
from portal.forms import ListFilters

# They may leave a single organisation over: for those who see organisations by name.
NAMING = ("trust", "sector")
COLUMNS = {"type": "establishment"}
SCHOOL_DUTIES = [(each.value, each.label.partition(",")[0]) for each in (Duty.S175, Duty.S157)]


@dataclass(frozen=True)
class Chip:
    """A filter that is set: in words, and the query string without it."""

    label: str
    words: str
    address: str


class AnalysisForm(NarrowingFields, ListFilters):
    """The filters. Anything unknown in the address is no filter."""

    also_of_schools = ("size", "duty")

    size = forms.ChoiceField(label="Size", required=False, choices=[("", "Any size"), *SizeBand.choices])
    duty = forms.ChoiceField(label="Duty", required=False, choices=[("", "Any duty"), *SCHOOL_DUTIES])

    def __init__(self, data: QueryDict, *, exercise: Round, sees_names: bool):
        """Offer the filters that fit schools or agencies, and the person."""
        super().__init__(data)
        self.query = data
        self.keep_fitting(of_agencies=exercise.asks_agencies)
        if not sees_names:
            for name in NAMING:
                self.fields.pop(name, None)
        self.keep_short()

    @property
    def filters(self) -> RoundFilters:
        """What is chosen, as the sums read it."""
        chosen = {COLUMNS.get(name, name): value for name, value in self._set.items()}
        trust = chosen.pop("trust", None)
        return RoundFilters(**chosen, trust=trust.pk if trust else None)

    @property
    def chips(self) -> list[Chip]:
        """A chip for each filter that is set."""
        return [Chip(str(self.fields[name].label), self._in_words(name), self._without(name)) for name in self._set]

    @property
    def in_words(self) -> str:
        """What is chosen in words: "Phase: Primary. Size: Up to 100 pupils."."""
        return " ".join(f"{chip.label}: {chip.words}." for chip in self.chips)

    @property
    def address(self) -> str:
        """The query string of the filters alone, without order and page."""
        query = QueryDict(mutable=True)
        for name, value in self._set.items():
            query[name] = str(getattr(value, "pk", value))
        return query.urlencode()

    @property
    def _set(self) -> dict[str, Any]:
        return {name: value for name, value in self.chosen.items() if name not in ("sort", "page")}

    def _in_words(self, name: str) -> str:
        value = self._set[name]
        return str(dict(getattr(self.fields[name], "choices", ())).get(value, value)) if name != "trust" else str(value)

    def _without(self, name: str) -> str:
        query = self.query.copy()
        for each in (name, "page"):
            query.pop(each, None)
        return f"?{query.urlencode()}" if query else "?"


class HeatForm(AnalysisForm):
    """The same with the order of the rows, which is a section's key, all of them, or the name."""

    default_sort = "all"

    sort = forms.CharField(required=False, widget=forms.HiddenInput, max_length=60)

    def __init__(self, data: QueryDict, *, exercise: Round, sees_names: bool, sections: list[str]):
        """Offer an order by each of the sections."""
        super().__init__(data, exercise=exercise, sees_names=sees_names)
        self.sorts = {name: (name,) for name in ("name", "all", *sections)}
