"""The summary for governors: always one page. What does not fit is left to the profile, and the page says so."""

from datetime import datetime
from io import BytesIO
from typing import Any

import pikepdf

from audit_forms.insight.documents.content import Content
from audit_forms.insight.documents.kinds import TEMPLATES
from portal.dates import format_day
from portal.pdf.making import make_pdf

# How many duties, strengths and actions, and how long their words: the first that fits on one page.
ROOM = ((6, 4, 6, 130), (4, 3, 4, 110), (3, 2, 3, 80), (2, 1, 2, 60), (0, 0, 0, 40))
CLOSING = "Shortened to fit one page. The profile has everything in full."
WHOLE = "The profile has more, with the numbers as a table."


def make_summary(content: Content, at: datetime) -> bytes:
    """The summary from the profile's content."""
    made = b""
    for room in ROOM:
        made = make_pdf(TEMPLATES / "summary.typ", shortened(content, at, room), at)
        if page_count(made) == 1:
            break
    return made


def shortened(content: Content, at: datetime, room: tuple[int, int, int, int]) -> Content:
    """The content in that much room."""
    duties, strengths, actions, longest = room
    all_strengths = content["embedded"] + content["better"]
    all_actions = [f"{each['by']}: {each['what']} ({each['who']})" for each in content["actions"]]
    lists = {
        "not_met": _first(content["not_met"], duties, longest),
        "strengths": _first(all_strengths, strengths, longest),
        "actions": _first(all_actions, actions, longest),
    }
    bars = [bar | {"title": _short(bar["title"], longest)} for bar in content["chart"]["bars"]]
    whole = (
        lists["not_met"] == content["not_met"]
        and lists["strengths"] == all_strengths
        and lists["actions"] == all_actions
    )
    return (
        content
        | lists
        | {
            "title": _short(content["title"], 2 * longest),
            "subtitle": _short(content["subtitle"], 2 * longest),
            "footer": _short(content["footer"], 2 * longest),
            "result": _short(content["result"], 5 * longest),
            "submitted": f"Submitted {format_day(at)}.",
            "chart": content["chart"] | {"bars": bars},
            "closing": WHOLE if whole else CLOSING,
        }
    )


def page_count(made: bytes) -> int:
    """How many pages a PDF has."""
    with pikepdf.open(BytesIO(made)) as pdf:
        return len(pdf.pages)


def _first(items: list[str], number: int, longest: int) -> list[str]:
    kept = [_short(item, longest) for item in items[:number]]
    left = len(items) - len(kept)
    return [*kept, f"and {left} more"] if left else kept


def _short(text: Any, longest: int) -> str:
    words = " ".join(str(text).split())
    if len(words) <= longest:
        return words
    kept = words[: longest - 1]
    return f"{kept[: kept.rfind(' ', longest // 2)] if ' ' in kept[longest // 2 :] else kept} …"
