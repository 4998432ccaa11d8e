"""The page of an organisation's people, for its lead and for the Business Unit only."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from audit_forms.organisations.enums import MembershipRole
from audit_forms.organisations.models import Membership
from audit_forms.organisations.tests.factories import MembershipFactory, OrganisationFactory
from portal.accounts.tests.factories import UserFactory
from portal.outbox.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return MembershipFactory(user__name="Lena Lead")


@pytest.fixture
def as_lead(client, lead):
    client.force_login(lead.user)
    return client


def people_url(organisation):
    return reverse("organisations:people", args=[organisation.pk])


def end_url(membership):
    return reverse("organisations:end_membership", args=[membership.organisation_id, membership.pk])


INVITATION = {"name": "Cora Colleague", "email": "cora@school.example", "part": "contributor"}


def test_people_are_listed_with_part_and_state(as_lead, lead):
    MembershipFactory(organisation=lead.organisation, head=True, user__name="Hal Head", user__invited=True)
    MembershipFactory(organisation=lead.organisation, viewer=True, user__name="Olga Off", user__inactive=True)
    MembershipFactory(organisation=lead.organisation, ended=True, user__name="Fred Former")
    MembershipFactory(user__name="Nobody Here")
    text = as_lead.get(people_url(lead.organisation)).content.decode()
    for words in ("Lena Lead", "Hal Head", "Signatory: Head teacher or principal", "has not come yet", "Switched off"):
        assert words in text
    assert "Fred Former" not in text
    assert "Nobody Here" not in text


def test_an_invitation_from_the_page(as_lead, lead):
    response = as_lead.post(people_url(lead.organisation), INVITATION, follow=True)
    assert "cora@school.example is told by e-mail" in response.content.decode()
    assert Membership.objects.get(user__email="cora@school.example").role == MembershipRole.CONTRIBUTOR


def test_the_form_sends_itself_twice_and_one_message_goes_out(as_lead, lead):
    for _ in range(2):
        as_lead.post(people_url(lead.organisation), INVITATION)
    assert Message.objects.count() == 1


def test_extra_fields_change_nothing(as_lead, lead):
    """Bars S19."""
    other = OrganisationFactory()
    extra = {"role": "lead", "organisation": other.pk, "is_superuser": "on", "id": "1", "capacity": "head"}
    as_lead.post(people_url(lead.organisation), INVITATION | extra)
    made = Membership.objects.get(user__email="cora@school.example")
    assert (made.role, made.organisation, made.capacity) == (MembershipRole.CONTRIBUTOR, lead.organisation, "")
    assert not made.user.is_superuser


def test_mistakes_are_named_and_what_was_typed_stays(as_lead, lead):
    response = as_lead.post(people_url(lead.organisation), {"name": "Cora", "email": "not an address", "part": "king"})
    page = BeautifulSoup(response.content, "html.parser")
    assert page.title.text.startswith("Error: ")
    assert page.select_one("#id_email")["value"] == "not an address"
    assert len(page.select(".govuk-error-summary__list a")) == 2


@pytest.mark.parametrize(
    ("kind", "offered"),
    [
        ({}, ["lead", "contributor", "head", "chair", "viewer"]),
        ({"agency": True}, ["lead", "contributor", "board", "auditor", "viewer"]),
        ({"is_trust": True}, ["lead", "viewer"]),
    ],
)
def test_each_kind_of_organisation_has_its_parts(client, kind, offered):
    client.force_login(UserFactory(unit=True))
    page = BeautifulSoup(client.get(people_url(OrganisationFactory(**kind))).content, "html.parser")
    assert [option["value"] for option in page.select("input[name=part]")] == offered


def test_ending_asks_first(as_lead, lead):
    colleague = MembershipFactory(organisation=lead.organisation, contributor=True)
    assert as_lead.get(end_url(colleague)).status_code == 200
    colleague.refresh_from_db()
    assert colleague.ended_at is None
    as_lead.post(end_url(colleague))
    colleague.refresh_from_db()
    assert colleague.ended_at is not None


def test_the_last_lead_is_told_why_not(as_lead, lead):
    assert "only lead" in as_lead.get(end_url(lead)).content.decode()
    response = as_lead.post(end_url(lead), follow=True)
    assert "This is the only lead" in response.content.decode()
    lead.refresh_from_db()
    assert lead.ended_at is None


def test_a_lead_who_leaves_no_longer_sees_the_page(as_lead, lead):
    MembershipFactory(organisation=lead.organisation)
    assert as_lead.post(end_url(lead)).url == reverse("start")
    assert as_lead.get(people_url(lead.organisation)).status_code == 404


def test_a_new_link_for_somebody_who_has_not_come(as_lead, lead):
    invited = MembershipFactory(organisation=lead.organisation, contributor=True, user__invited=True)
    url = reverse("organisations:invite_again", args=[lead.organisation_id, invited.pk])
    as_lead.post(url)
    assert Message.objects.get().to == invited.user.email
    invited.user.is_active = True
    invited.user.save()
    response = as_lead.post(url, follow=True)
    assert "needs no invitation" in response.content.decode()
    assert Message.objects.count() == 1


def test_a_foreign_membership_under_ones_own_organisation_is_not_there(as_lead, lead):
    """Bars S3: the parent is allowed, the child is somebody else's."""
    foreign = MembershipFactory()
    for name in ("end_membership", "invite_again"):
        url = reverse(f"organisations:{name}", args=[lead.organisation_id, foreign.pk])
        assert as_lead.post(url).status_code == 404
    foreign.refresh_from_db()
    assert foreign.ended_at is None


@pytest.mark.parametrize("who", ["contributor", "viewer", "head"])
def test_colleagues_who_do_not_lead_get_404_like_for_what_is_not_there(client, who):
    member = MembershipFactory(**{who: True})
    client.force_login(member.user)
    for url in (people_url(member.organisation), end_url(member), reverse("organisations:people", args=[0])):
        assert client.get(url).status_code == 404


def test_signed_out_people_are_asked_to_sign_in(client, lead):
    response = client.get(people_url(lead.organisation))
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


def test_the_number_of_queries_does_not_depend_on_the_number_of_people(as_lead, lead, django_assert_max_num_queries):
    MembershipFactory.create_batch(20, organisation=lead.organisation, contributor=True)
    with django_assert_max_num_queries(15):
        as_lead.get(people_url(lead.organisation))
