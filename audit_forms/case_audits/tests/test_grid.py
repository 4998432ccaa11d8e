"""The grid says of every agency and case how far it is, in a fixed number of queries (bars P4)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit_forms.case_audits.enums import InvolvementStatus, PartState
from audit_forms.case_audits.models import Case, Involvement
from audit_forms.case_audits.standing import OVERDUE, grid_of
from audit_forms.organisations.tests.factories import OrganisationFactory
from audit_forms.questionnaires.enums import Tone
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.models import Return

pytestmark = pytest.mark.django_db
MOST_QUERIES = 25


def cell(world, wanted=""):
    return grid_of(world.audit, wanted).rows[-1].cells[0]


def with_return(world, **values):
    part = world.involve(world.police, InvolvementStatus.COUNTERSIGNED)
    Return.objects.filter(pk=part.audit_return_id).update(**values)


@pytest.mark.parametrize(
    ("status", "state", "tone"),
    [
        (InvolvementStatus.NOTIFIED, PartState.NOT_ANSWERED, Tone.RED),
        (InvolvementStatus.NIL_RETURN, PartState.NOT_KNOWN, Tone.NEUTRAL),
        (InvolvementStatus.HISTORIC, PartState.HISTORIC, Tone.NEUTRAL),
        (InvolvementStatus.ACKNOWLEDGED, PartState.NO_AUDITOR, Tone.RED),
        (InvolvementStatus.AUDITOR_NAMED, PartState.AUDITOR_NAMED, Tone.AMBER),
        (InvolvementStatus.COUNTERSIGNED, PartState.COUNTERSIGNED, Tone.AMBER),
        (InvolvementStatus.MODERATED, PartState.MODERATED, Tone.GREEN),
        (InvolvementStatus.WITHDRAWN, PartState.WITHDRAWN, Tone.NEUTRAL),
    ],
)
def test_each_state_has_words_and_a_shape(world, status, state, tone):
    world.involve(world.police, status)
    assert (cell(world).state, cell(world).tone) == (state, tone)


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({"started_at": timezone.now()}, PartState.IN_PROGRESS),
        ({"status": ReturnStatus.AWAITING_SIGN_OFF}, PartState.AWAITING_SIGN_OFF),
        ({"status": ReturnStatus.SUBMITTED, "submitted_at": timezone.now()}, PartState.SUBMITTED),
        ({"status": ReturnStatus.CHANGES_REQUESTED, "submitted_at": timezone.now()}, PartState.CHANGES_REQUESTED),
        ({"status": ReturnStatus.ACCEPTED, "submitted_at": timezone.now()}, PartState.ACCEPTED),
    ],
)
def test_once_countersigned_the_return_says_how_far_it_is(world, values, state):
    with_return(world, **values)
    assert cell(world).state == state


def test_an_agency_without_a_part_has_not_been_told(world):
    assert cell(world).state == PartState.NOT_TOLD


@pytest.mark.parametrize("status", [InvolvementStatus.NOTIFIED, InvolvementStatus.AUDITOR_NAMED])
def test_overdue_is_derived_from_the_day(world, status):
    world.involve(world.police, status)
    assert not cell(world).is_overdue
    world.audit.involvement_due_on = timezone.localdate() - timedelta(days=1)
    assert cell(world).is_overdue


def test_a_return_is_overdue_after_its_own_deadline(world):
    with_return(world, started_at=timezone.now())
    world.audit.deadline = timezone.now() - timedelta(minutes=1)
    assert cell(world).is_overdue
    Return.objects.update(extended_until=timezone.now() + timedelta(days=1))
    assert not cell(world).is_overdue


def test_the_grid_is_narrowed_to_a_state(world, client):
    world.involve(world.police, InvolvementStatus.NIL_RETURN)
    world.involve(world.health)
    other = world.add_case()
    grid = grid_of(world.audit, PartState.NOT_KNOWN)
    assert ([row.agency for row in grid.rows], grid.cases) == ([world.police.organisation], [world.case])
    assert grid_of(world.audit, OVERDUE).rows == []
    client.force_login(world.unit)
    page = client.get(f"/unit/case-audits/{world.audit.reference}/grid/?state=not_known").content.decode()
    assert world.case.reference in page
    assert other.reference not in page


def test_the_grid_says_until_when_in_uk_time(world, client):
    client.force_login(world.unit)
    assert "(UK time)" in client.get(f"/unit/case-audits/{world.audit.reference}/grid/").content.decode()


def queries(client, address):
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_more_cases_and_agencies_take_no_more_queries(world, client):
    client.force_login(world.unit)
    world.involve(world.police, InvolvementStatus.COUNTERSIGNED)
    pages = [f"/unit/case-audits/{world.audit.reference}/{name}/" for name in ("grid", "cases")]
    assert client.get(pages[0]).status_code == 200  # makes the settings of the site and the session's clock
    before = [queries(client, page) for page in pages]
    agencies = [OrganisationFactory(agency=True, name=f"Agency {number}") for number in range(18)]
    for agency in agencies:
        world.audit.asked.create(organisation=agency)
    cases = [Case(audit=world.audit, added_by=world.unit, age_band="1_to_4") for _ in range(400)]
    Case.objects.bulk_create(cases)
    Involvement.objects.bulk_create(
        Involvement(case=case, organisation=agency) for case in cases[:20] for agency in agencies
    )
    assert [queries(client, page) for page in pages] == before
    assert max(before) <= MOST_QUERIES
