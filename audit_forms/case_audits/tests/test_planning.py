"""The year's plan: who plans, what is refused in words, and who wins where two change it at once."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from audit_forms.case_audits import services
from audit_forms.case_audits.enums import AuditStatus
from audit_forms.case_audits.models import CaseAudit
from audit_forms.case_audits.tests.factories import CaseAuditFactory, World
from audit_forms.case_audits.tests.plans import plan
from audit_forms.case_audits.timetable import day_of, practice_window, proposed_dates
from audit_forms.case_audits.workflow import TransitionRefused
from portal.trail.models import AuditTrail
from portal.workflow import Stale

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """An audit in draft, with everybody around it."""
    return World(status=AuditStatus.DRAFT)


def trail_of(audit):
    return list(AuditTrail.objects.about(audit).values_list("action", flat=True))


def change(world, actor, version=1, **values):
    audit = world.audit
    kept = {
        name: getattr(audit, name)
        for name in ("title", "theme", "reason", "method", "cases_planned", "is_emergent", "edition", *CaseAudit.DATES)
    }
    window = {"practice_from": audit.practice_from, "practice_to": audit.practice_to}
    wanted = {**kept, **window, "year": "2026-27", "key_lines": [], **values}
    return services.change_plan(audit=audit, version=version, actor=actor, **wanted)


@pytest.mark.parametrize("who", ["group", "unit"])
def test_the_group_and_the_unit_plan_an_audit_once_however_often_it_is_sent(world, who):
    wanted = plan(title="Bruising in babies")
    first, second = (services.plan_audit(actor=getattr(world, who), **wanted) for _ in range(2))
    assert first == second
    assert [line.text for line in first.key_lines.all()] == ["Was the child heard?", "Who knew of the home?"]
    assert (first.status, trail_of(first)) == (AuditStatus.DRAFT, ["audit.planned"])


@pytest.mark.parametrize("who", ["executive", "chair", "stranger", "superuser"])
def test_nobody_else_plans_changes_or_drops(world, who):
    actor = getattr(world, who)
    with pytest.raises(PermissionDenied):
        services.plan_audit(actor=actor, **plan())
    with pytest.raises(PermissionDenied):
        change(world, actor, title="Other")
    with pytest.raises(PermissionDenied):
        services.drop_plan(audit=world.audit, version=1, actor=actor)


def test_a_fifth_planned_audit_is_refused_and_emergent_ones_are_not(world):
    for number in range(3):
        CaseAuditFactory(title=f"Planned {number}", edition=world.audit.edition)
    wanted = {"edition": world.audit.edition, "title": "The fifth"}
    with pytest.raises(ValidationError, match="already has its four planned audits"):
        services.plan_audit(actor=world.group, **plan(**wanted))
    for number in range(2):
        services.plan_audit(actor=world.group, **plan(**wanted | {"title": f"Event {number}", "is_emergent": True}))
    services.plan_audit(actor=world.group, **plan(**wanted | {"year": "2027-28"}))
    assert CaseAudit.objects.count() == 7


def test_an_emergent_audit_does_not_become_a_fifth_planned_one(world):
    for number in range(3):
        CaseAuditFactory(title=f"Planned {number}", edition=world.audit.edition)
    event = CaseAuditFactory(title="Event", edition=world.audit.edition, is_emergent=True)
    world.audit = event
    with pytest.raises(ValidationError, match="four planned"):
        change(world, world.group, is_emergent=False)


def test_a_title_stands_once_in_a_year(world):
    wanted = {"edition": world.audit.edition, "title": world.audit.title.upper()}
    with pytest.raises(ValidationError, match="already has an audit of this title"):
        services.plan_audit(actor=world.group, **plan(**wanted))
    services.plan_audit(actor=world.group, **plan(**wanted, year="2027-28"))


def test_dates_out_of_order_are_refused_beside_the_date(world):
    wrong = plan(edition=world.audit.edition, title="Other", moderation_on=datetime.date(2027, 3, 2))
    with pytest.raises(ValidationError) as refused:
        services.plan_audit(actor=world.group, **wrong)
    assert list(refused.value.message_dict) == ["moderation_on"]
    assert CaseAudit.objects.count() == 1


def test_the_tool_is_a_published_edition_of_a_case_audit(world):
    from_school = plan(title="Other", edition=world.audit.edition)
    world.audit.edition.questionnaire.kind = "s175"
    world.audit.edition.questionnaire.save()
    with pytest.raises(ValidationError, match="case-audit tool"):
        services.plan_audit(actor=world.group, **from_school)


def test_of_two_who_change_a_plan_at_once_the_second_is_told(world):
    changed = change(world, world.group, title="From the group")
    assert changed.version == 2
    with pytest.raises(Stale):
        change(world, world.unit, title="From the unit")
    world.audit.refresh_from_db()
    assert world.audit.title == "From the group"


def test_the_same_change_sent_twice_is_made_once(world):
    for _ in range(2):
        change(world, world.group, title="Once", key_lines=["One", "Two"])
    world.audit.refresh_from_db()
    assert (world.audit.version, trail_of(world.audit)) == (2, ["audit.plan_changed"])
    assert world.audit.key_lines.count() == 2


@pytest.mark.parametrize("status", sorted(set(AuditStatus) - {AuditStatus.DRAFT}))
def test_what_is_agreed_is_neither_changed_nor_dropped(status):
    world = World(status=status)
    with pytest.raises(TransitionRefused, match="only after the Executive has sent it back"):
        change(world, world.group, title="Other")
    with pytest.raises(TransitionRefused):
        services.drop_plan(audit=world.audit, version=1, actor=world.group)


def test_a_draft_is_dropped_and_frees_its_place_but_not_once_it_has_cases_or_was_decided_on(world):
    with pytest.raises(TransitionRefused, match="stays on record"):
        services.drop_plan(audit=world.audit, version=1, actor=world.group)
    world.case.delete()
    with pytest.raises(Stale):
        services.drop_plan(audit=world.audit, version=7, actor=world.group)
    services.drop_plan(audit=world.audit, version=1, actor=world.group)
    assert not CaseAudit.objects.exists()
    assert AuditTrail.objects.filter(action="audit.plan_dropped").count() == 1


@pytest.mark.parametrize(
    ("start", "due", "impact"),
    [
        (datetime.date(2027, 3, 1), datetime.date(2027, 3, 29), datetime.date(2027, 9, 1)),
        (datetime.date(2027, 2, 27), datetime.date(2027, 3, 29), datetime.date(2027, 9, 1)),  # a Saturday
        (datetime.date(2028, 2, 29), datetime.date(2028, 3, 28), datetime.date(2028, 8, 29)),  # a leap day
        (datetime.date(2026, 8, 31), datetime.date(2026, 9, 28), datetime.date(2027, 3, 1)),  # February is short
    ],
)
def test_dates_are_proposed_by_weeks_on_working_days(start, due, impact):
    days = proposed_dates(start)
    assert (days["deadline"], days["impact_due_on"]) == (due, impact)
    assert list(days) == list(CaseAudit.DATES)
    assert sorted(days.values()) == list(days.values())
    assert all(day.weekday() < 5 for day in days.values())


def test_the_practice_window_is_the_twelve_months_before_also_from_a_leap_day():
    assert practice_window(datetime.date(2028, 2, 29)) == (datetime.date(2027, 2, 28), datetime.date(2028, 2, 28))


def test_a_deadline_is_five_in_the_afternoon_local_time_on_both_sides_of_a_change_of_clocks(world):
    wanted = plan(datetime.date(2027, 3, 8), edition=world.audit.edition, title="Over the change")
    planned = services.plan_audit(actor=world.group, **wanted)
    planned.refresh_from_db()
    assert (planned.opens_at.hour, planned.deadline.hour) == (9, 16)  # UTC
    assert day_of(planned, "deadline") == datetime.date(2027, 4, 5)
