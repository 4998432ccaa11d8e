"""How the work on a return is shared now: who writes for it, whose each section is, what is being talked about."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from audit_forms.organisations.models import Membership
from audit_forms.returns.models import Return, SectionAssignment
from audit_forms.returns.querysets import WRITING_ROLES


def writers_of(audit_return: Return) -> list[Any]:
    """The people who lead or contribute for the return's organisation and can sign in, by name."""
    members = Membership.objects.current().in_roles(*WRITING_ROLES).filter(user__is_active=True)
    found = members.filter(organisation=audit_return.organisation).select_related("user").order_by("user__name")
    return list({member.user_id: member.user for member in found}.values())


@dataclass(frozen=True)
class Shares:
    """Whose the sections are, by section; an assignment to somebody who has left holds no more, and is told."""

    held: Mapping[int, SectionAssignment]
    fallen: Mapping[int, SectionAssignment]

    def words(self, section: int) -> str:
        """Whose the section is, for the task list; an empty text where it is nobody's."""
        if section in self.held:
            return f"With {self.held[section].user}. "
        if section in self.fallen:
            return f"Was with {self.fallen[section].user}, who no longer writes here. "
        return ""

    def is_of(self, section: int, user: Any) -> bool:
        """Whether the section is that person's."""
        return section in self.held and self.held[section].user_id == user.pk


def shares_of(audit_return: Return) -> Shares:
    """Who has which section of the return now."""
    writers = {person.pk for person in writers_of(audit_return)}
    every = list(audit_return.assignments.select_related("user"))
    held = {each.section_id: each for each in every if each.user_id in writers}
    return Shares(held, {each.section_id: each for each in every if each.user_id not in writers})


def comment_counts(audit_return: Return, user: Any) -> "CommentCounts | None":
    """How many comments each question has, for somebody who works on the return; None for every other reader."""
    returns = Return.objects.worked_on_by(user).filter(pk=audit_return.pk).order_by()
    # One row for each question with comments; one with no question where there are none; no row for other readers.
    counted = list(
        returns.values_list("comments__question").annotate(
            every=Count("comments"), resolved=Count("comments__resolved_at")
        )
    )
    if not counted:
        return None
    return CommentCounts(
        Counter({question: every for question, every, _ in counted}),
        Counter({question: every - resolved for question, every, resolved in counted}),
    )


@dataclass(frozen=True)
class CommentCounts:
    """All comments and open ones, by question."""

    every: Counter[int]
    open: Counter[int]

    @property
    def total_open(self) -> int:
        """How many comments of the whole return are open."""
        return self.open.total()

    @property
    def open_questions(self) -> set[int]:
        """The questions with open comments."""
        return {question for question, number in self.open.items() if number}
