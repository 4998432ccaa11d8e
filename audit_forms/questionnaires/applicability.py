"""Whether and how firmly a question is asked of an organisation: pure rules over facts kept with the return."""

from collections.abc import Mapping
from typing import Any, Protocol

from audit_forms.questionnaires.enums import DutyLevel

FACTS = ("phase", "establishment", "boarding", "sixth_form", "early_years", "sector", "small")


class Binding(Protocol):
    """What `duty_for` reads of a question."""

    duty: str
    must_for: dict[str, Any]


def applies(rule: Mapping[str, Any], facts: Mapping[str, Any]) -> bool:
    """Whether every condition of `rule` holds for `facts`.

    A rule is a mapping from a name in `FACTS` to the wanted value, or to a list of which any will do; {} is everyone.
    """
    return all(
        facts.get(name) in wanted if isinstance(wanted, list) else facts.get(name) == wanted
        for name, wanted in rule.items()
    )


def duty_for(question: Binding, facts: Mapping[str, Any]) -> DutyLevel:
    """How binding the question is for that organisation: its duty, or a must where `must_for` names the organisation.

    KCSIE binds some kinds of school more firmly than others; safer recruitment training on panels is a legal duty
    of maintained schools only (`domain.md` 3.1, G1).
    """
    if question.must_for and applies(question.must_for, facts):
        return DutyLevel.MUST
    return DutyLevel(question.duty)
