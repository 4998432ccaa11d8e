"""What organisations have done about recommendations, read for all of them in three queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef

from audit_forms.improvement.enums import ActionStatus, ResponseState
from audit_forms.improvement.models import Action, ActionEvidence, Recommendation, RecommendationResponse
from audit_forms.organisations.enums import OrganisationKind

ACTED_STATES = frozenset({ResponseState.DONE, ResponseState.PARTLY})
MOST_NAMED = 3


class Asked(NamedTuple):
    """One organisation to which a recommendation was made."""

    name: str
    is_agency: bool


@dataclass
class Doing:
    """What one organisation has done: its actions by state, and what its returns have said."""

    statuses: list[str] = field(default_factory=list)
    has_evidence: bool = False
    states: list[str] = field(default_factory=list)
    said_effect: bool = False

    @property
    def acts(self) -> bool:
        """Whether it has an action, or says that it has done something."""
        return bool(self.statuses) or not ACTED_STATES.isdisjoint(self.states)

    @property
    def has_proved(self) -> bool:
        """Whether every action is closed; without one, whether a return says that it is done and what shows it."""
        if self.statuses:
            return all(status == ActionStatus.CLOSED for status in self.statuses)
        return self.has_evidence and ResponseState.DONE in self.states

    @property
    def proves(self) -> bool:
        """Whether there is anything that shows it."""
        return self.has_evidence or any(
            status in (ActionStatus.CLOSED, ActionStatus.EVIDENCE_GIVEN) for status in self.statuses
        )

    @property
    def waits(self) -> bool:
        """Whether it has asked the Business Unit to close an action."""
        return ActionStatus.EVIDENCE_GIVEN in self.statuses


@dataclass
class Facts:
    """One recommendation's organisations and what each has done; `address` leads those who may to its own page."""

    organisations: dict[int, Asked] = field(default_factory=dict)
    doings: dict[int, Doing] = field(default_factory=lambda: defaultdict(Doing))
    address: str = ""

    def which(self, test: Any) -> list[int]:
        """Those of the organisations asked of which the test holds."""
        return [key for key in self.organisations if test(self.doings[key])]

    @cached_property
    def everybody(self) -> str:
        """All of them, as `named` names them."""
        return self.named(self.organisations)

    @property
    def agencies(self) -> dict[int, str]:
        """The agencies among them, by name."""
        return {key: each.name for key, each in self.organisations.items() if each.is_agency}

    @property
    def noun(self) -> str:
        """What they are called together."""
        kinds = {each.is_agency for each in self.organisations.values()}
        if kinds == {True}:
            return "agencies"
        return "schools and agencies" if True in kinds else "schools"

    def share(self, keys: Iterable[int]) -> str:
        """How many of them: "2 of 3 agencies"; "the one that was asked" where that says it better."""
        number, whole = len(list(keys)), len(self.organisations)
        if whole == 1:
            return "The one that was asked" if number else "Nobody"
        return f"{number} of {whole} {self.noun}"

    def named(self, keys: Iterable[int]) -> str:
        """Agencies by name, schools by their number: no school is singled out here."""
        wanted = [self.organisations[key] for key in keys]
        agencies = [each.name for each in wanted if each.is_agency]
        schools = len(wanted) - len(agencies)
        told = agencies if len(agencies) <= MOST_NAMED else [*agencies[: MOST_NAMED - 1]]
        more = len(agencies) - len(told)
        told += [f"{more} more agencies"] if more else []
        told += [f"{schools} {'school' if schools == 1 else 'schools'}"] if schools else []
        return " and ".join(filter(None, [", ".join(told[:-1]), told[-1]])) if told else "nobody"


def facts_of(recommendations: Iterable[Recommendation], user: Any) -> dict[int, Facts]:
    """By recommendation, what this reader may know; nothing from a case in which they have a conflict of interest."""
    keys = [each.pk for each in recommendations]
    found: dict[int, Facts] = {key: Facts() for key in keys}
    _add_organisations(found, keys)
    _add_actions(found, keys, user)
    _add_responses(found, keys)
    return found


def _add_organisations(found: dict[int, Facts], keys: list[int]) -> None:
    asked = Recommendation.organisations.through.objects.filter(recommendation__in=keys).order_by("organisation__name")
    columns = ("recommendation", "organisation", "organisation__name", "organisation__kind")
    for recommendation, key, name, kind in asked.values_list(*columns):
        found[recommendation].organisations[key] = Asked(name, kind == OrganisationKind.AGENCY)


def _add_actions(found: dict[int, Facts], keys: list[int], user: Any) -> None:
    shown = Exists(ActionEvidence.objects.filter(action=OuterRef("pk")))
    actions = Action.objects.without_conflict(user).filter(recommendation__in=keys).order_by()
    for recommendation, organisation, status, proved in actions.annotate(proved=shown).values_list(
        "recommendation", "organisation", "status", "proved"
    ):
        doing = found[recommendation].doings[organisation]
        doing.statuses.append(status)
        doing.has_evidence |= proved


def _add_responses(found: dict[int, Facts], keys: list[int]) -> None:
    sent = RecommendationResponse.objects.filter(recommendation__in=keys, frozen_at__isnull=False).order_by()
    for recommendation, organisation, state, evidence, effect in sent.values_list(
        "recommendation", "audit_return__organisation", "state", "evidence", "effect"
    ):
        doing = found[recommendation].doings[organisation]
        doing.states.append(state)
        doing.has_evidence |= bool(evidence.strip())
        doing.said_effect |= bool(effect.strip())
