"""The registers in the Wagtail admin: the Business Unit's, through the services, without a way to delete."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from audit_forms.organisations.enums import Duty, MembershipRole
from audit_forms.organisations.models import Membership, Organisation
from audit_forms.organisations.tests.factories import MembershipFactory, OrganisationFactory
from portal.accounts.tests.factories import UserFactory
from portal.trail.models import AuditTrail

pytestmark = pytest.mark.django_db


def url(model, action, *args):
    return reverse(f"organisations_{model}_modeladmin_{action}", args=args)


@pytest.fixture
def unit(client):
    person = UserFactory(unit=True)
    client.force_login(person)
    return person


def test_organisations_are_listed_searched_and_filtered(client, unit):
    OrganisationFactory(name="Alder School")
    OrganisationFactory(agency=True, name="Cedar Health")
    page = client.get(url("organisation", "index"), {"q": "cedar", "kind__exact": "agency"}).content.decode()
    assert "Cedar Health" in page
    assert "Alder School" not in page


AGENCY = {
    "name": "Dale Probation",
    "kind": "agency",
    "duty": "s11",
    "status": "open",
    "sector": "probation",
    "email": "",
    "telephone": "",
    "website": "",
    "address": "",
    "postcode": "",
}


def test_an_agency_is_added_and_recorded(client, unit):
    client.post(url("organisation", "create"), AGENCY)
    made = Organisation.objects.get()
    assert (made.name, made.kind, made.duty, made.duty_source) == ("Dale Probation", "agency", Duty.S11, "person")
    assert (made.sector, made.is_small) == ("probation", False)
    assert AuditTrail.objects.about(made).get().action == "organisation.added"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"sector": ""}, "Choose the agency’s sector"),
        ({"sector": "army"}, "Select a valid choice"),
        ({"kind": "trust"}, "Only an agency has a sector"),
        ({"kind": "trust", "sector": "", "is_small": "on"}, "Only an agency can be a small group"),
    ],
)
def test_sector_and_size_belong_to_agencies(client, unit, changes, words):
    response = client.post(url("organisation", "create"), AGENCY | changes)
    assert words in response.content.decode()
    assert not Organisation.objects.exists()


def test_an_agency_becomes_a_small_group_and_is_found_as_one(client, unit):
    agency = OrganisationFactory(agency=True)
    client.post(url("organisation", "edit", agency.pk), AGENCY | {"sector": "voluntary", "is_small": "on"})
    agency.refresh_from_db()
    assert (agency.facts["sector"], agency.facts["small"]) == ("voluntary", True)
    assert AuditTrail.objects.about(agency).get().data["changed"] == ["is_small", "name", "sector"]
    OrganisationFactory(agency=True, name="Large Agency")
    page = client.get(url("organisation", "index"), {"sector__exact": "voluntary", "is_small__exact": "1"})
    assert "Dale Probation" in page.content.decode()
    assert "Large Agency" not in page.content.decode()


def test_a_school_is_not_added_by_hand(client, unit):
    response = client.post(url("organisation", "create"), AGENCY | {"kind": "school", "urn": "123456"})
    assert "Select a valid choice" in response.content.decode()
    assert not Organisation.objects.exists()


def test_what_the_register_says_of_a_school_cannot_be_changed(client, unit):
    school = OrganisationFactory(name="Alder School")
    edit = url("organisation", "edit", school.pk)
    page = BeautifulSoup(client.get(edit).content, "html.parser")
    assert page.select_one("[name=duty]")
    assert not page.select("[name=name], [name=urn], [name=status], [name=kind]")
    client.post(edit, {"duty": "s157", "email": "a@b.example", "name": "Hacked", "urn": "1", "status": "closed"})
    school.refresh_from_db()
    assert (school.name, school.status, school.duty, school.duty_source, school.email) == (
        "Alder School",
        "open",
        Duty.S157,
        "person",
        "a@b.example",
    )
    assert AuditTrail.objects.about(school).get().data == {"changed": ["duty", "email"]}


def test_an_agency_is_changed_but_not_into_something_else(client, unit):
    agency = OrganisationFactory(agency=True)
    client.post(url("organisation", "edit", agency.pk), AGENCY | {"kind": "trust"})
    agency.refresh_from_db()
    assert (agency.name, agency.kind) == ("Dale Probation", "agency")


def test_organisations_are_never_deleted(client, unit):
    school = OrganisationFactory()
    client.post(url("organisation", "delete", school.pk))
    assert Organisation.objects.filter(pk=school.pk).exists()


def membership(**changes):
    fields = {"user": UserFactory().pk, "organisation": OrganisationFactory().pk, "role": "contributor", "capacity": ""}
    return fields | changes


def test_a_membership_is_added_and_recorded(client, unit):
    client.post(url("membership", "create"), membership())
    made = Membership.objects.get()
    assert made.role == MembershipRole.CONTRIBUTOR
    assert AuditTrail.objects.about(made).get().action == "membership.started"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"role": "signatory"}, "Say as whom a signatory signs"),
        ({"role": "lead", "capacity": "head"}, "Say as whom a signatory signs"),
        ({"user": ""}, "This field is required"),
    ],
)
def test_a_membership_that_cannot_be_is_explained_in_words(client, unit, changes, words):
    response = client.post(url("membership", "create"), membership(**changes))
    assert words in response.content.decode()
    assert not Membership.objects.exists()


def test_the_same_membership_twice_is_explained_in_words(client, unit):
    there = MembershipFactory()
    again = membership(user=there.user_id, organisation=there.organisation_id, role="lead")
    response = client.post(url("membership", "create"), again)
    assert "already has this role" in response.content.decode()


def test_a_membership_is_ended_and_not_deleted(client, unit):
    there = MembershipFactory()
    end = url("membership", "delete", there.pk)
    assert "End the membership" in client.get(end).content.decode()
    client.post(end)
    there.refresh_from_db()
    assert there.ended_at is not None
    assert AuditTrail.objects.about(there).get().action == "membership.ended"
    client.post(end)
    assert AuditTrail.objects.about(there).count() == 1


def test_only_current_memberships_are_listed(client, unit):
    MembershipFactory(user__name="Lena Lead")
    MembershipFactory(user__name="Fred Former", ended=True)
    page = client.get(url("membership", "index")).content.decode()
    assert "Lena Lead" in page
    assert "Fred Former" not in page


def test_the_choosers_find_people_and_organisations(client, unit):
    OrganisationFactory(name="Alder School")
    OrganisationFactory(name="Birch School")
    UserFactory(name="Alma Alder", email="alma@school.example")
    for chooser, found in (("organisation_chooser", "Alder School"), ("person_chooser", "Alma Alder")):
        for name in ("choose", "choose_results"):
            answer = client.get(reverse(f"{chooser}:{name}"), {"q": "alder"}).content.decode()
            assert found in answer
            assert "Birch School" not in answer
    assert client.get(reverse("person_chooser:choose_results"), {"q": "alma@school"}).content.count(b"Alma") == 1


@pytest.mark.parametrize("who", ["editor", "moderator", "admin"])
def test_others_in_the_admin_find_none_of_it(client, who):
    """Bars S2: no name of an organisation or a member through the admin's side doors."""
    there = MembershipFactory()
    client.force_login(UserFactory(**{who: True}))
    for address in ("organisation_chooser:choose", "organisation_chooser:choose_results", "person_chooser:choose"):
        assert client.get(reverse(address)).status_code == 404
    assert client.get(reverse("person_chooser:chosen", args=[there.user_id])).status_code == 404
    for model, pk in (("organisation", there.organisation_id), ("membership", there.pk)):
        for action, args in (("index", ()), ("create", ()), ("edit", (pk,)), ("delete", (pk,))):
            response = client.get(url(model, action, *args))
            assert response.status_code == 302
            assert there.organisation.name not in response.content.decode()
