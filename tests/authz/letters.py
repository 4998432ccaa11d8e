"""Feedback letters for the matrix's world: one that school A has, and one that nobody but the Business Unit sees."""

from datetime import date
from types import SimpleNamespace
from uuid import uuid4

from django.utils import timezone

from audit_forms.returns.models import Return
from audit_forms.self_assessments.models import DeepDive, FeedbackLetter, Review, Sample


def add_letters(world: SimpleNamespace, has: str, has_not: str) -> None:
    """`sent_letter` is about school A's submitted return, `draft_letter` about the one whose profile is shared."""
    writer = world.people["unit_officer"]
    for name, about, text in (("sent_letter", world.submitted_a, has), ("draft_letter", world.shared_a, has_not)):
        dive = read_closely(about, writer)
        texts = dict.fromkeys(("opening", "strengths", "next_steps", "questions", "closing", "asks_to_share"), text)
        sent = {"status": "sent", "sent_at": timezone.now()} if name == "sent_letter" else {}
        made = FeedbackLetter.objects.create(
            deep_dive=dive, drafted_by=writer, follow_up_on=date(2027, 6, 1), **texts, **sent
        )
        setattr(world, name, made)


def read_closely(about: Return, reviewer: object) -> DeepDive:
    """A deep dive into that return, whose review is finished."""
    sample = Sample.objects.create(key=uuid4(), exercise=about.exercise.round, size=1, seed="1", drawn_by=reviewer)
    dive = DeepDive.objects.create(sample=sample, audit_return=about)
    Review.objects.create(deep_dive=dive, reviewer=reviewer, finished_at=timezone.now())
    return dive
