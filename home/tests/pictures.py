"""Files for tests: pictures and PDF documents, real ones."""

import io
from typing import Any

import pikepdf
from django.core.files.base import ContentFile
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

GPS, ORIENTATION, MAKER = 34853, 274, 271
TURNED_RIGHT = 6


def picture_file(kind: str = "PNG", *, located: bool = False, size: tuple[int, int] = (60, 40)) -> bytes:
    """The bytes of a picture; `located` adds what a phone adds: maker, place, how it was held."""
    exif = Picture.Exif()
    if located:
        exif[MAKER], exif[ORIENTATION] = "Invented Phone", TURNED_RIGHT
        exif.get_ifd(GPS).update({1: "N", 2: (54.0, 28.0, 12.0), 3: "W", 4: (2.0, 21.0, 6.0)})
    file = io.BytesIO()
    Picture.new("RGB", size, "teal").save(file, kind, exif=exif)
    return file.getvalue()


def image(title: str = "Tarn House", description: str = "A stone house beside a lake") -> Any:
    """A picture of the site."""
    return get_image_model().objects.create(
        title=title, description=description, file=ContentFile(picture_file(), "house.png")
    )


def pdf_file(*, tagged: bool = True, title: str = "Guide for new auditors") -> bytes:
    """The bytes of a PDF with one empty page."""
    file = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        if tagged:
            pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
            pdf.Root.StructTreeRoot = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
        if title:
            pdf.docinfo["/Title"] = title
        pdf.save(file)
    return file.getvalue()


def document(title: str = "Guide for new auditors", content: bytes | None = None, name: str = "guide.pdf") -> Any:
    """A document of the site."""
    content = pdf_file() if content is None else content
    return get_document_model().objects.create(title=title, file=ContentFile(content, name))
