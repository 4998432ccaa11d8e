"""A small edition whose sums can be checked by hand, and returns submitted to it."""

from audit_forms.insight.counting import count_submitted
from audit_forms.organisations.enums import Capacity
from audit_forms.organisations.tests.factories import OrganisationFactory
from audit_forms.questionnaires.enums import AnswerType, DutyLevel
from audit_forms.questionnaires.models import RatingLevel
from audit_forms.questionnaires.tests.factories import (
    EditionFactory,
    QuestionFactory,
    SectionFactory,
    SignOffStepFactory,
    publish,
)
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.models import Return, Submission
from audit_forms.returns.tests.factories import ExerciseFactory

EMBEDDED = "We have checked that it makes a difference"
# Section A: a1 to a4, of which a1 and a2 are legal duties; section B: b1 (a must for academies), b2, and a text.
KEYS = ("a1", "a2", "a3", "a4", "b1", "b2")
GREEN, AMBER, RED, NA = "green", "amber", "red", "na"


def profile_edition(texts=None, **fields):
    """A published edition of two sections and six rated questions; `texts` by key where they read otherwise."""
    edition = EditionFactory(**({"title": "Edition for profiles"} | fields))
    if "rating_scale" not in fields:
        RatingLevel.objects.filter(scale=edition.rating_scale, key=GREEN).update(confirmation=EMBEDDED)
    first = SectionFactory(edition=edition, key="governance", letter="A", title="Governance", position=0)
    second = SectionFactory(edition=edition, key="curriculum", letter="B", title="Curriculum", position=1)
    for position, key in enumerate(KEYS):
        QuestionFactory(
            section=first if key.startswith("a") else second,
            rated=True,
            key=key,
            number=key.upper(),
            text=(texts or {}).get(key, f"Is {key} so?"),
            position=position,
            duty=DutyLevel.MUST if key in ("a1", "a2") else DutyLevel.SHOULD,
            must_for={"establishment": ["academy"]} if key == "b1" else {},
        )
    QuestionFactory(section=second, key="text", number="B3", position=9, answer_type=AnswerType.LONG_TEXT)
    for position, capacity in enumerate((Capacity.HEAD, Capacity.CHAIR)):
        SignOffStepFactory(edition=edition, capacity=capacity, position=position)
    return publish(edition)


def answers(levels, **more):
    """Answers as a submission keeps them, from levels by key; weak ones with an action."""
    made = {}
    for key, level in levels.items():
        weak = level in (AMBER, RED)
        made[key] = {
            "level": level,
            "text": f"Evidence for {key}",
            "confirmed": False,
            "reason": "Not ours" if level == NA else "",
            "action_what": f"Mend {key}" if weak else "",
            "action_who": "The lead" if weak else "",
            "action_by": "2027-03-05" if weak else "",
        } | more.get(key, {})
    return made


def submit(exercise, levels=None, organisation=None, *, count=True, more=None, **fields):
    """A submitted return, counted as its submission would be."""
    organisation = organisation or OrganisationFactory()
    fields = {"facts": organisation.facts, "attempt": 1, "status": ReturnStatus.SUBMITTED} | fields
    made = Return.objects.create(
        exercise=exercise,
        organisation=organisation,
        submitted_at=exercise.opens_at,
        started_at=exercise.opens_at,
        **fields,
    )
    submit_again(made, levels or dict.fromkeys(KEYS, GREEN), count=count, more=more)
    return Return.objects.with_context().get(pk=made.pk)


def submit_again(audit_return, levels, *, count=True, more=None):
    """The next submission of the same return."""
    attempt = audit_return.submissions.count() + 1
    Submission.objects.create(
        audit_return=audit_return,
        attempt=attempt,
        submitted_at=audit_return.submitted_at,
        answers=answers(levels, **(more or {})),
    )
    if count:
        count_submitted(audit_return=audit_return, actor=None)


def exercise_with_profiles():
    """An exercise of that edition."""
    return ExerciseFactory(edition=profile_edition())
