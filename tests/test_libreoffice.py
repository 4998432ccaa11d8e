"""A workbook filled in with the real LibreOffice comes back without loss, and holds no formula there."""

import re

import pytest
from openpyxl import load_workbook

from audit_forms.returns import services
from audit_forms.returns.models import Answer
from audit_forms.returns.tests.factories import Cast, ExerciseFactory, ReturnFactory, all_kinds_edition
from audit_forms.returns.workbook import layout
from audit_forms.returns.workbook.writing import make_workbook

pytestmark = [pytest.mark.django_db, pytest.mark.crash]

STORED = "=1+1\nStays as typed: “quoted”, <b>&amp;</b>, \U0001f469\u200d\U0001f467, 0123\n  and its spaces  "
TYPED = "Typed in LibreOffice, with an & and é"


def type_into(document, key, text):
    """Type a text into the answer's cell of one part, in LibreOffice's own open format."""
    row = next(row for row in re.findall(r"<table:table-row.*?</table:table-row>", document, re.S) if f">{key}<" in row)
    cells = re.findall(r"<table:table-cell(?:[^>]*/>|.*?</table:table-cell>)", row, re.S)
    answer = cells[layout.COLUMNS.index(layout.ANSWER)]
    style = re.search(r'table:style-name="[^"]*"', answer)[0]
    value = f'office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
    return document.replace(row, row.replace(answer, f"<table:table-cell {style} {value}", 1), 1)


def test_filled_in_with_libreoffice_it_comes_back_whole(convert, tmp_path):
    audit_return = ReturnFactory(exercise=ExerciseFactory(edition=all_kinds_edition()))
    cast = Cast(audit_return)
    posted = {"long_text.version": "0", "long_text.text": STORED}
    services.save_answers(audit_return=audit_return, section="everything", posted=posted, actor=cast.lead)
    made = tmp_path / "return.xlsx"
    made.write_bytes(make_workbook(audit_return, blank=False).read())

    opened = convert(made, "fods")
    document = opened.read_text()
    assert "table:formula" not in document
    document = type_into(document, "rated-0.text", TYPED.replace("&", "&amp;"))
    document = type_into(document, "rated-0.level", "In place")
    opened.write_text(document)
    filled_in = convert(opened, "xlsx")

    assert not [c for s in load_workbook(filled_in).worksheets for r in s.iter_rows() for c in r if c.data_type == "f"]
    with filled_in.open("rb") as file:
        upload = services.keep_workbook(audit_return=audit_return, file=file, actor=cast.lead)
    assert upload.problems == []
    comparison = services.compare_workbook(upload=upload)
    assert not comparison.conflicts
    assert not comparison.bad_cells
    assert {each.question.key for each in comparison.changes} == {"rated-0", "short_text"}
    services.apply_workbook(upload=upload, kept={}, actor=cast.lead)
    answers = {answer.question.key: answer for answer in Answer.objects.select_related("question", "level")}
    assert answers["rated-0"].text == TYPED
    assert answers["rated-0"].level.label == "In place"
    assert answers["long_text"].text == STORED
    assert answers["long_text"].version == 1
