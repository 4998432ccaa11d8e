"""What is refused before anything is published (bars G7)."""

import pytest

from audit_forms.insight.disclosure import band_of, small_counts_in
from publications.enums import SampleBand

TOO_MUCH = [
    "In two cases the father was not seen.",
    "Three of the children were under one.",
    "One young person told us so.",
    "4 of 9 plans were late.",
    "Five very young children were seen alone.",
    "three out of the six records",
    "Two siblings had moved.",
]
HARMLESS = [
    "Nearly all children were seen alone.",
    "Two agencies have changed their form.",
    "Of 24 cases most had a plan.",
    "We looked at 10 or fewer cases.",
    "Phase two of the training begins in May.",
    "One in every plan.",
    "The child was at the centre; one question remains.",
    "Twenty-one families took part.",
]


@pytest.mark.parametrize("text", TOO_MUCH)
def test_small_counts_of_children_and_cases_are_found(text):
    assert small_counts_in(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_plain_words_are_left_alone(text):
    assert small_counts_in(text) == []


@pytest.mark.parametrize(
    ("count", "band"),
    [(1, "up-to-10"), (10, "up-to-10"), (11, "11-to-20"), (20, "11-to-20"), (40, "21-to-40"), (41, "over-40")],
)
def test_samples_are_told_in_bands(count, band):
    assert band_of(count) == SampleBand(band)
