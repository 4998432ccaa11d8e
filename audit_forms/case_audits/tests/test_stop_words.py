"""The case's own names, for the identity guard: opened by the portal, kept and logged nowhere."""

import datetime
import logging

import pytest
from django.utils import timezone

from audit_forms.case_audits import vault
from audit_forms.case_audits.guarding import stop_words
from audit_forms.case_audits.models import CaseIdentity, IdentityReading
from audit_forms.case_audits.tests.agencies import begin
from audit_forms.returns.tests.factories import ReturnFactory
from portal.trail.models import AuditTrail

pytestmark = pytest.mark.django_db
NAME = "Kestrel O’Marrow-Vane, known as Kes"


@pytest.fixture
def audit_return(world):
    """The police's audit of a case whose child's name is in the vault."""
    secret = vault.seal(world.case.reference, {"name": NAME, "address": "1 Hidden Lane"})
    CaseIdentity.objects.create(case=world.case, secret=secret, erase_on=datetime.date(2099, 1, 1))
    return begin(world.involve(world.police), world.police)


def test_the_names_come_apart(audit_return):
    assert {"Kestrel", "O’Marrow", "Vane", "Kes"} <= set(stop_words(audit_return))
    assert "Hidden" not in stop_words(audit_return)


def test_nothing_is_recorded_or_logged(audit_return, caplog):
    entries = AuditTrail.objects.count()
    with caplog.at_level(logging.DEBUG):
        stop_words(audit_return)
    assert IdentityReading.objects.count() == 0
    assert AuditTrail.objects.count() == entries
    assert "Kestrel" not in caplog.text


def test_another_key_or_an_erased_identity_gives_none(audit_return, settings):
    settings.VAULT_KEY, settings.VAULT_KEY_FALLBACKS = "another-key-of-the-vault-for-tests", []
    assert stop_words(audit_return) == []
    CaseIdentity.objects.update(secret=b"", erased_at=timezone.now())
    assert stop_words(audit_return) == []


def test_a_self_assessment_has_none():
    assert stop_words(ReturnFactory()) == []
