"""Weekly summaries: on Monday, once, counts and dates only, to those who want them."""

import pytest
from django.contrib.auth.models import Group

from audit_forms.organisations.tests.factories import MembershipFactory, OrganisationFactory
from audit_forms.returns.enums import ReturnStatus
from audit_forms.self_assessments import digests
from audit_forms.self_assessments.tests.factories import RoundFactory, expect
from audit_forms.self_assessments.tests.mornings import DAY, DUE, asked, mornings, running, uk
from portal.accounts.tests.factories import UserFactory
from portal.outbox.models import Message

pytestmark = pytest.mark.django_db
MONDAY = "2027-01-11"


def test_a_digest_goes_to_leads_on_monday_once():
    lead = MembershipFactory()
    asked(running(), lead, started_at=DUE - 50 * DAY, questions_total=65, questions_complete=60)
    asked(running(), MembershipFactory(user__gets_digest=False))
    asked(running(), MembershipFactory(ended=True))
    asked(running(), MembershipFactory(), status=ReturnStatus.ACCEPTED)
    MembershipFactory()
    assert mornings("2027-01-10", 7) == {MONDAY: 1, "2027-01-15": 3 - 1}
    mail = Message.objects.get(subject="Your returns this week")
    assert mail.to == lead.user.email
    assert "5 of 65 questions left." in mail.text
    assert "/accounts/" in mail.text


def test_a_digest_that_says_the_same_as_this_mornings_reminder_is_left_out():
    asked(running(uk("2027-01-25T17:00")))
    assert mornings(MONDAY, 2) == {MONDAY: 1}
    assert Message.objects.get().subject == "A return is due soon"


def test_a_digest_is_caught_up_on_tuesday_and_never_later():
    asked(running())
    assert mornings("2027-01-12", 1) == {"2027-01-12": 1}
    asked(running())
    assert mornings("2027-01-13", 2) == {}


def test_a_digest_leaves_out_what_was_only_asked_for_this_week():
    expect(running(), MembershipFactory().organisation, created_at=uk(f"{MONDAY}T09:00"))
    assert mornings(MONDAY, 2) == {}


def test_the_units_digest_has_the_numbers(unit):
    exercise = running(title="The round")
    for status, days in ((ReturnStatus.SUBMITTED, 2), (ReturnStatus.ACCEPTED, 30)):
        expect(exercise, OrganisationFactory(), status=status, submitted_at=uk(f"{MONDAY}T08:00") - days * DAY)
    expect(exercise, OrganisationFactory(), extended_until=uk(f"{MONDAY}T08:00") - DAY)
    off = UserFactory(unit=True, gets_digest=False)
    group = Group.objects.get(name="Business Unit")
    assert group.user_set.count() == 2
    mornings(MONDAY, 2)
    mail = Message.objects.get()
    assert mail.to == unit.email != off.email
    assert "The round: 2 of 3 received, 1 since last week; 1 overdue; 0 awaiting sign-off." in mail.text
    assert "1 return waits for assurance." in mail.text


def test_a_digest_is_not_sent_when_there_is_nothing(unit):
    RoundFactory(closed_at=DUE)
    assert mornings(MONDAY, 2) == {}
    assert digests.LATEST_DAY == 1
