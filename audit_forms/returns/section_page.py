"""A section as its page shows it: each question with its boxes, its ratings, what is missing, and any conflict."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from audit_forms.questionnaires.applicability import duty_for
from audit_forms.questionnaires.changes import QuestionChange
from audit_forms.questionnaires.enums import AnswerType, DutyLevel
from audit_forms.questionnaires.models import Question, RatingLevel
from audit_forms.returns import guarding, parts
from audit_forms.returns.carried import action_is_overdue
from audit_forms.returns.completeness import CONFIRM, Missing, missing_parts
from audit_forms.returns.display import Line, lines_of
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.evidence import count, uses_by_question
from audit_forms.returns.forms.fields import RISK_ANSWERS, field_name, offered_levels
from audit_forms.returns.forms.section import BASE, KEEP, VERSION, SectionForm
from audit_forms.returns.last_time import LastAnswer, LastTime, read_last_time
from audit_forms.returns.models import Answer, ChangeRequest, EvidenceUse, Return
from audit_forms.returns.section_table import Table, table_of
from audit_forms.returns.services import Saved

# The groups of boxes that a rating may ask for.
EVIDENCE, ACTION, REASON, CONFIRMATION, RISK = "evidence", "action", "reason", "confirmation", "risk"


@dataclass(frozen=True)
class Box:
    """One control: its name, what is in it, and what is wrong with that.

    `id` is the one Django gives the same field, to which the error summary links.
    """

    name: str
    id: str
    value: str
    errors: list[str]


@dataclass(frozen=True)
class Option:
    """One radio button of a rating or a choice; `asks` names the groups of boxes that go with it."""

    id: str
    key: str
    label: str
    checked: bool
    hint: str = ""
    tone: str = ""
    asks: str = ""


@dataclass(frozen=True)
class Conflict:
    """The answer that was stored after this page was made."""

    answer: Answer
    lines: list[Line]
    is_own: bool


class Block:
    """One question on the page."""

    def __init__(self, question: Question, form: SectionForm, row: Answer | None):
        self.question = question
        self.form = form
        self.row = row
        self.mark = form.mark(question)
        self.names = {part: field_name(question, part) for part in (VERSION, BASE, KEEP, CONFIRM)}
        self.boxes = {part: self._box(part) for part in parts.box_parts(question, form.levels)}
        self.conflict: Conflict | None = None
        self.requests: list[ChangeRequest] = []
        self.evidence: list[EvidenceUse] = []
        self.warnings: list[str] = []
        self.duty = DutyLevel(question.duty)
        self.last: LastAnswer | None = None
        self.change: QuestionChange | None = None

    def _box(self, part: str) -> Box:
        name = field_name(self.question, part)
        errors = [str(text) for text in self.form.errors.get(name, [])] if self.form.is_bound else []
        return Box(name, f"id_{name}", self.form.raw(self.question, part), errors)

    @cached_property
    def main(self) -> Box:
        """The box that answers the question itself."""
        return next(iter(self.boxes.values()))

    @property
    def template(self) -> str:
        """The template that draws its boxes."""
        return f"returns/section/{self.question.answer_type}.html"

    @property
    def has_errors(self) -> bool:
        """Whether anything in it is malformed or in conflict."""
        return self.conflict is not None or any(box.errors for box in self.boxes.values())

    @cached_property
    def stored(self) -> parts.Parts:
        """The parts of the stored answer."""
        return parts.parts_of(self.question, self.row, self.form.levels)

    @cached_property
    def missing(self) -> list[Missing]:
        """What the stored answer still needs; nothing is asked of a question nobody has begun.

        That a carried answer waits for a look is told beside last time's answer, with the tick that ends it.
        """
        if self.row is None:
            return []
        missing = missing_parts(
            self.question,
            self.stored,
            self.form.levels,
            evidence=count(self.evidence),
            to_check=self.row.to_check,
        )
        return [each for each in missing if each.part != CONFIRM]

    @property
    def to_check(self) -> bool:
        """Whether its answer was carried forward and nobody has looked at it yet."""
        return self.row is not None and self.row.to_check

    @property
    def is_overdue(self) -> bool:
        """Whether the carried answer cannot be confirmed as it is, because its action should have been done by now."""
        return self.to_check and action_is_overdue(self.stored, self.form.levels)

    @property
    def is_ticked(self) -> bool:
        """Whether the tick that confirms was set on a page that comes back with an error."""
        return bool(self.form.raw(self.question, CONFIRM))

    @property
    def is_as_last_time(self) -> bool:
        """Whether the stored answer says what last time's did."""
        return self.last is not None and parts.same(self.last.parts, self.stored)

    @cached_property
    def options(self) -> list[Option]:
        """The radio buttons of its rating or choice."""
        if self.question.answer_type == AnswerType.CHOICE:
            return [
                Option(f"{self.main.id}_{number}", choice["value"], choice["label"], choice["value"] == self.main.value)
                for number, choice in enumerate(self.question.choices)
            ]
        descriptors = {descriptor.level_id: descriptor.text for descriptor in self.question.descriptors.all()}
        return [
            Option(
                f"{self.main.id}_{number}",
                level.key,
                level.label,
                level.key == self.main.value,
                descriptors.get(level.pk) or level.meaning,
                level.tone,
                " ".join(groups_of(level)),
            )
            for number, level in enumerate(offered_levels(self.question, self.form.levels))
        ]

    @cached_property
    def table(self) -> Table:
        """The rows of its table."""
        return table_of(self.question, self.boxes)

    @property
    def risk_options(self) -> list[Option]:
        """The radio buttons by which an immediate risk is told; none where the scale does not ask about it."""
        box = self.boxes.get(parts.RISK)
        if box is None:
            return []
        return [Option(f"{box.id}_{n}", key, label, key == box.value) for n, (key, label) in enumerate(RISK_ANSWERS)]

    @property
    def reason_label(self) -> str:
        """What the box for a reason asks: "not applicable" may be only one of the ratings that need one."""
        alone = sum(level.demands_reason for level in self.form.levels) == 1
        return "Why does this not apply to you?" if alone else "Why can this not be graded?"

    @property
    def confirmation(self) -> str:
        """The words of the extra tick that one of the levels offers."""
        return next((level.confirmation for level in self.form.levels if level.confirmation), "")

    @cached_property
    def asked_by(self) -> dict[str, str]:
        """For each group the ratings that ask for it, in words: "Partly in place or Not in place"."""
        offered = offered_levels(self.question, self.form.levels)
        return {
            group: " or ".join(level.label for level in offered if group in groups_of(level))
            for group in (ACTION, REASON, CONFIRMATION, RISK)
        }


def groups_of(level: RatingLevel) -> list[str]:
    """The groups of boxes that choosing the level asks for; evidence may be given with all but "not applicable"."""
    asked = {
        EVIDENCE: not level.demands_reason,
        ACTION: level.demands_action,
        REASON: level.demands_reason,
        CONFIRMATION: bool(level.confirmation),
        RISK: level.asks_about_risk,
    }
    return [group for group, wanted in asked.items() if wanted]


@dataclass
class SectionPage:
    """Everything the template of a section needs about its questions."""

    audit_return: Return
    form: SectionForm
    rows: Mapping[int, Answer]
    saved: Saved | None
    reader: Any

    @property
    def blocks(self) -> Iterator[Block]:
        """The questions in order."""
        requests = self._requests()
        evidence = uses_by_question(self.audit_return, self.form.asked.questions)
        is_guarded = guarding.is_guarded(self.audit_return.edition)
        for question in self.form.asked.questions:
            block = Block(question, self.form, self.rows.get(question.pk))
            block.duty = duty_for(question, self.audit_return.facts)
            block.requests = requests.get(question.pk, [])
            block.evidence = evidence.get(question.pk, [])
            block.last = self.last_time.answers.get(question.key)
            block.change = self.last_time.changes.by_key.get(question.key) if self.last_time.changes else None
            if is_guarded and block.row is not None:
                block.warnings = self._warnings(block)
            if self.saved and question.key in self.saved.conflicts:
                block.conflict = self._conflict(question, self.saved.conflicts[question.key])
            yield block

    @cached_property
    def last_time(self) -> LastTime:
        """What the organisation answered last time, and how the questions have changed since."""
        return read_last_time(self.audit_return, [self.form.asked])

    @property
    def to_check(self) -> int:
        """How many of its answers came from last time and wait for somebody to confirm or change them."""
        return sum(row.to_check for row in self.rows.values())

    @property
    def levels(self) -> tuple[RatingLevel, ...]:
        """The rating levels, explained once on top of the page; none where nothing is rated."""
        rated = any(question.answer_type == AnswerType.RATING for question in self.form.asked.questions)
        return self.form.levels if rated else ()

    @cached_property
    def guard(self) -> guarding.Guard:
        """How the identity guard reads the return."""
        return guarding.guard_of(self.audit_return)

    @cached_property
    def kept_seals(self) -> frozenset[str]:
        """What somebody has looked at and kept; asked for only where the identity guard finds something."""
        return guarding.kept_seals(self.audit_return)

    def _warnings(self, block: Block) -> list[str]:
        stored = parts.parts_of(block.question, block.row, self.form.levels)
        found = guarding.warnings_in(self.guard, block.question, stored)
        kept = found and not self.guard.is_strict and guarding.seal(stored) in self.kept_seals
        return [] if kept else found

    def _conflict(self, question: Question, answer: Answer) -> Conflict:
        stored = parts.parts_of(question, answer, self.form.levels)
        return Conflict(answer, lines_of(question, stored, self.form.levels), answer.updated_by == self.reader)

    def _requests(self) -> dict[int, list[ChangeRequest]]:
        found: dict[int, list[ChangeRequest]] = {}
        if self.audit_return.status == ReturnStatus.CHANGES_REQUESTED:
            for request in self.audit_return.change_requests.open():
                found.setdefault(request.question_id, []).append(request)
        return found
