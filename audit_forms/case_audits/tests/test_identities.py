"""Who a child is opens for few, with a reason that stays, and is erased when it is due (bars G3, G5)."""

from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.utils import timezone

from audit_forms.case_audits import services, vault
from audit_forms.case_audits.enums import AuditStatus, EndReason, InvolvementStatus
from audit_forms.case_audits.erasing import erase_due
from audit_forms.case_audits.models import CaseIdentity, IdentityReading
from audit_forms.case_audits.tests.factories import World
from audit_forms.case_audits.workflow import TransitionRefused
from portal.trail.models import AuditTrail

pytestmark = pytest.mark.django_db
IDENTITY = {"name": "Invented Child", "born_on": "2023-05-03", "address": "1 Made Up Road", "identifiers": "UPN A1"}


@pytest.fixture
def world():
    """A running audit with one case whose identity is kept, and parts of both agencies."""
    made = World()
    made.case.delete()
    made.case = services.add_case(audit=made.audit, key=uuid4(), age_band="1_to_4", identity=IDENTITY, actor=made.unit)
    made.parts = {part.organisation_id: part for part in made.case.involvements.all()}
    return made


def read(world, actor, reason="find", words=""):
    return services.read_identity(case=world.case, reason=reason, words=words, actor=actor)


def address(world):
    return f"/audits/{world.case.reference}/identity/"


def test_each_reading_is_kept_with_its_reason(world):
    assert read(world, world.police.lead) == IDENTITY
    read(world, world.unit, "other", "The agency found two records.")
    reasons = list(IdentityReading.objects.values_list("user__name", "reason"))
    assert reasons == [
        (world.unit.name, "Another reason: The agency found two records."),
        (world.police.lead.name, "Find the record in our systems"),
    ]


def test_the_trail_names_the_reading_and_not_its_words(world):
    read(world, world.unit, "other", "The agency found two records.")
    entry = AuditTrail.objects.get(action="case.identity_read")
    assert (entry.actor_id, entry.target_id) == (world.unit.pk, str(world.case.pk))
    assert "two records" not in str(entry.data)


@pytest.mark.parametrize(("reason", "words"), [("", ""), ("curious", ""), ("other", " "), ("other", "x" * 251)])
def test_without_a_reason_nothing_opens(world, reason, words):
    with pytest.raises(ValidationError):
        read(world, world.unit, reason, words)
    assert not IdentityReading.objects.exists()


def test_a_reason_does_not_say_who_the_child_is(world):
    with pytest.raises(ValidationError, match="NHS"):
        read(world, world.unit, "other", "NHS number 943 476 5919")


@pytest.mark.parametrize("who", ["chair", "group", "executive", "stranger", "superuser"])
def test_others_are_told_that_there_is_nothing(world, client, who):
    client.force_login(getattr(world, who))
    assert client.get(address(world)).status_code == 404
    assert client.post(address(world), {"reason": "find"}).status_code == 404
    with pytest.raises(PermissionDenied):
        read(world, getattr(world, who))


@pytest.mark.parametrize("status", [InvolvementStatus.NIL_RETURN, InvolvementStatus.HISTORIC])
def test_an_agency_that_is_not_involved_opens_nothing(world, client, status):
    part = world.parts[world.police.organisation.pk]
    part.status = status
    part.save()
    client.force_login(world.police.lead)
    assert client.post(address(world), {"reason": "find"}).status_code == 404


def test_somebody_with_a_conflict_of_interest_opens_nothing(world, client):
    part = world.parts[world.police.organisation.pk]
    ended = {"ended_at": timezone.now(), "ended_because": EndReason.CONFLICT}
    part.appointments.create(auditor=world.police.lead, named_by=world.police.lead, **ended)
    client.force_login(world.police.lead)
    assert client.post(address(world), {"reason": "find"}).status_code == 404


def test_it_is_shown_in_answer_to_a_post_only_and_never_kept(world, client):
    client.force_login(world.unit)
    shown = client.post(address(world), {"reason": "find"})
    assert "Invented Child" in shown.content.decode()
    assert "Wednesday 3 May 2023" in shown.content.decode()
    assert shown["Cache-Control"] == "private, no-store"
    assert address(world) in shown.content.decode()  # the way to hide it
    assert "Invented" not in client.get(address(world)).content.decode()


def test_no_page_of_the_unit_shows_it(world, client):
    read(world, world.unit)
    client.force_login(world.unit)
    base = f"/unit/case-audits/{world.audit.reference}"
    for page in ("cases/", f"cases/{world.case.reference}/", "grid/", "readings/"):
        answer = client.get(f"{base}/{page}")
        assert answer.status_code == 200
        assert not any(part in answer.content.decode() for part in ("Invented", "Made Up", "UPN A1"))


def test_the_unit_sees_every_reading_of_an_audit(world, client):
    read(world, world.police.lead)
    client.force_login(world.unit)
    page = client.get(f"/unit/case-audits/{world.audit.reference}/readings/").content.decode()
    assert world.police.lead.name in page
    assert "Find the record in our systems" in page


def test_a_wrong_key_is_told_in_words(world, client, settings):
    settings.VAULT_KEY = "another key that nobody has ever sealed anything with"
    client.force_login(world.unit)
    told = client.post(address(world), {"reason": "find"})
    assert told.status_code == 200
    assert "VAULT_KEY_FALLBACKS" in told.content.decode()
    client.force_login(world.police.lead)
    assert "Tell the Business Unit" in client.post(address(world), {"reason": "find"}).content.decode()
    assert not IdentityReading.objects.exists()


def test_an_audit_without_the_vault_has_nothing_to_open(world, client):
    CaseIdentity.objects.all().delete()
    client.force_login(world.unit)
    assert "keeps no identity" in client.get(address(world)).content.decode()
    with pytest.raises(TransitionRefused):
        read(world, world.unit)


@pytest.mark.parametrize("due", ["retention", "closure"])
def test_what_is_due_is_erased_and_the_fact_stays(world, due):
    if due == "closure":
        world.audit.status = AuditStatus.CLOSED
        world.audit.save()
    else:
        CaseIdentity.objects.update(erase_on=timezone.localdate())
    for _ in range(2):
        erase_due()
    kept = CaseIdentity.objects.get()
    assert (bytes(kept.secret), kept.erased_at is not None) == (b"", True)
    assert AuditTrail.objects.get(action="case.identity_erased").data["because"] == due
    with pytest.raises(TransitionRefused, match="erased"):
        read(world, world.unit)


def test_what_is_not_due_stays(world):
    CaseIdentity.objects.update(erase_on=timezone.localdate() + timedelta(days=1))
    erase_due()
    assert read(world, world.unit) == IDENTITY


def test_after_a_change_of_key_everything_is_sealed_again(world, settings):
    settings.VAULT_KEY_FALLBACKS, settings.VAULT_KEY = [settings.VAULT_KEY], "a new key of forty characters and more!!"
    said = StringIO()
    call_command("reseal_vault", stdout=said)
    assert "1 identity sealed" in said.getvalue()
    settings.VAULT_KEY_FALLBACKS = []
    assert read(world, world.unit) == IDENTITY


def test_what_no_key_opens_is_named_by_its_pseudonym(world, settings):
    settings.VAULT_KEY = "a new key of forty characters and more!!"
    with pytest.raises(CommandError, match=world.case.reference):
        call_command("reseal_vault", stdout=StringIO())
    settings.VAULT_KEY_FALLBACKS = []
    with pytest.raises(vault.VaultClosed):
        read(world, world.unit)
