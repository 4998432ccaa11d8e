"""The kinds of file that are taken."""

import io
from dataclasses import dataclass
from pathlib import PurePath

import puremagic

from audit_forms.returns.files.refusal import Refused

HEAD = 4096
OFFERED = (
    "PDF, Word (.docx), Excel (.xlsx), PowerPoint (.pptx), OpenDocument (.odt, .ods), text (.txt, .csv), JPG or PNG"
)


@dataclass(frozen=True)
class Kind:
    """One kind: what it is called, the type it is served as, and how its first bytes read ("" where they are free)."""

    label: str
    content_type: str
    start: bytes = b""


OFFICE = "application/vnd.openxmlformats-officedocument"
ZIP = b"PK\x03\x04"
JPEG = Kind("JPG picture", "image/jpeg", b"\xff\xd8\xff")
KINDS = {
    "pdf": Kind("PDF file", "application/pdf", b"%PDF-"),
    "docx": Kind("Word file", f"{OFFICE}.wordprocessingml.document", ZIP),
    "xlsx": Kind("Excel file", f"{OFFICE}.spreadsheetml.sheet", ZIP),
    "pptx": Kind("PowerPoint file", f"{OFFICE}.presentationml.presentation", ZIP),
    "odt": Kind("OpenDocument text", "application/vnd.oasis.opendocument.text", ZIP),
    "ods": Kind("OpenDocument spreadsheet", "application/vnd.oasis.opendocument.spreadsheet", ZIP),
    "txt": Kind("text file", "text/plain"),
    "csv": Kind("CSV file", "text/csv"),
    "jpg": JPEG,
    "jpeg": JPEG,
    "png": Kind("PNG picture", "image/png", b"\x89PNG\r\n\x1a\n"),
}
# Kinds that people try, and how to bring the same thing.
ADVICE = {
    "doc": "This is an older Word file. Open it in Word and save it as .docx, or as PDF.",
    "xls": "This is an older Excel file. Open it in Excel and save it as .xlsx, or as PDF.",
    "ppt": "This is an older PowerPoint file. Open it in PowerPoint and save it as .pptx, or as PDF.",
    "docm": "This Word file can hold macros. Save it as .docx, or as PDF.",
    "xlsm": "This Excel file can hold macros. Save it as .xlsx, or as PDF.",
    "pptm": "This PowerPoint file can hold macros. Save it as .pptx, or as PDF.",
    "heic": "This is an iPhone picture. Save or export it as JPG.",
    "zip": "Files packed together cannot be checked. Add each file on its own.",
    "svg": "A drawing of this kind can hold program code. Save it as PNG, or as PDF.",
    "html": "Web pages are not taken. Print the page to PDF, or add its address as a link.",
    "htm": "Web pages are not taken. Print the page to PDF, or add its address as a link.",
    "msg": "E-mails are not taken. Print the e-mail to PDF.",
    "eml": "E-mails are not taken. Print the e-mail to PDF.",
    "pages": "This is a Pages file. Export it as PDF.",
    "numbers": "This is a Numbers file. Export it as PDF.",
}


def kind_by_name(file_name: str) -> tuple[str, Kind]:
    """The extension of the name and the kind it promises; raises Refused for any that is not taken."""
    extension = PurePath(file_name).suffix.lower().lstrip(".")
    if extension not in KINDS:
        raise Refused(ADVICE.get(extension) or f"Files of this kind are not taken. Choose a {OFFERED} file.")
    return extension, KINDS[extension]


def require_start(head: bytes, kind: Kind) -> None:
    """Raise Refused where the first bytes are not those of the kind the name promises."""
    if not head.startswith(kind.start):
        raise Refused(
            f"The name says that this is a {kind.label}, but the file is {really(head)}. "
            "Open it in the program it was made with and save it again under the right kind."
        )


def really(head: bytes) -> str:
    """What the first bytes look like, in words."""
    try:
        found = puremagic.magic_stream(io.BytesIO(head))
    except (puremagic.PureError, ValueError):
        return "something else"
    return f"something else ({found[0].name})" if found else "something else"
