"""The frame of a sample: every return of a round that the filters let through, with what a drawing needs of it.

A handful of queries, whatever the number of returns (bars P4).
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Count, F, Q, Sum, Value, When

from audit_forms.organisations.enums import Establishment, Phase, RegisterStatus, Sector
from audit_forms.questionnaires.applicability import duty_for
from audit_forms.questionnaires.enums import DutyLevel, Tone
from audit_forms.questionnaires.models import Question
from audit_forms.questionnaires.selection import all_sections
from audit_forms.returns.enums import RECEIVED_STATUSES, ReturnStatus
from audit_forms.returns.models import Answer, Return
from audit_forms.returns.querysets import ReturnQuerySet
from audit_forms.self_assessments.enums import Concern, OutOfFrame, Stratum
from audit_forms.self_assessments.models import DeepDive, Round
from audit_forms.self_assessments.sampling import Entry
from audit_forms.self_assessments.tracker import is_late, organisation_filters

# Every return has one ticket; a concern adds so many.
MORE_TICKETS = {Concern.RED: 2, Concern.LATE: 1, Concern.NEVER: 1, Concern.CHANGE: 1}
# "A lot" is half a step of the rating scale on average, up or down.
BIG_CHANGE = 2
NOTHING = "Not given"
COLUMNS = {
    Stratum.PHASE: "organisation__phase",
    Stratum.TYPE: "organisation__establishment",
    Stratum.TRUST: "organisation__trust__name",
    Stratum.SECTOR: "organisation__sector",
}
LABELS: dict[Stratum, dict[str, str]] = {
    Stratum.PHASE: dict(Phase.choices),
    Stratum.TYPE: dict(Establishment.choices),
    Stratum.SECTOR: dict(Sector.choices),
}
NO_TRUST = "No trust"


@dataclass(frozen=True)
class Plan:
    """What the Business Unit wants drawn. `filters` are those of the tracker that are facts of the organisation."""

    size: int
    filters: Mapping[str, Any] = field(default_factory=dict)
    strata: tuple[str, ...] = ()
    is_weighted: bool = False
    rest_rounds: int = 1


def frame_of(exercise: Round, plan: Plan) -> list[Entry]:
    """The frame as it is now, in the order of the returns' keys, which never change."""
    concerns = concerns_of(exercise) if plan.is_weighted else {}
    rows = _with_reasons(exercise, plan).order_by("pk").values_list("pk", "out", *_columns(plan))
    frame = []
    for pk, out, *values in rows:
        found = tuple(concern for concern in Concern if pk in concerns.get(concern, ()))
        entry = Entry(
            key=pk,
            stratum=stratum_in_words(plan.strata, values),
            weight=1 + sum(MORE_TICKETS[concern] for concern in found),
            because=tuple(concern.value for concern in found),
            out=out,
        )
        frame.append(entry)
    return frame


def counted_frame(exercise: Round, plan: Plan) -> Counter[tuple[str, str]]:
    """How many returns the frame holds of each stratum and reason not to be drawn, "" for none."""
    groups = _with_reasons(exercise, plan).order_by().values_list("out", *_columns(plan)).annotate(number=Count("pk"))
    counted: Counter[tuple[str, str]] = Counter()
    for out, *values, number in groups:
        counted[stratum_in_words(plan.strata, values), out] += number
    return counted


def _columns(plan: Plan) -> list[str]:
    return [COLUMNS[Stratum(name)] for name in plan.strata]


def _with_reasons(exercise: Round, plan: Plan) -> ReturnQuerySet:
    """The returns that the filters let through, each with why it cannot be drawn (`out`): the plainest reason first."""
    standing = DeepDive.objects.standing()
    here = standing.filter(sample__exercise=exercise).values("audit_return")
    resting = sampled_organisations(rounds_before(exercise, plan.rest_rounds)) if plan.rest_rounds else set()
    reasons = [
        (Q(status=ReturnStatus.WITHDRAWN), OutOfFrame.WITHDRAWN),
        (~Q(status__in=RECEIVED_STATUSES), OutOfFrame.NOT_RECEIVED),
        (Q(organisation__status=RegisterStatus.CLOSED), OutOfFrame.CLOSED),
        (Q(pk__in=here), OutOfFrame.IN_SAMPLE),
        (Q(organisation__in=resting), OutOfFrame.RESTING),
    ]
    out = Case(*(When(when, then=Value(reason.value)) for when, reason in reasons), default=Value(""))
    return Return.objects.filter(exercise=exercise, **organisation_filters(dict(plan.filters))).annotate(out=out)


def stratum_in_words(names: Iterable[str], values: Iterable[str | None]) -> str:
    """The stratum as readers are told it: "Primary, Academy"."""
    words = []
    for name, value in zip(names, values, strict=True):
        if name == Stratum.TRUST:
            words.append(value or NO_TRUST)
        else:
            words.append(str(LABELS[Stratum(name)].get(value or "", NOTHING)))
    return ", ".join(words)


def rounds_before(exercise: Round, number: int) -> list[int]:
    """The keys of so many rounds of the same questionnaire that opened before this one, the latest first."""
    earlier = Round.objects.filter(
        edition__questionnaire=exercise.edition.questionnaire_id, opens_at__lt=exercise.opens_at
    )
    return list(earlier.order_by("-opens_at").values_list("pk", flat=True)[:number])


def sampled_organisations(rounds: Collection[int] | None = None) -> set[int]:
    """Organisations sampled in these rounds (in any, without), and those that follow one that was."""
    dives = DeepDive.objects.standing()
    if rounds is not None:
        dives = dives.filter(sample__exercise__in=rounds)
    found = dives.order_by().values_list("audit_return__organisation", "audit_return__organisation__successor")
    return {key for pair in found for key in pair if key}


def concerns_of(exercise: Round) -> dict[Concern, set[int]]:
    """The keys of the round's returns with each concern."""
    returns = Return.objects.filter(exercise=exercise).order_by()
    sampled = sampled_organisations()
    keys = returns.values_list("pk", "organisation")
    return {
        Concern.RED: red_on_must(exercise),
        Concern.LATE: set(returns.filter(is_late(exercise)).values_list("pk", flat=True)),
        Concern.NEVER: {pk for pk, organisation in keys if organisation not in sampled},
        Concern.CHANGE: changed_much(exercise),
    }


def red_on_must(exercise: Round) -> set[int]:
    """Returns that rate themselves red on a question that is a legal duty of theirs."""
    questions: dict[int, Question] = {
        question.pk: question
        for part in all_sections(exercise.edition)
        for question in part.questions
        if question.duty == DutyLevel.MUST or question.must_for
    }
    reds = Answer.objects.filter(audit_return__exercise=exercise, question__in=questions, level__tone=Tone.RED)
    rows = reds.order_by().values_list("audit_return", "question", "audit_return__facts")
    return {pk for pk, question, facts in rows if duty_for(questions[question], facts) == DutyLevel.MUST}


def changed_much(exercise: Round) -> set[int]:
    """Returns whose mean rating lies half a step or more above or below their organisation's last return."""
    links = Return.objects.filter(exercise=exercise, previous__isnull=False).order_by().values_list("pk", "previous")
    now = scores_of(Q(audit_return__exercise=exercise))
    before = scores_of(Q(audit_return__following__exercise=exercise))
    found = set()
    for pk, previous in links:
        (total, number), (total_before, number_before) = now[pk], before[int(previous or 0)]
        # In whole numbers, so that no rounding decides who is drawn; nothing rated is no change.
        difference = abs(total * number_before - total_before * number)
        if number and number_before and BIG_CHANGE * difference >= number * number_before:
            found.add(pk)
    return found


def scores_of(which: Q) -> dict[int, tuple[int, int]]:
    """The sum of the scores and how many ratings have one, by return; of none (0, 0)."""
    rated = Answer.objects.filter(which, level__score__isnull=False).order_by()
    rows = rated.values_list("audit_return").annotate(total=Sum(F("level__score")), number=Count("pk"))
    found: dict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    found.update({pk: (total, number) for pk, total, number in rows})
    return found
