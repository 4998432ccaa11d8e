"""Making any of the documents."""

from audit_forms.insight.documents.bundle import make_bundle
from audit_forms.insight.documents.content import profile_content, return_content
from audit_forms.insight.documents.kinds import TEMPLATES, Kind
from audit_forms.insight.documents.summary import make_summary
from audit_forms.insight.documents.word import profile_word, return_word
from audit_forms.insight.reading import OwnProfile
from portal.pdf.making import make_pdf


def make_document(kind: Kind, own: OwnProfile) -> bytes:
    """The document of that kind; the moment of submission is its date, so that the same answers give the same file."""
    at = own.submission.submitted_at
    if kind == Kind.RETURN_PDF:
        return make_pdf(TEMPLATES / "return.typ", return_content(own), at)
    if kind == Kind.PROFILE_PDF:
        return make_pdf(TEMPLATES / "profile.typ", profile_content(own), at)
    if kind == Kind.SUMMARY_PDF:
        return make_summary(profile_content(own), at)
    if kind == Kind.RETURN_WORD:
        return return_word(return_content(own), at)
    if kind == Kind.PROFILE_WORD:
        return profile_word(profile_content(own), at)
    return make_bundle(own)
