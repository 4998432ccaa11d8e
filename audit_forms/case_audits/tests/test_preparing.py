"""What the Business Unit prepares, the dates it moves, and the start."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from audit_forms.case_audits import services
from audit_forms.case_audits.enums import PLANNED_STATUSES, AuditStatus, CaseStatus
from audit_forms.case_audits.history import history_of
from audit_forms.case_audits.models import CaseAudit, Involvement
from audit_forms.case_audits.tests.factories import Agency, World, in_weeks
from audit_forms.case_audits.timetable import day_of
from audit_forms.case_audits.workflow import TransitionRefused
from audit_forms.organisations.enums import Sector
from audit_forms.organisations.tests.factories import OrganisationFactory
from audit_forms.returns.tests.factories import ReturnFactory
from portal.accounts.tests.factories import UserFactory
from portal.outbox.models import Message
from portal.trail.models import AuditTrail
from portal.workflow import Stale

pytestmark = pytest.mark.django_db
OTHERS = ("group", "executive", "chair", "stranger", "superuser")
NOTE = {
    "lawful_basis": "Public task.",
    "dpia_reference": "DPIA-13",
    "minimisation": "Pseudonyms only.",
    "retention_until": in_weeks(80),
    "uses_vault": False,
}


@pytest.fixture
def world():
    """An approved audit that could start."""
    return World(status=AuditStatus.APPROVED)


def calls(world, actor):
    """Everything that the Business Unit does to an audit, by name."""
    common = {"audit": world.audit, "actor": actor}
    read = {**common, "version": 1}
    return {
        "agencies": lambda: services.choose_agencies(**read, agencies=[world.police.organisation]),
        "governance": lambda: services.keep_governance(**read, **NOTE),
        "chair": lambda: services.name_chair(**read, chair=world.unit2),
        "dates": lambda: services.move_dates(**read, days={"impact_due_on": in_weeks(30)}),
        "start": lambda: services.start_audit(**common),
        "close_returns": lambda: services.close_returns(**common),
    }


ALLOWED = {
    "agencies": PLANNED_STATUSES,
    "governance": PLANNED_STATUSES,
    "chair": {*PLANNED_STATUSES, AuditStatus.RUNNING, AuditStatus.QUALITY_ASSURANCE, AuditStatus.MODERATION},
    "dates": set(AuditStatus) - {AuditStatus.DRAFT, AuditStatus.IMPACT_REVIEWED, AuditStatus.CLOSED},
    "start": {AuditStatus.APPROVED, AuditStatus.RUNNING, AuditStatus.QUALITY_ASSURANCE},
    "close_returns": {AuditStatus.RUNNING, AuditStatus.QUALITY_ASSURANCE},
}


@pytest.mark.parametrize("verb", ALLOWED)
@pytest.mark.parametrize("role", OTHERS)
def test_nobody_but_the_business_unit_prepares_moves_or_starts(world, verb, role):
    with pytest.raises(PermissionDenied):
        calls(world, getattr(world, role))[verb]()
    assert not AuditTrail.objects.about(world.audit).exists()


@pytest.mark.parametrize("verb", ALLOWED)
def test_each_verb_is_possible_in_its_states_only(verb):
    world = World()
    for status in AuditStatus:
        CaseAudit.objects.update(status=status, version=1)
        if status not in ALLOWED[verb]:
            with pytest.raises(TransitionRefused):
                calls(world, world.unit)[verb]()
    assert not AuditTrail.objects.about(world.audit).exists()


@pytest.mark.parametrize("verb", ["agencies", "governance", "chair", "dates", "start"])
def test_sent_twice_it_happens_once(world, verb):
    for _ in range(3):
        calls(world, world.unit)[verb]()
    assert AuditTrail.objects.about(world.audit).count() == 1


@pytest.mark.parametrize("verb", ["agencies", "governance", "chair", "dates"])
def test_whoever_saves_from_an_older_page_is_told(world, verb):
    CaseAudit.objects.update(version=2)
    with pytest.raises(Stale):
        calls(world, world.unit)[verb]()


def test_only_open_agencies_are_asked_and_at_least_one(world):
    common = {"audit": world.audit, "version": 1, "actor": world.unit}
    for wrong in (OrganisationFactory(), OrganisationFactory(agency=True, status="closed")):
        with pytest.raises(TransitionRefused, match="open"):
            services.choose_agencies(**common, agencies=[world.police.organisation, wrong])
    with pytest.raises(TransitionRefused, match="at least one"):
        services.choose_agencies(**common, agencies=[])
    housing = Agency("Demo Housing", Sector.HOUSING).organisation
    services.choose_agencies(**common, agencies=[world.police.organisation, housing])
    assert set(world.audit.agencies.all()) == {world.police.organisation, housing}


def test_an_agency_that_closed_meanwhile_stays_chosen_until_it_is_unticked(world):
    world.police.organisation.status = "closed"
    world.police.organisation.save()
    housing = Agency("Demo Housing", Sector.HOUSING).organisation
    chosen = [world.police.organisation, world.health.organisation, housing]
    services.choose_agencies(audit=world.audit, version=1, agencies=chosen, actor=world.unit)
    assert world.audit.asked.count() == 3


def test_the_note_says_who_completed_it_and_its_words_stay_out_of_the_trail(world):
    services.keep_governance(audit=world.audit, version=1, actor=world.unit2, **NOTE)
    entry = AuditTrail.objects.about(world.audit).get()
    assert (entry.actor, entry.data["complete"]) == (world.unit2, True)
    assert "DPIA" not in str(entry.data)


def test_case_material_is_kept_until_the_impact_has_been_reviewed(world):
    with pytest.raises(ValidationError) as refused:
        services.keep_governance(
            audit=world.audit, version=1, actor=world.unit, **NOTE | {"retention_until": in_weeks(20)}
        )
    assert list(refused.value.message_dict) == ["retention_until"]


def test_the_chair_is_told_once_and_must_be_able_to_sign_in(world):
    with pytest.raises(ValidationError, match="can sign in"):
        services.name_chair(audit=world.audit, version=1, chair=UserFactory(inactive=True), actor=world.unit)
    for _ in range(2):
        services.name_chair(audit=world.audit, version=1, chair=world.stranger, actor=world.unit)
    assert Message.objects.get().to == world.stranger.email


def test_a_moved_date_keeps_the_approval_is_on_record_and_told(world):
    CaseAudit.objects.update(status=AuditStatus.RUNNING)
    day = day_of(world.audit, "deadline") + datetime.timedelta(days=2)
    hour = timezone.localtime(world.audit.deadline).time()
    part = ReturnFactory(exercise=world.audit, organisation=world.police.organisation, subject="K-1")
    part.extended_until = world.audit.deadline + datetime.timedelta(days=1)
    part.save()
    moved = services.move_dates(audit=world.audit, version=1, days={"deadline": day}, actor=world.unit)
    part.refresh_from_db()
    assert part.deadline == moved.deadline  # for everybody at once, whatever extension they had
    assert (moved.status, day_of(moved, "deadline")) == (AuditStatus.RUNNING, day)
    assert timezone.localtime(moved.deadline).time() == hour
    assert "Agencies’ audits are due" in history_of(world.audit)[0].details[0]
    told = set(Message.objects.values_list("to", flat=True))
    assert told == {world.chair.email, world.police.lead.email, world.health.lead.email}


def test_before_the_start_agencies_do_not_learn_of_an_audit_by_its_dates(world):
    services.move_dates(audit=world.audit, version=1, days={"impact_due_on": in_weeks(30)}, actor=world.unit)
    assert [message.to for message in Message.objects.all()] == [world.chair.email]


@pytest.mark.parametrize(("name", "day"), [("moderation_on", in_weeks(-1)), ("moderation_on", in_weeks(1))])
def test_a_date_neither_passed_nor_out_of_order(world, name, day):
    with pytest.raises(ValidationError) as refused:
        services.move_dates(audit=world.audit, version=1, days={name: day}, actor=world.unit)
    assert list(refused.value.message_dict) == [name]


def test_a_step_that_is_done_does_not_move(world):
    CaseAudit.objects.update(status=AuditStatus.MODERATION)
    services.move_dates(audit=world.audit, version=1, days={"deadline": in_weeks(5)}, actor=world.unit)
    assert not AuditTrail.objects.about(world.audit).exists()


@pytest.mark.parametrize(
    ("take_away", "words"),
    [
        ({"dpia_reference": ""}, "the DPIA reference"),
        ({"retention_until": None}, "the date on which case material is erased"),
        ({"chair": None}, "a chair"),
        (
            {"opens_at": timezone.now() - datetime.timedelta(weeks=3), "involvement_due_on": in_weeks(-2)},
            "have not passed",
        ),
    ],
)
def test_an_audit_does_not_start_while_something_is_missing(world, take_away, words):
    for name, value in take_away.items():
        setattr(world.audit, name, value)
    world.audit.save()
    with pytest.raises(TransitionRefused, match=words):
        services.start_audit(audit=world.audit, actor=world.unit)


def test_an_audit_does_not_start_without_agencies_or_without_a_case_that_is_audited(world):
    world.case.status = CaseStatus.WITHDRAWN
    world.case.save()
    world.audit.asked.all().delete()
    with pytest.raises(TransitionRefused, match="the agencies that are asked and at least one case"):
        services.start_audit(audit=world.audit, actor=world.unit)


def test_the_start_is_now_and_agencies_get_their_parts_once(world):
    CaseAudit.objects.update(opens_at=timezone.now() - datetime.timedelta(days=3))
    for _ in range(2):
        started = services.start_audit(audit=world.audit, actor=world.unit)
    assert abs(timezone.now() - started.opens_at) < datetime.timedelta(minutes=5)
    assert Involvement.objects.filter(case=world.case).count() == 2
    assert AuditTrail.objects.about(world.audit).get().data == {"source": "approved", "agencies": 2, "cases": 1}


def test_a_start_that_cannot_tell_the_agencies_has_not_happened(world, monkeypatch):
    def fail(**facts):
        raise OSError("The disk is full.")

    monkeypatch.setattr(services.starting, "notify_agencies", fail)
    with pytest.raises(OSError, match="disk"):
        services.start_audit(audit=world.audit, actor=world.unit)
    world.audit.refresh_from_db()
    assert world.audit.status == AuditStatus.APPROVED


def test_quality_assurance_begins_once(world):
    CaseAudit.objects.update(status=AuditStatus.RUNNING)
    for _ in range(2):
        assert services.close_returns(audit=world.audit, actor=world.unit).status == AuditStatus.QUALITY_ASSURANCE
    assert AuditTrail.objects.about(world.audit).count() == 1
