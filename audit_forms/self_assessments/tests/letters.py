"""Reviewed returns and letters about them, for tests."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

from django.utils import timezone

from audit_forms.organisations.tests.factories import MembershipFactory, OrganisationFactory
from audit_forms.questionnaires.models import Question
from audit_forms.returns.enums import ReturnStatus
from audit_forms.self_assessments import services
from audit_forms.self_assessments.models import DeepDive, Review, ReviewedQuestion, Sample
from audit_forms.self_assessments.tests.factories import RoundFactory, expect
from portal.accounts.tests.factories import UserFactory

FOLLOW_UP = timezone.localdate() + timedelta(days=120)
TEXTS = {
    "opening": "Thank you for your return.",
    "strengths": "Staff know whom to tell.\nThe board asks good questions.",
    "questions": "Question A1: Who leads?\nSuggestion: Name a deputy.",
    "next_steps": "Name a deputy.\nCheck the training record each term.",
    "asks_to_share": "Question A1: The weekly meeting.\nQuestion A2: The pocket card.",
    "closing": "Read this with your governors.",
}


def dive(exercise=None, school=None, *, finished=True, **review):
    """A deep dive into a submitted return whose first review is finished, with the sample it is of."""
    exercise = exercise or RoundFactory()
    school = school or OrganisationFactory(name="Merrow Primary School")
    audit_return = expect(exercise, school, status=ReturnStatus.SUBMITTED, attempt=1, submitted_at=timezone.now())
    reviewer = UserFactory(unit=True)
    sample = Sample.objects.filter(exercise=exercise).first() or Sample.objects.create(
        key=uuid4(), exercise=exercise, size=1, seed="1", drawn_by=reviewer
    )
    made = DeepDive.objects.create(sample=sample, audit_return=audit_return)
    said = {"strengths": ["Staff know whom to tell."], "next_steps": ["Name a deputy.", "Check training."]} | review
    Review.objects.create(deep_dive=made, reviewer=reviewer, finished_at=timezone.now() if finished else None, **said)
    return made


def say(deep_dive, place, **said):
    """What the first review says about the question in that place of the edition."""
    edition = deep_dive.audit_return.edition
    question = Question.objects.filter(section__edition=edition).order_by("section__position", "position")[place]
    return ReviewedQuestion.objects.create(review=deep_dive.first_review, question=question, **said)


def people_of(school):
    """The people around a letter."""
    return SimpleNamespace(
        lead=MembershipFactory(organisation=school).user,
        head=MembershipFactory(organisation=school, head=True).user,
        chair=MembershipFactory(organisation=school, chair=True).user,
        contributor=MembershipFactory(organisation=school, role="contributor").user,
        viewer=MembershipFactory(organisation=school, role="viewer").user,
        stranger=MembershipFactory().user,
    )


def letter_in(status, deep_dive=None, *, writer=None, approver=None, **texts):
    """A letter that has come as far as `status`, by the services."""
    deep_dive = deep_dive or dive()
    writer, approver = writer or UserFactory(unit=True), approver or UserFactory(unit=True)
    letter = services.draft_letter(deep_dive=deep_dive, actor=writer)
    letter = services.save_letter(letter=letter, version=1, texts=TEXTS | texts, follow_up_on=FOLLOW_UP, actor=writer)
    if status in ("ready", "approved", "sent", "answered"):
        letter = services.ask_for_approval(letter=letter, version=letter.version, actor=writer)
    if status in ("approved", "sent", "answered"):
        letter = services.approve_letter(letter=letter, version=letter.version, actor=approver)
    if status in ("sent", "answered"):
        letter = services.send_letter(letter=letter, actor=writer)
    return letter
