"""Each term a lead says who is still there; whom nobody confirms is stopped after notice (bars G12)."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from audit_forms.organisations import confirming
from audit_forms.organisations.enums import MembershipRole
from audit_forms.organisations.models import Membership
from audit_forms.organisations.tests.factories import MembershipFactory, OrganisationFactory
from portal.accounts.tests.factories import UserFactory
from portal.outbox.models import Message
from portal.trail.models import AuditTrail

pytestmark = pytest.mark.django_db

JOINED = datetime(2026, 2, 1, tzinfo=UTC)
TERM = datetime(2026, 9, 2, 6, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _a_live_portal(settings):
    settings.DEMO_ACCOUNTS_ALLOWED = False


@pytest.fixture
def school():
    return OrganisationFactory()


@pytest.fixture
def lead(school):
    return MembershipFactory(organisation=school, role=MembershipRole.LEAD, started_at=JOINED)


@pytest.fixture
def colleague(school):
    return MembershipFactory(organisation=school, role=MembershipRole.CONTRIBUTOR, started_at=JOINED)


def pass_days(*days):
    for number in days:
        with time_machine.travel(TERM + timedelta(days=number), tick=False):
            confirming.ask_each_term()


def subjects(person):
    return list(Message.objects.filter(to=person.email).order_by("pk").values_list("subject", flat=True))


@pytest.mark.parametrize(
    ("today", "began"),
    [
        (date(2026, 9, 1), 9),
        (date(2026, 12, 31), 9),
        (date(2027, 1, 1), 1),
        (date(2027, 4, 14), 1),
        (date(2027, 5, 1), 4),
    ],
)
def test_a_term_begins_three_times_a_year(today, began):
    assert confirming.term_began(today).month == began


def test_leads_are_asked_once_and_reminded_once(lead, colleague):
    pass_days(0, 0, 1, 5, 22, 24, 25, 29)
    assert subjects(lead.user).count("Say who still works with you") == 1
    assert subjects(lead.user).count("Reminder: say who still works with you") == 1
    assert subjects(colleague.user) == ["Your access to the safeguarding portal is about to end"]


def test_whom_nobody_confirms_is_stopped_after_thirty_days_and_not_before(lead, colleague):
    pass_days(0, 24, 29)
    assert Membership.objects.current().count() == 2
    pass_days(30, 30)
    assert not Membership.objects.current().exists()
    assert AuditTrail.objects.filter(action="membership.stopped_unconfirmed").count() == 2
    assert subjects(colleague.user)[-1] == "Your access to the safeguarding portal has ended"


def test_who_is_confirmed_stays_and_is_asked_again_next_term(lead, colleague):
    pass_days(0)
    with time_machine.travel(TERM + timedelta(days=3), tick=False):
        confirming.confirm_people(organisation=lead.organisation, here=[lead, colleague], left=[], actor=lead.user)
    pass_days(24, 30, 60)
    assert Membership.objects.current().count() == 2
    assert AuditTrail.objects.filter(action="organisation.people_confirmed").count() == 1
    pass_days(125)
    assert subjects(lead.user).count("Say who still works with you") == 2
    assert Membership.objects.current().count() == 2


def test_who_has_left_is_out_at_once(lead, colleague):
    with time_machine.travel(TERM):
        confirming.confirm_people(organisation=lead.organisation, here=[lead], left=[colleague], actor=lead.user)
    assert not Membership.objects.of(colleague.user).exists()


def test_the_last_lead_cannot_go_and_then_nothing_is_noted(lead, colleague):
    with time_machine.travel(TERM), pytest.raises(ValidationError):
        confirming.confirm_people(organisation=lead.organisation, here=[colleague], left=[lead], actor=lead.user)
    colleague.refresh_from_db()
    assert colleague.confirmed_at is None


def test_only_leads_and_the_business_unit_confirm(lead, colleague):
    with pytest.raises(PermissionDenied):
        confirming.confirm_people(organisation=lead.organisation, here=[colleague], left=[], actor=colleague.user)


def test_who_joined_this_term_is_not_asked_about(school):
    MembershipFactory(organisation=school, role=MembershipRole.LEAD, started_at=TERM)
    pass_days(0, 31)
    assert not Message.objects.exists()
    assert Membership.objects.current().count() == 1


def test_a_demo_keeps_its_people(lead, settings):
    settings.DEMO_ACCOUNTS_ALLOWED = True
    pass_days(0, 31)
    assert Membership.objects.current().count() == 1
    assert not Message.objects.exists()


def test_the_page_confirms_in_one_press(client, lead, colleague):
    client.force_login(lead.user)
    address = f"/organisations/{lead.organisation_id}/people/confirm/"
    assert "Who is still here?" in client.get(address).text
    assert "Say whether" in client.post(address, {f"member-{lead.pk}": "here"}).text
    client.post(address, {f"member-{lead.pk}": "here", f"member-{colleague.pk}": "left"})
    assert not Membership.objects.current().filter(pk=colleague.pk).exists()
    assert "Everybody is confirmed" in client.get(address).text


def test_a_changed_role_and_leaving_count_at_the_next_request(client, lead, colleague):
    other = UserFactory(unit=True)
    client.force_login(other)
    assert client.get("/unit/people/").status_code == 200
    other.groups.clear()
    assert client.get("/unit/people/").status_code == 404
    client.force_login(lead.user)
    address = f"/organisations/{lead.organisation_id}/people/"
    assert client.get(address).status_code == 200
    Membership.objects.filter(pk=lead.pk).update(ended_at=TERM)
    assert client.get(address).status_code == 404
