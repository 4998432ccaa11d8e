"""Agreement between two readers, against tables worked out by hand."""

import pytest

from audit_forms.self_assessments.agreement import FEWEST, agreement_of, kappa, weighted_kappa
from audit_forms.self_assessments.tests.dives import RATED, dive_into, finish, named, rated_round, received

LOW, SAME, HIGH, UNSURE = "lower", "agree", "higher", "cannot_tell"


def pairs(table):
    return [pair for pair, number in table.items() for _ in range(number)]


def test_kappa_by_hand():
    # 50 answers: 20 both agree, 5 and 10 differ, 15 both lower. Observed 35/50 = 0.7.
    # By chance: agree 25/50 * 30/50 + lower 25/50 * 20/50 = 0.3 + 0.2 = 0.5. (0.7 - 0.5) / (1 - 0.5) = 0.4.
    table = {(SAME, SAME): 20, (SAME, LOW): 5, (LOW, SAME): 10, (LOW, LOW): 15}
    assert kappa(pairs(table)) == pytest.approx(0.4)
    # With two views only, how far apart they are makes no difference.
    assert weighted_kappa(pairs(table)) == pytest.approx(0.4)


def test_weighted_kappa_by_hand():
    # 10 answers: 2 lower-lower, 4 agree-agree, 2 higher-higher, 1 lower-higher, 1 agree-higher.
    # Plain: observed 0.8; first reader 3, 5, 2 and second 2, 4, 4 of 10: chance 0.06 + 0.2 + 0.08 = 0.34.
    # (0.8 - 0.34) / 0.66 = 0.69697.
    # Linear: disagreement 2 for lower-higher and 1 for agree-higher: 3/10 = 0.3. By chance in hundredths:
    # lower row 3*4*1 + 3*4*2 = 36, agree row 5*2*1 + 5*4*1 = 30, higher row 2*2*2 + 2*4*1 = 16: 0.82. 1 - 0.3/0.82.
    table = {(LOW, LOW): 2, (SAME, SAME): 4, (HIGH, HIGH): 2, (LOW, HIGH): 1, (SAME, HIGH): 1}
    assert kappa(pairs(table)) == pytest.approx(0.46 / 0.66)
    assert weighted_kappa(pairs(table)) == pytest.approx(1 - 0.3 / 0.82)


def test_whoever_cannot_tell_counts_as_a_view_but_has_no_place_in_the_order():
    # Observed 2/4; first reader 3 agree and 1 unsure, second 2 agree, 2 unsure... chance 3/4*3/4 + 1/4*1/4 = 0.625.
    table = {(SAME, SAME): 2, (SAME, UNSURE): 1, (UNSURE, SAME): 1}
    assert kappa(pairs(table)) == pytest.approx((0.5 - 0.625) / 0.375)
    assert weighted_kappa(pairs(table)) is None


def test_perfect_agreement_is_one_and_reversed_views_lie_below_nought():
    assert kappa(pairs({(SAME, SAME): 5, (LOW, LOW): 5})) == pytest.approx(1)
    assert kappa(pairs({(SAME, LOW): 5, (LOW, SAME): 5})) == pytest.approx(-1)


@pytest.mark.parametrize("table", [{}, {(SAME, SAME): 30}])
def test_without_two_views_there_is_no_kappa(table):
    assert kappa(pairs(table)) is None
    assert weighted_kappa(pairs(table)) is None


# --- Of a round ---------------------------------------------------------------------------------------------------
def read_twice(exercise, first, second):
    dive = dive_into(received(exercise), twice=True)
    finish(named(dive), dict(zip(RATED, first, strict=True)))
    finish(named(dive, second=True), dict(zip(RATED, second, strict=True)))
    return dive


@pytest.mark.django_db
def test_the_agreement_of_a_round(django_assert_num_queries):
    exercise = rated_round()
    for _ in range(4):
        read_twice(exercise, (SAME, SAME, LOW, SAME), (SAME, SAME, LOW, SAME))
    odd = read_twice(exercise, (SAME, LOW, HIGH, SAME), (SAME, SAME, LOW, UNSURE))
    half = dive_into(received(exercise), twice=True)
    finish(named(half))
    with django_assert_num_queries(2):
        found = agreement_of(exercise)
    assert (found.returns, found.pairs, found.agreed) == (5, FEWEST, 17)
    assert [(each.section.key, each.agreed, each.pairs) for each in found.shares] == [
        ("part-a", 9, 10),
        ("part-b", 8, 10),
    ]
    assert [(each.deep_dive, each.first.question.number) for each in found.differences] == [
        (odd, "A2"),
        (odd, "B1"),
        (odd, "B2"),
    ]
    # Observed 17/20. First reader: agree 14, lower 5, higher 1; second: agree 14, lower 5, cannot tell 1.
    chance = (14 * 14 + 5 * 5) / 400
    assert found.kappa == pytest.approx((0.85 - chance) / (1 - chance))
    assert found.is_enough
    assert found.words.startswith("good")


@pytest.mark.django_db
def test_too_few_and_none_say_so():
    exercise = rated_round()
    assert (agreement_of(exercise).returns, agreement_of(exercise).kappa) == (0, None)
    read_twice(exercise, (SAME, LOW, SAME, SAME), (SAME, LOW, SAME, SAME))
    found = agreement_of(exercise)
    assert (found.pairs, found.is_enough) == (4, False)


@pytest.mark.django_db
def test_only_what_both_looked_at_is_compared():
    exercise = rated_round()
    dive = dive_into(received(exercise), twice=True)
    finish(named(dive))
    finish(named(dive, second=True), {"a-must": SAME, "b-must": LOW})
    found = agreement_of(exercise)
    assert (found.pairs, found.agreed) == (2, 1)
