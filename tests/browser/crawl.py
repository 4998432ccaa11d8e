"""Follow every internal link as one person, and note what is wrong with each answer (bars R22, S29)."""

import re
import urllib.parse
from collections import Counter, deque
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, SoupStrainer
from django.urls import Resolver404, resolve

from tests.browser.http import Answer, Client

LINKED = {"a": "href", "link": "href", "img": "src", "script": "src", "source": "src", "form": "action"}
FILE = re.compile(r"^/(static|media)/")
# Wagtail's buttons for many pages at once: its script adds which pages, without them they answer 404.
COMPLETED_BY_SCRIPT = re.compile(r"^/admin/bulk/")
# Of pages that differ only in what they show, so many are opened as one person.
MOST_OF_A_KIND = 5
MOST_OF_AN_ADMIN_KIND = 2


@dataclass
class Crawl:
    """One person's walk; `problems` is what was wrong, `pages` the answers worth opening in a browser."""

    client: Client
    signed_in: bool
    problems: list[str] = field(default_factory=list)
    pages: dict[str, str] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    kinds: Counter[str] = field(default_factory=Counter)
    titles: dict[str, str] = field(default_factory=dict)

    def walk(self, *starts: str) -> None:
        """Open the starts and all that they lead to."""
        queue = deque((start, "the start") for start in starts)
        self.seen.update(starts)
        while queue:
            path, found_on = queue.popleft()
            kind = kind_of(path)
            if self.kinds[kind] >= limit(kind):
                continue
            self.kinds[kind] += 1
            answer = self.client.get(path)
            self._judge(answer, found_on)
            for link in self._links(answer):
                if link not in self.seen:
                    self.seen.add(link)
                    queue.append((link, path))

    def _judge(self, answer: Answer, found_on: str) -> None:
        if answer.status >= 400:
            self.problems.append(f"{answer.path} answers {answer.status}; linked from {found_on}")
        if FILE.match(answer.path):
            return
        if self.signed_in and answer.header("cache-control") != "private, no-store":
            self.problems.append(f"{answer.path} may be kept: Cache-Control is {answer.header('cache-control')!r}")
        if not self.signed_in and "session" in answer.header("set-cookie"):
            self.problems.append(f"{answer.path} sets a session cookie for somebody who has not signed in")
        if answer.status == 200 and answer.is_page:
            self.pages.setdefault(kind_of(answer.path), answer.path)

    def _links(self, answer: Answer) -> list[str]:
        if answer.status in {301, 302, 303, 307, 308}:
            return [path for path in [inside(answer.path, answer.header("location"))] if path]
        if not answer.is_page or answer.status != 200:
            return []
        found = []
        for tag in BeautifulSoup(answer.text, "html.parser", parse_only=SoupStrainer(list(LINKED))):
            if tag.name == "form" and tag.get("method", "get").lower() == "post":
                continue
            if tag.name == "a" and tag.get("href") == "" and not answer.path.startswith("/admin/"):
                self.problems.append(f"{answer.path} has a link without an address: {tag.get_text(strip=True)}")
            path = inside(answer.path, str(tag.get(LINKED[tag.name]) or ""))
            if path and not COMPLETED_BY_SCRIPT.match(path):
                found.append(path)
        return found


def inside(base: str, address: str) -> str:
    """The path and query that an address on the page `base` means, or nothing where it leads elsewhere."""
    if not address or address.startswith(("#", "mailto:", "tel:", "data:", "javascript:")):
        return ""
    whole = urllib.parse.urljoin(f"http://portal{base}", address)
    parts = urllib.parse.urlsplit(whole)
    if parts.hostname not in {"portal", "127.0.0.1", "localhost"}:
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")


def kind_of(path: str) -> str:
    """What an address belongs to: its route, or for a page of the public site its folder."""
    bare, _, query = path.partition("?")
    if FILE.match(bare):
        return bare
    try:
        match = resolve(bare)
    except Resolver404:
        return f"nothing: {bare}"
    name = match.view_name or ""
    shown = bare if name == "wagtail_serve" else name
    keys = sorted(urllib.parse.parse_qs(query))
    return f"{shown}?{'&'.join(keys)}" if keys else shown


def limit(kind: str) -> int:
    """How many addresses of one kind are opened."""
    return MOST_OF_AN_ADMIN_KIND if kind.startswith("wagtail") or "admin" in kind else MOST_OF_A_KIND
