"""At least sixty files that must never be given out. Those with a virus inside need a scanner; the others do not."""

import gzip
import io
import struct
import tarfile
import zipfile

import pikepdf

from audit_forms.returns.tests.files.making import (
    EICAR,
    OFFICE,
    PACKAGE,
    RELS,
    excel,
    noise,
    opendocument,
    pdf,
    picture,
    powerpoint,
    rezipped,
    word,
    zipped,
)

MEGABYTE = 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
EXE = b"MZ\x90\0" + b"\0" * 200
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
ENTITY = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
LAUGHS = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><a>&c;&c;</a>'
NAME = pikepdf.Name


def tar():
    """A small tar archive."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        entry = tarfile.TarInfo("a.txt")
        entry.size = 1
        archive.addfile(entry, io.BytesIO(b"a"))
    return made.getvalue()


def related(kind, target="https://bad.example/x", external=True):
    """A Word file with one more relationship."""
    mode = ' TargetMode="External"' if external else ""
    more = f'<Relationship Id="rId99" Type="{RELS}/{kind}" Target="{target}"{mode}/></Relationships>'.encode()
    name, plain = "word/_rels/document.xml.rels", word()
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        return rezipped(plain, {name: archive.read(name).replace(b"</Relationships>", more)})


def declared(plain, add_type):
    """An Office file whose table of types names one more."""
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        types = archive.read("[Content_Types].xml")
    more = f'<Override PartName="/word/x.bin" ContentType="{add_type}"/></Types>'.encode()
    return rezipped(plain, {"[Content_Types].xml": types.replace(b"</Types>", more)})


def field(instruction):
    """A Word file with a field, its words cut in two."""
    half = len(instruction) // 2
    runs = "".join(f"<w:r><w:instrText>{part}</w:instrText></w:r>" for part in (instruction[:half], instruction[half:]))
    body = f'<w:document xmlns:w="urn:w"><w:body><w:p>{runs}</w:p></w:body></w:document>'
    return rezipped(word(), {"word/document.xml": body.encode()})


def patched(content, find, put, count=1):
    """The bytes with something in the ZIP's own tables overwritten."""
    assert find in content
    return content.replace(find, put, count)


def flipped(content):
    """The bytes with one in the middle changed."""
    made = bytearray(content)
    made[len(made) // 2] ^= 0xFF
    return bytes(made)


def lying_size(content):
    """A ZIP whose table of contents says that each entry is tiny."""
    at, made = content.find(b"PK\x01\x02"), bytearray(content)
    while at >= 0:
        struct.pack_into("<L", made, at + 24, 5)
        at = content.find(b"PK\x01\x02", at + 4)
    return bytes(made)


def locked_zip(content):
    """A ZIP whose entries are marked as encrypted."""
    made = bytearray(content)
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            made[at + flags] |= 1
            at = content.find(mark, at + 4)
    return bytes(made)


def script(document):
    """JavaScript that runs when a PDF is opened."""
    document.Root.OpenAction = pikepdf.Dictionary(S=NAME.JavaScript, JS=pikepdf.String("app.alert(1)"))


def on_root(**entries):
    """A change that puts entries into a PDF's root."""
    return lambda document: document.Root.update({f"/{name}": value for name, value in entries.items()})


def on_page(**entries):
    """A change that puts entries into a PDF's first page."""
    return lambda document: document.pages[0].obj.update({f"/{name}": value for name, value in entries.items()})


def attach(document):
    """A file inside a PDF."""
    document.attachments["payload.exe"] = EXE


def action(kind, **more):
    """A PDF action."""
    return pikepdf.Dictionary(S=getattr(NAME, kind), **more)


def pdf_files():
    """PDF files that are more than pages."""
    locked = pikepdf.Encryption(owner="o", user="u")
    restricted = pikepdf.Encryption(owner="o", user="")
    js = action("JavaScript", JS=pikepdf.String("1"))
    link = pikepdf.Dictionary(Type=NAME.Annot, Subtype=NAME.Link, Rect=[0, 0, 9, 9], A=action("Launch"))
    yield "locked.pdf", pdf(encryption=locked)
    yield "restricted.pdf", pdf(encryption=restricted)
    yield "script.pdf", pdf(change=script)
    yield "named script.pdf", pdf(change=on_root(Names=pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(A=js))))
    yield "page action.pdf", pdf(change=on_page(AA=pikepdf.Dictionary(O=js)))
    yield "launch.pdf", pdf(change=on_root(OpenAction=action("Launch", F=pikepdf.String("cmd.exe"))))
    yield "launch link.pdf", pdf(change=on_page(Annots=pikepdf.Array([link])))
    yield "submit.pdf", pdf(change=on_root(OpenAction=action("SubmitForm")))
    yield "elsewhere.pdf", pdf(change=on_page(AA=pikepdf.Dictionary(O=action("GoToR", F=pikepdf.String("//bad/x")))))
    yield "attached.pdf", pdf(change=attach)
    yield "xfa.pdf", pdf(change=on_root(AcroForm=pikepdf.Dictionary(XFA=pikepdf.String("<x/>"))))
    yield "media.pdf", pdf(change=on_page(Annots=pikepdf.Array([pikepdf.Dictionary(Subtype=NAME.RichMedia)])))
    yield "hidden script.pdf", pdf(change=script, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    yield "truncated.pdf", pdf(20)[:-200]
    yield "half.pdf", pdf(20)[: len(pdf(20)) // 2] + b"\n%%EOF\n"
    yield "with zip.pdf", pdf() + zipped([("a.exe", EXE)])
    yield "not at the start.pdf", b"GIF89a;" + pdf()
    yield "just a start.pdf", b"%PDF-1.7\n%%EOF"


def office_files():
    """Office files with macros, other files or commands inside."""
    yield "macros.docx", rezipped(word(), add=[("word/vbaProject.bin", OLE)])
    yield "macros.xlsx", rezipped(excel(), add=[("xl/vbaProject.bin", b"renamed")])
    yield "macros.pptx", powerpoint(extra=[("ppt/vbaProject.bin", b"x")])
    yield "typed as macros.docx", declared(word(), "application/vnd.ms-word.document.macroEnabled.main+xml")
    yield "renamed macros.docx", declared(word(), "application/vnd.ms-office.vbaProject")
    yield "activex.docx", rezipped(word(), add=[("word/activeX/activeX1.xml", "<a/>")])
    yield "old macros.xlsx", rezipped(excel(), add=[("xl/macrosheets/sheet1.xml", "<a/>")])
    yield "embedded.docx", rezipped(word(), add=[("word/embeddings/oleObject1.bin", OLE)])
    yield "embedded workbook.pptx", powerpoint(extra=[("ppt/embeddings/a.xlsx", excel())])
    yield "disguised program.docx", rezipped(word(), add=[("word/media/image9.png", EXE)])
    yield "disguised ole.xlsx", rezipped(excel(), add=[("xl/media/image1.png", OLE)])
    yield "template.docx", related("attachedTemplate")
    yield "ole link.docx", related("oleObject")
    yield "beacon.docx", related("image", "file://///bad.example/share/a.png")
    yield "frame.docx", related("frame")
    yield "vba related.docx", related("vbaProject", "hidden.bin", external=False)
    yield "dde.docx", field('DDEAUTO c:\\windows\\system32\\cmd.exe "/k calc"')
    yield "include.docx", field('INCLUDEPICTURE "https://bad.example/a.png"')
    yield "dde.xlsx", rezipped(excel(), add=[("xl/externalLinks/e1.xml", '<a><ddeLink ddeService="cmd"/></a>')])
    yield "program.pptx", powerpoint(extra=[("ppt/s.xml", '<hlinkClick action="ppaction://program"/>')])
    yield "entity.docx", rezipped(word(), {"word/document.xml": ENTITY})
    yield "laughs.xlsx", rezipped(excel(), {"xl/workbook.xml": LAUGHS})
    yield "renamed.docx", excel()
    yield "renamed.xlsx", opendocument()
    yield "no types.docx", zipped([("word/document.xml", "<a/>")])
    yield "typed as template.docx", powerpoint()


def open_document_files():
    """OpenDocument files of the same kind."""
    listener = '<script:event-listener xlink:href="vnd.sun.star.script:a"/>'
    yield "basic.odt", opendocument(extra=[("Basic/Standard/Module1.xml", "<a/>")])
    yield "python.ods", opendocument("spreadsheet", extra=[("Scripts/python/a.py", "print(1)")])
    yield "event.odt", opendocument(body=listener)
    yield "locked.odt", opendocument(manifest="<m:file-entry><m:encryption-data/></m:file-entry>")
    yield "ole.odt", opendocument(extra=[("Object 1", OLE)])
    yield "remote object.odt", opendocument(body='<draw:object xlink:href="https://bad.example/a.odt"/>')
    yield "beacon.odt", opendocument(body='<draw:image xlink:href="https://bad.example/a.png"/>')
    yield "entity.odt", opendocument(extra=[("styles.xml", ENTITY)])
    yield "renamed.odt", opendocument("spreadsheet")
    yield "unknown.odt", opendocument(mimetype="application/x-sh")


def archives():
    """Containers that lie, overflow or hide something."""
    zeros = b"\0" * (16 * MEGABYTE)
    yield "inner 30 MB.docx", rezipped(word(), add=[("word/pad.xml", b"\0" * (30 * MEGABYTE) + EICAR)])
    yield "bomb.docx", rezipped(word(), add=[(f"word/{n}.bin", zeros) for n in range(12)])
    yield "ratio.xlsx", rezipped(excel(), add=[("xl/pad.bin", zeros)])
    yield "sum.xlsx", rezipped(excel(), add=[(f"xl/{n}.bin", noise(MEGABYTE) * 15) for n in range(8)])
    yield "lying size.docx", lying_size(word())
    yield "many.docx", rezipped(word(), add=[(f"word/{n}.xml", "<a/>") for n in range(1000)])
    yield "nested zip.docx", rezipped(word(), add=[("word/media/a.png", zipped([("a", b"a")]))])
    yield "nested gzip.odt", opendocument(extra=[("Pictures/a.jpg", gzip.compress(b"a"))])
    yield "nested tar.pptx", powerpoint(extra=[("ppt/media/a.png", tar())])
    yield "nested pdf.docx", rezipped(word(), add=[("word/a.bin", pdf())])
    yield "locked.docx", locked_zip(word())
    yield "traversal.docx", rezipped(word(), add=[("../../etc/passwd", b"a")])
    yield "backslash.docx", rezipped(word(), add=[("..\\..\\windows\\a", b"a")])
    yield "absolute.docx", rezipped(word(), add=[("/etc/passwd", b"a")])
    yield "drive.docx", rezipped(word(), add=[("c:/a", b"a")])
    yield "twice.docx", rezipped(word(), add=[("WORD/document.xml", b"<a/>")])
    yield "two names.docx", patched(word(), b"word/document.xml", b"word/d0cument.xml")
    yield "in front.docx", EXE + word()
    yield "behind.docx", word() + HTML
    yield "hidden between.docx", hidden_between()
    yield "comment.docx", zipped([("[Content_Types].xml", f'<Types xmlns="{PACKAGE}"/>')], comment=b"x" * 5000)
    yield "truncated.docx", word()[:-30]
    yield "half.xlsx", excel()[:2000]
    yield "flipped.docx", flipped(word())
    yield "plain.zip", zipped([("a.txt", b"a")])
    yield "types only.docx", zipped([("[Content_Types].xml", f'<Types><Override ContentType="{OFFICE}.x"/></Types>')])


def hidden_between():
    """A ZIP with bytes between two entries that its table of contents does not tell of."""
    first, second = zipped([("a.xml", b"<a/>")]), word()
    return second[: second.find(b"PK\x01\x02")] + first + second[second.find(b"PK\x01\x02") :]


def other_files():
    """Files that are not what their name says, pictures too large, and texts with more than text."""
    yield "program.pdf", EXE
    yield "program.exe", EXE
    yield "macro.docm", word()
    yield "old.doc", OLE
    yield "old.docx", OLE
    yield "web.html", HTML
    yield "drawing.svg", SVG
    yield "web.txt", HTML
    yield "drawing.txt", b"\xef\xbb\xbf  " + SVG
    yield "drawing.png", SVG
    yield "php.txt", b"<?php system($_GET[1]);"
    yield "pdf.txt", pdf()
    yield "nul.txt", b"text\0text"
    yield "utf16.txt", "a\0b".encode("utf-16")
    yield "undecodable.txt", b"\x81\x8d\x8f caf\x90"
    yield "dde.csv", b"name\n=cmd|'/c calc'!A1\n"
    yield "quoted dde.csv", b"a,b\n1,\"@SUM(1)*cmd|' /C calc'!A0\"\n"
    yield "zip.csv", b"a,b\n" + zipped([("a", b"a")])
    yield "41 megapixels.png", picture((8200, 5001), "PNG", mode="1")
    yield "41 megapixels.jpg", picture((8200, 5001), mode="L")
    yield "bomb.png", picture((30_000, 30_000), "PNG", mode="1")
    yield "truncated.jpg", picture((900, 900), quality=95)[:-3000]
    yield "truncated.png", picture((900, 900), "PNG")[:-40]
    yield "gif.jpg", picture(kind="GIF", mode="P")
    yield "png.jpg", picture(kind="PNG")
    yield "with zip.jpg", picture() + zipped([("a.exe", EXE)])
    yield "with script.png", picture(kind="PNG") + b"<script>alert(1)</script>"
    yield "with pdf.jpg", picture() + pdf()
    yield "empty.pdf", b""
    yield "spaces.txt", b" \n "
    yield "too big.txt", b"a" * (20 * MEGABYTE + 1)
    yield "no ending", pdf()
    yield "wrong ending.pdf.exe", pdf()
    yield ".pdf", pdf()


def hostile_files():
    """All that the checks themselves refuse."""
    for group in (pdf_files, office_files, open_document_files, archives, other_files):
        yield from group()


def infected_files():
    """Well-formed files that only a scanner knows: the test virus as it is, in a Word file, in a picture's tail."""
    yield "eicar.txt", EICAR
    yield "eicar.csv", EICAR
    yield "eicar.docx", rezipped(word(), add=[("word/media/eicar.com", EICAR)])
    yield "eicar.xlsx", rezipped(excel(), add=[("xl/eicar.xml", b"<a>" + EICAR.replace(b"<", b"") + b"</a>")])
    yield "eicar.odt", opendocument(extra=[("Pictures/eicar.png", EICAR)])
    yield "eicar.pptx", powerpoint(extra=[("ppt/media/eicar.png", EICAR)])
