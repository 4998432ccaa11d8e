"""The summary report of a round as PDF and Word: tagged, titled, in our language, with its charts described."""

import io

import pytest
from docx import Document
from docx.oxml.ns import qn

from audit_forms.insight.tests.factories import AMBER, GREEN, KEYS, RED, profile_edition, submit
from audit_forms.organisations.tests.factories import OrganisationFactory
from audit_forms.self_assessments import services
from audit_forms.self_assessments.summary.documents import make_pdf_of, make_word_of
from audit_forms.self_assessments.tests.factories import RoundFactory, expect
from tests.support.pdf_reading import elements, kinds, open_pdf, squeezed, text_of

pytestmark = pytest.mark.django_db

WEAK = dict.fromkeys(KEYS, GREEN) | {"a1": AMBER, "a3": RED}


@pytest.fixture
def report(unit):
    """The report of forty returns, and of ten that did not come in."""
    exercise = RoundFactory(edition=profile_edition(), title="Section 175 and 157, 2026-27")
    for number in range(40):
        submit(exercise, WEAK if number < 10 else None)
    for _ in range(10):
        expect(exercise, OrganisationFactory())
    return services.draft_summary(exercise=exercise, actor=unit)


def test_a_pdf_is_tagged_and_describes_its_charts(report):
    with open_pdf(make_pdf_of(report)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en-GB"
        figures = [element for element in elements(pdf) if str(element.S) == "/Figure"]
        assert len(figures) == len(report.charts)
        assert "Governance: 140 In place, 10 Partly in place, 10 Not in place." in " ".join(
            str(each.Alt) for each in figures
        )
        assert kinds(pdf).count("/Table") == len(report.charts)
        assert squeezed("40 of 50 schools answered") in text_of(pdf)
    assert make_pdf_of(report) == make_pdf_of(report)


def test_a_word_file_has_headings_tables_and_language(report):
    word = Document(io.BytesIO(make_word_of(report)))
    assert word.core_properties.language == "en-GB"
    styles = [paragraph.style.name for paragraph in word.paragraphs]
    assert styles[0] == "Title"
    assert {"Heading 1", "Heading 2"} <= set(styles)
    assert len(word.tables) == 3
    for table in word.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
