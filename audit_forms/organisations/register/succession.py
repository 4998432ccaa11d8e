"""Which school goes on as which: an academy gets a new URN, and the history must follow it.

The register does not name the successor in its download. Two signs out of three (establishment number, name, postcode)
and a single candidate in the same local authority are taken as certain; the rest is for a person.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from audit_forms.organisations.enums import REASONS_TO_GO_ON, RegisterStatus
from audit_forms.organisations.models import Organisation
from audit_forms.organisations.register.mapping import ACADEMY_TYPES
from portal.dates import format_day

OPENS_BEFORE_CLOSING = timedelta(days=31)
OPENS_AFTER_CLOSING = timedelta(days=366)
SIGNS_NEEDED = 2
COMMON_WORDS = frozenset({"the", "school", "academy", "community"})
WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Party:
    """One school as far as succession is concerned."""

    urn: int
    name: str
    number: str
    postcode: str
    moved_on: date
    plain_name: frozenset[str]


def is_heir(values: Mapping[str, Any]) -> bool:
    """Whether a school of that type may have taken over another's pupils under a new URN."""
    return values["establishment_type"] in ACADEMY_TYPES and values["opened_on"] is not None


def goes_on(values: Mapping[str, Any]) -> bool:
    """Whether the school closed only to go on under another URN."""
    return (
        values["status"] == RegisterStatus.CLOSED
        and values["closed_because"] in REASONS_TO_GO_ON
        and values["closed_on"] is not None
    )


def as_party(values: Mapping[str, Any], moved_on: date) -> Party:
    """The school with those values, which opened (an heir) or closed on that day."""
    words = frozenset(WORD.findall(values["name"].casefold().replace("'", ""))) - COMMON_WORDS
    postcode = values["postcode"].replace(" ", "")
    return Party(values["urn"], values["name"], values["establishment_number"], postcode, moved_on, words)


def likely_heirs(closed: Party, heirs: Iterable[Party]) -> list[tuple[Party, list[str]]]:
    """Schools that opened when this one closed and share signs with it, the best first, each with those signs."""
    earliest, latest = closed.moved_on - OPENS_BEFORE_CLOSING, closed.moved_on + OPENS_AFTER_CLOSING
    found = [
        (heir, _signs(closed, heir)) for heir in heirs if earliest <= heir.moved_on <= latest and heir.urn != closed.urn
    ]
    return sorted((pair for pair in found if pair[1]), key=lambda pair: (-len(pair[1]), pair[0].urn))


def certain_heir(closed: Party, heirs: Iterable[Party]) -> Party | None:
    """The one school that the closed one became; None where a person must look."""
    likely = [heir for heir, signs in likely_heirs(closed, heirs) if len(signs) >= SIGNS_NEEDED]
    return likely[0] if len(likely) == 1 else None


def _signs(closed: Party, heir: Party) -> list[str]:
    signs = {
        "establishment number": closed.number and closed.number == heir.number,
        "postcode": closed.postcode and closed.postcode == heir.postcode,
        "name": closed.plain_name and closed.plain_name == heir.plain_name,
    }
    return [sign for sign, is_same in signs.items() if is_same]


def likely_successors(closed: Organisation) -> dict[str, tuple[str, str]]:
    """Schools that a closed one may have become, for a person to choose from: URN to (name, why it is likely)."""
    if closed.closed_on is None:
        return {}
    opened = Organisation.objects.schools().filter(
        la_code=closed.la_code,
        opened_on__gte=closed.closed_on - OPENS_BEFORE_CLOSING,
        opened_on__lte=closed.closed_on + OPENS_AFTER_CLOSING,
    )
    fields = ("urn", "name", "establishment_number", "postcode", "opened_on")
    heirs = [as_party(values, values["opened_on"]) for values in opened.values(*fields)]
    found = likely_heirs(as_party(vars(closed), closed.closed_on), heirs)
    return {
        str(heir.urn): (
            f"{heir.name} (URN {heir.urn})",
            f"Opened {format_day(heir.moved_on)}. The same: {', '.join(signs)}.",
        )
        for heir, signs in found
    }


class Successions:
    """Collects the schools of a file, authority by authority, and tells which go on as which."""

    def __init__(self) -> None:
        """Nothing collected yet."""
        self._heirs: dict[str, list[Party]] = defaultdict(list)
        self._closed: dict[str, list[Party]] = defaultdict(list)

    def add(self, values: Mapping[str, Any], *, linked: bool) -> None:
        """Note a school of the file; `linked` ones already have a successor."""
        if is_heir(values):
            self._heirs[values["la_code"]].append(as_party(values, values["opened_on"]))
        if goes_on(values) and not linked:
            self._closed[values["la_code"]].append(as_party(values, values["closed_on"]))

    def certain(self) -> list[tuple[Party, Party]]:
        """Pairs of a closed school and the one it became."""
        pairs = []
        for la_code, all_closed in self._closed.items():
            for closed in all_closed:
                heir = certain_heir(closed, self._heirs[la_code])
                if heir is not None:
                    pairs.append((closed, heir))
        return pairs
