"""At least sixty files as schools have them; none may be refused."""

import io
import zipfile

import openpyxl
import pikepdf
from openpyxl.chart import BarChart
from PIL import Image

from audit_forms.returns.tests.files.making import (
    OFFICE,
    excel,
    noise,
    opendocument,
    pdf,
    picture,
    powerpoint,
    rezipped,
    word,
)

LONG = " ".join(f"Item {number}: we agreed who does what by week {number % 39}." for number in range(5000))


def outline(document):
    """A PDF that opens at its first page, has a title and a link to a web page."""
    page = document.pages[0]
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.GoTo, D=pikepdf.Array([page.obj, pikepdf.Name.Fit]))
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://www.example.org/"))
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)
    page.obj.Annots = pikepdf.Array([document.make_indirect(link)])
    document.docinfo["/Title"] = "Policy"


def form(document):
    """A PDF form to fill in by hand, without code."""
    field = pikepdf.Dictionary(FT=pikepdf.Name.Tx, T=pikepdf.String("name"), V=pikepdf.String(""))
    document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([document.make_indirect(field)]))


def scanned(document):
    """A PDF page that is a picture, as a scanner makes it."""
    image = pikepdf.Stream(document, picture((1200, 1700), quality=60))
    image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    image.Width, image.Height, image.BitsPerComponent = 1200, 1700, 8
    image.ColorSpace, image.Filter = pikepdf.Name.DeviceRGB, pikepdf.Name.DCTDecode
    document.pages[0].obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=image))


def big_pdf():
    """A PDF just under the limit."""
    return pdf(change=lambda document: document.pages[0].obj.update({"/Blob": document.make_stream(noise(15_000_000))}))


def chart_book():
    """A workbook with a chart, a link, a comment, a formula and a second sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (("Term", "Trained"), ("Autumn", 40), ("Spring", 42), ("Sum", "=SUM(B2:B3)")):
        sheet.append(row)
    chart = BarChart()
    chart.add_data(openpyxl.chart.Reference(sheet, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    sheet.add_chart(chart, "D2")
    sheet["A1"].hyperlink = "https://www.example.org/"
    book.create_sheet("Notes")["A1"] = "Checked"
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def word_with_link():
    """A Word file with a web link, as the relationship Word writes for it."""
    plain = word("See the procedures.")
    rels = b'<Relationship Id="rId99" Type="%s/hyperlink" Target="https://www.example.org/" TargetMode="External"/>'
    namespace = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    name = "word/_rels/document.xml.rels"
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        changed = archive.read(name).replace(b"</Relationships>", rels % namespace + b"</Relationships>")
    return rezipped(plain, {name: changed})


def with_gps():
    """A photo with its place and camera."""
    exif = Image.Exif()
    exif[0x010F] = "Camera"
    exif.get_ifd(0x8825).update({1: "N", 2: (53.0, 20.0, 0.0), 3: "W", 4: (2.0, 40.0, 0.0)})
    return picture((400, 300), exif=exif)


def office():
    """Word, Excel and PowerPoint files."""
    rows = [(number, f"Colleague {number}", "Level 2", "2026-09-01") for number in range(3000)]
    yield from (
        ("policy.docx", word("Safeguarding policy", "Agreed by the board.")),
        ("Polisi Diogelu – ŵyn.docx", word("Polisi")),
        ("方針.docx", word("方針")),
        ("MINUTES.DOCX", word("Minutes")),
        ("long.docx", word(*[LONG] * 3)),
        ("author.docx", word("Minutes", author="Ann Example")),
        ("photos.docx", word("Displays", pictures=[picture((900, 600)), picture((300, 300), "PNG")])),
        ("big photo.docx", word("Hall", pictures=[picture((2500, 1800), quality=95)])),
        ("link.docx", word_with_link()),
        ("emoji \U0001f600.docx", word("Emoji \U0001f469‍\U0001f467")),
        ("final.v2.2026.docx", word("Final")),
        ("register.xlsx", excel()),
        ("training.xlsx", excel(rows)),
        ("large.xlsx", excel(rows * 8)),
        ("empty sheet.xlsx", excel(())),
        ("chart.xlsx", chart_book()),
        ("unicode ✓.xlsx", excel((("Ångström", "naïve"),))),
        ("repeated.xlsx", excel([("yes", "yes", "yes")] * 5000)),
        ("training.pptx", powerpoint("Induction", "Whistleblowing")),
        ("long.pptx", powerpoint(*["A slide with words"] * 2000)),
        ("picture.pptx", powerpoint("Photo", extra=[("ppt/media/image1.png", picture(kind="PNG"))])),
        ("notes.pptx", powerpoint("A", extra=[("ppt/notesSlides/n1.xml", '<p:notes xmlns:p="urn:p"/>')])),
        ("Überblick.pptx", powerpoint("Überblick")),
        ("types.xlsx", rezipped(excel(), add=[("customXml/item1.xml", f"<a>{OFFICE}</a>")])),
    )


def open_documents():
    """OpenDocument files."""
    yield from (
        ("policy.odt", opendocument()),
        ("long.odt", opendocument(body=f"<text:p>{LONG}</text:p>")),
        ("photo.odt", opendocument(extra=[("Pictures/1.jpg", picture())])),
        ("link.odt", opendocument(body='<text:a xlink:href="https://www.example.org/">Procedures</text:a>')),
        ("linked picture inside.odt", opendocument(body='<draw:image xlink:href="Pictures/1.jpg"/>')),
        ("author.odt", opendocument(meta="<dc:creator>Ann Example</dc:creator>")),
        ("settings.odt", opendocument(extra=[("Configurations2/accelerator/current.xml", "<a/>")])),
        ("register.ods", opendocument("spreadsheet")),
        ("rows.ods", opendocument("spreadsheet", "<text:p>7</text:p>" * 20_000)),
        ("chart.ods", opendocument("spreadsheet", extra=[("Object 1/content.xml", "<a/>")])),
    )


def pdfs():
    """PDF files."""
    yield from (
        ("one page.pdf", pdf()),
        ("policy 40 pages.pdf", pdf(40)),
        ("400 pages.pdf", pdf(400)),
        ("linked.pdf", pdf(change=outline)),
        ("form.pdf", pdf(change=form)),
        ("scan.pdf", pdf(change=scanned)),
        ("compressed.pdf", pdf(3, object_stream_mode=pikepdf.ObjectStreamMode.generate)),
        ("linear.pdf", pdf(3, linearize=True)),
        ("old.pdf", pdf(2, force_version="1.3")),
        ("tail.pdf", pdf() + b"\r\n"),
        ("big.pdf", big_pdf()),
        ("Protokoll Gesamtkonferenz ß.pdf", pdf()),
        ("a" * 200 + ".pdf", pdf()),
    )


def pictures():
    """Pictures."""
    yield from (
        ("photo.jpg", picture()),
        ("IMG_0001.JPG", picture((4000, 3000))),
        ("photo.jpeg", picture((800, 600), quality=30)),
        ("progressive.jpg", picture((800, 600), progressive=True)),
        ("grey.jpg", picture(mode="L")),
        ("print.jpg", picture(mode="CMYK")),
        ("gps.jpg", with_gps()),
        ("panorama.jpg", picture((8000, 4900))),
        ("film behind it.jpg", picture() + b"\0\0\0\x18ftypmp42" + noise(5000)),
        ("screen.png", picture((1920, 1080), "PNG")),
        ("transparent.png", picture(kind="PNG", mode="RGBA")),
        ("black and white.png", picture((2000, 2800), "PNG", mode="1")),
        ("palette.png", picture(kind="PNG", mode="P")),
    )


def texts():
    """Texts and CSV files."""
    yield from (
        ("note.txt", b"We checked the record on 1 September.\r\n"),
        ("utf8.txt", "Diogelu plant: ŵ, ŷ, “quotes”".encode()),
        ("bom.txt", "Café".encode("utf-8-sig")),
        ("utf16.txt", "Saved by Notepad: café".encode("utf-16")),
        ("cp1252.txt", "It’s £5 – café".encode("cp1252")),
        ("comparison.txt", b"a < b, and 5 > 3; write to <ann@school.example>\n"),
        ("long.txt", LONG.encode() * 20),
        ("training.csv", b"name,date\nA,2026-09-01\n"),
        ("minus.csv", b"name,change\nA,-3\nB,+4\nC,=1+1\n"),
        ("semicolons.csv", "Name;Prüfung\nA;ja\n".encode("cp1252")),
        ("large.csv", b"name,date,course\n" + b"Colleague,2026-09-01,Level 2\n" * 200_000),
        ("macintosh.csv", b"name,date\rA,2026-09-01\r"),
    )


def ordinary_files():
    """Name and content of each."""
    for group in (office, open_documents, pdfs, pictures, texts):
        yield from group()
