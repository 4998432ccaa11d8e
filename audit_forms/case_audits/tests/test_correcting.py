"""What was got wrong before the start can be put right afterwards: a name, an agency forgotten, a date of erasure."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from audit_forms.case_audits import services
from audit_forms.case_audits.enums import AuditStatus, InvolvementStatus
from audit_forms.case_audits.models import CaseIdentity
from audit_forms.case_audits.tests.agencies import now
from audit_forms.case_audits.tests.factories import Agency, World, in_weeks
from audit_forms.case_audits.workflow import TransitionRefused
from audit_forms.organisations.enums import Sector
from portal.outbox.models import Message
from portal.trail.models import AuditTrail

pytestmark = pytest.mark.django_db
WRONG = {"name": "Invented Chidl", "born_on": "2023-05-03", "address": "", "identifiers": ""}
RIGHT = {**WRONG, "name": "Invented Child"}


@pytest.fixture
def world():
    """A running audit with one case, told to both agencies under a wrong name; the police know nobody of it."""
    made = World()
    made.case.delete()
    made.case = services.add_case(audit=made.audit, key=uuid4(), age_band="1_to_4", identity=WRONG, actor=made.unit)
    made.parts = {part.organisation_id: part for part in made.case.involvements.all()}
    services.answer_nil(involvement=made.parts[made.police.organisation.pk], actor=made.police.lead)
    Message.objects.all().delete()
    return made


def correct(world, actor=None, identity=RIGHT):
    services.correct_identity(case=world.case, identity=identity, actor=actor or world.unit)


def test_what_was_corrected_is_what_opens_from_then_on(world):
    correct(world)
    assert services.read_identity(case=world.case, reason="find", words="", actor=world.health.lead) == RIGHT
    entry = AuditTrail.objects.get(action="case.identity_corrected")
    assert "Invented" not in str(entry.data)


def test_who_looked_for_the_wrong_record_is_asked_again_and_everybody_is_told_once(world):
    correct(world)
    correct(world)
    police = now(world.parts[world.police.organisation.pk])
    assert (police.status, police.answered_at) == (InvolvementStatus.NOTIFIED, None)
    told = Message.objects.filter(subject="Who a child is has been corrected")
    assert sorted(told.values_list("to", flat=True)) == sorted([world.police.lead.email, world.health.lead.email])
    assert not any("Invented" in message.text for message in told)


@pytest.mark.parametrize("who", ["group", "chair", "stranger", "superuser"])
def test_nobody_but_the_business_unit_corrects(world, who):
    with pytest.raises(PermissionDenied):
        correct(world, getattr(world, who))


def test_an_erased_identity_is_not_written_again(world):
    CaseIdentity.objects.update(secret=b"", erased_at=world.audit.opens_at)
    with pytest.raises(TransitionRefused, match="erased"):
        correct(world)


def test_the_page_never_shows_what_is_kept_and_keeps_what_was_typed(world, client):
    client.force_login(world.unit)
    address = f"/unit/case-audits/{world.audit.reference}/cases/{world.case.reference}/identity/"
    assert "Invented" not in client.get(address).text
    refused = client.post(address, {**RIGHT, "born_on": "soon"}).text
    assert "Error:" in refused
    assert "Invented Child" in refused
    assert "has been put right" in client.post(address, RIGHT, follow=True).text


def test_a_forgotten_agency_is_asked_while_the_audit_runs_and_told_once(world):
    housing = Agency("Demo Housing", Sector.HOUSING)
    for _ in range(2):
        services.ask_more_agencies(audit=world.audit, agencies=[housing.organisation], actor=world.unit)
    part = world.case.involvements.get(organisation=housing.organisation)
    assert part.status == InvolvementStatus.NOTIFIED
    assert Message.objects.filter(to=housing.lead.email).count() == 1
    assert world.audit.asked.count() == 3


@pytest.mark.parametrize("status", [AuditStatus.APPROVED, AuditStatus.MODERATION, AuditStatus.CLOSED])
def test_none_is_asked_before_the_start_or_after_the_returns(world, status):
    type(world.audit).objects.filter(pk=world.audit.pk).update(status=status)
    with pytest.raises(TransitionRefused):
        services.ask_more_agencies(
            audit=world.audit, agencies=[Agency("Late", Sector.HEALTH).organisation], actor=world.unit
        )


def test_the_page_offers_only_who_is_not_asked_yet(world, client):
    housing = Agency("Demo Housing", Sector.HOUSING)
    client.force_login(world.unit)
    address = f"/unit/case-audits/{world.audit.reference}/agencies/more/"
    page = client.get(address).text
    assert "Demo Housing" in page
    assert "Demo Police" not in page
    assert "Tick the agencies" in client.post(address, {"version": world.audit.version}).text
    data = {"version": world.audit.version, f"sector_{Sector.HOUSING}": housing.organisation.pk}
    assert "1 more agency has been told" in client.post(address, data, follow=True).text


def test_a_later_day_of_erasure_holds_for_identities_that_are_kept_already(world):
    type(world.audit).objects.filter(pk=world.audit.pk).update(status=AuditStatus.APPROVED)
    note = {name: getattr(world.audit, name) for name in ("lawful_basis", "dpia_reference", "minimisation")}
    services.keep_governance(
        audit=world.audit,
        version=world.audit.version,
        actor=world.unit,
        retention_until=in_weeks(90),
        uses_vault=True,
        **note,
    )
    assert CaseIdentity.objects.get().erase_on == in_weeks(90)
