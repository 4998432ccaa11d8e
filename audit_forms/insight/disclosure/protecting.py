"""`protect`: the one place that everything with numbers goes through before it is public. Pure."""

from collections.abc import Iterable, Sequence

from audit_forms.insight.disclosure.covering import Covering
from audit_forms.insight.disclosure.rules import DEFAULT, Rule
from audit_forms.insight.disclosure.shown import Protected, Reason, Released, ReleasedCell, Shown
from audit_forms.insight.disclosure.system import System, build
from audit_forms.insight.disclosure.tables import Cell, Table, merged
from audit_forms.insight.disclosure.worlds import MOST, Standing

NUMBER_WORDS = {6: "six", 11: "eleven", 5: "five"}


def protect(tables: Iterable[Table], rule: Rule = DEFAULT, released: Sequence[Released] = ()) -> Protected:
    """Tables as they may be published together, beside everything of the same numbers that was published before.

    Args:
        tables: All that is to be published at once: tables, charts and downloads are made of its outcome alone.
        rule: `DEFAULT`, or `STRICT` for case audits.
        released: Earlier releases, as the ledger keeps them (`insight.releases.released_of`).

    Returns:
        What is shown of each number and why others are hidden; the same for the same input.

    Raises:
        DoesNotAddUp: The tables contradict each other or themselves.
    """
    tables = tuple(tables)
    cells, relations = merged(tables)
    system = build(cells, relations, rule, released)
    covering = Covering(system)
    covering.run()
    keys = {at: key for (key, _), at in system.at.items()}
    return Protected(
        tables=tables,
        rule=rule,
        cells={key: _shown(system, cell) for key, cell in cells.items() if cell.is_published},
        release=tuple(_kept(system, cell) for cell in cells.values()),
        relations=relations,
        given_away=tuple(keys[at] for at in covering.given_away),
        beside=tuple(each.number for each in released if each.number is not None),
    )


def _shown(system: System, cell: Cell) -> Shown:
    at = system.now[cell.key]
    if system.unknowns[at].standing is Standing.SHOWN:
        return Shown(cell.key, system.rule.rounded(cell.count))
    reason, _ = system.why[at]
    return Shown(cell.key, None, reason, _words(system, at))


def _words(system: System, at: int) -> str:
    rule = system.rule
    reason, on = system.why[at]
    if reason is Reason.FEW:
        fewest = rule.largest_hidden + 1
        return f"it is fewer than {NUMBER_WORDS.get(fewest, fewest)}"
    if reason is Reason.SETTINGS:
        return f"it tells of fewer than {NUMBER_WORDS.get(rule.fewest_settings, rule.fewest_settings)} settings"
    if reason is Reason.EARLIER and on:
        return f"it could be subtracted from what was published on {on.day} {on:%B %Y}"
    if reason is Reason.AROUND:
        return "the numbers around it would tell it, were it known to be small"
    return "it would give away another number"


def _kept(system: System, cell: Cell) -> ReleasedCell:
    at = system.now[cell.key]
    lowest, highest = system.unknowns[at].own
    return ReleasedCell(cell.key, cell.count, at in system.targets, lowest, None if highest >= MOST else highest)
