"""An agency that merges: its parts and returns go on under the agency that it became."""

import pytest
from django.utils import timezone

from audit_forms.case_audits import services
from audit_forms.case_audits.enums import AuditStatus, InvolvementStatus
from audit_forms.case_audits.matrix import matrix_of
from audit_forms.case_audits.models import Involvement
from audit_forms.case_audits.moderation import moderation_summary
from audit_forms.case_audits.tests.factories import Agency, World
from audit_forms.case_audits.tests.meetings import FIRST, Meeting
from audit_forms.organisations.enums import RegisterStatus, Sector
from audit_forms.organisations.services import link_successor
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.models import Return
from portal.outbox.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """The audit asks police and health; police has closed, and a new force follows it."""
    made = World()
    made.heir = Agency("Demo Constabulary", Sector.POLICE)
    made.police.organisation.status = RegisterStatus.CLOSED
    made.police.organisation.save()
    return made


def merge(world, into=None):
    heir = (into or world.heir).organisation
    link_successor(organisation=world.police.organisation, successor=heir, actor=world.unit)


def states(agency):
    return dict(Involvement.objects.filter(organisation=agency.organisation).values_list("case", "status"))


def test_parts_and_returns_go_to_the_successor_as_they_are(world):
    part = world.involve(world.police, InvolvementStatus.COUNTERSIGNED)
    merge(world)
    part.refresh_from_db()
    assert (part.organisation, part.status) == (world.heir.organisation, InvolvementStatus.COUNTERSIGNED)
    assert part.audit_return.organisation == world.heir.organisation
    assert Return.objects.visible_to(world.heir.lead).get() == part.audit_return
    assert not Return.objects.visible_to(world.police.lead).exists()


def test_the_audit_asks_the_successor_from_then_on(world):
    world.involve(world.police)
    merge(world)
    assert set(world.audit.agencies.all()) == {world.heir.organisation, world.health.organisation}
    world.add_case()
    services.notify_agencies(audit=world.audit, actor=world.unit)
    assert len(states(world.heir)) == 2


def test_its_leads_are_told_once(world):
    world.involve(world.police)
    for _ in range(2):
        merge(world)
    assert list(Message.objects.values_list("to", flat=True)) == [world.heir.lead.email]


def test_where_only_the_closed_agency_audits_its_work_becomes_the_successors(world):
    part = world.involve(world.police, InvolvementStatus.COUNTERSIGNED)
    world.involve(world.health, InvolvementStatus.NIL_RETURN)
    merge(world, into=world.health)
    own = Involvement.objects.get(organisation=world.health.organisation)
    assert (own.status, own.audit_return) == (InvolvementStatus.COUNTERSIGNED, part.audit_return)
    assert own.audit_return.organisation == world.health.organisation
    assert own.appointments.current().exists()
    assert states(world.police) == {world.case.pk: InvolvementStatus.WITHDRAWN}


def test_where_both_audit_the_successors_own_goes_on(world):
    part = world.involve(world.police, InvolvementStatus.COUNTERSIGNED)
    own = world.involve(world.health, InvolvementStatus.COUNTERSIGNED)
    merge(world, into=world.health)
    part.audit_return.refresh_from_db()
    assert part.audit_return.status == ReturnStatus.WITHDRAWN
    assert states(world.health) == {world.case.pk: InvolvementStatus.COUNTERSIGNED}
    own.audit_return.refresh_from_db()
    assert own.audit_return.status == ReturnStatus.DRAFT


def test_where_both_audited_what_had_come_in_is_kept(world):
    part = world.involve(world.police, InvolvementStatus.COUNTERSIGNED)
    Return.objects.filter(pk=part.audit_return_id).update(status=ReturnStatus.SUBMITTED, submitted_at=timezone.now())
    world.involve(world.health, InvolvementStatus.COUNTERSIGNED)
    merge(world, into=world.health)
    assert states(world.police) == {world.case.pk: InvolvementStatus.COUNTERSIGNED}


def test_a_finished_audit_keeps_the_agency_that_took_part(world):
    part = world.involve(world.police, InvolvementStatus.MODERATED)
    world.audit.status = AuditStatus.PUBLISHED
    world.audit.save()
    merge(world)
    part.refresh_from_db()
    assert part.organisation == world.police.organisation


def test_the_unit_links_agencies_on_a_page(world, client):
    client.force_login(world.unit)
    closed, heir = world.police.organisation, world.heir.organisation
    assert "Link it to the agency" in client.get(closed.get_absolute_url()).content.decode()
    address = f"/unit/organisations/{closed.pk}/successor/"
    assert client.get(address).status_code == 200
    client.post(address, {"successor": heir.pk})
    closed.refresh_from_db()
    assert closed.successor == heir
    assert heir.name in client.get(closed.get_absolute_url()).content.decode()


@pytest.fixture
def meeting():
    """Moderation is open, police and health have graded blind, and police has dissented; then it merges."""
    made = Meeting()
    made.heir = Agency("Demo Constabulary", Sector.POLICE)
    made.police.organisation.status = RegisterStatus.CLOSED
    made.police.organisation.save()
    made.enter(made.police, made.police_part, first="red", overall="red")
    made.open()
    made.agree(level="amber")
    services.write_dissent(
        case=made.case, key=FIRST, words="The risk was told to nobody.", version=0, actor=made.police.auditor
    )
    return made


def test_what_was_graded_and_dissented_in_the_meeting_goes_on_under_the_successor(meeting):
    merge(meeting)
    row = matrix_of(meeting.case).row(FIRST)
    assert {cell.part.organisation.name: cell.level.key for cell in row.cells} == {
        "Demo Constabulary": "red",
        meeting.health.organisation.name: "amber",
    }
    assert [each.organisation for each in row.dissents] == [meeting.heir.organisation]
    assert row.agreed.level.key == "amber"
    summary = moderation_summary(meeting.audit)
    assert summary.domains[0].spread_after == {1: 1}


def test_where_both_dissented_each_keeps_its_own_words(meeting):
    services.write_dissent(
        case=meeting.case, key=FIRST, words="We saw it too.", version=0, actor=meeting.health.auditor
    )
    merge(meeting, into=meeting.health)
    words = {each.organisation.name: each.words for each in matrix_of(meeting.case).row(FIRST).dissents}
    assert words == {
        meeting.police.organisation.name: "The risk was told to nobody.",
        meeting.health.organisation.name: "We saw it too.",
    }
