"""There is one door (bars S7, M8): no other page takes a password, no other request starts a session."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils.regex_helper import normalize

from portal.accounts.tests.factories import PASSWORD, InvitationFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.pages]

METHODS = ["get", "head", "post", "put", "patch", "delete", "options"]
SIDE_DOORS = {
    "/admin/login/": "/accounts/login/",
    "/_util/login/": "/accounts/login/",
    "/admin/password_reset/": "/accounts/password/reset/",
    "/admin/password_reset/confirm/MQ/abc-def/": "/accounts/password/reset/",
}
CLOSED = [
    "/django-admin/",
    "/django-admin/login/",
    "/accounts/signup/",
    "/accounts/email/",
    "/accounts/confirm-email/",
    "/accounts/inactive/",
    "/accounts/login/code/confirm/",
    "/accounts/password/set/",
    "/accounts/social/connections/",
    "/_util/authenticate_with_password/1/1/",
    "/documents/authenticate_with_password/1/",
    "/admin/test404/",
    "/admin/failwhale/",
    "/admin/users/delete/1/",
    "/admin/bulk/accounts/user/delete/",
]
# Where a password may be asked for. The invitation's form is allauth's, and it signs in through allauth.
DOOR = {
    "/accounts/login/",
    "/accounts/again/",  # of somebody who is signed in already
    "/accounts/password/change/",
    "/accounts/password/reset/key/1-set-password/",
}


def addresses(resolver: URLResolver | None = None, before: str = "") -> Iterator[str]:
    """One address for every pattern there is, with 1 for every variable part."""
    for pattern in (resolver or get_resolver()).url_patterns:
        here = before + pattern.pattern.regex.pattern.removeprefix("^").removesuffix("\\Z").removesuffix("$")
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, here)
        else:
            template, names = normalize(here)[0]
            yield "/" + template % dict.fromkeys(names, "1")


def people() -> dict[str, Client]:
    """A window for each kind of person who could find a door of their own."""
    made = {
        "nobody": None,
        "plain": UserFactory(),
        "editor": UserFactory(editor=True),
        "unit": UserFactory(unit=True),
        "admin": UserFactory(admin=True),
    }
    windows = {name: Client(raise_request_exception=False) for name in made}
    for name, person in made.items():
        if person:
            windows[name].force_login(person)
    return windows


def test_walk_finds_every_corner():
    found = set(addresses())
    assert len(found) > 200
    assert {"/accounts/login/", "/admin/pages/1/edit/", "/admin/users/new/", "/readyz"} <= found


def test_no_page_outside_the_door_has_a_password_field():
    windows = {name: window for name, window in people().items() if name in {"nobody", "unit", "admin"}}
    found = set()
    for address in sorted(set(addresses())):
        for window in windows.values():
            answer = window.get(address, headers={"accept": "text/html"})
            if not answer.streaming and b'type="password"' in answer.content:
                found.add(address)
    assert {"/accounts/login/", "/accounts/password/change/"} <= found <= DOOR


def test_no_request_outside_the_door_starts_a_session():
    admin = UserFactory(admin=True)
    words = {"username": admin.email, "email": admin.email, "login": admin.email, "password": PASSWORD}
    started = set()
    for address in sorted(set(addresses())):
        window = Client(raise_request_exception=False)
        window.post(address, words)
        if "_auth_user_id" in window.session:
            started.add(address)
    assert started == {"/accounts/login/"}


@pytest.mark.parametrize("method", METHODS)
def test_side_doors_lead_to_the_door(method):
    for window in people().values():
        for address, door in SIDE_DOORS.items():
            answer = getattr(window, method)(address)
            assert (answer.status_code, answer.url.partition("?")[0]) == (302, door)


@pytest.mark.parametrize("method", METHODS)
def test_what_is_not_needed_is_not_there(method):
    for window in people().values():
        assert {address: getattr(window, method)(address).status_code for address in CLOSED} == dict.fromkeys(
            CLOSED, 404
        )


def test_admin_sends_visitors_to_the_door_and_back(client):
    answer = client.get("/admin/pages/")
    assert answer.url == "/accounts/login/?next=/admin/pages/"
    assert client.get("/admin/login/?next=/admin/pages/").url == answer.url


def test_sign_out_of_the_admin_is_ours(client):
    client.force_login(UserFactory(admin=True))
    assert client.get("/admin/logout/").status_code == 200
    assert client.post("/admin/logout/").url == "/"
    assert "_auth_user_id" not in client.session


def test_administrator_cannot_give_a_password(client):
    client.force_login(UserFactory(admin=True))
    person = UserFactory()
    for address in ("/admin/users/new/", f"/admin/users/edit/{person.pk}/", "/admin/account/"):
        page = client.get(address)
        assert page.status_code == 200
        assert b'type="password"' not in page.content
    words = {"email": person.email, "name": "N", "is_active": "on", "password1": "x" * 20, "password2": "x" * 20}
    client.post(f"/admin/users/edit/{person.pk}/", words)
    person.refresh_from_db()
    assert (person.name, person.check_password(PASSWORD)) == ("N", True)


def test_invitation_signs_in_through_allauth(client):
    invitation = InvitationFactory()
    client.post(reverse("account_invitation", args=["guess"]), {"name": "Eve", "password1": PASSWORD})
    assert "_auth_user_id" not in client.session
    assert not invitation.user.is_active


@pytest.mark.parametrize("address", ["/admin/", "/admin/pages/", "/accounts/login/?next=/admin/images/"])
def test_who_has_no_business_in_the_admin_is_told_so_on_their_own_first_page(client, address):
    client.force_login(UserFactory())
    answer = client.get(address, follow=True)
    assert answer.status_code == 200
    assert answer.redirect_chain[-1][0] != "/accounts/login/"
    assert "/admin/" not in answer.request["PATH_INFO"]


def test_who_has_business_in_the_admin_arrives_there_by_way_of_the_door(client):
    client.force_login(UserFactory(admin=True))
    assert client.get("/accounts/login/?next=/admin/pages/").headers["Location"] == "/admin/pages/"
