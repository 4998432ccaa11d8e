"""Which returns of a round are summed. Pure."""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from audit_forms.insight.enums import SIZE_LIMITS, SizeBand


@dataclass(frozen=True)
class RoundFilters:
    """The facts by which returns are chosen; an empty one is no filter. `trust` is the trust's primary key."""

    phase: str = ""
    establishment: str = ""
    trust: int | None = None
    size: str = ""
    duty: str = ""
    sector: str = ""

    @property
    def chosen(self) -> dict[str, Any]:
        """Those that are set: columns of a packed return."""
        return {name: value for name, value in asdict(self).items() if value}

    @property
    def digest(self) -> str:
        """The same for the same choice, however it was come to."""
        return hashlib.sha256(json.dumps(self.chosen, sort_keys=True).encode()).hexdigest()[:32]

    @property
    def of_organisations(self) -> dict[str, Any]:
        """The same filters over the organisations of returns that have not come in."""
        chosen = self.chosen
        size = chosen.pop("size", "")
        wanted = {f"organisation__{name}": value for name, value in chosen.items()}
        return wanted | (_pupils(SizeBand(size)) if size else {})


def _pupils(band: SizeBand) -> dict[str, int]:
    above = 0
    for most, each in SIZE_LIMITS:
        if each == band:
            return {"organisation__pupils__gte": above, "organisation__pupils__lte": most}
        above = most + 1
    return {"organisation__pupils__gte": above}


EVERYONE = RoundFilters()
