"""The exact counts behind a report, as plain data that is kept with it: no name of any school or agency is in it."""

from collections import Counter
from typing import Any

from audit_forms.insight.rounds import RoundFigures, read_round
from audit_forms.organisations.enums import Phase, Sector
from audit_forms.returns.enums import RECEIVED_STATUSES, ReturnStatus
from audit_forms.returns.models import Return
from audit_forms.self_assessments.models.rounds import Round

Counts = dict[str, Any]
# A school without a phase, such as one of a kind the register gives none.
NO_GROUP = "none"
# Groups of fewer settings are told of together, so that the larger ones need not be kept back to cover them.
SMALL_GROUP, OTHERS = 10, "others"


def count_round(exercise: Round) -> Counts:
    """Everything that a report counts, of the returns received so far."""
    figures = read_round(exercise)
    return {
        "round": exercise.pk,
        "of_agencies": exercise.asks_agencies,
        "settings": figures.settings,
        "compliant": figures.compliant,
        "levels": [
            {"key": level.key, "label": level.label, "tone": level.tone}
            for level in figures.levels
            if level.score is not None
        ],
        "best": figures.best.key if figures.best else "",
        "groups": _groups(exercise),
        "sections": [_section(each) for each in figures.sections if each.tally.rated],
        "duties": _duties(figures),
    }


def _groups(exercise: Round) -> list[Counts]:
    """How many were asked and how many have answered, by phase or sector."""
    column, words = ("sector", Sector) if exercise.asks_agencies else ("phase", Phase)
    returns = Return.objects.filter(exercise=exercise.pk).exclude(status=ReturnStatus.WITHDRAWN).order_by()
    asked: Counter[str] = Counter()
    received: Counter[str] = Counter()
    for group, status in returns.values_list(f"organisation__{column}", "status"):
        asked[group or NO_GROUP] += 1
        received[group or NO_GROUP] += status in RECEIVED_STATUSES
    labels = [*words.choices, (NO_GROUP, "Not known")]
    found = [_group(key, str(label), asked[key], received[key]) for key, label in labels if asked[key]]
    small = [each for each in found if each["asked"] < SMALL_GROUP]
    others = _group(OTHERS, "Others", *(sum(each[name] for each in small) for name in ("asked", "received")))
    return [*(each for each in found if each not in small), *([others] if small else [])]


def alone(counts: Counts) -> Counts:
    """The same with everybody asked in one group."""
    everybody = (sum(each[name] for each in counts["groups"]) for name in ("asked", "received"))
    return counts | {"groups": [_group(OTHERS, "All", *everybody)]}


def _group(key: str, label: str, asked: int, received: int) -> Counts:
    return {"key": key, "label": label, "asked": asked, "received": received}


def _section(each: Any) -> Counts:
    return {
        "key": each.section.key,
        "title": each.section.title,
        "settings": each.settings,
        "given": each.tally.scored,
        "training": each.training,
    }


def _duties(figures: RoundFigures) -> list[Counts]:
    return [
        {
            "key": each.question.key,
            "title": f"{each.question.number} {each.question.text}".strip(),
            "section": each.section.key,
            "met": each.musts - each.musts_not_met,
            "not_met": each.musts_not_met,
        }
        for each in figures.questions
        if each.musts
    ]
