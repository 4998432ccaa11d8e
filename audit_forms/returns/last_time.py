"""What an organisation answered last time: the answers of its last submitted return, question by question.

A return of an interim year holds only some of the questions. What it left out was answered in the return before it, so
last time's answers are gathered backwards until a return that asked everything.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from audit_forms.questionnaires.changes import EditionChanges, compare_editions
from audit_forms.questionnaires.models import Edition, Question, RatingLevel
from audit_forms.questionnaires.selection import AskedSection, all_sections, rating_levels, sections_for
from audit_forms.returns import parts
from audit_forms.returns.display import Line, lines_of
from audit_forms.returns.models import Return, Submission


@dataclass(frozen=True)
class LastAnswer:
    """One answer of last time: its question and scale as they were, the return it is from, when it was sent."""

    question: Question
    parts: parts.Parts
    levels: tuple[RatingLevel, ...]
    source: int
    given_at: datetime

    @property
    def lines(self) -> list[Line]:
        """The answer in words."""
        return lines_of(self.question, self.parts, self.levels)

    @property
    def level(self) -> RatingLevel | None:
        """The rating that was chosen."""
        return next((level for level in self.levels if level.key == self.parts.get(parts.LEVEL)), None)


LastAnswers = Mapping[str, LastAnswer]


@dataclass(frozen=True)
class LastTime:
    """Last time's answers by question key, and how questions have changed; empty without an earlier return."""

    previous: Return | None = None
    answers: LastAnswers = field(default_factory=dict)
    changes: EditionChanges | None = None


def read_last_time(audit_return: Return, asked: Sequence[AskedSection] | None = None) -> LastTime:
    """What a page shows of last time: no query without an earlier return, else one for each year it reads.

    A page of some sections names them in `asked`, so that only their questions are compared. Fetch the return
    `with_previous()` where queries count.
    """
    earlier = audit_return.previous
    if earlier is None:
        return LastTime()
    return LastTime(earlier, last_answers([earlier])[earlier.pk], changes_since(audit_return, earlier, asked))


def changes_since(audit_return: Return, earlier: Return, asked: Sequence[AskedSection] | None = None) -> EditionChanges:
    """How the questions that apply to the return's organisation, or those of `asked`, differ from the earlier ones."""
    return compare_editions(
        now=sections_for(audit_return.edition, audit_return.facts) if asked is None else asked,
        whole_before=all_sections(earlier.edition),
        asked_before=sections_for(earlier.edition, earlier.facts),
        facts=audit_return.facts,
    )


def last_answers(earlier: Iterable[Return], *, with_empty: bool = False) -> dict[int, dict[str, LastAnswer]]:
    """For each of these returns what was last answered up to it, by question key. Two queries for each year read.

    A question that was asked and left empty is left out, unless `with_empty`. Each return needs its exercise's edition
    loaded.
    """
    answers: dict[int, dict[str, LastAnswer]] = {each.pk: {} for each in earlier}
    # Which of the returns asked for each return read here belongs to; several where a school became two.
    reading = {each.pk: (each, [each.pk]) for each in earlier}
    while reading:
        for submission in _last_submissions(reading):
            source, wanted_for = reading[submission.audit_return_id]
            found = _answers_in(submission, source, with_empty)
            for pk in wanted_for:
                answers[pk] = found | answers[pk]
        reading = _one_year_back(reading)
    return answers


def _last_submissions(reading: Iterable[int]) -> Iterable[Submission]:
    submissions = Submission.objects.filter(audit_return__in=list(reading)).order_by("attempt")
    return {submission.audit_return_id: submission for submission in submissions}.values()


def _one_year_back(reading: Mapping[int, tuple[Return, list[int]]]) -> dict[int, tuple[Return, list[int]]]:
    """What the interim returns among them left out: the returns before those. Each is older, so this ends."""
    wanted: dict[int, list[int]] = {}
    for source, wanted_for in reading.values():
        if source.asked_keys is not None and source.previous_id:
            wanted.setdefault(source.previous_id, []).extend(wanted_for)
    if not wanted:
        return {}
    returns = Return.objects.filter(pk__in=wanted).select_related("exercise__edition")
    return {each.pk: (each, wanted[each.pk]) for each in returns}


def _answers_in(submission: Submission, source: Return, with_empty: bool) -> dict[str, LastAnswer]:
    questions, levels = questions_of(source.edition), rating_levels(source.edition)
    return {
        key: LastAnswer(questions[key], given, levels, source.pk, submission.submitted_at)
        for key, given in submission.answers.items()
        if key in questions and (with_empty or not parts.is_empty(given))
    }


def questions_of(edition: Edition) -> dict[str, Question]:
    """Every question of the edition by key."""
    return {question.key: question for part in all_sections(edition) for question in part.questions}
