"""Reads `authz_matrix.yaml`: the one file that says who may do what at which address (bars S1)."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.urls import URLPattern, URLResolver, get_resolver

from tests.support.effort import THOROUGH

MATRIX = Path(__file__).with_name("authz_matrix.yaml")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
# Asked of every role at every address; of the others one in turn, unless the run is thorough.
ALWAYS = ("GET", "POST")
IN_TURN = tuple(method for method in METHODS if method not in ALWAYS)


@dataclass(frozen=True)
class Case:
    """One address of a route: who may use which method there, and what everybody else is told.

    `at` is the address with the world's objects named in braces, such as "returns/{return_a.reference}/".
    """

    route: str
    at: str
    allow: dict[str, frozenset[str]]
    told: dict[str, frozenset[str]]
    denied: frozenset[str]
    any_method: bool
    may_fail: bool

    def allows(self, role: str, method: str) -> bool:
        """Whether that role may use that method here; HEAD and OPTIONS follow GET where any method is routed."""
        if self.any_method:
            return any(role in roles for roles in self.allow.values())
        if method == "HEAD":
            method = "GET"
        return role in self.allow.get(method, frozenset())

    def refusals(self, role: str) -> frozenset[str]:
        """What that role may be told where it is not allowed."""
        return self.told.get(role, self.denied)

    def handles(self, method: str) -> bool:
        """Whether the address answers that method to anybody."""
        return self.any_method or ("GET" if method == "HEAD" else method) in self.allow


@cache
def load() -> dict[str, Any]:
    """The file as written."""
    return yaml.safe_load(MATRIX.read_text())


def roles() -> list[str]:
    """Every role of the matrix."""
    return list(load()["roles"])


def methods_asked(case: Case, role: str) -> tuple[str, ...]:
    """The methods with which that role goes there: five roles after each other ask by each of the seven."""
    if THOROUGH:
        return METHODS
    turn = zlib.crc32(f"{case.route} {case.at}".encode()) + roles().index(role)
    return (*ALWAYS, IN_TURN[turn % len(IN_TURN)])


def cases() -> Iterator[Case]:
    """Every case of every route, with names of groups of roles replaced by the roles in them."""
    document = load()
    groups = {name: frozenset(members) for name, members in document["groups"].items()}
    groups |= {role: frozenset({role}) for role in document["roles"]}
    groups["everyone"] = frozenset(document["roles"])

    def expand(names: list[str]) -> frozenset[str]:
        return frozenset().union(*(groups[name] for name in names))

    for row in document["routes"]:
        for route, at in _addresses(row):
            yield Case(
                route=route,
                at=at,
                allow={method: expand(names) for method, names in (row.get("allow") or {}).items()},
                told={
                    role: frozenset(outcomes)
                    for names, outcomes in {**document["told"], **(row.get("told") or {})}.items()
                    for role in expand([names])
                }
                if "denied" not in row
                else {},
                denied=frozenset(row.get("denied", ["not_found"])),
                any_method=row.get("any_method", False),
                may_fail=row.get("may_fail", False),
            )


def _addresses(row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The pairs of route and address one row of the file speaks of."""
    if "routes" in row:
        yield from ((route, route if at is None else at) for route, at in row["routes"].items())
        return
    at = row.get("at", row["route"])
    yield from ((row["route"], address) for address in ([at] if isinstance(at, str) else at))


def routes(patterns: list[URLPattern | URLResolver] | None = None, prefix: str = "") -> Iterator[str]:
    """Every route the URLconf holds, as one string from the root."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        here = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, here)
        else:
            yield here
