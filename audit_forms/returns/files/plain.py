"""Text and CSV files."""

import codecs
import re
import zipfile
from typing import BinaryIO

from audit_forms.returns.files.pdf import TWO_IN_ONE
from audit_forms.returns.files.refusal import Refused

UNREADABLE = "This file is not plain text. Save it as a text file (UTF-8), or as PDF."
WEB_PAGE = "This file is a web page or a drawing with code. Print it to PDF, and add that."
FORMULA = "This CSV file has a formula that starts another program. Save it as .xlsx or PDF, and add that."
BOMS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
BEGINNING = 4096
MARKUP = re.compile(r"<\s*(?:!doctype\s+html|html|head|body|svg|script|iframe)\b|<\?php", re.IGNORECASE)
# A cell such as =cmd|'/c calc'!A1, which Excel offers to run.
COMMAND_CELL = re.compile(r"""(?:^|[,;\t])\s*"?\s*[=+@-][^,;\t\n]*\|[^\n]*!""", re.MULTILINE)
OTHER_KINDS = (b"%PDF-", b"{\\rtf", b"%!PS", b"#!/")


def check_text(source: BinaryIO, extension: str) -> None:
    """Raise Refused for anything but text to be read."""
    source.seek(0)
    content = source.read()
    if zipfile.is_zipfile(source) or content.startswith(OTHER_KINDS):
        raise Refused(TWO_IN_ONE)
    text = decode(content)
    if "\0" in text or not text.strip():
        raise Refused(UNREADABLE if text.strip() else "This file is empty. Choose another one.")
    if MARKUP.search(text[:BEGINNING]):
        raise Refused(WEB_PAGE)
    if extension == "csv" and COMMAND_CELL.search(text):
        raise Refused(FORMULA)


def decode(content: bytes) -> str:
    """The text, in the encodings that Windows and Macs write; raises Refused."""
    for encoding in (BOMS.get(content[:2], "utf-8-sig"), "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(UNREADABLE)
