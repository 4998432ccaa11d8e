"""When a lead leaves, everything goes to the successor at once, or nothing does."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from audit_forms.organisations import handover
from audit_forms.organisations.models import Membership
from audit_forms.organisations.tests.factories import MembershipFactory
from portal.accounts.tests.factories import UserFactory
from portal.outbox.models import Message
from portal.trail.models import AuditTrail


@pytest.fixture
def lead(db):
    return MembershipFactory(user__name="Lea Leaver")


@pytest.fixture
def colleague(lead):
    return MembershipFactory(organisation=lead.organisation, role="contributor", user__name="Col League")


@pytest.fixture
def unit(db):
    return UserFactory(unit=True)


def current(lead):
    return {(each.user, each.role) for each in lead.organisation.memberships.current()}


def address(member):
    return reverse("organisations:hand_over", args=[member.organisation_id, member.pk])


def test_a_lead_hands_over_to_a_colleague(lead, colleague):
    handover.hand_over(membership=lead, successor=colleague, actor=lead.user)
    assert current(lead) == {(colleague.user, "contributor"), (colleague.user, "lead")}
    assert sorted(mail.to for mail in Message.objects.all()) == sorted([lead.user.email, colleague.user.email])
    actions = set(AuditTrail.objects.values_list("action", flat=True))
    assert actions == {"membership.started", "membership.ended", "membership.handed_over"}


def test_a_double_click_hands_over_once(lead, colleague, unit):
    for _ in range(3):
        handover.hand_over(membership=lead, successor=colleague, actor=unit)
    assert Message.objects.count() == 2
    assert AuditTrail.objects.filter(action="membership.handed_over").count() == 1


def test_the_business_unit_hands_over_to_somebody_new(lead, unit):
    handover.hand_over(membership=lead, name="New Person", email="new@school.example", actor=unit)
    assert {(user.email, role) for user, role in current(lead)} == {("new@school.example", "lead")}
    mails = dict(Message.objects.values_list("to", "subject"))
    assert "invited" in mails["new@school.example"]
    assert lead.user.email in mails
    assert Message.objects.count() == 2


@pytest.mark.parametrize("known", [True, False])
def test_the_only_lead_cannot_leave_it_to_somebody_who_may_never_come(lead, known):
    if known:  # nor learn whether that address has an account
        UserFactory(email="new@school.example")
    with pytest.raises(ValidationError, match="only lead"):
        handover.hand_over(membership=lead, name="New Person", email="new@school.example", actor=lead.user)
    assert current(lead) == {(lead.user, "lead")}
    assert not Message.objects.exists()


def test_with_a_second_lead_somebody_new_may_be_invited(lead):
    MembershipFactory(organisation=lead.organisation)
    handover.hand_over(membership=lead, name="New Person", email="new@school.example", actor=lead.user)
    assert Membership.objects.current().filter(user__email="new@school.example", role="lead").exists()


def test_who_signs_does_not_take_over(lead, unit):
    head = MembershipFactory(organisation=lead.organisation, head=True)
    with pytest.raises(ValidationError):
        handover.hand_over(membership=lead, successor=head, actor=unit)
    with pytest.raises(ValidationError, match="own work"):
        handover.hand_over(membership=lead, name="H", email=head.user.email.upper(), actor=unit)
    with pytest.raises(ValidationError, match="who leaves"):
        handover.hand_over(membership=lead, name="H", email=lead.user.email.upper(), actor=unit)
    assert lead.user in {user for user, _ in current(lead)}


def test_members_of_another_school_and_those_who_have_not_come_are_no_successors(lead, unit):
    stranger = MembershipFactory(role="contributor")
    invited = MembershipFactory(organisation=lead.organisation, role="contributor", user__is_active=False)
    for other in (stranger, invited):
        with pytest.raises(ValidationError):
            handover.hand_over(membership=lead, successor=other, actor=unit)


def test_others_hand_nothing_over(lead, colleague):
    stranger = MembershipFactory()
    for actor in (colleague.user, stranger.user):
        with pytest.raises(PermissionDenied):
            handover.hand_over(membership=lead, successor=colleague, actor=actor)
    viewer = MembershipFactory(organisation=lead.organisation, role="viewer")
    with pytest.raises(PermissionDenied):
        handover.hand_over(membership=viewer, successor=colleague, actor=lead.user)


def test_the_page_offers_members_and_hands_over(client, lead, colleague):
    client.force_login(lead.user)
    assert address(lead) in client.get(reverse("organisations:people", args=[lead.organisation_id])).text
    page = client.get(address(lead)).text
    assert "Col League (contributor)" in page
    assert "only lead who can sign in" in page
    assert "Choose who takes over." in client.post(address(lead)).text
    assert "Enter their full name." in client.post(address(lead), {"successor": "other"}).text
    refused = client.post(address(lead), {"successor": "other", "name": "N", "email": "n@school.example"})
    assert "only lead" in refused.text
    done = client.post(address(lead), {"successor": str(colleague.pk)}, follow=True)
    assert "Col League has taken over from Lea Leaver" in done.text
    assert client.get(address(colleague)).status_code == 404  # no lead any more


@pytest.mark.parametrize("who", ["colleague", "stranger"])
def test_the_page_is_for_those_who_keep_the_people(client, lead, colleague, who):
    person = colleague.user if who == "colleague" else MembershipFactory().user
    client.force_login(person)
    assert client.get(address(lead)).status_code == client.post(address(lead)).status_code == 404


def test_signatories_and_viewers_have_nothing_to_hand_over(client, lead, unit):
    head = MembershipFactory(organisation=lead.organisation, head=True)
    client.force_login(unit)
    assert client.get(address(head)).status_code == 404
    assert address(head) not in client.get(reverse("organisations:people", args=[lead.organisation_id])).text


def test_the_organisations_history_tells_of_it(client, lead, colleague, unit):
    handover.hand_over(membership=lead, successor=colleague, actor=unit)
    client.force_login(unit)
    assert "Lea Leaver handed over to Col League as lead" in client.get(lead.organisation.get_absolute_url()).text
