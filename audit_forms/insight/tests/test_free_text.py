"""Frequent terms and candidate themes: counted by returns, quoted word for word, the same each time."""

import pytest

from audit_forms.insight.free_text.grouping import FEWEST_PASSAGES, find_in
from audit_forms.insight.free_text.passages import LONGEST, Passage, Written, passages_of
from audit_forms.insight.free_text.words import singulars, words_in

FILTERING = "Online filtering alerts go to the designated lead at once."
TRAINING = "Staff training on recruitment is renewed before each term."


def written(*texts):
    return [Written(number, "a1", text) for number, text in enumerate(texts)]


def two_subjects():
    """Twenty returns of which half write of one subject and half of another."""
    return passages_of(
        written(*(f"{FILTERING if number % 2 else TRAINING} Note {number} ends." for number in range(20)))
    )


def test_texts_are_cut_at_the_ends_of_sentences_and_lines_word_for_word():
    found = passages_of(written("We check “all” logs. Do we act?\r\n- Yes, we always do\nNo."))
    assert [each.text for each in found] == ["We check “all” logs.", "Do we act?", "Yes, we always do"]
    assert {(each.audit_return, each.question) for each in found} == {(0, "a1")}


def test_what_a_return_says_twice_is_one_passage_and_two_returns_two():
    assert len(passages_of(written(f"{FILTERING} {FILTERING}", FILTERING))) == 2


@pytest.mark.parametrize("text", ["word " * 5_000, f"x {'y' * 100_000} z", ""])
def test_passages_stay_short(text):
    assert all(len(each.text) <= LONGEST + 2 for each in passages_of(written(text)))


def test_words_that_tell_nothing_are_left_out_and_plurals_join_their_singular():
    words = words_in("The school’s Policies and the policy: all staff’s logs, a log, and bias")
    assert words == ["policies", "policy", "staff", "logs", "log", "bias"]
    assert singulars([words]) == {"policies": "policy", "logs": "log"}


def test_terms_are_counted_by_returns_and_not_by_how_often_they_occur():
    once = [Passage(number, "a1", f"Mentoring helps here {number}") for number in range(3)]
    often = [Passage(9, "a1", f"Breakfast clubs, number {number}") for number in range(50)]
    found = find_in([*once, *often])
    assert {each.words: each.returns for each in found.terms} == {"mentoring helps": 3}
    assert [each.passages for each in found.terms] == [(0, 1, 2)]


def test_the_same_words_of_several_returns_are_read_out_once():
    found = find_in([Passage(number, "a1", FILTERING) for number in range(8)])
    assert {each.passages for each in (*found.terms, *found.candidates)} == {(0,)}
    assert {each.returns for each in found.terms} == {8}


def test_a_word_that_only_one_return_uses_is_no_term():
    assert not find_in([Passage(1, "a1", f"Breakfast clubs number {number}") for number in range(9)]).terms


def test_passages_of_two_subjects_fall_into_two_candidates_with_their_words():
    passages = two_subjects()
    found = find_in(passages)
    quoted = [{passages[place].text for place in each.passages} for each in found.candidates if each.returns == 10]
    assert {FILTERING} in quoted
    assert {TRAINING} in quoted
    (filtering,) = [each for each in found.candidates if {passages[p].text for p in each.passages} == {FILTERING}]
    assert any("filtering" in term for term in filtering.terms)


def test_the_same_texts_give_the_same_answer():
    assert find_in(two_subjects()) == find_in(two_subjects())


@pytest.mark.parametrize(
    "passages",
    [
        [],
        [Passage(1, "a1", "Only one return wrote")],
        [Passage(number, "a1", "We and they are all there") for number in range(8)],
        [Passage(number, "a1", FILTERING) for number in range(FEWEST_PASSAGES - 1)],
    ],
    ids=["none", "one", "no telling word", "few"],
)
def test_too_little_gives_no_candidate_and_no_error(passages):
    assert find_in(passages).candidates == ()


def test_of_texts_that_are_all_alike_each_is_quoted_once_at_most():
    found = find_in([Passage(number, "a1", FILTERING) for number in range(60)])
    assert sum(each.returns for each in found.candidates) <= 60
