"""The portal's own words are plain (bars A13): Flesch-Kincaid grades of all that the templates say.

Shorter texts than eight words are labels: a grade says nothing of "Accessibility statement". Statutory terms count as
short words (`home.plain_words.STATUTORY`).
"""

import re
import statistics
from pathlib import Path

from bs4 import BeautifulSoup

from home.plain_words import WORD, reading_of

TEMPLATES = Path(__file__).parent.parent / "templates"
# The model statement of the accessibility regulations sets these words.
SET_BY_LAW = {"home/accessibility_page.html"}
LEAST_WORDS = 8
HIGHEST_MEDIAN, HIGHEST = 8, 10
PARTS = ["p", "li", "h1", "h2", "h3", "label", "legend", "dd", "th", "td", "summary", "button", "caption"]


def texts_of(source: str) -> list[str]:
    """What a template says, each choice of its words for itself; what it fills in is left out."""
    source = re.sub(r"{#.*?#}", "", source)
    source = re.sub(r"{%\s*(?:el|empty).*?%}", " ¦ ", source)
    soup = BeautifulSoup(re.sub(r"{%.*?%}|{{.*?}}", " ", source, flags=re.DOTALL), "html.parser")
    for element in soup(["script", "style", "svg"]):
        element.decompose()
    parts = [each for each in soup.find_all(PARTS) if not each.find(PARTS)]
    return [" ".join(text.split()) for part in parts for text in part.get_text(" ").split("¦")]


def grades() -> dict[str, float]:
    """The grade of each text that is long enough, with where it stands."""
    found = {}
    for file in TEMPLATES.rglob("*.html"):
        name = file.relative_to(TEMPLATES).as_posix()
        if name.startswith("emails/") or name in SET_BY_LAW:
            continue
        for text in texts_of(file.read_text(encoding="utf-8")):
            if len(WORD.findall(text)) >= LEAST_WORDS:
                found[f"{name}: {text}"] = reading_of([text]).grade or 0
    return found


def test_the_portals_own_words_are_plain():
    found = grades()
    assert len(found) > 300
    assert statistics.median(found.values()) <= HIGHEST_MEDIAN
    assert {text: grade for text, grade in found.items() if grade > HIGHEST} == {}


def test_hard_words_would_be_found():
    hard = "<p>Organisational considerations notwithstanding, implementation necessitates collaboration.</p>"
    assert [reading_of([text]).grade > HIGHEST for text in texts_of(hard)] == [True]
