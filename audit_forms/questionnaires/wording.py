"""Rules about organisations in words."""

from collections.abc import Mapping
from typing import Any

from audit_forms.organisations.enums import Establishment, Phase, Sector

VALUES = {
    "phase": dict(Phase.choices),
    "establishment": dict(Establishment.choices),
    "sector": dict(Sector.choices),
}
FACTS = {
    "boarding": ("settings that board pupils", "settings that do not board pupils"),
    "sixth_form": ("settings with a sixth form", "settings without a sixth form"),
    "early_years": ("settings with early years", "settings without early years"),
    "small": ("small groups", "all but small groups"),
}


def in_words(rule: Mapping[str, Any]) -> str:
    """A rule of `questionnaires.applicability` as people say it: "Primary, Nursery; settings that board pupils"."""
    parts = []
    for name, wanted in rule.items():
        if name in VALUES:
            values = wanted if isinstance(wanted, list) else [wanted]
            parts.append(", ".join(str(VALUES[name].get(value, value)) for value in values))
        else:
            parts.append(FACTS[name][0 if wanted else 1])
    return "; ".join(parts)
