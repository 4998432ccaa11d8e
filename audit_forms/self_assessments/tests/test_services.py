"""Rounds ask the right organisations, once; more time is fair and recorded."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.module_loading import import_string

from audit_forms.organisations.enums import Duty
from audit_forms.organisations.tests.factories import MembershipFactory, OrganisationFactory
from audit_forms.questionnaires.tests.factories import EditionFactory
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.models import Return
from audit_forms.self_assessments import services
from audit_forms.self_assessments.models import Round
from audit_forms.self_assessments.opening import open_due_rounds
from audit_forms.self_assessments.tests.factories import RoundFactory, expect
from portal.accounts.tests.factories import UserFactory
from portal.jobs import registered
from portal.outbox.models import Message
from portal.trail.models import AuditTrail

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def stranger():
    return UserFactory(admin=True)


def plan(actor, **changes):
    values = {
        "edition": EditionFactory(published=True),
        "title": "Section 175 and 157, 2026-27",
        "year": "2026-27",
        "opens_at": timezone.now() + DAY,
        "deadline": timezone.now() + 30 * DAY,
    }
    return services.schedule_round(**(values | changes), actor=actor)


def test_a_round_is_scheduled_and_recorded(unit):
    planned = plan(unit)
    assert not planned.is_open
    assert AuditTrail.objects.about(planned).get().action == "round.scheduled"


def test_a_plan_sent_twice_is_planned_once(unit):
    plan(unit)
    with pytest.raises(ValidationError, match="already a round of this name"):
        plan(unit)
    assert Round.objects.count() == 1


def test_a_plan_may_change_until_the_round_opens(unit):
    planned = plan(unit)
    services.change_plan(exercise=planned, actor=unit, title="Renamed")
    services.open_round(exercise=planned, actor=unit)
    with pytest.raises(ValidationError, match="has opened"):
        services.change_plan(exercise=planned, actor=unit, title="Too late")
    with pytest.raises(ValidationError, match="stays on record"):
        services.drop_plan(exercise=planned, actor=unit)
    assert Round.objects.get().title == "Renamed"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"deadline": timezone.now()}, "deadline"),
        ({"grace": 2 * DAY}, "grace"),
        ({"grace": -DAY}, "grace"),
    ],
)
def test_a_round_with_impossible_times_is_refused(unit, changes, field):
    with pytest.raises(ValidationError) as refusal:
        plan(unit, **changes)
    assert list(refusal.value.message_dict) == [field]


@pytest.mark.parametrize(
    "edition",
    [{"published": False}, {"published": True, "questionnaire__kind": "case_audit"}],
    ids=["draft", "other kind"],
)
def test_a_round_needs_a_published_edition_made_for_rounds(unit, edition):
    with pytest.raises(ValidationError, match=r"Publish the edition first|Choose an edition"):
        plan(unit, edition=EditionFactory(**edition))


@pytest.mark.parametrize(
    "verb",
    [
        lambda actor, exercise: plan(actor),
        lambda actor, exercise: services.open_round(exercise=exercise, actor=actor),
        lambda actor, exercise: services.add_missing_returns(exercise=exercise, actor=actor),
        lambda actor, exercise: services.move_deadline(exercise=exercise, deadline=timezone.now() + DAY, actor=actor),
        lambda actor, exercise: services.extend_returns(
            returns=[], until=timezone.now() + DAY, reason="Flood", actor=actor
        ),
    ],
    ids=["schedule", "open", "add", "move", "extend"],
)
def test_only_the_business_unit_runs_rounds(stranger, verb):
    with pytest.raises(PermissionDenied):
        verb(stranger, RoundFactory())


def test_opening_asks_open_schools_under_the_duty(unit):
    asked = [OrganisationFactory(), OrganisationFactory(academy=True), OrganisationFactory(status="proposed_to_close")]
    OrganisationFactory(closed=True)
    OrganisationFactory(status="proposed_to_open")
    OrganisationFactory(duty=Duty.UNDECIDED)
    OrganisationFactory(agency=True)
    OrganisationFactory(is_trust=True)

    opened = services.open_round(exercise=RoundFactory(scheduled=True), actor=unit)

    assert {each.organisation for each in opened.returns.all()} == set(asked)
    assert opened.opens_at <= opened.opened_at


def test_a_section_11_round_asks_agencies():
    agency = OrganisationFactory(agency=True)
    OrganisationFactory()
    opened = services.open_round(exercise=RoundFactory(scheduled=True, s11=True), actor=None)
    assert [each.organisation for each in opened.returns.all()] == [agency]


def test_a_return_keeps_the_facts_and_the_number_of_questions_of_that_day():
    school = OrganisationFactory(has_boarding=True)
    services.open_round(exercise=RoundFactory(scheduled=True), actor=None)
    audit_return = Return.objects.get()
    assert audit_return.facts == school.facts
    assert audit_return.questions_total == 2


def test_opening_twice_asks_once_and_mails_once(unit):
    lead = MembershipFactory()
    MembershipFactory(organisation=lead.organisation, ended=True)
    MembershipFactory(organisation=lead.organisation, user__inactive=True)
    MembershipFactory(organisation=lead.organisation, head=True)
    exercise = RoundFactory(scheduled=True)

    services.open_round(exercise=exercise, actor=unit)
    services.open_round(exercise=exercise, actor=unit)
    services.add_missing_returns(exercise=exercise, actor=unit)

    message = Message.objects.get()
    audit_return = Return.objects.get()
    assert message.to == lead.user.email
    assert audit_return.get_absolute_url() in message.text
    assert lead.organisation.name in message.html
    assert AuditTrail.objects.about(exercise).count() == 1


def test_the_job_opens_what_is_due_and_nothing_else():
    due = RoundFactory(scheduled=True, opens_at=timezone.now())
    later = RoundFactory(scheduled=True)
    open_due_rounds()
    open_due_rounds()
    assert [each.is_open for each in Round.objects.filter(pk__in=[due.pk, later.pk]).order_by("pk")] == [True, False]
    assert AuditTrail.objects.filter(action="round.opened").count() == 1


def test_schools_that_join_later_are_added(unit):
    exercise = services.open_round(exercise=RoundFactory(scheduled=True), actor=unit)
    newcomer = OrganisationFactory()
    assert services.add_missing_returns(exercise=exercise, actor=unit) == 1
    assert exercise.returns.get().organisation == newcomer


def test_returns_cannot_be_added_before_opening(unit):
    with pytest.raises(ValidationError, match="has not opened yet"):
        services.add_missing_returns(exercise=RoundFactory(scheduled=True), actor=unit)


def test_moving_the_deadline_moves_it_for_all_and_drops_overtaken_extensions(unit):
    exercise = RoundFactory()
    new = exercise.deadline + 10 * DAY
    overtaken = expect(exercise, OrganisationFactory(), extended_until=new - DAY, extension_reason="Flood")
    longer = expect(exercise, OrganisationFactory(), extended_until=new + DAY, extension_reason="Flood")

    services.move_deadline(exercise=exercise, deadline=new, actor=unit)

    assert Return.objects.get(pk=overtaken.pk).deadline == new
    assert Return.objects.get(pk=longer.pk).deadline == new + DAY
    entry = AuditTrail.objects.about(exercise).get()
    assert (entry.action, entry.data["extensions_overtaken"]) == ("round.deadline_moved", 1)


def test_moving_to_the_same_moment_records_nothing(unit):
    exercise = RoundFactory()
    services.move_deadline(exercise=exercise, deadline=exercise.deadline, actor=unit)
    assert not AuditTrail.objects.exists()


@pytest.mark.parametrize("deadline", [timezone.now() - DAY, timezone.now() + DAY])
def test_a_deadline_in_the_past_or_before_the_opening_is_refused(unit, deadline):
    with pytest.raises(ValidationError):
        services.move_deadline(exercise=RoundFactory(scheduled=True), deadline=deadline, actor=unit)


def test_an_extension_is_recorded_and_told_once(unit):
    lead = MembershipFactory()
    audit_return = expect(RoundFactory(over=True), lead.organisation)
    until = timezone.now() + DAY
    for _ in range(2):
        services.extend_returns(returns=[audit_return], until=until, reason="Flood", actor=unit)

    extended = Return.objects.get()
    assert (extended.deadline, extended.is_overdue) == (until, False)
    assert AuditTrail.objects.about(extended).get().data["reason"] == "Flood"
    assert Message.objects.get().to == lead.user.email


@pytest.mark.parametrize(
    ("status", "until", "reason"),
    [
        (ReturnStatus.SUBMITTED, 40 * DAY, "Flood"),
        (ReturnStatus.WITHDRAWN, 40 * DAY, "Flood"),
        (ReturnStatus.DRAFT, -DAY, "Flood"),
        (ReturnStatus.DRAFT, DAY, "Flood"),
        (ReturnStatus.DRAFT, 40 * DAY, " "),
    ],
    ids=["submitted", "withdrawn", "in the past", "before the round's deadline", "no reason"],
)
def test_an_extension_that_makes_no_sense_is_refused(unit, status, until, reason):
    audit_return = expect(RoundFactory(), OrganisationFactory(), status=status)
    with pytest.raises(ValidationError):
        services.extend_returns(returns=[audit_return], until=timezone.now() + until, reason=reason, actor=unit)
    assert Return.objects.get().extended_until is None


def test_extending_several_is_all_or_none(unit):
    exercise = RoundFactory()
    returns = [
        expect(exercise, OrganisationFactory()),
        expect(exercise, OrganisationFactory(), status=ReturnStatus.ACCEPTED),
    ]
    with pytest.raises(ValidationError, match="is accepted"):
        services.extend_returns(returns=returns, until=timezone.now() + 60 * DAY, reason="Flood", actor=unit)
    assert not Return.objects.filter(extended_until__isnull=False).exists()


def test_rounds_open_by_a_job_that_runs_each_minute():
    task = next(task for task in registered() if task.name == "open rounds")
    assert task.every == datetime.timedelta(minutes=1)
    assert import_string(task.function) is open_due_rounds
