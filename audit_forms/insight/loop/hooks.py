"""How apps above this one take part in the loop board; this app knows none of them.

They register in `AppConfig.ready()`. Dotted paths, as `audit_forms.returns.hooks` has them.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from audit_forms.improvement.models import Recommendation
    from audit_forms.insight.loop.chain import Origin

_origins: list[str] = []
_readers: list[str] = []


def add_origins(function: str) -> None:
    """Have `function(recommendations, user) -> dict[int, Origin]` asked where recommendations come from.

    It answers for those it knows, by their key, in a number of queries that does not grow with them.
    """
    if function not in _origins:
        _origins.append(function)


def origins_of(recommendations: Sequence["Recommendation"], user: Any) -> dict[int, "Origin"]:
    """Where each comes from; what no app knows is left out."""
    found: dict[int, Origin] = {}
    for path in _origins:
        found |= import_string(path)(recommendations, user)
    return found


def add_readers(function: str) -> None:
    """Have `function(user) -> Q | None` asked which recommendations somebody may follow who holds no role.

    None says that the person has no business here at all.
    """
    if function not in _readers:
        _readers.append(function)


def followed_by(user: Any) -> Q | None:
    """The recommendations that the person may follow for what they are named for; None where they are for nothing."""
    asked = [condition for path in _readers if (condition := import_string(path)(user)) is not None]
    if not asked:
        return None
    whole = Q(pk__in=[])
    for condition in asked:
        whole |= condition
    return whole
