"""Short lists of several kinds of pages, read in one query where each kind would cost one of its own (bars P2)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import CharField, DateField, DateTimeField, F, TextField, Value
from django.db.models.functions import Cast

from publications.models import EventPage

# PostgreSQL wants to know what kind of nothing it is.
NO_DAY = Cast(Value(None), DateField())
NO_TIME = Cast(Value(None), DateTimeField())
NO_WORDS = Value("", output_field=CharField())


@dataclass(frozen=True)
class Part:
    """One kind of page: its name in the answer, which and how many of them, and the fields of its text and its day."""

    name: str
    pages: Any
    count: int
    text: str
    day: str = ""

    @property
    def is_of_events(self) -> bool:
        """Whether they have times and a place."""
        return self.pages.model is EventPage

    def rows(self) -> Any:
        """The same columns whatever the kind."""
        pages = self.pages.model.objects.filter(pk__in=self.pages.values("pk")[: self.count]).order_by()
        times = [F("starts_at"), F("ends_at")] if self.is_of_events else [NO_TIME, NO_TIME]
        places = [F("place"), F("online_link")] if self.is_of_events else [NO_WORDS, NO_WORDS]
        day = F(self.day) if self.day else NO_DAY
        words = [Value(self.name, output_field=CharField()), F("pk"), F("title"), F("url_path")]
        columns = [*words, Cast(self.text, TextField()), day, *times, *places]
        return pages.values_list(*columns)


@dataclass(frozen=True)
class Row:
    """What a short list shows of a page. `page` has its title and address, and of an event when and where; no more."""

    page: EventPage
    text: str
    day: date | None
    starts_at: datetime | None


def rows_of(*parts: Part) -> dict[str, list[Row]]:
    """The rows of each part by its name: events the next first, all others newest first."""
    first, *others = (part.rows() for part in parts)
    found: dict[str, list[Row]] = defaultdict(list)
    for name, number, title, address, text, day, starts_at, ends_at, place, online in first.union(*others, all=True):
        times = {"starts_at": starts_at, "ends_at": ends_at, "place": place, "online_link": online}
        page = EventPage(pk=number, title=title, url_path=address, **times)
        found[name].append(Row(page, text, day, starts_at))
    for part in parts:
        if part.is_of_events:
            found[part.name].sort(key=lambda row: row.page.starts_at)
        else:
            found[part.name].sort(key=lambda row: (row.day, row.page.pk), reverse=True)
    return found
