"""Comments beside a question, on any page that shows a return."""

from typing import Any

from django import template

from audit_forms.questionnaires.models import Question
from audit_forms.returns.models import Return
from audit_forms.returns.sharing import CommentCounts, comment_counts

register = template.Library()


@register.simple_tag
def count_comments(audit_return: Return, user: Any) -> CommentCounts | None:
    """The counts for `comments_of`, by one query for the page; None for readers who do not work on the return."""
    return comment_counts(audit_return, user)


@register.inclusion_tag("returns/parts/comments_link.html")
def comments_of(
    counts: CommentCounts | None, audit_return: Return, question: Question, saves: bool = False
) -> dict[str, Any]:
    """The way to a question's comments, with their number; with `saves` it is a button that saves the page first."""
    number = counts.every[question.pk] if counts else 0
    still_open = counts.open[question.pk] if counts else 0
    shown = counts is not None
    facts = {"number": number, "open": still_open, "shown": shown}
    return {**facts, "audit_return": audit_return, "question": question, "saves": saves}
