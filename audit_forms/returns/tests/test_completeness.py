"""What an answer still needs, in words, and when a section counts as complete."""

import pytest

from audit_forms.questionnaires.enums import AnswerType
from audit_forms.questionnaires.models import Edition, Question, Questionnaire, RatingLevel, Section
from audit_forms.returns import parts
from audit_forms.returns.completeness import missing_parts, section_progress
from audit_forms.returns.enums import SectionState

LEVELS = (
    RatingLevel(pk=1, key="green", label="In place", demands_evidence=True),
    RatingLevel(pk=2, key="red", label="Not in place", demands_action=True),
    RatingLevel(pk=3, key="na", label="Not applicable", demands_reason=True),
)


def question(kind=AnswerType.RATING, **fields):
    section = Section(edition=Edition(questionnaire=Questionnaire(kind="s175")))
    return Question(**{"pk": 1, "key": "q", "answer_type": kind, "required": True, "section": section, **fields})


def answer(kind=AnswerType.RATING, **given):
    return parts.empty_parts(question(kind)) | given


@pytest.mark.parametrize(
    ("given", "needed"),
    [
        ({}, ["level"]),
        ({"text": "Only evidence"}, ["level"]),
        ({"level": "green"}, ["text"]),
        ({"level": "green", "text": " \n"}, ["text"]),
        ({"level": "green", "text": "Minutes"}, []),
        ({"level": "red"}, ["action_what", "action_who", "action_by"]),
        ({"level": "red", "action_what": "Train", "action_who": "Head", "action_by": "2026-01-30"}, []),
        ({"level": "na"}, ["reason"]),
        ({"level": "na", "reason": "No boarders"}, []),
    ],
)
def test_a_rating_needs_what_its_level_demands(given, needed):
    missing = missing_parts(question(), answer(**given), LEVELS)
    assert [each.part for each in missing] == needed
    assert all(each.words for each in missing)


@pytest.mark.parametrize(
    ("kind", "given", "needed"),
    [
        (AnswerType.SHORT_TEXT, {}, ["text"]),
        (AnswerType.LONG_TEXT, {"text": "Yes"}, []),
        (AnswerType.NUMBER, {"number": "0"}, []),
        (AnswerType.DATE, {}, ["date"]),
        (AnswerType.CHOICE, {"choice": "yes"}, []),
        (AnswerType.PERSON, {}, ["name", "email", "trained_on"]),
        (AnswerType.PERSON, {"name": "A", "email": "a@b.example", "trained_on": "2026-01-01"}, []),
    ],
)
def test_other_questions_need_their_answer(kind, given, needed):
    missing = missing_parts(question(kind), answer(kind, **given), LEVELS)
    assert [each.part for each in missing] == needed


def test_a_question_that_may_be_left_empty_needs_nothing():
    assert missing_parts(question(required=False), answer(), LEVELS) == []


def test_section_states_are_told_apart():
    questions = [question(pk=1), question(AnswerType.LONG_TEXT, pk=2), question(pk=3, required=False)]
    rated = answer(level="green", text="Minutes")
    text = answer(AnswerType.LONG_TEXT, text="Words")
    assert section_progress(questions, {}, LEVELS).state == SectionState.NOT_LOOKED_AT
    started = section_progress(questions, {1: rated, 2: answer(AnswerType.LONG_TEXT)}, LEVELS)
    assert (started.state, started.left, started.total) == (SectionState.STARTED, 1, 2)
    done = section_progress(questions, {1: rated, 2: text}, LEVELS)
    assert (done.state, done.left, done.total) == (SectionState.COMPLETE, 0, 2)


def test_a_section_nobody_must_answer_is_optional_until_somebody_does():
    questions = [question(required=False)]
    assert section_progress(questions, {}, LEVELS).state == SectionState.OPTIONAL
    assert section_progress(questions, {1: answer(level="red")}, LEVELS).state == SectionState.COMPLETE
