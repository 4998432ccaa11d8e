"""Whether a question is asked of an organisation: a pure rule over facts kept with the return."""

from collections.abc import Mapping
from typing import Any

FACTS = ("phase", "establishment", "boarding", "sixth_form", "early_years")


def applies(rule: Mapping[str, Any], facts: Mapping[str, Any]) -> bool:
    """Whether every condition of `rule` holds for `facts`.

    A rule is a mapping from a name in `FACTS` to the wanted value, or to a list of which any will do; {} is everyone.
    """
    return all(
        facts.get(name) in wanted if isinstance(wanted, list) else facts.get(name) == wanted
        for name, wanted in rule.items()
    )
