"""Colours and shapes of ratings, one palette for page, PDF and Word; safe for colour-blind eyes, told apart in grey.

The page's stylesheet has the same values as custom properties; a test holds the two together.
"""

from dataclasses import dataclass

from audit_forms.questionnaires.enums import Tone


@dataclass(frozen=True)
class Look:
    """How one tone is drawn: ink, the paper under its pattern, the pattern's name, and a shape for running text."""

    ink: str
    paper: str
    pattern: str
    shape: str


LOOKS = {
    Tone.BLUE: Look("#1d4f91", "#d9e4f3", "bars", "★"),
    Tone.GREEN: Look("#0f6b47", "#0f6b47", "solid", "●"),
    Tone.AMBER: Look("#a85b00", "#fbe7cc", "stripes", "◐"),
    Tone.RED: Look("#b3261e", "#ffffff", "dots", "○"),
    Tone.VIOLET: Look("#6a3d9a", "#eee6f6", "grid", "◇"),
    Tone.NEUTRAL: Look("#4a5655", "#ffffff", "plain", "–"),
}
BRAND = "#0b4f55"
TINT = "#eef5f4"
RULE = "#cbd5d4"
TEXT = "#14201f"
# The same for documents, as their templates ask for it.
DOCUMENT_COLOURS = {"brand": BRAND, "rule": RULE, "tint": TINT}
DOCUMENT_LOOKS = {tone.value: {"ink": each.ink, "paper": each.paper} for tone, each in LOOKS.items()}


def look(tone: str) -> Look:
    """The look of a tone; raises ValueError for a tone that is none."""
    return LOOKS[Tone(tone)]
