"""Sums with colours: contrast as WCAG 2.2 counts it, and the shades that follow from a brand colour."""

import re

from django.core.exceptions import ValidationError

DEFAULT_BRAND = "#0b4f55"
DEFAULT_ACCENT = "#f2a93b"
WHITE = "#ffffff"
BLACK = "#000000"
TEXT_CONTRAST = 4.5
GRAPHIC_CONTRAST = 3.0
# Below this share of full light, sRGB is a straight line (WCAG 2.2).
LINEAR_BELOW = 0.04045


def validate_colour(value: str) -> None:
    """Accepts six hexadecimal digits after a hash, nothing else: the value is written into a stylesheet."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise ValidationError("Write the colour as a hash and six digits, like #0b4f55.")


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue from 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Relative luminance, 0 for black to 1 for white (WCAG 2.2, "relative luminance")."""
    parts = [part / 255 for part in channels(colour)]
    red, green, blue = (part / 12.92 if part <= LINEAR_BELOW else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, from 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def mix(colour: str, other: str, share: float) -> str:
    """The colour with that share of the other mixed in."""
    pairs = zip(channels(colour), channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)
