"""A formtools storage that keeps nothing of its own."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.utils.datastructures import MultiValueDict
from formtools.wizard.storage.base import BaseStorage

from audit_forms.returns import parts
from audit_forms.returns.forms.section import Mark, raw_mark, raw_parts
from audit_forms.returns.models import Answer
from audit_forms.returns.prefill import first_answer
from audit_forms.returns.services import Saved, confirm_section, save_answers

# The button by which somebody who has read a section confirms all its answers.
CONFIRM_ALL = "confirm_all"


class AnswerStorage(BaseStorage):
    """Reads a step from the return's answers and writes it through the service that guards them.

    The view puts the return, its open sections and its rating levels on the request as `section_work`. The step comes
    from the address, never from the session, so that two windows cannot confuse one another.
    """

    def __init__(self, prefix: str, request: Any = None, file_storage: Any = None):
        super().__init__(prefix, request, file_storage)
        self.init_data()
        self.work = request.section_work
        self.current_step = request.resolver_match.kwargs["step"]

    @cached_property
    def rows(self) -> dict[int, Answer]:
        """The stored answers of this step, by question."""
        questions = self.work.sections[self.current_step].questions
        rows = self.work.audit_return.answers.filter(question__in=questions).select_related("updated_by")
        return {answer.question_id: answer for answer in rows}

    def get_step_data(self, step: str) -> MultiValueDict:
        """The step's answers as its form's boxes hold them; facts of the organisation where nothing is stored."""
        data: dict[str, str] = {}
        for question in self.work.sections[step].questions:
            row = self.rows.get(question.pk)
            if row is None:
                shown = first_answer(question, self.work.audit_return.organisation)
            else:
                shown = parts.parts_of(question, row, self.work.levels)
            data |= raw_parts(question, shown)
            data |= raw_mark(question, Mark(row.version if row else 0, parts.digest(shown)))
        return MultiValueDict({name: [value] for name, value in data.items()})

    def set_step_data(self, step: str, cleaned_data: Mapping[str, str]) -> Saved:
        """Save what was sent for the step, or confirm it all; returns what was stored and what was not."""
        store = confirm_section if CONFIRM_ALL in cleaned_data else save_answers
        return store(audit_return=self.work.audit_return, section=step, posted=cleaned_data, actor=self.request.user)

    def reset(self) -> None:
        """Forget the step; the answers are nobody's session to clear."""
        self.current_step = None
