"""What a screen reader is given of a page: its accessibility tree, kept as a file that can be compared (bars A9).

The files in `snapshots/` hold what is said and in which role, not which day or how many: days, references, numbers and
addresses are replaced, so that a snapshot changes only when the page does. `RENEW_SNAPSHOTS=1` writes them anew.
"""

import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

FOLDER = Path(__file__).with_name("snapshots")
RENEW = "RENEW_SNAPSHOTS"
LONGEST = 100  # characters of a line: enough to tell by, while answers of the demo are long
# Entries of a list or table that are kept: those that follow are of the same kind, and another number tomorrow.
MOST_ALIKE = {"listitem": 2, "row": 2, "article": 2, "term": 12, "definition": 12}
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
SHORT = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
CHANGING = (
    (re.compile(rf"(?:(?:{DAYS}),? )?\d{{1,2}} (?:{MONTHS})(?: \d{{4}})?(?:(?:,| at) [\d:.]+(?:am|pm))?"), "DATE"),
    (re.compile(rf"\b\d{{1,2}} (?:{SHORT})(?: \d{{4}})?\b"), "DATE"),
    (re.compile(rf"\b(?:{MONTHS})\b(?: \d{{4}})?"), "MONTH"),
    (re.compile(rf"\b(?:{DAYS})\b"), "WEEKDAY"),
    (re.compile(r"\b[A-Z]-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]"), "REFERENCE"),
    (re.compile(r"\b(?:midday|midnight|noon)\b"), "TIME"),
    (re.compile(r"(?<!level=)\d+(?:[.,:]\d+)*(?:am|pm)?"), "N"),
    (re.compile(r"\bN (day|week|month|year|question|action|return|school)s?\b"), r"N \1s"),
)
ADDRESS = re.compile(r"^\s*- /url: .*\n", re.MULTILINE)
CONTROLS = "button|checkbox|combobox|link|listbox|menuitem|option|radio|searchbox|slider|spinbutton|switch|tab|textbox"
NAMELESS = re.compile(rf"^\s*- (?:{CONTROLS})\b(?! [\"/])[^\n]*", re.MULTILINE)
QUOTED = re.compile(r"^(\s*- )'(.*)'(:?)", re.MULTILINE)
TITLE = re.compile(r"^\s*- heading (?:\"[^\n]*\" )?\[level=1\]", re.MULTILINE)
MAIN = re.compile(r"^( *)- main\b[^\n]*\n(?:\1 +[^\n]*\n)*", re.MULTILINE)
ENTRY = re.compile(rf"\s*- ({'|'.join(MOST_ALIKE)})\b")
LANDMARKS = ("banner", "main", "contentinfo")


@dataclass(frozen=True)
class Heard:
    """A page as it is read out: title, language and tree."""

    title: str
    language: str
    tree: str

    @classmethod
    def of(cls, page: Page) -> "Heard":
        """What this window holds now."""
        language = page.locator("html").get_attribute("lang") or ""
        tree = QUOTED.sub(r"\1\2\3", page.locator("body").aria_snapshot() + "\n")
        return cls(page.title(), language, tree)

    def problems(self) -> list[str]:
        """What is wrong with any page that is heard so."""
        found = [f"without a name: {line.strip()}" for line in NAMELESS.findall(self.tree)]
        if len(TITLE.findall(self.tree)) != 1:
            found.append(f"{len(TITLE.findall(self.tree))} headings of the first level")
        for role in LANDMARKS:
            if len(re.findall(rf"^\s*- {role}(?:$|:| \")", self.tree, re.MULTILINE)) != 1:
                found.append(f"not one {role}")
        if not re.search(r"^\s*- (?:status|alert)\b", self.tree, re.MULTILINE):
            found.append("no live region")
        if self.language != "en-GB":
            found.append(f"the language is {self.language!r}")
        return found if self.title.strip() else [*found, "no title"]

    def written(self, *, frame: bool = False) -> str:
        """The file's text: what is in `main`, or all the rest, which is the same on most pages."""
        inside = MAIN.search(self.tree)
        main = inside.group() if inside else ""
        tree = lasting(ADDRESS.sub("", self.tree.replace(main, "- main\n") if frame else main))
        lines = [line if len(line) <= LONGEST else f"{line[:LONGEST]}…" for line in shortened(tree.splitlines())]
        head = f'title: "{lasting(self.title)}"\nlanguage: {self.language}\ntree: |\n'
        return head + "".join(f"  {line}\n" for line in lines)


def shortened(lines: list[str]) -> Iterator[str]:
    """The lines without what follows the first entries of each list or table."""
    entries: Counter[tuple[int, str]] = Counter()
    leaving_out = -1  # how far in the entry stands that is left out
    for line in filter(str.strip, lines):
        inset = len(line) - len(line.lstrip())
        if 0 <= leaving_out < inset:
            continue
        entries = Counter({place: number for place, number in entries.items() if place[0] <= inset})
        entry = ENTRY.match(line)
        leaving_out = -1
        if entry:
            place = (inset, entry.group(1))
            entries[place] += 1
            leaving_out = inset if entries[place] > MOST_ALIKE[entry.group(1)] else -1
        if leaving_out < 0:
            yield line


def lasting(text: str) -> str:
    """Without what is another tomorrow."""
    for pattern, word in CHANGING:
        text = pattern.sub(word, text)
    return text


def compare(page: Page, name: str) -> list[str]:
    """What is wrong with the page, or other than in the snapshot of that name; renews it when that was asked for."""
    heard = Heard.of(page)
    now = heard.written(frame=name.startswith("frame"))
    file = FOLDER / f"{name}.yaml"
    if os.environ.get(RENEW):
        file.write_text(now)
    kept = file.read_text() if file.exists() else ""
    return [f"{name}: {problem}" for problem in [*heard.problems(), *differences(kept, now)]]


def differences(kept: str, now: str) -> list[str]:
    """The lines that only one of two snapshots has; how often one says a thing is another number tomorrow."""
    before, after = kept.splitlines(), now.splitlines()
    gone = [f"no longer: {line.strip()}" for line in dict.fromkeys(before) if line not in after]
    return gone + [f"new: {line.strip()}" for line in dict.fromkeys(after) if line not in before]
