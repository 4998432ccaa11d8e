"""Small things that many apps do with words that somebody typed. Pure."""

import html
from collections.abc import Iterable
from typing import Any


def capitalised(words: str) -> str:
    """The words with a capital first letter, the rest as it is."""
    return words[:1].upper() + words[1:]


def label_of(model: Any, name: str) -> str:
    """What a field of a model, or of a row, is called on pages."""
    return capitalised(str(model._meta.get_field(name).verbose_name))


def lines_of(text: str) -> list[str]:
    """The points of a text, one from each line that is not empty."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def paragraphs_html(texts: Iterable[str]) -> str:
    """Rich text with a paragraph for each text."""
    return "".join(f"<p>{html.escape(text)}</p>" for text in texts)


def points_html(lines: Iterable[str]) -> str:
    """Rich text with a list of the lines."""
    return f"<ul>{''.join(f'<li>{html.escape(line)}</li>' for line in lines)}</ul>"
