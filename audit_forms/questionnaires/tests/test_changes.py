"""What is said of a question that differs from last year's: in words, and word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_forms.questionnaires.changes import ADDED, REMOVED, SAME, Piece, compare, compare_editions, word_diff
from audit_forms.questionnaires.enums import AnswerType, Change, DutyLevel
from audit_forms.questionnaires.models import Descriptor, Question, RatingLevel
from audit_forms.questionnaires.selection import AskedSection

GREEN, AMBER = (RatingLevel(pk=pk, key=key, label=key.title()) for pk, key in enumerate(("green", "amber"), start=1))


def question(pk, key="board-lead", described=(), **fields):
    values = {"text": "Who leads on the board?", "reference": "KCSIE 2025 Part two", "duty": DutyLevel.SHOULD}
    made = Question(pk=pk, key=key, **(values | fields))
    descriptors = [Descriptor(question=made, level=level, text=text) for level, text in described]
    made._prefetched_objects_cache = {"descriptors": Asked(descriptors)}
    return made


class Asked(list):
    """Rows that were loaded before, as the edition's own are."""

    def all(self):
        return self


@pytest.mark.parametrize(
    ("changes", "kinds", "words"),
    [
        ({}, (), []),
        ({"number": "Z9", "help": "Other help", "reference": "KCSIE 2026 Part two"}, (), []),
        ({"text": "Who leads?"}, (Change.REWORDED,), ["Reworded"]),
        ({"duty": DutyLevel.MUST}, (Change.DUTY,), ["Now a must, it was a should"]),
        ({"duty": DutyLevel.LOCAL}, (Change.DUTY,), ["Now a local question, it was a should"]),
        ({"must_for": {"phase": "primary"}}, (Change.DUTY,), ["Now a must, it was a should"]),
        ({"must_for": {"phase": "secondary"}}, (), []),
        ({"reference": "KCSIE 2026 Part three"}, (Change.REFERENCE,), ["Guidance reference changed"]),
        ({"answer_type": AnswerType.NUMBER}, (Change.ANSWER,), ["Asks for another kind of answer"]),
        ({"described": [(GREEN, "All of it")]}, (Change.DESCRIPTORS,), ["Descriptions of the ratings changed"]),
        ({"changed_note": "Read the new paragraph."}, (Change.NOTED,), ["Guidance changed"]),
        ({"changed_note": "Said above.", "text": "Who leads?"}, (Change.REWORDED,), ["Reworded"]),
    ],
)
def test_each_change_is_told_in_words(changes, kinds, words):
    change = compare(question(2, **changes), question(1), {"phase": "primary"})
    assert (change.kinds, change.words) == (kinds, words)
    assert (change.is_new, change.is_changed) == (False, bool(kinds))


def test_within_one_edition_nothing_has_changed():
    same = question(1, changed_note="Since the edition before this one.")
    assert compare(same, same, {}).kinds == ()


def test_a_question_without_an_earlier_one_is_new_and_one_that_did_not_apply_is_new_to_them():
    assert compare(question(2), None, {}).tag == "New this year"
    newly = compare(question(2), question(1), {}, asked_then=False)
    assert (newly.is_new, newly.tag) == (True, "New for you this year")


def test_only_what_differs_is_compared_word_by_word():
    old = question(1, described=[(GREEN, "All of it"), (AMBER, "Some of it")])
    new = question(2, text="Who leads for the board?", described=[(GREEN, "All of it"), (AMBER, "Half of it")])
    change = compare(new, old, {})
    assert change.reference == []
    assert [piece.text for piece in change.wording if piece.kind != SAME] == ["on", "for"]
    assert [label for label, _ in change.descriptors] == ["Amber"]


def test_editions_are_compared_by_key_for_one_organisation():
    kept, dropped, foreign = question(1, "kept"), question(2, "dropped"), question(3, "foreign")
    now = [AskedSection(None, (question(11, "kept"), question(12, "new"), question(13, "foreign")))]
    changes = compare_editions(
        now,
        whole_before=[AskedSection(None, (kept, dropped, foreign, question(4, "never asked of them")))],
        asked_before=[AskedSection(None, (kept, dropped))],
        facts={},
    )
    assert [change.now.key for change in changes.new] == ["new", "foreign"]
    assert changes.changed == []
    assert [each.key for each in changes.dropped] == ["dropped"]


def test_a_diff_says_what_was_removed_before_what_was_added():
    assert word_diff("Do staff know?", "Do all staff learn, at once?") == [
        Piece(SAME, "Do"),
        Piece(ADDED, "all", space=True),
        Piece(SAME, "staff", space=True),
        Piece(REMOVED, "know", space=True),
        Piece(ADDED, "learn, at once", space=True),
        Piece(SAME, "?"),
    ]
    assert word_diff("", "") == []


TEXTS = st.text("ab, \n?", max_size=30)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_a_diff(before, now):
    pieces = word_diff(before, now)
    assert read(pieces, ADDED) == letters(before)
    assert read(pieces, REMOVED) == letters(now)


def read(pieces, without):
    return letters(" ".join(piece.text for piece in pieces if piece.kind != without))


def letters(text):
    """The text without its spaces: those are the reader's, not the diff's."""
    return "".join(text.split())
