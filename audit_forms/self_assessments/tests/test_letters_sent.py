"""A feedback letter from its sending on: once, to whom, what the mail says, who reads and answers it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from audit_forms.improvement.models import Action
from audit_forms.organisations.enums import RegisterStatus
from audit_forms.organisations.tests.factories import OrganisationFactory
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.models import Return
from audit_forms.self_assessments import services
from audit_forms.self_assessments.models import DeepDive, FeedbackLetter
from audit_forms.self_assessments.tests.letters import FOLLOW_UP, TEXTS, dive, letter_in, people_of
from audit_forms.self_assessments.workflow import TransitionRefused
from portal.outbox.models import Message
from portal.trail.models import AuditTrail

pytestmark = pytest.mark.django_db


@pytest.fixture
def deep_dive():
    """A reviewed return."""
    return dive()


@pytest.fixture
def people(deep_dive):
    """The people of its school, and a stranger."""
    return people_of(deep_dive.audit_return.organisation)


def answer(letter, person, reply="Thank you.", shared=()):
    return services.answer_letter(letter=letter, reply=reply, shared=shared, actor=person)


def test_sent_once_to_leads_and_signatories_each_by_themselves(unit, deep_dive, people):
    letter = letter_in("approved", deep_dive)
    for _ in range(5):
        services.send_letter(letter=letter, actor=unit)
    mails = Message.objects.filter(once_key__startswith="feedback:")
    assert sorted(each.to for each in mails) == sorted(p.email for p in (people.lead, people.head, people.chair))
    assert AuditTrail.objects.filter(action="letter.send").count() == 1
    assert Action.objects.count() == 2


def test_mail_says_nothing_of_the_letter(unit, deep_dive, people):
    letter_in("sent", deep_dive)
    for mail in Message.objects.all():
        written = f"{mail.subject} {mail.text} {mail.html}"
        assert "Merrow" not in written
        assert not any(line in written for text in TEXTS.values() for line in text.splitlines())


def test_next_steps_come_into_the_action_plan(deep_dive, people):
    letter = letter_in("sent", deep_dive)
    actions = Action.objects.order_by("pk")
    assert [each.what for each in actions] == letter.steps
    assert {(each.organisation, each.source, each.due_on) for each in actions} == {
        (deep_dive.audit_return.organisation, "feedback", FOLLOW_UP)
    }
    assert DeepDive.objects.get().follow_up_on == FOLLOW_UP


@pytest.mark.parametrize("fault", ["nobody", "changing", "taken out"])
def test_not_sent_where_it_would_make_no_sense(unit, deep_dive, fault):
    letter = letter_in("approved", deep_dive)
    if fault != "nobody":
        people_of(deep_dive.audit_return.organisation)
    if fault == "changing":
        Return.objects.update(status=ReturnStatus.CHANGES_REQUESTED)
    if fault == "taken out":
        DeepDive.objects.update(ended_at=timezone.now())
    with pytest.raises(TransitionRefused):
        services.send_letter(letter=letter, actor=unit)
    assert not Message.objects.filter(once_key__startswith="feedback:").exists()
    assert not Action.objects.exists()


def test_reopened_return_leaves_a_sent_letter_where_it_is(deep_dive, people):
    letter = letter_in("sent", deep_dive)
    Return.objects.update(status=ReturnStatus.CHANGES_REQUESTED)
    assert FeedbackLetter.objects.received_by(people.lead).get() == letter
    assert answer(letter, people.lead).status == "answered"


def test_school_that_succeeds_another_has_its_letter(unit, deep_dive, people):
    school = deep_dive.audit_return.organisation
    academy = OrganisationFactory(academy=True, name="Merrow Academy")
    theirs = people_of(academy)
    letter = letter_in("approved", deep_dive)
    school.status, school.successor = RegisterStatus.CLOSED, academy
    school.save()
    assert not FeedbackLetter.objects.received_by(theirs.lead)
    sent = services.send_letter(letter=FeedbackLetter.objects.get(pk=letter.pk), actor=unit)
    told = set(Message.objects.filter(once_key__startswith="feedback:").values_list("to", flat=True))
    assert told == {theirs.lead.email, theirs.head.email, theirs.chair.email}
    assert {each.organisation for each in Action.objects.all()} == {academy}
    assert FeedbackLetter.objects.received_by(theirs.lead).get() == sent
    assert answer(sent, theirs.head).replied_by == theirs.head


@pytest.mark.parametrize("who", ["lead", "head", "chair", "contributor", "viewer", "stranger"])
def test_who_reads_and_who_answers(deep_dive, people, who):
    person = getattr(people, who)
    unsent = letter_in("approved", deep_dive)
    assert not FeedbackLetter.objects.received_by(person)
    letter = services.send_letter(letter=unsent, actor=unsent.drafted_by)
    assert FeedbackLetter.objects.received_by(person).exists() == (who != "stranger")
    letter = services.note_letter_read(letter=letter, reader=person)
    assert (letter.read_at is not None) == (who in ("lead", "head", "chair"))
    if who in ("lead", "head", "chair"):
        assert answer(letter, person).status == "answered"
    else:
        with pytest.raises(PermissionDenied):
            answer(letter, person)


def test_answered_once_by_one_person(deep_dive, people):
    letter = letter_in("sent", deep_dive)
    first = answer(letter, people.lead, shared=["Question A2: The pocket card.", "Not in the letter."])
    answer(letter, people.lead, shared=["Question A2: The pocket card."])
    assert first.consents == [("Question A1: The weekly meeting.", False), ("Question A2: The pocket card.", True)]
    for person, words in ((people.lead, "Something else."), (people.head, "Thank you.")):
        with pytest.raises(TransitionRefused, match="already"):
            answer(letter, person, words)
    assert AuditTrail.objects.filter(action="letter.answer").count() == 1
    assert FeedbackLetter.objects.get().reply == "Thank you."


@pytest.mark.parametrize("words", [" ", "x" * 5001, "We met 943 476 5919."])
def test_an_answer_that_cannot_be_kept(deep_dive, people, words):
    letter = letter_in("sent", deep_dive)
    with pytest.raises(ValidationError):
        answer(letter, people.lead, words)
    assert FeedbackLetter.objects.get().status == "sent"


def test_answer_waits_until_the_business_unit_has_read_it(unit, deep_dive, people):
    letter = answer(letter_in("sent", deep_dive), people.lead)
    assert FeedbackLetter.objects.waiting_for_unit().get() == letter
    with pytest.raises(PermissionDenied):
        services.note_reply_read(letter=letter, actor=people.lead)
    services.note_reply_read(letter=letter, actor=unit)
    services.note_reply_read(letter=letter, actor=unit)
    assert not FeedbackLetter.objects.waiting_for_unit()
    assert AuditTrail.objects.filter(action="letter.reply_read").count() == 1
