"""Reading a PDF back: its text, its headings and its figures, as a reader with a screen reader would meet them."""

import re
from collections.abc import Iterator
from io import BytesIO

import pikepdf

CODE = re.compile(r"<([0-9a-fA-F]+)>")
SECTION = re.compile(r"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)


def open_pdf(content):
    return pikepdf.open(BytesIO(content))


def elements(pdf) -> Iterator[pikepdf.Object]:
    """Every element of the structure tree, in reading order."""

    def walk(node):
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield kid
                yield from walk(kid)

    yield from walk(pdf.Root.StructTreeRoot)


def kinds(pdf) -> list[str]:
    return [str(element.S) for element in elements(pdf)]


def text_of(pdf) -> str:
    """All text of the document without white space, so that line ends do not matter."""
    text = "".join(letter for page in pdf.pages for letter in _page_text(page))
    return squeezed(text)


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b]+", "", text)


def _page_text(page) -> Iterator[str]:
    maps = {name: _code_map(font) for name, font in page.Resources.get("/Font", {}).items()}
    current = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            current = maps[str(operands[0])]
        elif str(operator) == "Tj":
            yield _decoded(operands[0], current)
        elif str(operator) == "TJ":
            yield from (_decoded(part, current) for part in operands[0] if isinstance(part, pikepdf.String))


def _decoded(string, code_map) -> str:
    raw = bytes(string)
    return "".join(code_map.get(raw[i : i + 2], "") for i in range(0, len(raw), 2))


def _code_map(font) -> dict[bytes, str]:
    found = {}
    source = font.ToUnicode.read_bytes().decode("latin-1")
    for kind, body in SECTION.findall(source):
        for line in body.strip().splitlines():
            codes = CODE.findall(line)
            if kind == "bfchar":
                found[bytes.fromhex(codes[0])] = bytes.fromhex(codes[1]).decode("utf-16-be")
            else:
                first, last, target = int(codes[0], 16), int(codes[1], 16), int(codes[2], 16)
                for step in range(last - first + 1):
                    found[(first + step).to_bytes(2, "big")] = chr(target + step)
    return found
