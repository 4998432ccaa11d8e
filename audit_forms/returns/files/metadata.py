"""What a file tells besides what one sees: authors, comments, tracked changes, the place of a photo (bars G14).

Nothing of it is taken out: evidence stays as it was given. It is shown to whoever adds the file, who decides.
"""

import io
import logging
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO

import pikepdf
from PIL import Image

from audit_forms.returns.files.kinds import ZIP
from audit_forms.returns.files.markup import read_markup
from audit_forms.returns.files.refusal import Refused

logger = logging.getLogger(__name__)

NAMES = {"creator", "lastModifiedBy", "initial-creator"}
COUNTED = {
    "comment": "comment",
    "threadedComment": "comment",
    "annotation": "comment",
    "cm": "comment",
    "ins": "tracked change",
    "del": "tracked change",
    "changed-region": "tracked change",
    "notes": "page of speaker notes",
}
HIDDEN_SHEET = "hidden sheet"
LOOKED_AT = ("docprops/core.xml", "meta.xml", "content.xml", "word/", "xl/workbook.xml", "xl/comments", "xl/threaded",
             "xl/worksheets", "ppt/comments", "ppt/notesslides")  # fmt: skip
GPS, ARTIST, MAKER, MODEL = 0x8825, 0x013B, 0x010F, 0x0110
NOTES = ("/Text", "/FreeText", "/Highlight", "/Popup", "/StrikeOut")
LONGEST = 80


def find_metadata(source: BinaryIO) -> list[str]:
    """What is found in a file that has been checked, a sentence each; empty where there is nothing to tell."""
    source.seek(0)
    head = source.read(8)
    read: Callable[[BinaryIO], Iterator[str]] | None = None
    if head.startswith(ZIP):
        read = _in_office
    elif head.startswith(b"%PDF-"):
        read = _in_pdf
    elif head.startswith((b"\xff\xd8\xff", b"\x89PNG")):
        read = _in_picture
    source.seek(0)
    try:
        return list(dict.fromkeys(read(source))) if read else []
    except (OSError, ValueError, KeyError, Refused, zipfile.BadZipFile, pikepdf.PdfError, SyntaxError):
        logger.warning("A checked file's metadata could not be read", exc_info=True)
        return []


def _in_office(source: BinaryIO) -> Iterator[str]:
    look = _OfficeLook()
    with zipfile.ZipFile(source) as archive:
        for name in archive.namelist():
            if name.lower().startswith(LOOKED_AT) and name.lower().endswith(".xml"):
                look.inside = ""
                read_markup(archive.read(name), look.element, look.text)
    yield from (f"The name “{name}” as its author." for name in look.names if name)
    for thing, number in look.counts.items():
        yield f"{number} {_plural(thing, number)}."


class _OfficeLook:
    """Collects names, and counts what readers may not have meant to send."""

    def __init__(self) -> None:
        self.inside = ""
        self.names: list[str] = []
        self.counts: Counter[str] = Counter()

    def element(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.inside = tag
        if tag in NAMES:
            self.names.append("")
        if tag in COUNTED:
            self.counts[COUNTED[tag]] += 1
        if tag == "sheet" and attributes.get("state", "visible") != "visible":
            self.counts[HIDDEN_SHEET] += 1

    def text(self, content: str) -> None:
        if self.inside in NAMES:
            self.names[-1] = (self.names[-1] + content).strip()[:LONGEST]


def _plural(thing: str, number: int) -> str:
    if number == 1:
        return thing
    return thing.replace("page of", "pages of") if thing.startswith("page") else f"{thing}s"


def _in_pdf(source: BinaryIO) -> Iterator[str]:
    with pikepdf.open(io.BytesIO(source.read())) as document:
        author = str(document.docinfo.get("/Author", "")).strip()[:LONGEST]
        if author:
            yield f"The name “{author}” as its author."
        marks = sum(
            1 for page in document.pages for mark in page.obj.get("/Annots", []) if mark.get("/Subtype") in NOTES
        )
        if marks:
            yield f"{marks} {_plural('comment', marks)}."


def _in_picture(source: BinaryIO) -> Iterator[str]:
    with Image.open(source) as picture:
        exif = picture.getexif()
        if exif.get_ifd(GPS):
            yield "The place where the picture was taken (GPS)."
        artist = str(exif.get(ARTIST, "")).strip("\0 ")[:LONGEST]
        if artist:
            yield f"The name “{artist}” as its author."
        camera = f"{exif.get(MAKER, '')} {exif.get(MODEL, '')}".replace("\0", "").strip()[:LONGEST]
        if camera:
            yield f"The camera or phone it was taken with ({camera})."
