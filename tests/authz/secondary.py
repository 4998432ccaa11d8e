"""Which addresses show a thing a second time: as copy, preview, comparison, history, print, file, chart or choice.

Such views are where portals leak: the page itself asks whose it is, its export does not. So they are found in the
URLconf by rules, and `secondary_views.yaml` names what the rules find (bars S4). A route that is new follows a rule, or
somebody has to write down that it is the thing itself; either way it cannot be forgotten.
"""

import re
from pathlib import Path
from typing import Any

import yaml

from tests.authz import matrix

NAMED = Path(__file__).with_name("secondary_views.yaml")
RULES = {
    "copy": r"\bcopy\b",
    "preview": r"preview|view_draft|\binspect\b|/revisions/.*/view/",
    "compare": r"compare|what-changed|/found/",
    "history": r"history",
    "print": r"/read/$|/receipt/$",
    "download": r"\.(csv|xlsx|ics|pdf|docx|zip|json)$|/file/$|/documents/<|/workbook/|export|download|/template/$",
    "chart": r"/profile/|/trust/$|\bchart",
    "calendar and board": r"calendar|/board/$",
    "library": r"^returns/evidence/$",
    "autocomplete": r"choose|autocomplete|/find/$|select_format",
    "usage": r"\busage\b|page-types-usage",
}
SECOND_OBJECT = "second object"
OBJECT = re.compile(
    r"<(?:int|str|slug|uuid):(?:pk|\w*reference|membership|token|case|key|organisation|part|pseudonym|\w+_id|\w*id)>|\(\?P<\w*pk>|\(\\d\+\)"
)
OF_WAGTAIL = ("admin/", "^admin/", "_util/", "^_util/", "documents/", "^documents/")
MISSING = {
    "reference": "R-MISSING",
    "token": "never-was",
    "pk": "987654",
    "": "987654",
    "key": "00000000-0000-4000-8000-000000000000",
}
PLACE = re.compile(r"\{[\w.]*?(\w+)\}|(?<=/)1(?=/)")


def named() -> dict[str, Any]:
    """The file as written."""
    document: dict[str, Any] = yaml.safe_load(NAMED.read_text())
    return document


def kind_of(route: str) -> str:
    """By which rule this route is a secondary view; empty when it is by none."""
    for kind, words in RULES.items():
        if re.search(words, route):
            return kind
    return SECOND_OBJECT if is_own(route) and len(OBJECT.findall(route)) > 1 else ""


def generated() -> dict[str, list[str]]:
    """Every secondary view of the URLconf by its kind."""
    found: dict[str, list[str]] = {}
    for route in sorted(set(matrix.routes())):
        if kind := kind_of(route):
            found.setdefault(kind, []).append(route)
    return found


def is_own(route: str) -> bool:
    """Whether the portal itself answers there, and not Wagtail."""
    return not route.startswith(OF_WAGTAIL)


def names_an_object(route: str) -> bool:
    """Whether the address holds the number, reference or secret of something."""
    return bool(OBJECT.search(route))


def missing_instead(at: str) -> list[str]:
    """The address with things that do not exist: all of them, and only the last where it names several."""
    places = list(PLACE.finditer(at))
    chosen = [places] if len(places) == 1 else [places, places[-1:]] if places else []
    return [_without(at, each) for each in chosen]


def _without(at: str, places: list[re.Match[str]]) -> str:
    for place in reversed(places):
        gone = MISSING.get(place.group(1) or "", MISSING["pk"])
        at = at[: place.start()] + gone + at[place.end() :]
    return at
