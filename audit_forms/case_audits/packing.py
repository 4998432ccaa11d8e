"""What case audits have to show in an inspection pack. Cases stand in bands; no pseudonym and no identity is read."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Count, Q

from audit_forms.case_audits.efficacy import Measures, MethodRecord, measures_of_all, records_of
from audit_forms.case_audits.enums import FOLLOWED_STATUSES, CaseStatus
from audit_forms.case_audits.gate import PUBLIC_TEXTS
from audit_forms.case_audits.models import CaseAudit, Programme, Report
from audit_forms.case_audits.references import CASE_PATTERN
from audit_forms.insight.disclosure import band_of
from audit_forms.insight.pack.content import Block, Cell, Heading, Paragraph, Points, Section, Table, Typed
from portal.dates import format_day
from portal.texts import label_of, lines_of

PLAN, REPORTS, GRADES, EFFICACY = 10, 20, 30, 70
FULL = 100
UNKNOWN = "–"
AUDIT_COLUMNS = (
    *("Audit", "Days to publication", "Returns", "Sent back"),
    *("Recommendations", "Done", "What worked", "Next time"),
)


def years() -> set[str]:
    """The years with a programme."""
    return set(Programme.objects.values_list("year", flat=True))


def refusals_of(text: str) -> list[str]:
    """Pseudonyms of cases in a text that is to leave."""
    found = dict.fromkeys(match.group() for match in CASE_PATTERN.finditer(text))
    return [f"“{each}” is the pseudonym of a case. Take it out." for each in found]


def sections(wanted: Sequence[str], user: Any) -> Iterator[Section]:
    """The plan, the reports with their grades, and how audits were done."""
    active = Count("cases", filter=Q(cases__status=CaseStatus.ACTIVE))
    audits = list(
        CaseAudit.objects.filter(programme__year__in=wanted)
        .select_related("programme", "theme", "report", "efficacy_review")
        .prefetch_related("key_lines", "report__judgements", "report__recommendations")
        .annotate(case_number=active)
        .order_by("programme__year", "opens_at", "pk")
    )
    told = [each for each in audits if each.status in FOLLOWED_STATUSES and hasattr(each, "report")]
    about = "The multi-agency case audits of these years: what was looked at, why, how and when."
    yield Section(PLAN, "plan", "The year’s plan and methods", about, [_plan(audits), _lines(audits)])
    about = "The reports of the audits that are published, as the group approved them."
    reports = [block for each in told for block in _report(each, each.report)]
    yield Section(REPORTS, "reports", "Reports", about, reports or [Paragraph("No audit of these years is published.")])
    about = (
        "What was agreed at moderation for each area of practice, over all cases of an audit. Samples stand in bands."
    )
    yield Section(GRADES, "grades", "Grades", about, [_grades(told)])
    about = "How the audits were done: time, effort, and what came of it. The figures are worked out from the record."
    yield Section(EFFICACY, "efficacy", "Efficacy", about, _efficacy(told))


def _plan(audits: Sequence[Any]) -> Table:
    heading = ("Audit", "Year", "Theme", "Method", "Why this theme", "Begins", "To be published", "Status")
    rows = tuple(
        (
            *(_typed(each, "title", each.title), each.programme.year, str(each.theme), str(each.get_method_display())),
            *(_typed(each, "why this theme", each.reason), format_day(each.opens_at), format_day(each.publish_on)),
            str(each.get_status_display()),
        )
        for each in audits
    )
    return Table("Audits", heading, rows)


def _lines(audits: Sequence[Any]) -> Table:
    rows = tuple(
        (_typed(each, "title", each.title), _typed(each, "key lines of enquiry", line.text))
        for each in audits
        for line in each.key_lines.all()
    )
    return Table("Key lines of enquiry", ("Audit", "Question"), rows)


def _report(audit: Any, report: Report) -> Iterator[Block]:
    yield Heading(_typed(audit, "title", f"{audit.title}, {audit.programme.year}"))
    for name in PUBLIC_TEXTS:
        label = label_of(report, name)
        points = tuple(_typed(audit, label.lower(), line) for line in lines_of(getattr(report, name)))
        if points:
            yield Paragraph(f"{label}:")
            yield Points(points)
    made = tuple(_typed(audit, "recommendations", each.change) for each in report.recommendations.all())
    if made:
        yield Paragraph("Recommendations:")
        yield Points(made)


def _grades(audits: Sequence[Any]) -> Table:
    rows = tuple(
        (
            *(_typed(each, "title", each.title), str(band_of(each.case_number).label)),
            *(_typed(each, "judgements", judged.area), str(judged.get_grade_display())),
            _typed(each, "judgements", judged.reason),
        )
        for each in audits
        for judged in each.report.judgements.all()
    )
    return Table("Judgements", ("Audit", "Sample", "Area", "Grade", "Why"), rows)


def _efficacy(audits: Sequence[Any]) -> list[Block]:
    measured = measures_of_all(audits)
    columns = ("Method", "Audits", "Days to publication", "Hours a case", "Changed at moderation", "Done", "Usefulness")
    methods = Table("Methods compared", columns, tuple(_method(each) for each in records_of(measured)))
    return [methods, Table("Audits", AUDIT_COLUMNS, tuple(_measured(each) for each in measured))]


def _method(each: MethodRecord) -> tuple[Cell, ...]:
    if not each.audits:
        return each.label, 0, *([UNKNOWN] * 5)
    return (
        *(each.label, each.audits, _number(each.days), _number(each.hours_a_case), _percent(each.shift)),
        *(_percent(each.done_share), _number(each.usefulness)),
    )


def _measured(each: Measures) -> tuple[Cell, ...]:
    audit, review = each.audit, getattr(each.audit, "efficacy_review", None)
    return (
        *(_typed(audit, "title", audit.title), _number(each.days), each.returns, each.sent_back),
        *(each.recommendations, each.done),
        *(_typed(audit, "efficacy review", getattr(review, name, "")) for name in ("worked", "next_time")),
    )


def _typed(audit: CaseAudit, what: str, text: str) -> Typed:
    return Typed(text, f"“{audit.title}”, {what}")


def _number(value: float | None) -> str:
    return UNKNOWN if value is None else f"{value:.1f}".removesuffix(".0")


def _percent(share: float | None) -> str:
    return UNKNOWN if share is None else f"{round(FULL * share)}%"
