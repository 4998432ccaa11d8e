"""Documents: tagged, whole, harmless whatever was typed, and the same each time."""

import csv
import datetime
import hashlib
import io
import itertools
import json
import unicodedata
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn

from audit_forms.insight.documents.kinds import TEMPLATES, Kind, file_name
from audit_forms.insight.documents.making import make_document
from audit_forms.insight.documents.summary import page_count
from audit_forms.insight.reading import profile_of
from audit_forms.insight.tests.factories import AMBER, GREEN, KEYS, NA, RED, submit
from audit_forms.organisations.tests.factories import MembershipFactory, OrganisationFactory
from audit_forms.questionnaires.tests.factories import EditionFactory, QuestionFactory, SectionFactory, publish
from audit_forms.returns.models import Evidence, EvidenceUse, SignOff
from audit_forms.returns.tests.factories import ExerciseFactory
from portal.pdf.glyphs import drawable, is_drawable
from portal.pdf.making import make_pdf
from tests.support.pdf_reading import elements, kinds, open_pdf, squeezed, text_of

PDFS = [Kind.RETURN_PDF, Kind.PROFILE_PDF, Kind.SUMMARY_PDF]
MIXED = {"a1": GREEN, "a2": AMBER, "a3": RED, "a4": GREEN, "b1": GREEN, "b2": NA}
PAYLOADS = [
    '#import "@preview/evil:0.1.0": *',
    '#read("/etc/passwd") #eval("1+1") #panic()',
    "$ x^2 $ and $",
    "\\ \\u{1F600} \\\\ \\n",
    "`raw` ```typst #pagebreak() ```",
    "= Heading\n== Another\n- item\n+ item\n/ term: x",
    "<label> @label #label *bold* _emph_ ~ --- ... // comment /* x */",
    "]] #[ }{ \"quotes\" 'single' )(",
    "=1+1\n+cmd|' /C calc'!A0\n@SUM(A1)\n-2",
    "<script>alert(1)</script> & <w:p/> ]]>",
    "שלום עולם והשלום",
    "السلام عليكم",
    "e\u0301 combining, ﬁ ligature, “quotes”, – dashes —, £ € ½",
    "line one\r\nline two\rline three\nline four\ttabbed",
    "{{ content.title }} {% include 'x' %} %s %(name)s {0}",
]


@pytest.fixture
def own(exercise):
    made = submit(exercise, MIXED, OrganisationFactory(name="St Ælfleda’s School"), more={"a1": {"confirmed": True}})
    lead = MembershipFactory(organisation=made.organisation).user
    SignOff.objects.create(
        audit_return=made,
        attempt=1,
        capacity="head",
        decision="confirmed",
        statement="I confirm that this return is accurate.",
        signed_by=lead,
        meeting_date=datetime.date(2026, 11, 3),
    )
    question = made.edition.sections.first().questions.first()
    evidence = Evidence.objects.create(
        organisation=made.organisation, kind="link", title="Policy", url="https://policy.example/", added_by=lead
    )
    EvidenceUse.objects.create(evidence=evidence, audit_return=made, question=question)
    return profile_of(made)


def with_text(exercise, text):
    more = {key: {"text": text, "action_what": text, "action_who": text[:200]} for key in ("a1", "a2")}
    return profile_of(submit(exercise, MIXED, more=more))


@pytest.mark.parametrize("kind", PDFS)
def test_a_pdf_is_tagged_titled_and_in_our_language(own, kind):
    with open_pdf(make_document(kind, own)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en-GB"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert "St Ælfleda’s School" in str(pdf.docinfo.Title)
        assert "/Author" not in pdf.docinfo
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
        levels = [int(kind[2:]) for kind in kinds(pdf) if kind[1] == "H" and kind[2:].isdigit()]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_every_figure_is_described_and_tables_have_headings(own):
    with open_pdf(make_document(Kind.PROFILE_PDF, own)) as pdf:
        figures = [element for element in elements(pdf) if str(element.S) == "/Figure"]
        assert len(figures) == 1
        assert "A. Governance: 2 In place, 1 Partly in place, 1 Not in place." in str(figures[0].Alt)
        assert kinds(pdf).count("/Table") == 2
        assert "/TH" in kinds(pdf)
    with open_pdf(make_document(Kind.SUMMARY_PDF, own)) as pdf:
        assert all("/Alt" in element for element in elements(pdf) if str(element.S) == "/Figure")


def test_the_whole_return_holds_answers_evidence_and_sign_offs(own):
    with open_pdf(make_document(Kind.RETURN_PDF, own)) as pdf:
        text = text_of(pdf)
    for words in (
        "Evidence for a1", "Mend a2", "Friday 5 March 2027", "Not ours", "Link: Policy (https://policy.example/)",
        "I confirm that this return is accurate.", "meeting on Tuesday 3 November 2026", "self-assessed",
        own.audit_return.reference,
    ):  # fmt: skip
        assert squeezed(words) in text, words


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_was_typed_is_text_and_nothing_else(exercise, payload):
    own = with_text(exercise, payload)
    with open_pdf(make_document(Kind.RETURN_PDF, own)) as pdf:
        found, expected = text_of(pdf), squeezed(drawable(payload))
    if payload.isascii():
        assert expected in found
    # Right-to-left text is drawn from its end, so there the letters are looked for one by one.
    assert set(unicodedata.normalize("NFKC", expected)) <= set(unicodedata.normalize("NFKC", found))
    assert make_document(Kind.PROFILE_PDF, own)
    assert page_count(make_document(Kind.SUMMARY_PDF, own)) == 1
    word = Document(io.BytesIO(make_document(Kind.RETURN_WORD, own)))
    lines = payload.replace("\r\n", "\n").replace("\r", "\n")
    assert any(lines in paragraph.text for paragraph in word.paragraphs)


def test_what_no_font_can_draw_is_named_not_dropped(exercise):
    own = with_text(exercise, "Well done 😀 漢 \x07 \ufffe")
    with open_pdf(make_document(Kind.RETURN_PDF, own)) as pdf:
        assert squeezed("Well done [grinning face] [cjk unified ideograph-6f22] [u+0007] [u+fffe]") in text_of(pdf)
    word = Document(io.BytesIO(make_document(Kind.RETURN_WORD, own)))
    assert any("Well done 😀 漢 [U+0007] [U+FFFE]" in paragraph.text for paragraph in word.paragraphs)


@pytest.mark.parametrize("text", ["safeguarding " * 7_700, "W" * 100_000], ids=["words", "one word"])
def test_a_hundred_thousand_characters_arrive_whole(exercise, text):
    text = text[:100_000].strip()
    own = profile_of(submit(exercise, MIXED, more={"a1": {"text": text}}))
    with open_pdf(make_document(Kind.RETURN_PDF, own)) as pdf:
        # Each page ends with its footer, so the text is compared by its letters.
        letter = "g" if "g" in text else "W"
        assert text_of(pdf).count(letter) >= text.count(letter)
    word = Document(io.BytesIO(make_document(Kind.RETURN_WORD, own)))
    assert any(text in paragraph.text for paragraph in word.paragraphs)


def test_every_character_we_say_we_can_draw_can_be_drawn(own):
    letters = [chr(code) for code in range(0x20, 0x20000) if is_drawable(chr(code))]
    assert len(letters) > 7_000
    content = {
        "title": "Glyphs", "subtitle": "", "footer": "", "facts": [], "result": "", "compliance": "", "sign_offs": [],
        "looks": {}, "colours": {"brand": "#000000", "rule": "#000000", "tint": "#ffffff"},
        "sections": [{"title": "All", "questions": [
            {"title": "n", "about": "", "lines": [{"label": "", "tone": "", "text": f"n{letter}n"}], "evidence": []}
            for letter in letters
        ]}],
    }  # fmt: skip
    assert make_pdf(TEMPLATES / "return.typ", content, own.submission.submitted_at)


def test_the_summary_is_one_page_whatever_is_in_it(db):
    edition = EditionFactory()
    for number in range(14):
        section = SectionFactory(edition=edition, key=f"s{number}", title="A very long title " * 8, position=number)
        for each in range(5):
            QuestionFactory(
                section=section, rated=True, key=f"q{number}-{each}", text="Is it so? " * 60, position=each, duty="must"
            )
    exercise = ExerciseFactory(edition=publish(edition), title="T" * 200)
    keys = [question.key for section in edition.sections.all() for question in section.questions.all()]
    long = {key: {"action_what": "Do it well. " * 500, "action_who": "W" * 200} for key in keys}
    made = submit(exercise, dict.fromkeys(keys, RED), OrganisationFactory(name="N" * 200), more=long)
    content = make_document(Kind.SUMMARY_PDF, profile_of(made))
    assert page_count(content) == 1
    with open_pdf(content) as pdf:
        assert [round(float(side)) for side in pdf.pages[0].MediaBox] == [0, 0, 595, 842]
        assert squeezed("Shortened to fit one page.") in text_of(pdf)


@pytest.mark.parametrize("kind", list(Kind))
def test_the_same_submission_gives_the_same_file(own, kind):
    first, second = make_document(kind, own), make_document(kind, own)
    if kind in (Kind.RETURN_WORD, Kind.PROFILE_WORD):  # its zip carries the time of day
        first, second = ([each.text for each in Document(io.BytesIO(made)).paragraphs] for made in (first, second))
    assert first == second


@pytest.mark.parametrize("kind", [Kind.RETURN_WORD, Kind.PROFILE_WORD])
def test_a_word_file_has_headings_table_headings_language_and_no_author(own, kind):
    word = Document(io.BytesIO(make_document(kind, own)))
    core = word.core_properties
    assert "St Ælfleda’s School" in core.title
    assert (core.author, core.last_modified_by, core.comments, core.language) == ("", "", "", "en-GB")
    styles = [paragraph.style.name for paragraph in word.paragraphs]
    assert styles[0] == "Title"
    assert {"Heading 1", "Heading 2"} <= set(styles)
    assert word.tables
    for table in word.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert {language.get(qn("w:val")) for language in word.styles.element.iter(qn("w:lang"))} == {"en-GB"}


def test_no_cell_can_be_taken_for_a_formula(exercise):
    own = profile_of(submit(exercise, MIXED, OrganisationFactory(name="=1+1"), more={"a1": {"text": "@SUM(A1)"}}))
    for kind in (Kind.RETURN_WORD, Kind.PROFILE_WORD):
        word = Document(io.BytesIO(make_document(kind, own)))
        cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
        assert "'=1+1" in cells
        assert not [cell for cell in cells if cell.startswith(tuple("=+-@\t\r"))]
    with zipfile.ZipFile(io.BytesIO(make_document(Kind.EXPORT, own))) as archive:
        rows = list(csv.reader(io.StringIO(archive.read("answers.csv").decode("utf-8-sig"))))
    assert "'@SUM(A1)" in [row[5] for row in rows]
    assert not [cell for row in rows for cell in row if cell.startswith(tuple("=+-@\t\r"))]


def test_the_bundle_is_open_complete_and_checked_by_its_manifest(own):
    with zipfile.ZipFile(io.BytesIO(make_document(Kind.EXPORT, own))) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        data = json.loads(archive.read("return.json"))
        assert (manifest["format"], manifest["version"]) == ("safeguarding-return", 1)
        assert {each["name"] for each in manifest["files"]} == set(archive.namelist()) - {"manifest.json"}
        for each in manifest["files"]:
            content = archive.read(each["name"])
            assert (len(content), hashlib.sha256(content).hexdigest()) == (each["bytes"], each["sha256"])
    questions = {question["key"]: question for section in data["sections"] for question in section["questions"]}
    assert set(questions) == {*KEYS, "text"}
    assert questions["a2"]["answer"] == own.submission.answers["a2"]
    assert questions["a1"]["evidence"][0]["title"] == "Policy"
    assert data["edition"]["scale"][0] == {"key": "green", "label": "In place", "score": 2}
    assert data["sign_offs"][0]["statement"] == "I confirm that this return is accurate."


def test_files_are_named_after_setting_year_and_kind(own):
    own.audit_return.exercise.deadline = datetime.datetime(2027, 1, 29, 17, tzinfo=datetime.UTC)
    assert file_name(own.audit_return, Kind.SUMMARY_PDF) == "st-lfledas-school-2026-27-summary-for-governors.pdf"
    own.audit_return.exercise.deadline = datetime.datetime(2026, 9, 1, tzinfo=datetime.UTC)
    own.audit_return.organisation.name = "../../\x00"
    assert file_name(own.audit_return, Kind.EXPORT) == "organisation-2026-27-return-to-take-away.zip"
