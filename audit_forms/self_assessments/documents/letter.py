"""A feedback letter as it is read, printed and downloaded: one content for the page, the PDF and the Word file."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import models
from django.utils.text import slugify

from audit_forms.insight.documents.kinds import LONGEST_NAME, PDF, WORD
from audit_forms.insight.documents.word import Writer
from audit_forms.insight.palette import DOCUMENT_COLOURS
from audit_forms.self_assessments.models import FeedbackLetter
from audit_forms.self_assessments.models.feedback import points_of
from portal.dates import format_day
from portal.pdf.making import make_pdf

Content = dict[str, Any]
TEMPLATE = Path(__file__).parent / "templates" / "letter.typ"


class LetterKind(models.TextChoices):
    """A form in which a letter is downloaded, by the last part of its address."""

    PDF = "letter.pdf", "PDF"
    WORD = "letter.docx", "Word"

    @property
    def content_type(self) -> str:
        """What a browser is told."""
        return PDF if self == LetterKind.PDF else WORD


def letter_content(letter: FeedbackLetter) -> Content:
    """The letter in its parts, empty ones left out; a date only where it has been sent."""
    sent = f"Sent {format_day(letter.sent_at)}." if letter.sent_at else "Draft, not sent yet."
    parts = [
        _part("", paragraphs=paragraphs_of(letter.opening)),
        _part("What is strong", points=points_of(letter.strengths)),
        _part("About single questions", entries=entries_of(letter.questions)),
        _part("Next steps", paragraphs=_when(letter), points=letter.steps),
        _part("Good practice we ask to share", points=letter.practices),
        _part("What happens now", paragraphs=paragraphs_of(letter.closing)),
    ]
    return {
        "title": "Feedback on your self-assessment",
        "subtitle": f"{letter.audit_return.organisation}: {letter.audit_return.exercise.title}",
        "sent": sent,
        "footer": f"{letter.audit_return.organisation}, {letter.audit_return.reference}",
        "colours": DOCUMENT_COLOURS,
        "parts": [part for part in parts if part["paragraphs"] or part["points"] or part["entries"]],
    }


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of a text, which an empty line parts."""
    blocks = "\n".join(line.rstrip() for line in text.splitlines()).split("\n\n")
    return [block.strip() for block in blocks if block.strip()]


def entries_of(text: str) -> list[Content]:
    """What is said about single questions: of each block the first line is its heading."""
    found = []
    for block in paragraphs_of(text):
        title, *lines = block.splitlines()
        found.append({"title": title, "lines": lines})
    return found


def make_letter(letter: FeedbackLetter, kind: LetterKind) -> bytes:
    """The letter as a file; its date is that of its sending, so that it is the same file every time."""
    content, at = letter_content(letter), letter.sent_at or letter.edited_at or letter.drafted_at
    return make_pdf(TEMPLATE, content, at) if kind == LetterKind.PDF else letter_word(content, at)


def letter_word(content: Content, at: datetime) -> bytes:
    """The letter as a Word file with real headings and lists."""
    writer = Writer(content, at)
    writer.text(content["sent"])
    for part in content["parts"]:
        if part["heading"]:
            writer.heading(part["heading"], 1)
        for paragraph in part["paragraphs"]:
            writer.text(paragraph)
        writer.bullets(part["points"])
        for entry in part["entries"]:
            writer.heading(entry["title"], 2)
            for line in entry["lines"]:
                writer.text(line)
    return writer.finish()


def file_name(letter: FeedbackLetter, kind: LetterKind) -> str:
    """Whose it is and what: "merrow-primary-school-feedback.pdf"."""
    whose = slugify(letter.audit_return.organisation.name)[:LONGEST_NAME].strip("-") or "organisation"
    return f"{whose}-feedback.{kind.value.rpartition('.')[2]}"


def _part(heading: str, *, paragraphs: Any = (), points: Any = (), entries: Any = ()) -> Content:
    return {"heading": heading, "paragraphs": list(paragraphs), "points": list(points), "entries": list(entries)}


def _when(letter: FeedbackLetter) -> list[str]:
    if not letter.steps or letter.follow_up_on is None:
        return []
    return [f"These are in your action plan. We look at them again with you on {format_day(letter.follow_up_on)}."]
