"""An issue of the newsletter as mail, plain text and PDF.

The mail is rendered once for everybody. Only the two links by which a reader leaves or changes what they get are
personal: they stand in it as addresses that lead nowhere, and `personal` puts the reader's own in their place.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import mrml
from django.template.loader import render_to_string
from django.urls import reverse

from portal.outbox.services import full_address
from portal.pdf.making import make_pdf
from publications.issue import Issue
from publications.prose import as_text

LEAVE = "https://leave.invalid/"
PREFERENCES = "https://preferences.invalid/"
PDF_TEMPLATE = Path(__file__).parent / "pdf" / "newsletter.typ"
# As the public site's panels; the brand comes from the partnership's settings.
TINT, RULE = "#eef4f4", "#b1b4b6"
# A heading in a PDF may not be empty; only the preview of an unfinished issue has one.
NOT_YET = "(not written yet)"


@dataclass(frozen=True)
class Mail:
    """The frozen content of a mailing: the same for everybody but for the two addresses."""

    subject: str
    html: str
    text: str

    def personal(self, *, leave: str, preferences: str) -> "Mail":
        """The mail of one reader."""
        return Mail(self.subject, _swap(self.html, leave, preferences), _swap(self.text, leave, preferences))

    def as_sample(self) -> "Mail":
        """The mail of nobody, for previews and tests: its personal links lead to where anybody may ask for mail."""
        address = full_address(reverse("publications:subscribe"))
        return self.personal(leave=address, preferences=address)


def mail_of(issue: Issue) -> Mail:
    """The mail of an issue, in HTML and in plain text of the same content."""
    context = {"issue": issue, "leave_url": LEAVE, "preferences_url": PREFERENCES}
    markup = render_to_string("emails/newsletter.mjml", context)
    text = render_to_string("emails/newsletter.txt", {**context, "lead_paragraphs": list(as_text(issue.lead_text))})
    return Mail(issue.subject, mrml.to_html(markup).content, text.strip() + "\n")


def pdf_of(issue: Issue, at: datetime) -> bytes:
    """The issue as a tagged PDF; the same content of the same moment gives the same bytes."""
    return make_pdf(PDF_TEMPLATE, _content(issue), at)


def _content(issue: Issue) -> dict[str, Any]:
    return {
        "title": issue.title or NOT_YET,
        "subtitle": f"Newsletter: {issue.label}",
        "footer": f"{issue.sender}, {issue.label[:1].lower()}{issue.label[1:]}",
        "colours": {"brand": issue.brand_colour, "rule": RULE, "tint": TINT},
        "day": issue.day,
        "lead": {
            "heading": issue.lead_heading or NOT_YET,
            "blocks": [asdict(block) for block in issue.lead_text],
            "link": _link(issue.lead_link),
        },
        "stories": [
            {"heading": story.heading or NOT_YET, "text": story.text, "link": _link(story.link)}
            for story in issue.stories
        ],
        "diary": [asdict(date) for date in issue.diary],
        "url": issue.url,
    }


def _link(link: Any) -> dict[str, str]:
    return {"words": link.words, "url": link.url} if link else {"words": "", "url": ""}


def _swap(text: str, leave: str, preferences: str) -> str:
    return text.replace(LEAVE, leave).replace(PREFERENCES, preferences)
