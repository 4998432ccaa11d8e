"""A theme that a plan uses stays, and whoever tries to delete it is told why."""

import pytest
from django.urls import reverse

from audit_forms.case_audits.tests.factories import CaseAuditFactory, ThemeFactory
from portal.accounts.tests.factories import UserFactory
from publications.models import Theme

pytestmark = pytest.mark.django_db


def test_a_theme_of_a_plan_is_not_deleted_and_one_that_nothing_uses_is(client):
    used, free = CaseAuditFactory().theme, ThemeFactory(name="Free", slug="free")
    client.force_login(UserFactory(admin=True))
    for theme in (used, free):
        address = reverse(Theme.snippet_viewset.get_url_name("delete"), args=[theme.pk])
        answer = client.post(address, follow=True)
        assert ("is in use, so it cannot be deleted" in answer.content.decode()) == (theme == used)
    assert list(Theme.objects.filter(pk__in=[used.pk, free.pk])) == [used]
