"""PDF (tagged to PDF/UA-1) and pictures by Typst. Text travels as data, never as markup: none of it is carried out."""

import json
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

from portal.pdf.glyphs import drawable

FOLDER = Path(__file__).parent
PIXELS_PER_INCH = 192


def make_pdf(template: Path, content: dict[str, Any], at: datetime) -> bytes:
    """The PDF that the template makes of the content; the same content at the same moment gives the same bytes.

    Each app keeps its templates; what they share they import from `/portal/pdf/page.typ`.
    """
    compiler = typst.Compiler(str(template), root=str(settings.BASE_DIR), font_paths=_fonts(), ignore_system_fonts=True)
    made = compiler.compile(
        format="pdf",
        sys_inputs={"content": json.dumps(_drawable(content))},
        pdf_standards=["ua-1"],
        timestamp=int(at.timestamp()),
    )
    if not isinstance(made, bytes):
        raise TypeError("A PDF is one file.")
    return made


def make_picture(svg: bytes) -> bytes:
    """An SVG drawing as a PNG, with our own face; twice as fine as a screen shows it."""
    compiler = typst.Compiler(
        str(FOLDER / "picture.typ"), root=str(settings.BASE_DIR), font_paths=_fonts(), ignore_system_fonts=True
    )
    made = compiler.compile(format="png", ppi=PIXELS_PER_INCH, sys_inputs={"drawing": svg.decode()})
    if not isinstance(made, bytes):
        raise TypeError("A picture is one file.")
    return made


@cache
def _fonts() -> typst.Fonts:
    """Our own face and those that come with Typst; never the machine's, so that it looks alike everywhere."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FOLDER / "fonts")])


def _drawable(value: Any) -> Any:
    if isinstance(value, str):
        return drawable(value)
    if isinstance(value, dict):
        return {name: _drawable(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_drawable(each) for each in value]
    return value
