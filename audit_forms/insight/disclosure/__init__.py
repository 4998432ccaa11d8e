"""Disclosure control: the one place through which everything public goes (bars G7).

How to use it:

    table = Table.crossed(
        "phase-by-rating", "Ratings by phase",
        dimensions={"phase": ["primary", "secondary"], "rating": ["green", "amber", "red"]},
        counts={("primary", "green"): 31, ("primary", "red"): 2, …},
        grouped_by=["phase"],
    )
    outcome = protect([table, another], rule=DEFAULT, released=released_of(exercise))
    outcome.shown(key_of(phase="primary", rating="red")).text       # "c"; .words says why; .number is None
    outcome.percent(key_of(phase="primary"), key_of(phase="primary", rating="green"))     # of base, these parts

All that is published together is protected together: pass every table, chart and download at once, and everything
published before as `released` (`insight.releases` reads the ledger, `insight.services.release` adds to it when they
are published). Charts, their alternatives and downloads are made from `Shown` alone. `preview_of(outcome, table)` is
what an editor sees before that: `{% include "insight/parts/protected_table.html" with preview=… only %}`, and
`summary_of(outcome)` the line above it.
"""

from audit_forms.insight.disclosure.preview import Preview, preview_of, summary_of
from audit_forms.insight.disclosure.problems import NotReady, Problem
from audit_forms.insight.disclosure.protecting import protect
from audit_forms.insight.disclosure.rules import DEFAULT, HIDDEN, STRICT, Rule
from audit_forms.insight.disclosure.shown import Protected, Reason, Released, ReleasedCell, Shown
from audit_forms.insight.disclosure.tables import Cell, DoesNotAddUp, Key, Relation, Table, key_of
from audit_forms.insight.disclosure.words import band_of, may_tell_of_group, settings_counted_in, small_counts_in

__all__ = [
    "DEFAULT",
    "HIDDEN",
    "STRICT",
    "Cell",
    "DoesNotAddUp",
    "Key",
    "NotReady",
    "Preview",
    "Problem",
    "Protected",
    "Reason",
    "Relation",
    "Released",
    "ReleasedCell",
    "Rule",
    "Shown",
    "Table",
    "band_of",
    "key_of",
    "may_tell_of_group",
    "preview_of",
    "protect",
    "settings_counted_in",
    "small_counts_in",
    "summary_of",
]
