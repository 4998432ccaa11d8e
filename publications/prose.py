"""Rich text taken apart into plain values, so that mail, plain text and PDF are all made of the same words."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from wagtail.rich_text import expand_db_html

from portal.outbox.services import full_address

SAFE_ADDRESSES = ("https://", "http://", "mailto:", "tel:")
BOLD, ITALIC = ("b", "strong"), ("i", "em")
LISTS = ("ul", "ol")


@dataclass(frozen=True)
class Run:
    """Some words that look alike; `url` where they are a link."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    url: str = ""


@dataclass
class Block:
    """A paragraph (`p`, one item) or a list (`ul`, `ol`, an item each)."""

    kind: str
    items: list[list[Run]] = field(default_factory=list)


def blocks_of(rich_text: str) -> list[Block]:
    """The paragraphs and lists of a stored rich text, its links with their full addresses."""
    reader = _Reader()
    reader.feed(expand_db_html(rich_text))
    reader.close()
    return [block for block in reader.blocks if any(block.items)]


def as_text(blocks: list[Block]) -> Iterator[str]:
    """Each paragraph and list as plain text; a link's address stands behind its words."""
    for block in blocks:
        words = ["".join(_words(run) for run in runs).strip() for runs in block.items]
        if block.kind == "p":
            yield " ".join(words)
        else:
            marks = [f"{number}." if block.kind == "ol" else "-" for number in range(1, len(words) + 1)]
            yield "\n".join(f"{mark} {item}" for mark, item in zip(marks, words, strict=True))


def _words(run: Run) -> str:
    return f"{run.text} ({run.url})" if run.url and run.url != run.text else run.text


class _Reader(HTMLParser):
    """Keeps the words, what stands out in them, and links that lead somewhere harmless; everything else is dropped."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self._open: list[str] = []
        self._urls: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block or a look."""
        if tag == "br":
            self._add(" ")
            return
        self._open.append(tag)
        if tag in ("p", *LISTS):
            self.blocks.append(Block(tag, [[]] if tag == "p" else []))
        elif tag == "li" and self.blocks:
            self.blocks[-1].items.append([])
        elif tag == "a":
            self._urls.append(_full(dict(attrs).get("href") or ""))

    def handle_endtag(self, tag: str) -> None:
        """End a block or a look."""
        if tag in self._open:
            self._open.remove(tag)
        if tag == "a" and self._urls:
            self._urls.pop()

    def handle_data(self, data: str) -> None:
        """Take the words, in white space of one kind."""
        words = " ".join(data.split())
        if words or data:
            self._add((" " if data[:1].isspace() else "") + words + (" " if words and data[-1:].isspace() else ""))

    def _add(self, text: str) -> None:
        if not self.blocks or not self.blocks[-1].items:
            if not text.strip():
                return
            self.blocks.append(Block("p", [[]]))
        look = {"is_bold": self._has(BOLD), "is_italic": self._has(ITALIC)}
        self.blocks[-1].items[-1].append(Run(text, **look, url=self._urls[-1] if self._urls else ""))

    def _has(self, tags: tuple[str, ...]) -> bool:
        return any(tag in self._open for tag in tags)


def _full(address: str) -> str:
    address = full_address(address) if address.startswith("/") and not address.startswith("//") else address
    return address if address.startswith(SAFE_ADDRESSES) else ""
