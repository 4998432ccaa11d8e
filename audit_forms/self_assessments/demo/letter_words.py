"""What reviewers, letters and schools of Merrowdale say; all of it invented."""

from dataclasses import dataclass

from audit_forms.self_assessments.enums import ReviewView


@dataclass(frozen=True)
class View:
    """What a reviewer says of one answer."""

    view: ReviewView
    why: str = ""
    strength: str = ""
    suggestion: str = ""


WHY_PICKED = "The school asked us to read its return closely, because it has a new lead."
STRENGTHS = (
    "Concerns are written down on the day, and somebody looks at each by the next morning.",
    "Children told you themselves whom they would go to, and you acted on it.",
    "Governors ask good questions and write down what came of them.",
)
NEXT_STEPS = (
    "Check once a term that everybody’s training is up to date, and write down what you found.",
    "Say in the policy who stands in when the lead is away.",
    "Ask a sample of pupils again in spring whether they know whom to tell.",
)
VIEWS = (
    View(ReviewView.AGREE, strength="A ten-minute safeguarding talk opens every staff meeting."),
    View(
        ReviewView.LOWER,
        why="The record that you gave as evidence is two years old, so we could not see that this still happens.",
        suggestion="Add this year’s record, or say when it was checked last.",
    ),
    View(
        ReviewView.HIGHER,
        why="Your evidence shows more than you say: you asked pupils and changed the rota because of it.",
        strength="Older pupils help to write the page on online safety.",
    ),
)
# What stays as drafted, and what the Business Unit wrote instead.
KEPT = ("opening", "strengths", "questions", "next_steps", "asks_to_share")
WRITTEN = {
    "closing": (
        "Please read this letter with your governors. If you see something differently, say so in your answer, or "
        "speak to us first.\n\nThank you for the care that went into your return."
    )
}
REPLY = (
    "Thank you for reading our return so closely. The governors talked about the letter at their last meeting.\n\n"
    "We have named a deputy for when the lead is away and put the check of training into the calendar. We would be "
    "glad of an example of a good record."
)
