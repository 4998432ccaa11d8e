"""How files for the tests are put together."""

import io
import struct
import zipfile

import docx
import openpyxl
import pikepdf
from PIL import Image

OFFICE = "application/vnd.openxmlformats-officedocument"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
# The file by which scanners are tried out; in two parts, so that no scanner takes this source for it.
EICAR = (rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-" + rb"ANTIVIRUS-TEST-FILE!$H+H*").ljust(68)


def zipped(entries, stored=(), comment=b""):
    """A ZIP of (name, content) pairs, in order."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content, zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED)
        archive.comment = comment
    return made.getvalue()


def rezipped(content, change=None, add=()):
    """The ZIP again, with entries replaced and added."""
    change = change or {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        kept = [(name, change.pop(name, None) or archive.read(name)) for name in archive.namelist()]
    return zipped([*kept, *add])


def word(*paragraphs, author="", pictures=()):
    """A .docx."""
    document = docx.Document()
    for text in paragraphs or ("Safeguarding policy",):
        document.add_paragraph(text)
    for picture in pictures:
        document.add_picture(io.BytesIO(picture))
    document.core_properties.author = author
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def excel(rows=(("Name", "Trained on"), ("A", "2026-09-01"))):
    """A .xlsx."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def powerpoint(*texts, extra=()):
    """A small .pptx."""
    slide = "".join(f"<a:t>{text}</a:t>" for text in texts or ("Training",))
    return zipped(
        [
            (
                "[Content_Types].xml",
                f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
                f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                f'<Override PartName="/ppt/presentation.xml" '
                f'ContentType="{OFFICE}.presentationml.presentation.main+xml"/></Types>',
            ),
            (
                "_rels/.rels",
                f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
                f'Type="{RELS}/officeDocument" Target="ppt/presentation.xml"/></Relationships>',
            ),
            ("ppt/presentation.xml", '<p:presentation xmlns:p="urn:p"/>'),
            ("ppt/slides/slide1.xml", f'<p:sld xmlns:p="urn:p" xmlns:a="urn:a">{slide}</p:sld>'),
            *extra,
        ]
    )


def opendocument(kind="text", body="<text:p>Policy</text:p>", extra=(), mimetype="", meta="", manifest=""):
    """An .odt or (kind "spreadsheet") .ods."""
    mimetype = mimetype or f"application/vnd.oasis.opendocument.{kind}"
    spaces = 'xmlns:office="urn:o" xmlns:text="urn:t" xmlns:script="urn:s" xmlns:xlink="urn:x" xmlns:draw="urn:d"'
    return zipped(
        [
            ("mimetype", mimetype),
            ("content.xml", f"<office:document-content {spaces}>{body}</office:document-content>"),
            ("meta.xml", f'<office:document-meta {spaces} xmlns:dc="urn:dc">{meta}</office:document-meta>'),
            ("META-INF/manifest.xml", f'<m:manifest xmlns:m="urn:m">{manifest}</m:manifest>'),
            *extra,
        ],
        stored=("mimetype",),
    )


def pdf(pages=1, change=None, **options):
    """A PDF; `change(document)` may do things to it before it is saved."""
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page()
    if change:
        change(document)
    made = io.BytesIO()
    document.save(made, deterministic_id="encryption" not in options, **options)
    return made.getvalue()


def picture(size=(60, 40), kind="JPEG", mode="RGB", **options):
    """A picture of one colour."""
    made = io.BytesIO()
    Image.new(mode, size, "teal" if mode in ("RGB", "RGBA") else 1).save(made, kind, **options)
    return made.getvalue()


def noise(number):
    """Bytes that do not pack, the same in every run."""
    state, parts = 12345, []
    for _ in range(number // 4096 + 1):
        state = (1103515245 * state + 12345) % 2**31
        parts.append(struct.pack("<I", state) * 2 + bytes((state * n >> 7) & 255 for n in range(4088)))
    return b"".join(parts)[:number]
