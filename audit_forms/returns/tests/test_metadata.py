"""What a file tells besides what one sees is found and put into words (G14)."""

import io

import pikepdf
import pytest

from audit_forms.returns.files.metadata import find_metadata
from audit_forms.returns.tests.files.making import excel, opendocument, pdf, picture, powerpoint, rezipped, word
from audit_forms.returns.tests.files.ordinary import with_gps

W = 'xmlns:w="urn:w"'


def authored(document):
    document.docinfo["/Author"] = "Ann Example"
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9])
    document.pages[0].obj.Annots = pikepdf.Array([note])


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (word(author="Ann Example"), ["The name “Ann Example” as its author."]),
        (
            rezipped(
                word(),
                {"word/document.xml": f"<w:document {W}><w:ins/><w:del/></w:document>".encode()},
                [("word/comments.xml", f"<w:comments {W}><w:comment/></w:comments>")],
            ),
            ["2 tracked changes.", "1 comment."],
        ),
        (
            rezipped(excel(), {"xl/workbook.xml": b'<workbook><sheet state="hidden"/></workbook>'}),
            ["The name “openpyxl” as its author.", "1 hidden sheet."],
        ),
        (
            powerpoint(extra=[("ppt/notesSlides/n1.xml", '<p:notes xmlns:p="urn:p"/>')]),
            ["1 page of speaker notes."],
        ),
        (
            opendocument(body="<office:annotation/><text:changed-region/>", meta="<dc:creator>Bo Example</dc:creator>"),
            ["The name “Bo Example” as its author.", "1 comment.", "1 tracked change."],
        ),
        (pdf(change=authored), ["The name “Ann Example” as its author.", "1 comment."]),
        (
            with_gps(),
            ["The place where the picture was taken (GPS).", "The camera or phone it was taken with (Camera)."],
        ),
        (picture(kind="PNG"), []),
        (pdf(), []),
        (b"Plain words", []),
        (b"%PDF-broken", []),
    ],
)
def test_what_is_hidden_in_a_file_is_told(content, found):
    assert sorted(find_metadata(io.BytesIO(content))) == sorted(found)
