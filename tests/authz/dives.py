"""A sample with a deep dive and a review under way, for the matrix's world."""

from types import SimpleNamespace
from uuid import uuid4

from audit_forms.questionnaires.models import Question
from audit_forms.self_assessments.models import DeepDive, Review, Sample


def add_dives(world: SimpleNamespace, said: str) -> None:
    """`dive` into a return of school A, whose review `said` something; one officer writes it."""
    officer = world.people["unit_officer"]
    exercise = world.submitted_a.exercise.round
    world.sample = Sample.objects.create(key=uuid4(), exercise=exercise, size=1, seed="0", drawn_by=officer)
    world.dive = DeepDive.objects.create(sample=world.sample, audit_return=world.submitted_a)
    review = Review.objects.create(deep_dive=world.dive, reviewer=officer, evidence_quality=said)
    question = Question.objects.get(section__edition=exercise.edition)
    review.questions.create(question=question, view="agree", strength=said)
