"""What readers have seen is deleted by two people; a draft by one (bars S26)."""

import pytest
from django.test import Client
from django.urls import reverse

from home.models import InformationPage
from home.tests.factories import InformationPageFactory
from portal.accounts.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admins():
    """Two administrators, signed in."""
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(UserFactory(admin=True))
    return clients


@pytest.fixture
def page():
    """A page that is on the site."""
    found = InformationPageFactory(live=False, title="Learning from an audit")
    found.save_revision().publish()
    return found


def delete(client, page):
    return client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), follow=True).content.decode()


def unpublish(client, page):
    client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))


def test_a_page_on_the_site_is_unpublished_first(admins, page):
    assert "Unpublish it first" in delete(admins[0], page)
    assert InformationPage.objects.filter(pk=page.pk).exists()


def test_whoever_took_it_off_the_site_does_not_delete_it_and_somebody_else_does(admins, page):
    unpublish(admins[0], page)
    assert "somebody else has to delete it" in delete(admins[0], page)
    assert InformationPage.objects.filter(pk=page.pk).exists()
    delete(admins[1], page)
    assert not InformationPage.objects.filter(pk=page.pk).exists()


def test_neither_a_page_above_nor_many_at_once_is_a_way_round(admins, page):
    above = InformationPageFactory(live=False)
    page.move(above, pos="last-child")
    page.refresh_from_db()
    assert "Unpublish it first" in delete(admins[1], above)
    unpublish(admins[0], page)
    assert "somebody else has to delete it" in delete(admins[0], above)
    many = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    admins[0].post(f"{many}?id={page.pk}&id={above.pk}")
    assert InformationPage.objects.filter(pk=page.pk).exists()


def test_a_draft_that_nobody_has_seen_goes_at_once(admins):
    draft = InformationPageFactory(live=False)
    delete(admins[0], draft)
    assert not InformationPage.objects.filter(pk=draft.pk).exists()
