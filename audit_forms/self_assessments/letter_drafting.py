"""The first draft of a feedback letter: what the review says, in plain words, for a person to make their own.

Only what the reviewer wrote for the setting comes in: strengths, suggestions, next steps, and why a rating would be
another. Notes of the conversation and on the quality of evidence and plan stay with the Business Unit.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from audit_forms.self_assessments.enums import ReviewView
from audit_forms.self_assessments.models import DeepDive, Review, ReviewedQuestion
from portal.dates import format_day

# What the draft leaves to be written stands in square brackets; the checks before approval find it.
TO_WRITE = {
    "strengths": "[Write what the setting does well, one point a line.]",
    "next_steps": "[Write what the setting should do next, one step a line.]",
}
TOLD_VIEWS: dict[str, str] = {
    ReviewView.LOWER: "We would choose a lower rating",
    ReviewView.HIGHER: "We would choose a higher rating",
}
CLOSING = (
    "Please read this letter with your governors, trustees or board. You can answer it once, in the portal.\n\n"
    "If you see something differently, say so in your answer, or speak to us first."
)


@dataclass(frozen=True)
class Draft:
    """The texts of a letter that begins."""

    opening: str
    strengths: str
    next_steps: str
    questions: str
    closing: str
    asks_to_share: str


def draft_of(deep_dive: DeepDive, review: Review) -> Draft:
    """The draft from that review, which is finished."""
    rows = review.questions.select_related("question__section").order_by(
        "question__section__position", "question__position", "pk"
    )
    reviewed = list(rows)
    return Draft(
        opening=opening_of(deep_dive, reviewed),
        strengths=points(review.strengths) or TO_WRITE["strengths"],
        next_steps=points(review.next_steps) or TO_WRITE["next_steps"],
        questions="\n\n".join(words for each in reviewed if (words := about_question(each))),
        closing=CLOSING,
        asks_to_share=points(f"Question {each.question.number}: {each.strength}" for each in reviewed if each.strength),
    )


def opening_of(deep_dive: DeepDive, reviewed: list[ReviewedQuestion]) -> str:
    """Thanks, why this return was read closely, and how often the reviewer saw it as the setting did."""
    audit_return = deep_dive.audit_return
    sent = f" on {format_day(audit_return.submitted_at)}" if audit_return.submitted_at else ""
    thanks = (
        f"Thank you for the return that {audit_return.organisation} sent us{sent} for {audit_return.exercise.title}. "
        "It is one of those that we read closely this time, beside the evidence you gave."
    )
    views = Counter(each.view for each in reviewed if each.view in (ReviewView.AGREE, *TOLD_VIEWS))
    if not views.total():
        return thanks
    return f"{thanks}\n\n{agreement(views)}"


def agreement(views: Counter[str]) -> str:
    """How often the reviewer agreed, in a sentence."""
    total, agreed = views.total(), views[ReviewView.AGREE]
    if agreed == total:
        return f"We looked at {_answers(total)} and agree with the rating of {'it' if total == 1 else 'all of them'}."
    words = f"We looked at {_answers(total)} and agree with the rating of {agreed or 'none'} of them."
    others = [f"{views[view]} {how}" for view, how in (("lower", "lower"), ("higher", "higher")) if views[view]]
    return f"{words} We would rate {' and '.join(others)}, and say why below."


def about_question(each: ReviewedQuestion) -> str:
    """What the reviewer wrote about one question; "" where there is nothing to tell."""
    told = TOLD_VIEWS.get(each.view)
    lines = [f"{told}. {one_line(each.why)}".strip() if told else ""]
    lines += [f"Strength: {one_line(each.strength)}" if each.strength.strip() else ""]
    lines += [f"Suggestion: {one_line(each.suggestion)}" if each.suggestion.strip() else ""]
    said = [line for line in lines if line]
    return "\n".join([f"Question {each.question.number}: {each.question.text}", *said]) if said else ""


def points(texts: Iterable[str]) -> str:
    """One point a line."""
    return "\n".join(words for text in texts if (words := one_line(str(text))))


def one_line(text: str) -> str:
    """The text without line breaks."""
    return " ".join(text.split())


def _answers(number: int) -> str:
    return "1 of your answers" if number == 1 else f"{number} of your answers"
