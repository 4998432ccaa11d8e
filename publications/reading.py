"""How long a page takes to read."""

import math
from collections.abc import Iterable

from django.utils.html import strip_tags

WORDS_READ_IN_A_MINUTE = 180


def minutes_to_read(texts: Iterable[str]) -> int:
    """Whole minutes for these texts, which may have markup; at least one."""
    # A tag may stand between two words without a space, as between two points of a list.
    words = sum(len(strip_tags(text.replace("<", " <")).split()) for text in texts)
    return max(1, math.ceil(words / WORDS_READ_IN_A_MINUTE))
