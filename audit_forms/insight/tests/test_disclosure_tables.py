"""What is hidden of tables whose right suppression can be argued by hand (bars G7)."""

from datetime import date

import pytest

from audit_forms.insight.disclosure import (
    DEFAULT,
    STRICT,
    Cell,
    DoesNotAddUp,
    Relation,
    Table,
    key_of,
    protect,
)

RATINGS = ("green", "amber", "red")


def row(*counts, names=RATINGS, name="row", **more):
    """A table of one dimension."""
    return Table.crossed(
        name,
        name,
        dimensions={"rating": names[: len(counts)]},
        counts={(rating,): count for rating, count in zip(names, counts, strict=False)},
        **more,
    )


def grid(lines, **more):
    """Phases by ratings."""
    return Table.crossed(
        "grid",
        "Grid",
        dimensions={"phase": list(lines), "rating": RATINGS},
        counts={
            (phase, rating): count
            for phase, counts in lines.items()
            for rating, count in zip(RATINGS, counts, strict=True)
        },
        **more,
    )


def texts(outcome, table):
    """What is shown, in the order of the table's cells."""
    return [outcome.shown(cell.key).text for cell in table.cells]


def test_large_numbers_and_zeros_are_shown():
    table = row(30, 8, 0)
    assert texts(protect([table]), table) == ["30", "8", "0", "38"]


def test_a_small_number_takes_another_with_it():
    table = row(30, 9, 3)
    outcome = protect([table])
    assert texts(outcome, table) == ["30", "c", "c", "42"]
    assert outcome.shown(key_of(rating="red")).words == "it is fewer than six"
    assert outcome.shown(key_of(rating="amber")).words == "it would give away another number"


def test_a_cover_too_near_to_six_is_not_enough():
    """Of 2 and 6 that make 8, whoever knows which is small knows it is 1 or 2; so a third is hidden."""
    table = row(30, 6, 2)
    assert texts(protect([table]), table) == ["c", "c", "c", "38"]


def test_all_small_numbers_do_not_tell_each_other():
    """Five and five make ten: with the total shown both would be known."""
    table = row(5, 5)
    assert texts(protect([table]), table) == ["c", "c", "c"]


def test_a_pattern_that_only_ones_can_make_is_not_taken_to_be_small():
    """Five numbers of at least one under a total of at most five are all one, unless the total may be anything."""
    table = row(1, 1, 1, 1, 1, 0, names=("a", "b", "c", "d", "e", "f"))
    outcome = protect([table])
    assert texts(outcome, table) == ["c"] * 5 + ["0", "c"]
    total = next(each for each in outcome.release if each.key == key_of())
    assert total.highest is None


def test_a_grid_hides_a_rectangle():
    table = grid({"primary": (30, 12, 2), "secondary": (20, 15, 11), "special": (9, 8, 7)})
    outcome = protect([table])
    hidden = {each.key for each in outcome.hidden()}
    for dimension, category in (("phase", "primary"), ("rating", "red")):
        assert sum((dimension, category) in key for key in hidden) >= 2


def test_small_groups_are_hidden_whole_with_their_zeros():
    table = grid({"primary": (30, 12, 0), "middle": (4, 0, 0)}, grouped_by=["phase"])
    outcome = protect([table])
    for rating in RATINGS:
        assert outcome.shown(key_of(phase="middle", rating=rating)).words == "it tells of fewer than five settings"


def test_settings_count_for_themselves_where_other_things_are_counted():
    one = Table("one", "One", (Cell(key_of(agency="a"), 40, settings=3), Cell(key_of(agency="b"), 40, settings=9)))
    assert texts(protect([one]), one) == ["c", "40"]


def test_tables_share_their_numbers():
    """A margin of both: hidden in one it is hidden in the other."""
    phases = grid({"primary": (30, 12, 2), "secondary": (20, 15, 0)})
    types = Table.crossed(
        "types",
        "Types",
        dimensions={"type": ("academy", "maintained"), "rating": RATINGS},
        counts={
            ("academy", "green"): 25,
            ("academy", "amber"): 17,
            ("academy", "red"): 0,
            ("maintained", "green"): 25,
            ("maintained", "amber"): 10,
            ("maintained", "red"): 2,
        },
    )
    outcome = protect([phases, types])
    assert outcome.shown(key_of(rating="red")).text == "c"
    assert outcome.shown(key_of(type="maintained", rating="red")).text == "c"
    assert outcome.shown(key_of()).text == "79"


def test_what_a_filter_leaves_out_is_protected_though_it_is_not_shown():
    """All 40 and academies 38: the two others could be subtracted."""
    everyone, academies, rest = key_of(), key_of(type="academy"), key_of(type="other")
    table = Table(
        "filtered",
        "Filtered",
        (Cell(everyone, 40), Cell(academies, 38), Cell(rest, 2, is_published=False)),
        (Relation(everyone, (academies, rest)),),
    )
    outcome = protect([table])
    assert rest not in outcome.cells
    assert outcome.hidden()


def test_strict_hides_to_ten_and_rounds_to_five():
    table = row(33, 12, 0)
    assert texts(protect([table], STRICT), table) == ["35", "10", "0", "45"]
    few = row(33, 30, 10)
    assert texts(protect([few], STRICT), few)[2] == "c"


def test_shares_and_means_follow_their_numbers():
    table = row(30, 9, 3)
    outcome = protect([table])
    green, amber, everyone = key_of(rating="green"), key_of(rating="amber"), key_of()
    assert outcome.percent(everyone, green).text == "71"
    assert outcome.percent(everyone, green, amber).text == "c"
    assert outcome.mean(everyone, {green: 3, amber: 2, key_of(rating="red"): 1}).is_hidden
    assert protect([row(30, 10, 0)]).mean(everyone, {green: 3, amber: 2}).number == 2.8


def test_a_later_release_cannot_be_subtracted_from_an_earlier_one():
    """Two late returns make 32 of 30 and 4 of 2: what changed by so little stays hidden."""
    first = protect([row(30, 9, 7)])
    released = first.as_released(date(2026, 5, 3))
    later = row(32, 9, 7)
    outcome = protect([later], released=[released])
    green = outcome.shown(key_of(rating="green"))
    assert green.text == "c"
    assert green.words == "it could be subtracted from what was published on 3 May 2026"


def test_what_was_hidden_before_is_not_told_by_what_is_shown_later():
    first = protect([row(30, 9, 3)])
    released = first.as_released(date(2026, 5, 3))
    again = protect([row(30, 9, 3)], released=[released])
    assert texts(again, again.tables[0]) == ["30", "c", "c", "42"]


def test_publishing_again_what_did_not_change_shows_the_same():
    table = grid({"primary": (30, 12, 2), "secondary": (20, 15, 11), "special": (9, 8, 7)})
    first = protect([table])
    again = protect([table], released=[first.as_released(date(2026, 5, 3))])
    assert texts(first, table) == texts(again, table)


@pytest.mark.parametrize(
    "tables",
    [
        [row(30, 9), row(31, 9)],
        [Table("x", "X", (Cell(key_of(), 4),), (Relation(key_of(), (key_of(a="1"),)),))],
        [Table("x", "X", (Cell(key_of(), 4), Cell(key_of(a="1"), 3)), (Relation(key_of(), (key_of(a="1"),)),))],
    ],
)
def test_tables_that_contradict_are_refused(tables):
    with pytest.raises(DoesNotAddUp):
        protect(tables)


@pytest.mark.parametrize("tables", [[], [row(0, 0, 0)], [row(1)], [row(40)]])
def test_empty_single_and_all_alike(tables):
    assert protect(tables, DEFAULT).given_away == ()
