"""A whole return for reading: every section and question with its answer in words, what is missing, what changed."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from audit_forms.questionnaires.applicability import duty_for
from audit_forms.questionnaires.enums import DutyLevel
from audit_forms.questionnaires.models import Question, RatingLevel, Section
from audit_forms.questionnaires.selection import AskedSection, rating_levels
from audit_forms.returns import guarding, parts
from audit_forms.returns.asking import asked_sections
from audit_forms.returns.changes import Pair, pairs_of
from audit_forms.returns.completeness import Missing, SectionProgress, missing_parts, section_progress
from audit_forms.returns.display import Line, lines_of
from audit_forms.returns.enums import RECEIVED_STATUSES, ReturnStatus
from audit_forms.returns.evidence import count, uses_by_question
from audit_forms.returns.models import Answer, ChangeRequest, Evidence, EvidenceUse, Return, Submission


@dataclass(frozen=True)
class Item:
    """One question: its answer in words, what that still needs, and how it read when it was last submitted.

    `earlier` is None where it has not changed since, `first` where it read the same when it was first submitted.
    """

    question: Question
    duty: DutyLevel
    answer: Answer | None
    lines: list[Line]
    missing: list[Missing]
    earlier: list[Line] | None = None
    to_check: bool = False
    requests: list[ChangeRequest] = field(default_factory=list)
    evidence: list[EvidenceUse] = field(default_factory=list)
    evidence_before: list[Evidence] | None = None
    first: list[Line] | None = None
    asked_since: bool = False

    @property
    def pairs(self) -> list[Pair]:
        """What changed since it was last submitted, part by part; nothing where nothing did."""
        return [] if self.earlier is None else pairs_of(self.earlier, self.lines)

    @property
    def is_unchanged_though_asked(self) -> bool:
        """Whether a change was asked for, and the answer came back as it was."""
        return self.asked_since and self.earlier is None


@dataclass(frozen=True)
class SectionReading:
    """One section: its questions, how far it is, and who wrote in it last."""

    section: Section
    items: list[Item]
    progress: SectionProgress

    @property
    def last_answer(self) -> Answer | None:
        """The answer that somebody wrote or confirmed last."""
        answers = [item.answer for item in self.items if item.answer is not None and not item.to_check]
        return max(answers, key=lambda answer: answer.updated_at, default=None)


@dataclass(frozen=True)
class Reading:
    """The whole return."""

    sections: list[SectionReading]
    levels: tuple[RatingLevel, ...]

    @property
    def total(self) -> int:
        """How many questions must be answered."""
        return sum(part.progress.total for part in self.sections)

    @property
    def ratings(self) -> list[tuple[str, str, int]]:
        """How often each rating was given, in the order of the scale: tone, label, number."""
        given = Counter(
            (line.tone, line.text) for part in self.sections for item in part.items for line in item.lines if line.tone
        )
        return [(level.tone, level.label, given[level.tone, level.label]) for level in self.levels]

    @property
    def left(self) -> int:
        """How many of them still need something."""
        return sum(part.progress.left for part in self.sections)

    @property
    def to_check(self) -> int:
        """How many answers of last time wait for somebody to confirm or change them."""
        return sum(part.progress.to_check for part in self.sections)

    @property
    def incomplete(self) -> Iterator[tuple[SectionReading, Item]]:
        """The questions that still need something, with their sections."""
        return ((part, item) for part in self.sections for item in part.items if item.missing)

    @property
    def last_change(self) -> datetime | None:
        """When an answer was last changed."""
        moments = [part.last_answer.updated_at for part in self.sections if part.last_answer]
        return max(moments, default=None)


def read_return(audit_return: Return) -> Reading:
    """Read the return with a constant number of queries."""
    reader = _Reader(audit_return)
    sections = [reader.read(asked) for asked in asked_sections(audit_return)]
    return Reading(sections, reader.levels)


def identity_warnings(audit_return: Return, reading: Reading) -> list[tuple[SectionReading, Item, list[str]]]:
    """The answers in which something may tell who a child is and which nobody has decided to keep, with the words."""
    if not guarding.is_guarded(audit_return.edition):
        return []
    guard = guarding.guard_of(audit_return)
    kept = frozenset() if guard.is_strict else guarding.kept_seals(audit_return)
    found = []
    for part in reading.sections:
        for item in part.items:
            answer = parts.parts_of(item.question, item.answer, reading.levels)
            words = guarding.warnings_in(guard, item.question, answer)
            if words and guarding.seal(answer) not in kept:
                found.append((part, item, words))
    return found


class _Reader:
    def __init__(self, audit_return: Return):
        self.facts = audit_return.facts
        self.levels: tuple[RatingLevel, ...] = rating_levels(audit_return.edition)
        rows = audit_return.answers.select_related("updated_by")
        self.rows = {answer.question_id: answer for answer in rows}
        self.first, self.last = submissions_before(audit_return)
        self.evidence = uses_by_question(audit_return)
        self.evidence_before = evidence_of(self.last)
        self.requests: dict[int, list[ChangeRequest]] = {}
        if audit_return.attempt:
            for request in audit_return.change_requests.select_related("requested_by"):
                self.requests.setdefault(request.question_id, []).append(request)

    def read(self, asked: AskedSection) -> SectionReading:
        answers = {
            question.pk: parts.parts_of(question, self.rows[question.pk], self.levels)
            for question in asked.questions
            if question.pk in self.rows
        }
        items = [self.item(question, answers.get(question.pk)) for question in asked.questions]
        to_check = {question.pk for question in asked.questions if self.waits(question)}
        progress = section_progress(
            asked.questions,
            answers,
            self.levels,
            evidence={question: count(uses) for question, uses in self.evidence.items()},
            to_check=to_check,
        )
        return SectionReading(asked.section, items, progress)

    def waits(self, question: Question) -> bool:
        """Whether its answer was carried forward and nobody has looked at it yet."""
        return question.pk in self.rows and self.rows[question.pk].to_check

    def item(self, question: Question, stored: parts.Parts | None) -> Item:
        answer = stored or parts.empty_parts(question)
        requests = self.requests.get(question.pk, [])
        evidence = self.evidence.get(question.pk, [])
        return Item(
            question=question,
            duty=duty_for(question, self.facts),
            answer=self.rows.get(question.pk),
            lines=lines_of(question, answer, self.levels),
            missing=missing_parts(
                question, answer, self.levels, evidence=count(evidence), to_check=self.waits(question)
            ),
            earlier=self.as_submitted(self.last, question, answer),
            to_check=self.waits(question),
            requests=requests,
            evidence=evidence,
            evidence_before=self.changed_evidence(question, evidence),
            first=self.as_submitted(self.first, question, answer) if self.first != self.last else None,
            asked_since=any(self.was_asked_since(each) for each in requests),
        )

    def changed_evidence(self, question: Question, evidence: list[EvidenceUse]) -> list[Evidence] | None:
        """The evidence of the submission before, where it differs from what is given now."""
        if self.evidence_before is None:
            return None
        before = self.evidence_before.get(question.key, [])
        now = {use.evidence_id for use in evidence if not use.evidence.is_refused}
        return before if {each.pk for each in before} != now else None

    def was_asked_since(self, request: ChangeRequest) -> bool:
        """Whether the change was asked for after the last submission, and the answer has come back since."""
        last = self.last
        return last is not None and request.resolved_at is not None and request.requested_at >= last.submitted_at

    def as_submitted(self, submission: Submission | None, question: Question, now: parts.Parts) -> list[Line] | None:
        """How the answer read in that submission; None where it read the same or was not asked."""
        then = submission.answers.get(question.key) if submission else None
        return lines_of(question, then, self.levels) if then and not parts.same(then, now) else None


def evidence_of(submission: Submission | None) -> dict[str, list[Evidence]] | None:
    """The evidence given in a submission, by question key; None without one."""
    if submission is None:
        return None
    ids = submission.evidence
    rows = Evidence.objects.in_bulk([pk for pks in ids.values() for pk in pks]) if ids else {}
    return {key: [rows[pk] for pk in pks if pk in rows] for key, pks in ids.items()}


def submissions_before(audit_return: Return) -> tuple[Submission | None, Submission | None]:
    """The first submission before what is read now, and the last; two Nones where there is none to compare with."""
    if audit_return.submitted_at is None:
        return None, None
    submissions = audit_return.submissions.order_by("attempt")
    if audit_return.status in RECEIVED_STATUSES and audit_return.status != ReturnStatus.CHANGES_REQUESTED:
        submissions = submissions.filter(attempt__lt=audit_return.attempt)
    found = list(submissions)
    return (found[0], found[-1]) if found else (None, None)
