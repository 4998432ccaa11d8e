"""What a loop is made of: seven steps from a finding to changed practice, and what stands at each. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from audit_forms.improvement.enums import RecommendationStatus
from audit_forms.improvement.models import Recommendation


class Step(models.TextChoices):
    """The steps in their order."""

    FINDING = "finding", "Finding"
    RECOMMENDATION = "recommendation", "Recommendation"
    ACTION = "action", "Action"
    EVIDENCE = "evidence", "Evidence"
    DISSEMINATION = "dissemination", "Passed on"
    REAUDIT = "reaudit", "Asked again"
    IMPACT = "impact", "Impact"


class Standing(models.TextChoices):
    """How a step stands; its value is the tone of its shape and colour."""

    THERE = "green", "There"
    PARTLY = "amber", "Partly"
    MISSING = "red", "Missing"
    NOT_DUE = "neutral", "Not due yet"


@dataclass(frozen=True)
class Part:
    """One of several things of which a step is made."""

    name: str
    standing: Standing
    words: str
    page: Any = None
    address: str = ""


@dataclass(frozen=True)
class Link:
    """How one step stands: in words, what is to be done by whom, and where to read it for those who may."""

    step: Step
    standing: Standing
    words: str
    todo: str = ""
    owed_by: str = ""
    address: str = ""
    parts: tuple[Part, ...] = ()

    @property
    def is_there(self) -> bool:
        """Whether nothing is left to do."""
        return self.standing == Standing.THERE

    @property
    def is_missing(self) -> bool:
        """Whether it ought to be there and is not."""
        return self.standing == Standing.MISSING


@dataclass(frozen=True)
class Origin:
    """Where a recommendation comes from, and the steps of its loop of which the origin knows more."""

    title: str
    year: str
    theme: str = ""
    address: str = ""
    links: Mapping[Step, Link] = field(default_factory=dict)


@dataclass(frozen=True)
class Loop:
    """A finding and all that came of it."""

    recommendation: Recommendation
    origin: Origin
    agencies: Mapping[int, str]
    asked: str
    links: tuple[Link, ...]

    @property
    def is_withdrawn(self) -> bool:
        """Whether the recommendation was taken back: nothing is owed any more."""
        return self.recommendation.status == RecommendationStatus.WITHDRAWN

    @property
    def is_closed(self) -> bool:
        """Whether every step is there."""
        return not self.is_withdrawn and all(link.is_there for link in self.links)

    @property
    def missing(self) -> list[Link]:
        """The steps that ought to be there and are not."""
        return [] if self.is_withdrawn else [link for link in self.links if link.is_missing]

    @property
    def next_link(self) -> Link | None:
        """The step to take next: the first that is missing, else the first that is not complete."""
        if self.is_withdrawn:
            return None
        standings = (Standing.MISSING, Standing.PARTLY, Standing.NOT_DUE)
        return next((link for wanted in standings for link in self.links if link.standing == wanted), None)

    @property
    def state(self) -> tuple[str, str]:
        """How the loop stands in a word or two, and the colour of its tag."""
        if self.is_withdrawn:
            return "Withdrawn", "grey"
        if self.is_closed:
            return "Closed", "green"
        number = len(self.missing)
        return (f"{number} missing", "red") if number else ("On its way", "blue")


def combined(parts: tuple[Part, ...]) -> Standing:
    """How a step stands that is made of several parts."""
    standings = {part.standing for part in parts}
    if standings == {Standing.THERE}:
        return Standing.THERE
    if standings <= {Standing.MISSING}:
        return Standing.MISSING
    return Standing.PARTLY
