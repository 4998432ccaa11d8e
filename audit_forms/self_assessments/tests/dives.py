"""Deterministic deep dives for tests: a round whose edition rates itself on two "must" and two "should" questions."""

from uuid import uuid4

from audit_forms.organisations.enums import Capacity
from audit_forms.organisations.tests.factories import OrganisationFactory
from audit_forms.questionnaires.tests.factories import (
    EditionFactory,
    QuestionFactory,
    SectionFactory,
    SignOffStepFactory,
    publish,
)
from audit_forms.returns.models import Answer
from audit_forms.self_assessments import services
from audit_forms.self_assessments.models import DeepDive, Sample
from audit_forms.self_assessments.tests.factories import RoundFactory, expect
from portal.accounts.tests.factories import UserFactory

RATED = ("a-must", "a-should", "b-must", "b-should")


def rated_edition(must_for=None, **fields):
    """Two sections, A and B, each with a must and a should to rate; A has a text as well.

    `must_for` makes the should of A a must for some settings.
    """
    edition = EditionFactory(**fields)
    for letter in "ab":
        section = SectionFactory(edition=edition, key=f"part-{letter}", letter=letter.upper(), title=f"Part {letter}")
        for position, duty in enumerate(("must", "should")):
            number = f"{letter.upper()}{position + 1}"
            QuestionFactory(
                section=section,
                rated=True,
                key=f"{letter}-{duty}",
                number=number,
                duty=duty,
                position=position,
                must_for=must_for if number == "A2" and must_for else {},
            )
    QuestionFactory(section=edition.sections.get(key="part-a"), key="told", number="A3", position=9)
    SignOffStepFactory(edition=edition, capacity=Capacity.HEAD)
    return publish(edition)


def rated_round(**fields):
    """A round of that edition."""
    return RoundFactory(edition=rated_edition(), **fields)


def received(exercise, organisation=None, levels=None, **fields):
    """A return that has come in, with ratings by question key (green where not named)."""
    fields = {"status": "submitted", "attempt": 1, "submitted_at": exercise.opens_at, **fields}
    audit_return = expect(exercise, organisation or OrganisationFactory(), **fields)
    rate(audit_return, levels or {})
    return audit_return


def rate(audit_return, levels):
    """Give the rated questions their levels."""
    edition = audit_return.edition
    found = {level.key: level for level in edition.rating_scale.levels.all()}
    for section in edition.sections.all():
        for question in section.questions.filter(answer_type="rating"):
            level = found[levels.get(question.key, "green")]
            Answer.objects.create(audit_return=audit_return, question=question, level=level, text="Minutes.")


def dive_into(audit_return, *, twice=False, sample=None, **fields):
    """A deep dive into the return, in a sample of its own unless one is named."""
    sample = sample or Sample.objects.create(
        key=uuid4(),
        exercise_id=audit_return.exercise_id,
        size=1,
        seed="seed",
        drawn_by=UserFactory(unit=True),
    )
    return DeepDive.objects.create(sample=sample, audit_return=audit_return, is_read_twice=twice, **fields)


def named(dive, reviewer=None, *, second=False):
    """The review of somebody named for it."""
    reviewer = reviewer or UserFactory(unit=True)
    return services.name_reviewer(deep_dive=dive, reviewer=reviewer, is_second=second, actor=reviewer)


def say(review, views, why="Seen in the file."):
    """Write the views by question key: "agree", "lower", "higher", "cannot_tell"."""
    for key, view in views.items():
        said = {"view": view, "why": "" if view == "agree" else why}
        services.save_question(review=review, question=key, version=0, actor=review.reviewer, **said)


def finish(review, views=None):
    """Write all that a review needs and finish it."""
    say(review, views or dict.fromkeys(RATED, "agree"))
    services.save_whole(
        review=review,
        version=review.version,
        actor=review.reviewer,
        evidence_quality="Dated and specific.",
        plan_quality="Each action has an owner and a day.",
        strengths=["Clear leadership"],
        next_steps=["Sample files each term"],
    )
    return services.finish_review(review=review, actor=review.reviewer)
