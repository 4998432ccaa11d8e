"""Whether a PDF can be read by those who hear it (bars A10): it has tags and a title."""

from typing import Any

import pikepdf

from home.barriers.words import looks_like_a_file

MEND_PDF = "Make it again from its source (in Word: Save as PDF, with “Document structure tags for accessibility”)"


def pdf_troubles(document: Any) -> list[str]:
    """What bars readers from this document of the site; empty for other kinds of file.

    What cannot be opened counts as a barrier: nobody could say that it is none (bars R23).
    """
    if document.file_extension.lower() != "pdf":
        return []
    try:
        with document.open_file() as file, pikepdf.open(file) as pdf:
            tagged, title = is_tagged(pdf), title_of(pdf)
    except (pikepdf.PdfError, OSError, ValueError) as error:
        name = type(error).__name__
        return [f"The PDF “{document.title}” cannot be opened ({name}). Upload it again, without a password."]
    found = []
    if not tagged:
        found.append(
            f"The PDF “{document.title}” has no tags, so that a screen reader cannot follow it. {MEND_PDF}, "
            "or put its text on a page."
        )
    if not title or looks_like_a_file(title):
        found.append(
            f"The PDF “{document.title}” has no title inside. Give it one in its source (in Word: File, Info, Title), "
            "save it as PDF and upload it again."
        )
    return found


def is_tagged(pdf: pikepdf.Pdf) -> bool:
    """It says that it is marked up, and it is."""
    mark = pdf.Root.get("/MarkInfo")
    return mark is not None and bool(mark.get("/Marked", False)) and "/StructTreeRoot" in pdf.Root


def title_of(pdf: pikepdf.Pdf) -> str:
    """The title that a reader program shows, from either of the two places it is kept in."""
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        named = str(metadata.get("dc:title") or "")
    return (named or str(pdf.docinfo.get("/Title", ""))).strip()
