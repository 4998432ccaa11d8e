"""The ledger of what was published with numbers, as disclosure control reads it: later numbers are held against it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from audit_forms.insight.disclosure import Key, Protected, Relation, Released, ReleasedCell
from audit_forms.insight.models import Release
from audit_forms.returns.models import Exercise


def released_of(*exercises: Exercise) -> list[Released]:
    """Everything published of these exercises, oldest first: what `protect` must take into account.

    Pass every exercise whose numbers stand in the tables; keys of different exercises must differ (`fixed`).
    """
    rows = Release.objects.filter(exercise__in=exercises).order_by("released_at", "pk")
    return [read(row.contents, timezone.localdate(row.released_at), row.pk) for row in rows]


def written(outcome: Protected) -> dict[str, Any]:
    """What the ledger keeps of an outcome; relations name cells by their place."""
    place = {cell.key: at for at, cell in enumerate(outcome.release)}
    return {
        "cells": [
            [[list(pair) for pair in cell.key], cell.count, cell.is_hidden, cell.lowest, cell.highest]
            for cell in outcome.release
        ],
        "relations": [[place[each.total], [place[part] for part in each.parts]] for each in outcome.relations],
    }


def read(contents: Mapping[str, Any], on: date, number: int | None = None) -> Released:
    """What `written` made, as it was."""
    cells = tuple(ReleasedCell(_key(key), *more) for key, *more in contents["cells"])
    relations = tuple(
        Relation(cells[total].key, tuple(cells[part].key for part in parts)) for total, parts in contents["relations"]
    )
    return Released(on, cells, relations, number)


def _key(pairs: list[list[str]]) -> Key:
    return tuple((name, category) for name, category in pairs)
