"""Plain text with a few marks, as the demo content is written, turned into the rich text that pages store."""

import re
from html import escape

BOLD = re.compile(r"\*\*(.+?)\*\*")


def rich_text(text: str) -> str:
    """Paragraphs stand apart by an empty line; lines with "- " are points, "### " begins a heading, ** is bold."""
    return "".join(_block(block) for block in re.split(r"\n\s*\n", text.strip()) if block)


def _block(block: str) -> str:
    heading, _, rest = block.partition("\n")
    if heading.startswith("### "):
        return f"<h3>{_inline(heading[4:])}</h3>" + (_block(rest) if rest else "")
    if block.startswith("- "):
        points = re.split(r"\n(?=- )", block)
        return "<ul>" + "".join(f"<li>{_inline(point[2:])}</li>" for point in points) + "</ul>"
    return f"<p>{_inline(block)}</p>"


def _inline(text: str) -> str:
    return BOLD.sub(r"<b>\1</b>", escape(" ".join(text.split()), quote=False))
