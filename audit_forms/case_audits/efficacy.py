"""How an audit was done, in figures: worked out from the trail and the returns, never typed (domain, 3.3).

Effort is told for the partnership as a whole and by agency to those who compare methods; never by person.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean, median

from audit_forms.case_audits.agreed import shifts_at_moderation
from audit_forms.case_audits.models import Case, CaseAudit, EfficacyReview, ReportRecommendation
from audit_forms.improvement.enums import RecommendationStatus
from audit_forms.returns.enums import RECEIVED_STATUSES
from audit_forms.returns.models import Answer, Return
from portal.trail.models import AuditTrail
from publications.enums import AuditMethod

# A stage ends where the next one's entry in the trail stands; the words are what happened in it.
STAGES = (
    ("start", "close_returns", "Agencies audit"),
    ("close_returns", "open_moderation", "Quality assurance"),
    ("open_moderation", "end_moderation", "Moderation"),
    ("end_moderation", "approve_report", "Report"),
    ("approve_report", "publish", "Publication"),
    ("publish", "review_impact", "Until impact was reviewed"),
)
# Keys of the tool's questions on effort (the case-audit editions keep them).
HOURS_KEY, USEFUL_KEY = "effort-hours", "effort-helped"


@dataclass(frozen=True)
class Stage:
    """One stage and the whole days it took; None while it has not ended."""

    words: str
    days: int | None


@dataclass(frozen=True)
class Measures:
    """The figures of one audit; None where there is nothing to work one out from."""

    audit: CaseAudit
    stages: tuple[Stage, ...]
    hours: tuple[tuple[str, float], ...]
    returns: int
    sent_back: int
    shift: float | None
    recommendations: int
    done: int
    tool_helped: float | None
    usefulness: int | None

    @property
    def days(self) -> int | None:
        """Whole days from start to publication; None until it is published."""
        told = [stage.days for stage in self.stages[:-1]]
        return sum(day for day in told if day is not None) if None not in told else None

    @property
    def hours_in_all(self) -> float | None:
        """Hours that all agencies spent; None where none said."""
        return sum(number for _, number in self.hours) if self.hours else None


@dataclass(frozen=True)
class MethodRecord:
    """A method over all audits that were published: how many, and the middle of each figure."""

    label: str
    audits: int
    days: float | None
    hours_a_case: float | None
    shift: float | None
    done_share: float | None
    usefulness: float | None


def measures_of(audit: CaseAudit) -> Measures:
    """The figures of one audit."""
    return measures_of_all([audit])[0]


def measures_of_all(audits: Iterable[CaseAudit]) -> list[Measures]:
    """The figures of these audits, in their order; the number of queries does not grow with theirs."""
    found = list(audits)
    answers, sent_back = _effort(found), _sent_back(found)
    received, passed = _received(found), _passed(found)
    made, shifts = _recommended(found), shifts_at_moderation(found)
    useful = dict(EfficacyReview.objects.filter(audit__in=found).values_list("audit", "usefulness"))
    return [
        Measures(
            audit=each,
            stages=_stages(passed[each.pk]),
            hours=_hours(answers[each.pk, HOURS_KEY]),
            returns=received[each.pk],
            sent_back=sent_back[each.pk],
            shift=shifts.get(each.pk),
            recommendations=len(made[each.pk]),
            done=made[each.pk].count(RecommendationStatus.DONE),
            tool_helped=_mean(_number(value) for _, value in answers[each.pk, USEFUL_KEY]),
            usefulness=useful.get(each.pk),
        )
        for each in found
    ]


def records_of(measured: Iterable[Measures]) -> list[MethodRecord]:
    """The methods compared over the published audits, in the order of their names; those never used have none."""
    found = list(measured)
    active = Case.objects.active().filter(audit__in=[each.audit.pk for each in found]).order_by()
    cases = Counter(active.values_list("audit", flat=True))
    return [_record(method, [each for each in found if each.audit.method == method], cases) for method in AuditMethod]


def _record(method: AuditMethod, found: Sequence[Measures], cases: Mapping[int, int]) -> MethodRecord:
    hours = [
        each.hours_in_all / cases[each.audit.pk]
        for each in found
        if each.hours_in_all is not None and cases[each.audit.pk]
    ]
    made = sum(each.recommendations for each in found)
    return MethodRecord(
        label=str(method.label),
        audits=len(found),
        days=_median([each.days for each in found]),
        hours_a_case=_median(hours),
        shift=_median([each.shift for each in found]),
        done_share=sum(each.done for each in found) / made if made else None,
        usefulness=_median([each.usefulness for each in found]),
    )


def _passed(audits: Sequence[CaseAudit]) -> dict[int, dict[str, datetime]]:
    """When each audit took each step, by the trail; the last time counts."""
    when: dict[int, dict[str, datetime]] = defaultdict(dict)
    entries = AuditTrail.objects.filter(
        target_type=CaseAudit._meta.label_lower, target_id__in=[str(each.pk) for each in audits],
        action__startswith="audit.",
    )  # fmt: skip
    for key, action, at in entries.order_by("pk").values_list("target_id", "action", "at"):
        when[int(key)][action.removeprefix("audit.")] = at
    return when


def _stages(when: Mapping[str, datetime]) -> tuple[Stage, ...]:
    return tuple(
        Stage(words, (when[end].date() - when[begin].date()).days if begin in when and end in when else None)
        for begin, end, words in STAGES
    )


def _received(audits: Sequence[CaseAudit]) -> Counter[int]:
    returns = Return.objects.filter(exercise__in=audits, status__in=RECEIVED_STATUSES).order_by()
    return Counter(returns.values_list("exercise", flat=True))


def _sent_back(audits: Sequence[CaseAudit]) -> Counter[int]:
    """How often a return that has come in since was sent back."""
    returns = Return.objects.filter(exercise__in=audits, status__in=RECEIVED_STATUSES).order_by()
    audit_of = {str(key): audit for key, audit in returns.values_list("pk", "exercise")}
    entries = AuditTrail.objects.filter(
        action="return.request_changes", target_type="returns.return", target_id__in=list(audit_of)
    )
    return Counter(audit_of[key] for key in entries.order_by().values_list("target_id", flat=True))


def _recommended(audits: Sequence[CaseAudit]) -> dict[int, list[str]]:
    """The status of each recommendation, by audit."""
    made: dict[int, list[str]] = defaultdict(list)
    all_made = ReportRecommendation.objects.filter(report__audit__in=audits).order_by()
    for audit, status in all_made.values_list("report__audit", "raised__status"):
        made[audit].append(status or "")
    return made


def _effort(audits: Sequence[CaseAudit]) -> dict[tuple[int, str], list[tuple[str, object]]]:
    """What returns that have come in say of hours and of the tool: by audit and question, agency and value."""
    told: dict[tuple[int, str], list[tuple[str, object]]] = defaultdict(list)
    answers = Answer.objects.filter(
        audit_return__exercise__in=audits, audit_return__status__in=RECEIVED_STATUSES,
        question__key__in=(HOURS_KEY, USEFUL_KEY),
    ).order_by("pk")  # fmt: skip
    columns = ("audit_return__exercise", "question__key", "audit_return__organisation__name", "value")
    for audit, key, name, value in answers.values_list(*columns):
        told[audit, key].append((name, value))
    return told


def _hours(told: Iterable[tuple[str, object]]) -> tuple[tuple[str, float], ...]:
    """Hours by agency, over all of its cases."""
    sums: dict[str, float] = {}
    for name, value in told:
        number = _number(value)
        if number is not None:
            sums[name] = sums.get(name, 0.0) + number
    return tuple(sorted(sums.items()))


def _number(value: object) -> float | None:
    try:
        return float(str(value))
    except ValueError:
        return None


def _mean(numbers: Iterable[float | None]) -> float | None:
    told = [number for number in numbers if number is not None]
    return fmean(told) if told else None


def _median(numbers: Iterable[float | None]) -> float | None:
    told = [number for number in numbers if number is not None]
    return median(told) if told else None
