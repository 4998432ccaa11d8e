"""The counts of a report as tables for disclosure control, and the numbers that come out of it. Pure."""

from dataclasses import dataclass, replace
from functools import cached_property

from audit_forms.insight.disclosure import Key, Protected, Relation, Shown, Table, key_of
from audit_forms.self_assessments.summary.counts import Counts

YES, NO = "yes", "no"


def tables_of(counts: Counts) -> list[Table]:
    """Everything with numbers in it, protected together: who answered, ratings, and duties met."""
    return [_response(counts), _ratings(counts), _duties(counts), _compliance(counts)]


@dataclass(frozen=True)
class Figures:
    """The numbers of a report as they may be told; every one of them has been through `protect`."""

    counts: Counts
    protected: Protected

    @property
    def fixed(self) -> dict[str, str]:
        """What the keys of all its numbers have in common."""
        return {"round": str(self.counts["round"])}

    def answered(self, group: str | None = None) -> tuple[Shown, Shown, Shown, Shown]:
        """How many were asked, answered and did not, and those who did in per cent; of one group or of all."""
        asked, received, missing = (key_of(group=group, came=came, **self.fixed) for came in (None, YES, NO))
        show = self.protected.shown
        return show(asked), show(received), show(missing), self.protected.percent(asked, received)

    def rating(self, section: str | None, level: str | None) -> Shown:
        """How many answers of a section got that rating."""
        return self.protected.shown(self._rating_key(section, level))

    def best_share(self, section: str | None) -> Shown:
        """The share of the highest rating among a section's answers, in per cent."""
        return self.protected.percent(self._rating_key(section, None), self._rating_key(section, self.counts["best"]))

    def duty(self, key: str, met: str | None) -> Shown:
        """For how many settings a duty holds, and how many of those meet it or not."""
        return self.protected.shown(key_of(duty=key, met=met, **self.fixed))

    @cached_property
    def compliant(self) -> Shown:
        """The share of settings that meet every duty, in per cent."""
        base = key_of(compliance="all", **self.fixed)
        return self.protected.percent(base, key_of(compliance="all", met=YES, **self.fixed))

    def _rating_key(self, section: str | None, level: str | None) -> Key:
        return key_of(section=section, rating=level, of="ratings", **self.fixed)


def _response(counts: Counts) -> Table:
    numbers: dict[tuple[str, ...], int] = {}
    for each in counts["groups"]:
        numbers[each["key"], YES] = each["received"]
        numbers[each["key"], NO] = each["asked"] - each["received"]
    return Table.crossed(
        "response",
        "Who answered",
        dimensions={"group": [each["key"] for each in counts["groups"]], "came": [YES, NO]},
        counts=numbers,
        grouped_by=["group"],
        fixed={"round": str(counts["round"])},
    )


def _ratings(counts: Counts) -> Table:
    """Answers, not settings, are counted; how many settings stand behind each number is told beside it."""
    table = Table.crossed(
        "ratings",
        "Ratings by section",
        dimensions={
            "section": [each["key"] for each in counts["sections"]],
            "rating": [each["key"] for each in counts["levels"]],
        },
        counts={(each["key"], level): number for each in counts["sections"] for level, number in each["given"].items()},
        fixed={"of": "ratings", "round": str(counts["round"])},
    )
    behind = {each["key"]: each["settings"] for each in counts["sections"]}
    cells = tuple(
        replace(cell, settings=behind.get(dict(cell.key).get("section", ""), counts["settings"]))
        for cell in table.cells
    )
    return replace(table, cells=cells)


def _duties(counts: Counts) -> Table:
    numbers: dict[tuple[str, ...], int] = {}
    for each in counts["duties"]:
        numbers[each["key"], YES], numbers[each["key"], NO] = each["met"], each["not_met"]
    return Table.crossed(
        "duties",
        "Legal duties met",
        dimensions={"duty": [each["key"] for each in counts["duties"]], "met": [YES, NO]},
        counts=numbers,
        kept=["duty"],
        grouped_by=["duty"],
        fixed={"round": str(counts["round"])},
    )


def _compliance(counts: Counts) -> Table:
    """Who meets every duty. All of them together are those who answered, which the first table tells as well."""
    met, fixed = counts["compliant"], {"compliance": "all", "round": str(counts["round"])}
    table = Table.crossed(
        "compliance",
        "Settings that meet every legal duty",
        dimensions={"met": [YES, NO]},
        counts={(YES,): met, (NO,): counts["settings"] - met},
        grouped_by=[],
        fixed=fixed,
    )
    answered = sum(each["received"] for each in counts["groups"])
    if not counts["groups"] or answered != counts["settings"]:
        return table
    alike = Relation(key_of(**fixed), (key_of(came=YES, round=str(counts["round"])),))
    return replace(table, relations=(*table.relations, alike))
