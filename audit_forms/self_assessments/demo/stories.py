"""What happens to an invented return, step by step, as rows to be stored all at once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from audit_forms.questionnaires.enums import AnswerType
from audit_forms.questionnaires.models import Question
from audit_forms.questionnaires.selection import rating_levels
from audit_forms.returns import parts
from audit_forms.returns.asking import asked_sections
from audit_forms.returns.carried import action_is_overdue
from audit_forms.returns.completeness import is_incomplete
from audit_forms.returns.enums import Decision
from audit_forms.returns.models import Answer, AssuranceNote, ChangeRequest, ReadMark, Return, SignOff, Submission
from audit_forms.returns.workflow import target_of
from audit_forms.self_assessments.demo.answers import Writer, is_left_empty
from audit_forms.self_assessments.demo.chance import pick, share
from audit_forms.self_assessments.demo.wording import words_of
from portal.accounts.models import User
from portal.trail.models import AuditTrail

# How many in a hundred of last time's answers still hold as they are.
STILL_TRUE = 0.7
# Of the questions asked about, the last comes back as it was.
ASKED_QUESTIONS = 3
TIME_FOR_CHANGES = timedelta(days=14)
READ_SO_FAR = 24
NOTED = 3
OPENING = timedelta(hours=8)
OFFICE_HOURS = 9 / 24


@dataclass(frozen=True)
class Cast:
    """The people of one return."""

    lead: User
    signatories: dict[str, User]
    unit: User


@dataclass
class Rows:
    """Rows of many returns, stored in one go."""

    answers: list[Answer] = field(default_factory=list)
    sign_offs: list[SignOff] = field(default_factory=list)
    change_requests: list[ChangeRequest] = field(default_factory=list)
    submissions: list[Submission] = field(default_factory=list)
    notes: list[AssuranceNote] = field(default_factory=list)
    read: list[ReadMark] = field(default_factory=list)
    trail: list[AuditTrail] = field(default_factory=list)

    def store(self) -> None:
        """Write them all; the trail in the order in which things happened."""
        Answer.objects.bulk_create(self.answers, batch_size=500)
        SignOff.objects.bulk_create(self.sign_offs)
        ChangeRequest.objects.bulk_create(self.change_requests)
        Submission.objects.bulk_create(self.submissions)
        AssuranceNote.objects.bulk_create(self.notes)
        ReadMark.objects.bulk_create(self.read)
        AuditTrail.objects.bulk_create(sorted(self.trail, key=lambda entry: entry.at))


def in_office_hours(moment: datetime) -> datetime:
    """The same day between 8am and 5pm; what came earlier stays earlier."""
    local = timezone.localtime(moment)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + OPENING + (local - midnight) * OFFICE_HOURS


class Story:
    """One return between two moments; each step is told at its own time and follows the table of transitions."""

    def __init__(
        self,
        audit_return: Return,
        cast: Cast,
        rows: Rows,
        times: tuple[datetime, datetime],
        carried: Iterable[Answer] = (),
    ):
        """The return, its people, where the rows go, when it begins and ends, and last time's answers."""
        begins, ends = times
        self.audit_return, self.cast, self.rows = audit_return, cast, rows
        self.clock, self.ends = begins, ends
        self.words = words_of(audit_return.organisation)
        self.levels = rating_levels(audit_return.edition)
        self.parts: dict[str, parts.Parts] = {}
        self.carried = {answer.question.key: answer for answer in carried}
        self.requests: list[ChangeRequest] = []

    def tell(self, share: float, steps: tuple[str, ...]) -> Return:
        """Answer that share of the questions, then take each step; returns the return, ready to be saved."""
        self.log(None, "return.created", at=self.audit_return.created_at)
        pause = (self.ends - self.clock) / (len(steps) + 1)
        self.write(share, in_office_hours(self.clock + pause))
        for step in steps:
            self.clock += pause
            name, _, capacity = step.partition(" ")
            getattr(self, name)(*([capacity] if capacity else []))
        return self.audit_return

    @property
    def now(self) -> datetime:
        """The moment that is told, during somebody's working day and never after the story's end."""
        return min(in_office_hours(self.clock), self.ends)

    def log(self, actor: User | None, action: str, at: datetime | None = None, **data: Any) -> None:
        """One entry of the audit trail, now or at another moment."""
        label, key = self.audit_return._meta.label_lower, str(self.audit_return.pk)
        self.rows.trail.append(
            AuditTrail(at=at or self.now, actor=actor, action=action, target_type=label, target_id=key, data=data)
        )

    def move(self, name: str, actor: User, **data: Any) -> None:
        """One transition of the table."""
        source = self.audit_return.status
        self.audit_return.status = target_of(name, source)
        self.log(actor, f"return.{name}", attempt=self.audit_return.attempt, source=source, **data)

    def write(self, share: float, until: datetime) -> None:
        """Answer the first part of the questions, one after another until that moment."""
        asked = [q for part in asked_sections(self.audit_return) for q in part.questions]
        wanted = asked[: round(share * len(asked))]
        writer = Writer(self.audit_return.organisation, str(self.now.year), self.now.date(), self.levels)
        for number, question in enumerate(wanted):
            at = self.now + (until - self.now) * number / len(wanted)
            if question.key in self.carried:
                self.look_at(self.carried.pop(question.key), writer, at)
            elif not is_left_empty(question, self.audit_return.organisation):
                self.answer(question, writer.answer(question), at)
        self.rows.answers += self.carried.values()
        if self.parts:
            self.audit_return.started_at = self.now
            self.log(self.cast.lead, "return.answers_saved", questions=sorted(self.parts))
        counted = [question for question in asked if question.required or question.key in self.carried]
        self.audit_return.questions_total = len(counted)
        self.audit_return.questions_complete = sum(
            question.key not in self.carried and not is_incomplete(question, self.parts.get(question.key), self.levels)
            for question in counted
        )

    def look_at(self, row: Answer, writer: Writer, at: datetime) -> None:
        """The lead confirms last time's answer, or changes it: always where its action should have been done by now."""
        question = row.question
        values = parts.parts_of(question, row, self.levels)
        still_true = share(self.audit_return.organisation.name, question.key, "still true") < STILL_TRUE
        overdue = question.answer_type == AnswerType.RATING and action_is_overdue(values, self.levels)
        if overdue or not still_true:
            values = writer.answer(question)
            parts.put_parts(row, question, values, self.levels)
            row.version += 1
        row.to_check, row.updated_by, row.updated_at = False, self.cast.lead, at
        self.parts[question.key] = values
        self.rows.answers.append(row)

    def answer(self, question: Question, values: parts.Parts, at: datetime) -> None:
        """One answer by the lead."""
        row = Answer(audit_return=self.audit_return, question=question, updated_by=self.cast.lead, updated_at=at)
        parts.put_parts(row, question, values, self.levels)
        self.parts[question.key] = values
        self.rows.answers.append(row)

    def send(self) -> None:
        """The lead sends it for sign-off."""
        self.audit_return.attempt += 1
        self.move("send_for_sign_off", self.cast.lead)

    def confirm(self, capacity: str) -> None:
        """A signatory confirms."""
        self.sign(capacity, Decision.CONFIRMED)
        self.log(
            self.cast.signatories[capacity], "return.confirmed", attempt=self.audit_return.attempt, capacity=capacity
        )

    def decline(self, capacity: str) -> None:
        """A signatory sends it back."""
        reason = pick(self.words.DECLINED, self.audit_return.organisation.name)
        self.sign(capacity, Decision.DECLINED, reason=reason)
        self.move("decline", self.cast.signatories[capacity], capacity=capacity)

    def sign(self, capacity: str, decision: Decision, reason: str = "") -> None:
        """A signatory's decision with the words of the edition."""
        step = next(each for each in self.audit_return.edition.sign_off_steps.all() if each.capacity == capacity)
        confirmed_meeting = step.asks_meeting_date and decision == Decision.CONFIRMED
        self.rows.sign_offs.append(
            SignOff(
                audit_return=self.audit_return,
                attempt=self.audit_return.attempt,
                capacity=capacity,
                decision=decision,
                statement=step.statement,
                reason=reason,
                meeting_date=(self.now - timedelta(days=3)).date() if confirmed_meeting else None,
                signed_by=self.cast.signatories[capacity],
                signed_at=self.now,
            )
        )

    def submit(self) -> None:
        """The last confirmation submits it, and the answers are kept as signed."""
        self.audit_return.submitted_at = self.audit_return.submitted_at or self.now
        self.rows.submissions.append(
            Submission(
                audit_return=self.audit_return,
                attempt=self.audit_return.attempt,
                submitted_at=self.now,
                answers=dict(self.parts),
            )
        )
        for request in self.requests:
            request.resolved_at = request.resolved_at or self.now
        last = self.audit_return.edition.sign_off_steps.last()
        self.move("submit", self.cast.signatories[last.capacity])

    def accept(self) -> None:
        """The Business Unit accepts it."""
        self.move("accept", self.cast.unit)

    def request_changes(self) -> None:
        """The Business Unit asks about some answers that need an action, or simply the first."""
        questions = self.weak()[:ASKED_QUESTIONS]
        due_on = (self.now + TIME_FOR_CHANGES).date()
        keys = sorted(question.key for question in questions)
        self.move("request_changes", self.cast.unit, questions=keys, due_on=due_on.isoformat())
        self.requests = [
            ChangeRequest(
                audit_return=self.audit_return,
                question=question,
                note=note,
                due_on=due_on,
                requested_by=self.cast.unit,
                requested_at=self.now,
            )
            for question, note in zip(questions, self.words.CHANGES, strict=False)
        ]
        self.rows.change_requests += self.requests

    def change(self) -> None:
        """The lead answers what was asked, all but the last."""
        for request, text in zip(self.requests[:-1], self.words.CHANGED, strict=False):
            key = request.question.key
            row = next(each for each in self.rows.answers if each.question == request.question and self.owns(each))
            self.parts[key] = self.parts[key] | {parts.TEXT: f"{self.parts[key][parts.TEXT]} {text}".strip()}
            self.parts[key][parts.ACTION_WHAT] = self.words.CHANGED_ACTION
            parts.put_parts(row, request.question, self.parts[key], self.levels)
            row.version += 1
            row.updated_at = self.now
        self.log(self.cast.lead, "return.answers_saved", questions=[each.question.key for each in self.requests[:-1]])

    def owns(self, row: Answer) -> bool:
        """Whether the row is an answer of this return."""
        return row.audit_return is self.audit_return

    def weak(self) -> list[Question]:
        """The questions whose answers need an action; all where none does."""
        asked = [q for part in asked_sections(self.audit_return) for q in part.questions]
        return [question for question in asked if self.parts.get(question.key, {}).get(parts.ACTION_WHAT)] or asked

    def note(self) -> None:
        """The Business Unit has begun to read: some answers are read, a few have a note."""
        asked = [q for part in asked_sections(self.audit_return) for q in part.questions]
        common = {"audit_return": self.audit_return}
        self.rows.read += [
            ReadMark(
                **common, question=each, attempt=self.audit_return.attempt, read_by=self.cast.unit, read_at=self.now
            )
            for each in asked[:READ_SO_FAR]
        ]
        self.rows.notes += [
            AssuranceNote(**common, question=question, text=text, author=self.cast.unit, updated_at=self.now)
            for question, text in zip(self.weak()[:NOTED], self.words.NOTES, strict=False)
        ]

    def withdraw(self) -> None:
        """The Business Unit takes it back."""
        self.move("withdraw", self.cast.unit, reason=self.words.WITHDRAWN)
