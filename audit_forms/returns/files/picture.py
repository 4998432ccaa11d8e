"""JPG and PNG pictures, opened with Pillow."""

import zipfile
from typing import BinaryIO

from PIL import Image

from audit_forms.returns.files import limits
from audit_forms.returns.files.archive import DAMAGED
from audit_forms.returns.files.pdf import TWO_IN_ONE
from audit_forms.returns.files.refusal import Refused

FORMATS = {"jpg": ("JPEG", "MPO"), "png": ("PNG",)}
TOO_LARGE = "This picture has {found} million dots; the most is {most} million. Make it smaller, and add that."
# Phones put a second picture or a short film behind the first; that is let be. Programs, pages and documents are not.
FOREIGN = (b"%PDF-", b"<html", b"<script", b"<?php", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x00asm\x01\x00\x00\x00")
SMALL = 64  # JPGs are read at a fraction of their size: enough to find out whether they are whole


def check_picture(source: BinaryIO, extension: str) -> None:
    """Raise Refused for a picture that is damaged, too large, or something else as well."""
    extension = "jpg" if extension == "jpeg" else extension
    try:
        _open(source, extension)
    except Refused:
        raise
    except Exception as error:  # Pillow's readers raise whatever they stumble over; none of it is a picture
        raise Refused(DAMAGED) from error
    source.seek(0)
    content = source.read()
    if zipfile.is_zipfile(source) or any(mark in content for mark in FOREIGN):
        raise Refused(TWO_IN_ONE)


def _open(source: BinaryIO, extension: str) -> None:
    source.seek(0)
    with Image.open(source, formats=["JPEG", "PNG", "MPO"]) as picture:
        found = picture.width * picture.height
        if found > limits.PIXELS:
            raise Refused(TOO_LARGE.format(found=-(-found // 1_000_000), most=limits.PIXELS // 1_000_000))
        if picture.format not in FORMATS[extension]:
            raise Refused(f"This is really a {picture.format} picture. Give it its right ending and add it again.")
        picture.verify()
    source.seek(0)
    with Image.open(source, formats=["JPEG", "PNG", "MPO"]) as picture:
        picture.draft("RGB", (SMALL, SMALL))
        picture.load()
