"""Barriers in running text as Wagtail stores it."""

from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag
from wagtail.documents import get_document_model

from home.barriers.documents import pdf_troubles
from home.barriers.words import link_trouble, looks_like_a_file

HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
NAME_LINK = "Write where it leads, like “Read the briefing on neglect”."


@dataclass
class Reading:
    """How far down the headings have gone; headings of the page's own template count."""

    level: int


def heading_troubles(level: int, text: str, reading: Reading) -> Iterator[str]:
    """A heading goes at most one level below the one before it, and there is one page title (WCAG 1.3.1)."""
    if level > reading.level + 1 or level == 1:
        yield (
            f"The heading “{text[:60]}” skips a level. Make it one level below the heading before it, or put the "
            "missing heading in front of it."
        )
    reading.level = level


def html_troubles(source: str, reading: Reading) -> Iterator[str]:
    """What is wrong in the text, in order; `reading.level` is the level of the heading before it, and is moved on."""
    for element in BeautifulSoup(source, "html.parser").find_all([*HEADINGS, "a", "embed", "img", "table"]):
        if element.name in HEADINGS:
            yield from heading_troubles(int(element.name[1]), element.get_text(), reading)
        elif element.name == "a":
            yield from _of_link(element)
        elif element.name == "table":
            yield from _of_table(element)
        elif element.name == "img" or element.get("embedtype") == "image":
            yield from _of_picture(element)


def _of_link(element: Tag) -> Iterator[str]:
    if not element.has_attr("href") and not element.has_attr("linktype"):
        return
    if trouble := link_trouble(element.get_text()):
        yield f"{trouble} {NAME_LINK}"
    if element.get("linktype") == "document":
        document = get_document_model().objects.filter(pk=element.get("id")).first()
        if document is None:
            yield f"The document behind the link “{element.get_text()}” was deleted. Choose another one."
        else:
            yield from pdf_troubles(document)


def _of_table(element: Tag) -> Iterator[str]:
    if not any(cell.get_text().strip() for cell in element.find_all("th")):
        yield "A table has no heading row. Use the table part instead, and write what stands in each column."


def _of_picture(element: Tag) -> Iterator[str]:
    """In running text an empty text is how Wagtail stores that "decorative" was ticked; none at all was never asked."""
    text = element.get("alt")
    if text is None or (text and looks_like_a_file(str(text))):
        yield (
            "A picture in the text has no alternative text, or the name of a file. Choose the picture again, and say "
            "in one sentence what it shows."
        )
