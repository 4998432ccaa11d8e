"""Roles are groups; administrators invite, give roles and switch off; nobody is deleted; everything is recorded."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.accounts.permissions import has_role, is_business_unit
from portal.accounts.tests.factories import PASSWORD, UserFactory
from portal.outbox.models import Message
from portal.trail.models import AuditTrail

pytestmark = pytest.mark.django_db

ADMIN_ROLES = {Role.BUSINESS_UNIT, Role.EDITORS, Role.MODERATORS}


@pytest.fixture
def admin(client):
    person = UserFactory(admin=True)
    client.force_login(person)
    return person


@pytest.mark.parametrize("role", list(Role))
def test_each_role_is_a_group_and_some_may_open_the_admin(role):
    person = UserFactory()
    person.groups.add(Group.objects.get(name=role))
    assert has_role(person, role)
    assert person.has_perm("wagtailadmin.access_admin") == (role in ADMIN_ROLES)


def test_only_moderators_publish_pages():
    codes = {
        role: set(Group.objects.get(name=role).page_permissions.values_list("permission__codename", flat=True))
        for role in Role
    }
    assert codes[Role.EDITORS] == {"add_page", "change_page"}
    assert "publish_page" in codes[Role.MODERATORS]
    assert not codes[Role.EXECUTIVE] | codes[Role.QUALITY_AND_IMPACT_GROUP]


def test_administrator_is_not_the_business_unit():
    assert not is_business_unit(UserFactory(admin=True))


def test_person_who_is_switched_off_holds_no_role():
    assert not is_business_unit(UserFactory(unit=True, inactive=True))


def test_address_belongs_to_one_person_whatever_its_case():
    UserFactory(email="ada@school.example")
    assert User.objects.get_by_natural_key("ADA@school.example").email == "ada@school.example"


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ({"unit": True}, "self_assessments:unit"),
        ({"editor": True}, "wagtailadmin_home"),
        ({"admin": True}, "wagtailadmin_home"),
        ({}, "returns:list"),
    ],
)
def test_sign_in_leads_each_role_to_its_work(client, kind, target):
    client.force_login(UserFactory(**kind))
    assert client.get("/start/").url == reverse(target)


def test_account_page_shows_the_person_and_what_they_can_do(client):
    client.force_login(UserFactory(name="Dee Lead", email="dee@school.example", unit=True))
    page = client.get("/accounts/").text
    for words in ("Dee Lead", "dee@school.example", "Business Unit", "/accounts/password/change/", "/accounts/logout/"):
        assert words in page


@pytest.mark.parametrize("address", ["/accounts/", "/start/", "/accounts/password/change/"])
def test_pages_of_the_account_ask_strangers_to_sign_in(client, address):
    assert client.get(address).url == f"/accounts/login/?next={address}"


def test_administrator_invites_somebody_with_a_role(client, admin):
    editors = Group.objects.get(name=Role.EDITORS)
    words = {"email": "Ed@Partnership.example", "name": "Ed Editor", "groups": [editors.pk]}
    assert client.post("/admin/users/new/", words).status_code == 302
    person = User.objects.get(email="ed@partnership.example")
    assert not person.is_active
    assert person.role_names == {Role.EDITORS}
    assert "/accounts/invitation/" in Message.objects.get().text
    assert list(AuditTrail.objects.values_list("action", "actor")) == [
        ("account.invited", admin.pk),
        ("account.roles_given", admin.pk),
    ]


def test_administrator_switches_somebody_off_and_it_is_recorded(client, admin):
    person = UserFactory(name="Lee Leaver", editor=True)
    words = {"email": person.email, "name": person.name, "groups": []}
    assert client.post(f"/admin/users/edit/{person.pk}/", words).status_code == 302
    person = User.objects.get(pk=person.pk)
    assert not person.is_active
    assert person.role_names == frozenset()
    entry = AuditTrail.objects.about(person).get()
    assert (entry.action, entry.actor) == ("account.changed", admin)
    assert entry.data["changed"] == ["groups", "is_active"]


def test_nobody_switches_themselves_off(client, admin):
    client.post(f"/admin/users/edit/{admin.pk}/", {"email": admin.email, "name": "New Name", "groups": []})
    admin.refresh_from_db()
    assert (admin.name, admin.is_active, admin.is_superuser) == ("New Name", True, True)


@pytest.mark.parametrize("kind", [{"unit": True}, {"editor": True}, {"moderator": True}])
def test_other_roles_do_not_reach_the_people(client, kind):
    client.force_login(UserFactory(**kind))
    person = UserFactory()
    for address in ("/admin/users/", "/admin/users/new/", f"/admin/users/edit/{person.pk}/", "/admin/groups/"):
        assert client.get(address).status_code in {302, 403}
    client.post(f"/admin/users/edit/{person.pk}/", {"email": person.email, "name": "Changed", "is_superuser": "on"})
    person.refresh_from_db()
    assert person.name != "Changed"


def test_pages_of_the_people_admin_open(client, admin):
    person = UserFactory(name="Lee Leaver")
    addresses = (
        "/admin/users/?q=leaver",
        f"/admin/users/edit/{person.pk}/",
        f"/admin/users/history/{person.pk}/",
        "/admin/account/",
    )
    pages = [client.get(address) for address in addresses]
    assert [page.status_code for page in pages] == [200] * 4
    assert "Lee Leaver" in pages[0].text
    assert f"/admin/users/delete/{person.pk}/" not in "".join(page.text for page in pages)


def test_posting_more_than_the_form_changes_nothing_more(client):
    person = UserFactory()
    client.force_login(person)
    extra = {"is_superuser": "on", "is_active": "on", "email": "evil@evil.example", "groups": "1", "id": "1"}
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": "four other plain words", **extra})
    fresh = User.objects.get(pk=person.pk)
    assert (fresh.is_superuser, fresh.email, fresh.groups.count()) == (False, person.email, 0)
