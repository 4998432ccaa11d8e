"""Two years of one questionnaire: last year's submitted return, and this year's, into which it is carried."""

import datetime

from django.utils import timezone

from audit_forms.organisations.tests.factories import OrganisationFactory
from audit_forms.questionnaires.enums import AnswerType
from audit_forms.questionnaires.selection import rating_levels
from audit_forms.questionnaires.tests.factories import (
    EditionFactory,
    QuestionFactory,
    QuestionnaireFactory,
    SectionFactory,
    SignOffStepFactory,
    publish,
)
from audit_forms.returns import parts
from audit_forms.returns.models import Answer, Return, Submission
from audit_forms.returns.services import carrying
from audit_forms.returns.tests.factories import ExerciseFactory, ReturnFactory

DAY = datetime.timedelta(days=1)
GREEN = {"level": "green", "text": "Minutes of each term"}
AMBER = {"level": "amber", "action_what": "Train the board", "action_who": "Head", "action_by": "2099-05-30"}
OVERDUE = AMBER | {"action_by": "2020-05-30"}
RATED = {"rated": True}
WORDS = {"answer_type": AnswerType.LONG_TEXT}


def make_edition(questions, **fields):
    """A published edition with one section, "all"; `questions` maps keys to the fields of each."""
    fields.setdefault("questionnaire", QuestionnaireFactory())
    edition = EditionFactory(**fields)
    section = SectionFactory(edition=edition, key="all")
    for position, (key, values) in enumerate(questions.items()):
        QuestionFactory(section=section, key=key, number=f"A{position}", position=position, **values)
    SignOffStepFactory(edition=edition)
    return publish(edition)


def later(edition, questions, **fields):
    """The edition of the year after, on the same scale unless another is given."""
    same = {"questionnaire": edition.questionnaire, "rating_scale": edition.rating_scale}
    return make_edition(questions, **(same | fields))


def submitted(edition, answers, organisation=None, days_ago=300, **fields):
    """A return that was submitted with these answers; `answers` maps keys to the parts that are not empty."""
    sent = timezone.now() - days_ago * DAY
    organisation = organisation or OrganisationFactory()
    exercise = ExerciseFactory(edition=edition, opens_at=sent - 60 * DAY, deadline=sent + DAY)
    made = ReturnFactory(
        exercise=exercise, organisation=organisation, status="accepted", submitted_at=sent, attempt=1, **fields
    )
    questions = {question.key: question for section in edition.sections.all() for question in section.questions.all()}
    kept = {key: parts.empty_parts(questions[key]) | given for key, given in answers.items()}
    for key, given in kept.items():
        row = Answer(audit_return=made, question=questions[key])
        parts.put_parts(row, questions[key], given, rating_levels(edition))
        row.save()
    Submission.objects.create(audit_return=made, attempt=1, submitted_at=sent, answers=kept)
    return made


def expected(edition, *organisations, interim=False, carry=True):
    """The next round's returns of these organisations, as opening the round makes them."""
    exercise = ExerciseFactory(edition=edition)
    returns = [Return(exercise=exercise, organisation=each, facts=each.facts) for each in organisations]
    carrying.set_previous(returns, edition)
    if interim:
        carrying.narrow_to_interim(returns)
    for each in returns:
        each.questions_total = carrying.count_asked(each)
    Return.objects.bulk_create(returns)
    if carry:
        carrying.carry_forward(returns)
    return [Return.objects.with_context().get(pk=each.pk) for each in returns]


def carried(questions, answers, this_year=None, **options):
    """This year's return of an organisation that answered `questions` so last year."""
    edition = make_edition(questions)
    last = submitted(edition, answers)
    (now,) = expected(later(edition, this_year or questions), last.organisation, **options)
    return now


def answer_to(audit_return, key):
    """The stored answer to that question, or None."""
    return audit_return.answers.filter(question__key=key).first()


def parts_of(audit_return, key):
    """What is not empty of the stored answer to that question."""
    row = answer_to(audit_return, key)
    given = parts.parts_of(row.question, row, rating_levels(audit_return.edition)) if row else {}
    return {part: value for part, value in given.items() if value}
