"""Which documents there are, and what their files are called."""

from pathlib import Path

from django.db import models
from django.utils import timezone
from django.utils.text import slugify

from audit_forms.returns.models import Return
from portal import dates

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ZIP = "application/zip"
LONGEST_NAME = 60
TEMPLATES = Path(__file__).parent / "templates"


class Kind(models.TextChoices):
    """A document by the last part of its address; its label is what the link says."""

    SUMMARY_PDF = "summary.pdf", "One-page summary for governors (PDF)"
    PROFILE_PDF = "profile.pdf", "Profile (PDF)"
    PROFILE_WORD = "profile.docx", "Profile (Word)"
    RETURN_PDF = "return.pdf", "Whole return with answers and sign-offs (PDF)"
    RETURN_WORD = "return.docx", "Whole return with answers and sign-offs (Word)"
    EXPORT = "export.zip", "Take your return with you (zip: data, PDF and manifest)"

    @property
    def is_listed(self) -> bool:
        """Whether it stands among the ordinary downloads; the bundle is offered by itself."""
        return self != Kind.EXPORT

    @property
    def content_type(self) -> str:
        """What a browser is told."""
        return {"pdf": PDF, "docx": WORD, "zip": ZIP}[self.value.rpartition(".")[2]]

    @property
    def words(self) -> str:
        """What the file's name says it is."""
        return {
            Kind.SUMMARY_PDF: "summary-for-governors",
            Kind.PROFILE_PDF: "profile",
            Kind.PROFILE_WORD: "profile",
            Kind.RETURN_PDF: "whole-return",
            Kind.RETURN_WORD: "whole-return",
            Kind.EXPORT: "return-to-take-away",
        }[self]


def year_of(audit_return: Return) -> str:
    """The school year in which it is due, such as 2026-27."""
    return dates.year_of(timezone.localdate(audit_return.exercise.deadline))


def file_name(audit_return: Return, kind: Kind) -> str:
    """Whose it is, of which year, and what: "merrow-primary-school-2026-27-profile.pdf"."""
    whose = slugify(audit_return.organisation.name)[:LONGEST_NAME].strip("-") or "organisation"
    ending = kind.value.rpartition(".")[2]
    return f"{whose}-{year_of(audit_return)}-{kind.words}.{ending}"
