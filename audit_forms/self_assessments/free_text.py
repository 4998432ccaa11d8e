"""The texts of a round that can be read together: which there are to choose from, and how they are fetched."""

from collections.abc import Callable, Iterator
from typing import Any

from django.http import QueryDict

from audit_forms.insight.free_text.passages import Written
from audit_forms.questionnaires.enums import AnswerType
from audit_forms.questionnaires.models import Question
from audit_forms.questionnaires.selection import all_sections
from audit_forms.returns import parts
from audit_forms.returns.enums import RECEIVED_STATUSES
from audit_forms.returns.models import Submission
from audit_forms.self_assessments.models import Round
from audit_forms.self_assessments.theme_forms import FreeTextForm
from audit_forms.self_assessments.tracker import organisation_filters

WITH_TEXT = frozenset({AnswerType.RATING, AnswerType.SHORT_TEXT, AnswerType.LONG_TEXT})
CHUNK = 200


def has_text(question: Question) -> bool:
    """Whether settings write in their own words; a fact such as the setting's name is no such text."""
    return question.answer_type in WITH_TEXT and not question.prefill


def choices_of(exercise: Round) -> list[tuple[str, Any]]:
    """What can be read: each section whole, and under it each of its questions that takes a text."""
    found: list[tuple[str, Any]] = [("", "Choose a section or a question")]
    for part in all_sections(exercise.edition):
        questions = [each for each in part.questions if has_text(each)]
        if questions:
            title = f"{part.section.letter}. {part.section.title}"
            each = [(f"question:{one.key}", f"{one.number} {one.text}"[:120]) for one in questions]
            found.append((title, [(f"section:{part.section.key}", f"All of {title}"), *each]))
    return found


def questions_about(exercise: Round, about: str) -> list[Question]:
    """The questions that take a text of a section ("section:key"), or the one question ("question:key")."""
    kind, _, key = about.partition(":")
    return [
        question
        for part in all_sections(exercise.edition)
        for question in part.questions
        if has_text(question) and key == (part.section.key if kind == "section" else question.key)
    ]


def words_about(exercise: Round, about: str) -> str:
    """What is read, as its heading says it."""
    choices = {key: words for _, group in choices_of(exercise)[1:] for key, words in group}
    return str(choices.get(about, ""))[:300]


def filters_in(exercise: Round, query: str) -> FreeTextForm:
    """The filters that the query string of the page's address holds."""
    return FreeTextForm(QueryDict(query), exercise=exercise, choices=choices_of(exercise))


def submissions_to_read(exercise: Round, query: str) -> Any:
    """What was signed last in each received return that the filters let through, by the return's key."""
    chosen = organisation_filters(filters_in(exercise, query).narrowing)
    filters = {f"audit_return__{name}": value for name, value in chosen.items()}
    latest = Submission.objects.filter(
        audit_return__exercise=exercise, audit_return__status__in=RECEIVED_STATUSES, **filters
    )
    return latest.order_by("audit_return_id", "attempt")


def texts_of(exercise: Round, about: str, query: str, tell: Callable[[int], None]) -> Iterator[Written]:
    """The texts of those questions, some returns at a time; `tell` hears how many returns have been read."""
    keys = [question.key for question in questions_about(exercise, about)]
    newest = dict(submissions_to_read(exercise, query).values_list("audit_return_id", "pk"))
    wanted = list(newest.values())
    for start in range(0, len(wanted), CHUNK):
        lot = Submission.objects.in_bulk(wanted[start : start + CHUNK])
        for pk in wanted[start : start + CHUNK]:
            answers = lot[pk].answers
            for key in keys:
                text = answers.get(key, {}).get(parts.TEXT, "")
                if text:
                    yield Written(lot[pk].audit_return_id, key, text)
        tell(min(start + CHUNK, len(wanted)))
