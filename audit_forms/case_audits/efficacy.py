"""How an audit was done, in figures: worked out from the trail and the returns, never typed (domain, 3.3).

Effort is told for the partnership as a whole and by agency to those who compare methods; never by person.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean, median

from django.db.models import QuerySet

from audit_forms.case_audits.agreed import shift_at_moderation
from audit_forms.case_audits.models import CaseAudit
from audit_forms.improvement.enums import RecommendationStatus
from audit_forms.returns.enums import RECEIVED_STATUSES
from audit_forms.returns.models import Answer
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
    answers = Answer.objects.filter(audit_return__exercise=audit, audit_return__status__in=RECEIVED_STATUSES)
    received = audit.returns.filter(status__in=RECEIVED_STATUSES)
    report = getattr(audit, "report", None)
    raised = [each.raised for each in report.recommendations.select_related("raised")] if report else []
    review = getattr(audit, "efficacy_review", None)
    helped = [_number(each.value) for each in answers.filter(question__key=USEFUL_KEY)]
    return Measures(
        audit=audit,
        stages=_stages(audit),
        hours=_hours(answers.filter(question__key=HOURS_KEY)),
        returns=received.count(),
        sent_back=AuditTrail.objects.filter(
            action="return.request_changes",
            target_type="returns.return",
            target_id__in=[str(pk) for pk in received.values_list("pk", flat=True)],
        ).count(),
        shift=shift_at_moderation(audit),
        recommendations=len(raised),
        done=sum(each is not None and each.status == RecommendationStatus.DONE for each in raised),
        tool_helped=_mean(helped),
        usefulness=review.usefulness if review else None,
    )


def records_of(measured: Iterable[Measures]) -> list[MethodRecord]:
    """The methods compared over the published audits, in the order of their names; those never used have none."""
    found = list(measured)
    return [_record(method, [each for each in found if each.audit.method == method]) for method in AuditMethod]


def _record(method: AuditMethod, found: Sequence[Measures]) -> MethodRecord:
    cases = {each.audit.pk: each.audit.cases.active().count() for each in found}
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


def _stages(audit: CaseAudit) -> tuple[Stage, ...]:
    when: dict[str, datetime] = {}
    for entry in AuditTrail.objects.about(audit).filter(action__startswith="audit."):
        when[entry.action.removeprefix("audit.")] = entry.at
    return tuple(
        Stage(words, (when[end].date() - when[begin].date()).days if begin in when and end in when else None)
        for begin, end, words in STAGES
    )


def _hours(answers: "QuerySet[Answer]") -> tuple[tuple[str, float], ...]:
    """Hours by agency, over all of its cases."""
    sums: dict[str, float] = {}
    for each in answers.select_related("audit_return__organisation"):
        number = _number(each.value)
        if number is not None:
            name = each.audit_return.organisation.name
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
