"""Text as the fonts of our PDFs can draw it. What they cannot is named in brackets: nothing vanishes (bars R20).

`glyphs.txt` lists the characters that the embedded fonts have, as ranges of hexadecimal numbers; a test compiles
every one of them. The Word file and the data in the bundle hold every character as it was typed.
"""

import re
import unicodedata
from functools import cache
from itertools import pairwise
from pathlib import Path

# Longer words get places where a line may end, or they would run off the page.
LONGEST_WORD = 40
BREAK = "\u200b"
LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
LINE_ENDS = re.compile(r"\r\n?|[\u0085\u2028\u2029\x0b\x0c]")
PLAIN = re.compile(r"[\n\t\x20-\x7e\xa0-\xff]*")


def drawable(text: str) -> str:
    """The text with one kind of line end, with names for what has no glyph, and with breaks in endless words."""
    text = LINE_ENDS.sub("\n", text)
    if not PLAIN.fullmatch(text):
        text = "".join(letter if is_drawable(letter) else _named(letter) for letter in text)
    return LONG_WORD.sub(lambda found: _broken(found[0]), text).replace("\t", "    ")


@cache
def is_drawable(letter: str) -> bool:
    """Whether our fonts have the character."""
    return letter in "\n\t" or any(first <= ord(letter) <= last for first, last in _ranges())


@cache
def _ranges() -> tuple[tuple[int, int], ...]:
    lines = Path(__file__).with_name("glyphs.txt").read_text(encoding="ascii").split()
    ends = (line.partition("-") for line in lines)
    return tuple((int(first, 16), int(last or first, 16)) for first, _, last in ends)


@cache
def _named(letter: str) -> str:
    return f"[{unicodedata.name(letter, f'U+{ord(letter):04X}').lower()}]"


def _broken(word: str) -> str:
    cuts = [*range(0, len(word), LONGEST_WORD), len(word)]
    return BREAK.join(word[start:end] for start, end in pairwise(cuts))
