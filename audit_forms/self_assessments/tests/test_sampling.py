"""Drawing: the same for ever, in proportion, and weighted as promised (bars G15). No database."""

import random
from collections import Counter

import pytest

from audit_forms.self_assessments.sampling import (
    Entry,
    allocate,
    best_ticket,
    draw,
    number_of,
    second_readings,
    shares,
)

FRAME = [Entry(key, "Primary" if key % 3 else "Secondary", 1 + key % 2) for key in range(1, 61)]


def test_the_same_seed_draws_the_same_in_any_order():
    expected = draw(FRAME, 12, "4f1c")
    for attempt in range(20):
        mixed = FRAME[:]
        random.Random(attempt).shuffle(mixed)
        assert draw(mixed, 12, "4f1c") == expected
    assert draw(FRAME, 12, "4f1d") != expected


def test_a_drawing_of_today_comes_out_the_same_in_years_to_come():
    frame = [Entry(key) for key in range(1, 21)]
    assert number_of("seed", 1, 0) % 10**9 == 595790633
    assert draw(frame, 4, "seed").keys == (19, 1, 7, 9)


def test_who_cannot_be_drawn_is_never_drawn():
    frame = [Entry(key, out="" if key > 50 else "withdrawn") for key in range(1, 61)]
    assert set(draw(frame, 30, "s").keys) == set(range(51, 61))


def test_a_frame_without_anybody_draws_nobody():
    assert draw([], 5, "s").keys == ()
    assert draw([], 5, "s").read_twice == frozenset()
    assert draw(FRAME, 0, "s").keys == ()


def test_one_return_is_drawn_and_read_twice():
    drawn = draw([Entry(7)], 5, "s")
    assert (drawn.keys, drawn.read_twice) == ((7,), {7})


# --- Proportion, by hand --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("counts", "size", "expected"),
    [
        # 10 of 100: 6.0, 3.0, 1.0
        ({"a": 60, "b": 30, "c": 10}, 10, {"a": 6, "b": 3, "c": 1}),
        # 7 of 100: 4.2, 2.1, 0.7 -> 4, 2, 0 and one left for the largest remainder, c
        ({"a": 60, "b": 30, "c": 10}, 7, {"a": 4, "b": 2, "c": 1}),
        # 4 of 100: 3.8, 0.12, 0.08 -> 4, 0, 0; b and c take one each of a
        ({"a": 95, "b": 3, "c": 2}, 4, {"a": 2, "b": 1, "c": 1}),
        # 2 places for three strata: the largest remainders 1.9, 0.06, 0.04
        ({"a": 95, "b": 3, "c": 2}, 2, {"a": 2, "b": 0, "c": 0}),
        # equal remainders: the alphabet decides
        ({"b": 5, "a": 5}, 1, {"a": 1, "b": 0}),
        # more wanted than there are
        ({"a": 2, "b": 1}, 9, {"a": 2, "b": 1}),
        ({"a": 2, "b": 0}, 1, {"a": 1}),
        ({}, 3, {}),
    ],
)
def test_places_are_shared_out_by_largest_remainder(counts, size, expected):
    assert allocate(counts, size) == expected


def test_sharing_out_keeps_its_promises_on_many_tables():
    dice = random.Random(1)
    for _ in range(2000):
        counts = {str(n): dice.randint(1, 40) for n in range(dice.randint(1, 9))}
        size = dice.randint(1, sum(counts.values()))
        found = allocate(counts, size)
        assert sum(found.values()) == size
        assert all(found[each] <= counts[each] for each in counts)
        if size >= len(counts):
            assert all(found.values())


def test_each_stratum_gets_its_places():
    drawn = draw(FRAME, 12, "s").keys
    strata = {entry.key: entry.stratum for entry in FRAME}
    assert Counter(strata[key] for key in drawn) == {"Primary": 8, "Secondary": 4}
    counted = Counter((entry.stratum, entry.out) for entry in FRAME) + Counter({("Primary", "closed"): 2})
    rows = [(share.stratum, share.total, share.drawable, share.drawn) for share in shares(counted, 12)]
    assert rows == [("Primary", 42, 40, 8), ("Secondary", 20, 20, 4)]


# --- Weights --------------------------------------------------------------------------------------------------------
def test_a_weight_of_two_is_two_tickets():
    numbers = [number_of("s", 5, place) for place in range(2)]
    assert best_ticket("s", Entry(5, weight=2)) == max(numbers)


def test_three_tickets_are_drawn_three_times_as_often_as_one():
    frame = [Entry(1, weight=3), Entry(2, weight=1)]
    first = sum(draw(frame, 1, str(seed)).keys == (1,) for seed in range(4000))
    assert 0.73 < first / 4000 < 0.77


def test_without_weights_everybody_is_drawn_alike():
    frame = [Entry(key) for key in range(10)]
    drawn = Counter(key for seed in range(3000) for key in draw(frame, 3, str(seed)).keys)
    assert all(abs(number / 3000 - 0.3) < 0.035 for number in drawn.values())


# --- Second readings ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("drawn", "twice"), [(0, 0), (1, 1), (9, 1), (14, 1), (15, 2), (20, 2), (100, 10)])
def test_about_one_in_ten_is_read_twice(drawn, twice):
    keys = list(range(drawn))
    assert len(second_readings(keys, "s")) == twice
    assert second_readings(keys, "s") <= set(keys)


def test_an_entry_is_kept_and_read_again_as_it_was():
    for entry in (Entry(1), Entry(2, "Primary", 3, ("late", "red"), ""), Entry(3, out="withdrawn")):
        assert Entry.from_json(entry.as_json()) == entry
    assert Entry(1).as_json() == {"key": 1}
