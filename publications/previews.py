"""Previews of a newsletter in the forms that are no page: what is shown is what is sent, by the same functions."""

from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.http import HttpResponse
from django.utils import timezone

from publications.issue import issue_of
from publications.rendering import Mail, mail_of, pdf_of

if TYPE_CHECKING:
    from publications.models import NewsletterPage

# A mail carries its looks in itself and nothing that runs or loads.
MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"
PDF_POLICY = "default-src 'none'; frame-ancestors 'self'"


class Form(TextChoices):
    """The forms of an issue besides the page."""

    MAIL = "mail", "E-mail"
    TEXT = "text", "E-mail as plain text"
    PRINT = "print", "Print (PDF)"


def preview(page: "NewsletterPage", form: Form) -> HttpResponse:
    """The issue in that form. The personal links of a mail lead to where anybody may ask for mail."""
    issue = issue_of(page)
    if form == Form.PRINT:
        return show_pdf(pdf_of(issue, page.latest_revision_created_at or timezone.now()))
    return show_mail(mail_of(issue), form)


def show_mail(mail: Mail, form: Form) -> HttpResponse:
    """A mail in HTML or in plain text, as it leaves, for a frame of the admin."""
    sample = mail.as_sample()
    content, kind = (sample.text, "text/plain") if form == Form.TEXT else (sample.html, "text/html")
    return _for_frame(HttpResponse(content, content_type=f"{kind}; charset=utf-8"), MAIL_POLICY)


def show_pdf(pdf: bytes) -> HttpResponse:
    """A PDF for a frame of the admin; browsers show none in a sandbox."""
    return _for_frame(HttpResponse(pdf, content_type="application/pdf"), PDF_POLICY)


def _for_frame(response: HttpResponse, policy: str) -> HttpResponse:
    """Only our own pages may frame it, whatever the settings say of other pages."""
    response["Content-Security-Policy"] = policy
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response
