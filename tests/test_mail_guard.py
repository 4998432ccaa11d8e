"""The guard that reads every mail of the suite would see a leak (bars G8)."""

from email.message import EmailMessage as ReceivedMail

import pytest
from django.core import mail
from django.core.mail import EmailMessage

import conftest
from audit_forms.improvement.tests.factories import ActionFactory
from audit_forms.returns.enums import EvidenceKind
from audit_forms.returns.models import Evidence, Submission
from audit_forms.returns.tests.factories import Cast, ReturnFactory, fill
from portal.accounts.tests.factories import UserFactory
from portal.outbox.models import Message
from portal.outbox.sending import send_due
from tests.support.mail import taken
from tests.support.mail_guard import secret_columns
from tests.support.mail_watch import WATCH

SECRET = "Two governors\nhave not been trained"


def queue(words, subject="Your return waits"):
    return Message.objects.create(to="lead@school.example", subject=subject, text=words, html=f"<p>{words}</p>")


def answer(audit_return):
    fill(audit_return, Cast(audit_return).lead, text=SECRET)


def action(audit_return):
    ActionFactory(organisation=audit_return.organisation, what=SECRET)


def submission(audit_return):
    Submission.objects.create(audit_return=audit_return, attempt=1, answers={"board-lead": {"text": SECRET}})


def evidence(audit_return):
    give(audit_return, kind=EvidenceKind.STATEMENT, title="Minutes", text=SECRET)


def give(audit_return, **given):
    Evidence.objects.create(organisation=audit_return.organisation, added_by=UserFactory(), **given)


@pytest.mark.django_db
@pytest.mark.parametrize("write", [answer, action, submission, evidence])
def test_a_mail_that_says_what_somebody_wrote_is_found(write):
    write(ReturnFactory())
    queue("Dear lead, about <b>Two governors have</b> not been trained: please look.")
    with pytest.raises(AssertionError, match="Two governors have not been trained"):
        WATCH.check()


@pytest.mark.django_db
def test_a_mail_that_names_a_file_is_found():
    given = {"title": "Plan", "file_name": "Strike.pdf", "stored_name": "1", "digest": "1"}
    give(ReturnFactory(), kind=EvidenceKind.FILE, content_type="application/pdf", **given)
    queue("You have a new file.", subject="Strike.pdf")
    with pytest.raises(AssertionError, match=r"Strike\.pdf"):
        WATCH.check()


@pytest.mark.django_db
def test_a_mail_that_judges_is_found():
    audit_return = ReturnFactory()
    label = audit_return.edition.rating_scale.levels.first().label
    queue(f"{audit_return.organisation.name}: {label}")
    with pytest.raises(AssertionError, match=f"judges: '{label}'"):
        WATCH.check()


@pytest.mark.django_db
def test_a_mail_that_was_sent_or_deleted_is_read_all_the_same():
    action(ReturnFactory())
    Message.objects.bulk_create([Message(to="lead@school.example", subject="News", text=SECRET)])
    send_due()
    Message.objects.all().delete()
    with pytest.raises(AssertionError, match="Two governors"):
        WATCH.check()


@pytest.mark.parametrize(
    "more",
    [
        {"to": ["a@school.example", "b@school.example"]},
        {"to": ["a@school.example"], "cc": ["b@school.example"]},
        {"to": ["a@school.example"], "bcc": ["b@school.example"]},
        {"to": ["a@school.example"], "attachments": [("minutes.txt", "Minutes", "text/plain")]},
    ],
)
def test_a_mail_to_two_or_with_a_file_is_found(more):
    EmailMessage("News", "Something waits.", **more).send()
    with pytest.raises(AssertionError, match="News"):
        WATCH.check()
    mail.outbox.clear()


@pytest.mark.parametrize(
    ("recipients", "header"), [(["a@school.example", "b@school.example"], "To"), (["a@school.example"], "Cc")]
)
def test_a_mail_that_a_server_took_for_two_is_found(recipients, header):
    mail_of_two = ReceivedMail()
    mail_of_two["Subject"], mail_of_two[header] = "News", "b@school.example"
    taken.append((recipients, mail_of_two))
    with pytest.raises(AssertionError, match="News"):
        WATCH.check()


@pytest.mark.django_db
def test_the_guard_stands_behind_every_test():
    """The hook itself, with a leaking mail between its two halves."""
    hook = conftest.pytest_runtest_call()
    next(hook)
    action(ReturnFactory())
    queue(SECRET)
    with pytest.raises(AssertionError, match="Two governors"):
        next(hook)


def test_what_people_write_is_secret_unless_it_is_said_to_be_open():
    assert set(secret_columns()) >= {
        "returns_answer.text",
        "returns_answer.action_what",
        "returns_comment.text",
        "returns_assurancenote.text",
        "returns_changerequest.note",
        "returns_evidence.file_name",
        "returns_submission.answers",
        "returns_rescuedtext.data",
        "improvement_action.what",
        "improvement_actionupdate.note",
        "improvement_recommendationresponse.done",
    }
