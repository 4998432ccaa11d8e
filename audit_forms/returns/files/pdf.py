"""PDF files, opened with pikepdf."""

import zipfile
from typing import Any, BinaryIO

import pikepdf

from audit_forms.returns.files import limits
from audit_forms.returns.files.archive import DAMAGED, LOCKED, TOO_MUCH
from audit_forms.returns.files.refusal import Refused

SCRIPT = (
    "This PDF holds program code (JavaScript or an interactive form). Print it to a new PDF (Print, then “Save as "
    "PDF”), and add that."
)
STARTS = "This PDF starts something when it is opened. Print it to a new PDF (Print, then “Save as PDF”), and add that."
ATTACHED = "This PDF has files attached inside it. Print it to a new PDF, and add the attached files on their own."
TWO_IN_ONE = "This file is two kinds of file in one. Open it, save it again, and add that."
END, LONGEST_TAIL = b"%%EOF", 1024
RUNS = ("/JavaScript", "/Rendition", "/ImportData")
STARTING = ("/Launch", "/SubmitForm", "/GoToE", "/GoToR")
DEEPEST = 12


def check_pdf(source: BinaryIO, size: int) -> None:
    """Raise Refused for a PDF that is locked, damaged, or more than pages to read."""
    source.seek(max(0, size - LONGEST_TAIL))
    if END not in source.read():
        raise Refused(DAMAGED)
    if zipfile.is_zipfile(source):
        raise Refused(TWO_IN_ONE)
    source.seek(0)
    try:
        with pikepdf.open(source, attempt_recovery=False, suppress_warnings=True) as document:
            _check_document(document)
    except pikepdf.PasswordError as error:
        raise Refused(LOCKED) from error
    except (pikepdf.PdfError, ValueError, TypeError, RecursionError, RuntimeError, AttributeError) as error:
        raise Refused(DAMAGED) from error


def _check_document(document: pikepdf.Pdf) -> None:
    if document.is_encrypted:
        raise Refused(LOCKED)
    if len(document.pages) == 0:
        raise Refused(DAMAGED)
    if len(document.objects) > limits.PDF_OBJECTS:
        raise Refused(TOO_MUCH)
    opening = document.Root.get("/OpenAction")
    if isinstance(opening, pikepdf.Dictionary) and opening.get("/S") != "/GoTo":
        raise Refused(SCRIPT if opening.get("/S") in RUNS else STARTS)
    if any("/EmbeddedFiles" in tree for tree in [document.Root.get("/Names", {})]):
        raise Refused(ATTACHED)
    for each in document.objects:
        _look(each, 0)


def _look(found: Any, depth: int) -> None:
    """Look at one object and the unnamed ones inside it; objects with a number of their own come by themselves."""
    if isinstance(found, pikepdf.Array):
        children: Any = list(found)
    elif isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
        _judge(found)
        children = [value for _, value in found.items()]
    else:
        return
    for child in children:
        if isinstance(child, pikepdf.Object) and not child.is_indirect:
            if depth > DEEPEST:
                raise Refused(DAMAGED)
            _look(child, depth + 1)


def _judge(found: Any) -> None:
    action = found.get("/S")
    if "/JS" in found or "/XFA" in found or action in RUNS:
        raise Refused(SCRIPT)
    if action in STARTING:
        raise Refused(STARTS)
    if "/EF" in found or found.get("/Type") == "/EmbeddedFile" or found.get("/Subtype") in ("/RichMedia", "/Movie"):
        raise Refused(ATTACHED)
