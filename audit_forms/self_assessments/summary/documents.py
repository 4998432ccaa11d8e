"""The report as tagged PDF and as Word, from the same source as its page."""

from pathlib import Path
from typing import Any

from django.utils.text import slugify

from audit_forms.insight.documents.word import Writer
from audit_forms.insight.palette import DOCUMENT_COLOURS, DOCUMENT_LOOKS
from audit_forms.self_assessments.models import SummaryReport
from audit_forms.self_assessments.models.summary import TEXTS
from audit_forms.self_assessments.summary.pages import voices_of
from portal.dates import format_day
from portal.pdf.making import make_pdf
from portal.texts import label_of, lines_of

TEMPLATE = Path(__file__).parent / "summary.typ"
DRAFT = "Draft: not approved yet."


def content_of(report: SummaryReport) -> dict[str, Any]:
    """What both documents hold, as plain values; every number has been protected."""
    counted = f"Figures of {format_day(report.counted_at)}."
    return {
        "title": f"{report.exercise.title}: what we found",
        "subtitle": f"{DRAFT} {counted}" if report.is_draft else counted,
        "footer": report.exercise.title,
        "looks": DOCUMENT_LOOKS,
        "colours": DOCUMENT_COLOURS,
        "finding": report.finding,
        "parts": [
            {"title": label_of(report, name), "lines": lines_of(getattr(report, name))}
            for name in TEXTS
            if name != "finding" and getattr(report, name).strip()
        ],
        "charts": [_chart(chart) for chart in report.charts],
        "voices": voices_of(report),
        # Typst templates of the portal ask for them; a report tells no facts of a return.
        "facts": [],
    }


def make_pdf_of(report: SummaryReport) -> bytes:
    """The PDF; the same report gives the same bytes."""
    return make_pdf(TEMPLATE, content_of(report), report.approved_at or report.counted_at)


def make_word_of(report: SummaryReport) -> bytes:
    """The Word file."""
    content = content_of(report)
    writer = Writer(content, report.approved_at or report.counted_at)
    writer.text(content["finding"], bold=True)
    for part in content["parts"]:
        writer.heading(part["title"], 1)
        writer.bullets(part["lines"])
    if content["charts"]:
        writer.heading("The figures", 1)
    for chart in content["charts"]:
        writer.heading(chart["title"], 2)
        writer.text(chart["about"])
        writer.table(chart["heading"], [[row["title"], *row["cells"]] for row in chart["rows"]])
        if chart["note"]:
            writer.text(chart["note"])
    if content["voices"]:
        writer.heading("In their own words", 1)
    for voice in content["voices"]:
        writer.heading(voice["theme"], 2)
        writer.bullets([f"“{text}”" for text in voice["quotations"]])
    return writer.finish()


def file_name(report: SummaryReport, ending: str) -> str:
    """A name that still says what it is in somebody's downloads."""
    return f"{slugify(report.exercise.title)}-summary.{ending}"


def _chart(chart: dict[str, Any]) -> dict[str, Any]:
    said = " ".join(f"{row['title']}: {row['words']}" for row in chart["rows"])
    return chart | {"description": f"{chart['title']}. {said}"}
