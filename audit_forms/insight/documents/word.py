"""Word files: real headings and table headings, a language, a title, and nobody's name as author."""

import re
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

from audit_forms.insight.documents.content import Content
from audit_forms.insight.palette import BRAND, look
from audit_forms.returns.parts import one_line_end
from portal.spreadsheets import safe_text

LANGUAGE = "en-GB"
# XML cannot hold these; they are named, so that nothing is lost without a sign.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
FACE = "Arial"
BULLET = "List Bullet"


class Writer:
    """One Word file being written, with the styles looked up once."""

    def __init__(self, content: Content, at: datetime):
        """A blank file with title, language and date."""
        self.document = Document()
        self.styles = {style.name: style for style in self.document.styles}
        self._set_properties(content, at)
        self._set_styles()
        self.heading(content["title"], 0)
        self.text(content["subtitle"])

    def heading(self, words: str, level: int) -> None:
        """A heading of that level; 0 is the title."""
        self._paragraph(f"Heading {level}" if level else "Title").add_run(printable(words))

    def text(self, words: str, label: str = "", style: str = "Normal", bold: bool = False, colour: str = "") -> None:
        """A paragraph of text as typed, with a bold label where there is one."""
        paragraph = self._paragraph(style)
        if label:
            paragraph.add_run(f"{label}: ").bold = True
        run = paragraph.add_run(printable(words))
        run.bold = bold or None
        if colour:
            run.font.color.rgb = RGBColor.from_string(colour.lstrip("#"))

    def bullets(self, items: list[str]) -> None:
        """A list."""
        for item in items:
            self.text(item, style=BULLET)

    def table(self, heading: list[str], rows: list[list[str]]) -> None:
        """A table whose first row is repeated on each page; no cell can be taken for a formula (bars S16)."""
        table: Table = self.document.add_table(rows=1, cols=len(heading), style=self.styles["Table Grid"])
        _fill(table.rows[0].cells, heading, bold=True)
        properties = table.rows[0]._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:tblHeader"))
        for row in rows:
            _fill(table.add_row().cells, row)
        self.document.add_paragraph()

    def finish(self) -> bytes:
        """The file."""
        file = BytesIO()
        self.document.save(file)
        return file.getvalue()

    def _paragraph(self, style: str) -> Paragraph:
        paragraph = self.document.add_paragraph()
        # By its id: the library's own way looks through all styles for every paragraph, which takes most of the time.
        paragraph._p.style = self.styles[style].style_id
        return paragraph

    def _set_properties(self, content: Content, at: datetime) -> None:
        core = self.document.core_properties
        core.title, core.subject, core.language = printable(content["title"])[:255], content["subtitle"][:255], LANGUAGE
        core.author = core.last_modified_by = core.comments = core.keywords = ""
        core.created = core.modified = at.astimezone(UTC)
        core.revision = 1

    def _set_styles(self) -> None:
        for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3"):
            style = self.styles[name]
            style.font.name = FACE
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)
            if name != "Normal":
                style.font.color.rgb = RGBColor.from_string(BRAND.lstrip("#"))
        self.styles["Normal"].font.size = Pt(11)
        for language in self.document.styles.element.iter(qn("w:lang")):
            language.set(qn("w:val"), LANGUAGE)


def return_word(content: Content, at: datetime) -> bytes:
    """The whole return."""
    writer = Writer(content, at)
    writer.text(content["result"], bold=True)
    writer.text(content["compliance"])
    writer.table(["About", "This document"], content["facts"])
    if content["sign_offs"]:
        writer.heading("Confirmed by", 1)
        for each in content["sign_offs"]:
            writer.text(each["decision"], label=each["capacity"])
            writer.text(each["statement"])
    for part in content["sections"]:
        writer.heading(part["title"], 1)
        for question in part["questions"]:
            _question(writer, question)
    return writer.finish()


def profile_word(content: Content, at: datetime) -> bytes:
    """The profile."""
    writer = Writer(content, at)
    writer.text(content["result"], bold=True)
    writer.heading("Legal duties", 1)
    writer.text(content["compliance"])
    writer.bullets(content["not_met"])
    writer.text(content["self_assessed"])
    writer.heading("Section by section", 1)
    writer.text(content["change"])
    writer.bullets(content["weaker"])
    writer.text(content["peers"])
    writer.table(content["table"]["heading"], content["table"]["rows"])
    writer.heading("Strengths", 1)
    strengths = content["embedded"] + content["better"]
    writer.bullets(strengths or ["No answer says yet that its effect was checked, or is better than last time."])
    writer.heading("Actions", 1)
    for action in content["actions"]:
        writer.heading(action["what"], 2)
        writer.text(f"{action['rating']}. {action['who']}, {action['by']}.")
        writer.text(action["for"], label="For")
    if not content["actions"]:
        writer.text("No answer asked for an action.")
    writer.heading("About this document", 1)
    writer.table(["About", "This document"], content["facts"])
    return writer.finish()


def printable(text: str) -> str:
    """The text with one kind of line end, and names for the few characters that no Word file can hold."""
    return UNPRINTABLE.sub(lambda found: f"[U+{ord(found[0]):04X}]", one_line_end(text))


def _question(writer: Writer, question: Content) -> None:
    writer.heading(question["title"], 2)
    writer.text(question["about"])
    if not question["lines"]:
        writer.text("No answer")
    for line in question["lines"]:
        if line["tone"]:
            shape = look(line["tone"])
            writer.text(f"{shape.shape} {line['text']}", bold=True, colour=shape.ink)
        else:
            writer.text(line["text"], label=line["label"])
    if question["evidence"]:
        writer.text("", label="Evidence")
        writer.bullets(question["evidence"])


def _fill(cells: Any, texts: list[str], bold: bool = False) -> None:
    for cell, text in zip(cells, texts, strict=True):
        run = cell.paragraphs[0].add_run(printable(safe_text(text)))
        run.bold = bold or None
