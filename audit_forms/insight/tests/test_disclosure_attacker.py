"""Nobody works out what is hidden (bars G7): an attacker against random sets of tables, released one after another.

`THOROUGH=1` runs the whole bar; a part of it is run every time.
"""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit_forms.insight.disclosure import DEFAULT, Reason, Table, protect
from audit_forms.insight.tests.attacker import Attacker
from audit_forms.insight.tests.table_sets import table_sets
from tests.support.effort import trials

SETS = trials(24, 1_000)
FIRST = date(2026, 1, 1)


@pytest.mark.parametrize("seed", range(SETS))
def test_hidden_numbers_cannot_be_worked_out(seed):
    """From everything published so far every hidden number may still be several, at least three apart."""
    rule, releases = table_sets(seed)
    insider, reader, published = Attacker(rule), Attacker(rule, is_insider=False), []
    for number, tables in enumerate(releases):
        outcome = protect(tables, rule, published)
        published.append(outcome.as_released(FIRST + timedelta(days=number)))
        insider.read(outcome)
        reader.read(outcome)
        if insider.too_narrow():
            # Whoever knows less works out less: looked at only where knowing everything tells something.
            assert insider.attack() == {}
            assert reader.attack() == {}
    assert insider.small_differences() == []


def test_the_attacker_does_work_out_what_is_not_protected():
    """Where only the small number itself is hidden, it is found: the attacker is worth something."""
    table = _table({("a", "x"): 30, ("a", "y"): 2, ("b", "x"): 20, ("b", "y"): 9})
    outcome = protect([table])
    bare = {
        key: (cell if cell.reason in (None, Reason.FEW) else type(cell)(key, _count(table, key)))
        for key, cell in outcome.cells.items()
    }
    attacker = Attacker(DEFAULT)
    attacker.read(type(outcome)(outcome.tables, DEFAULT, bare, outcome.release, outcome.relations))
    assert list(attacker.attack().values()) == [(2, 2)]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=4, max_size=4))
def test_small_grids_against_every_grid_there_is(numbers):
    """Two by two with all its sums: the worlds a reader cannot tell apart, found by trying all."""
    table = _table(dict(zip(product("ab", "xy"), numbers, strict=True)))
    outcome = protect([table])
    possible = _all_worlds(table, outcome)
    for key, cell in outcome.cells.items():
        values = {world[key] for world in possible}
        if not cell.is_hidden:
            assert values == {cell.number}
            continue
        assert len(values) >= 2
        assert max(values) - min(values) >= DEFAULT.spread


def _table(counts):
    return Table.crossed("t", "T", dimensions={"one": ("a", "b"), "other": ("x", "y")}, counts=counts)


def _count(table, key):
    return next(cell.count for cell in table.cells if cell.key == key)


def _all_worlds(table, outcome):
    """Every grid of numbers up to 14 which would be shown so, to somebody who knows why each is hidden."""
    inner = [cell.key for cell in table.cells if len(cell.key) == 2]
    worlds = []
    for numbers in product(*(_options(outcome.cells[key]) for key in inner)):
        world = dict(zip(inner, numbers, strict=True))
        for relation in sorted(table.relations, key=lambda each: -len(each.total)):
            if all(part in world for part in relation.parts):
                world[relation.total] = sum(world[part] for part in relation.parts)
        if all(world[key] in _options(cell, most=60) for key, cell in outcome.cells.items()):
            worlds.append(world)
    return worlds


def _options(cell, most=14):
    if not cell.is_hidden:
        return (cell.number,)
    if cell.reason is Reason.FEW:
        return range(1, DEFAULT.largest_hidden + 1)
    return range(DEFAULT.largest_hidden + 1 if cell.reason is Reason.COVER else 0, most + 1)
