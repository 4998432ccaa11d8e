"""What an agency says it will do in a case is followed until it is done, by those who may know of it (issue 4)."""

import pytest

from audit_forms.case_audits import services
from audit_forms.case_audits.grading import domains_of
from audit_forms.case_audits.tests.agencies import begin, check_quality, submit
from audit_forms.case_audits.tests.factories import World, case_audit_edition
from audit_forms.improvement import services as improvement
from audit_forms.improvement.enums import ActionSource
from audit_forms.improvement.models import Action
from audit_forms.improvement.notifications import recipients_of
from audit_forms.returns import services as returns
from audit_forms.returns.tests.factories import refreshed
from portal.trail.models import AuditTrail

pytestmark = pytest.mark.django_db
ROWS = [
    {"what": "Ask for the school’s chronology", "who": "Detective sergeant", "by": "2026-12-18"},
    {"what": "Brief the night team", "who": "Duty inspector", "by": "2027-01-15"},
]


@pytest.fixture
def world(db):
    """A running audit whose tool asks for actions."""
    return World(edition=case_audit_edition(actions=True))


@pytest.fixture
def submitted(world):
    """The police's audit with two actions, through the checklist."""
    world.part = world.involve(world.police)
    given = submit(begin(world.part, world.police), world.police)
    say(given, ROWS)
    check_quality(given, world.unit)
    return given


def say(given, rows):
    """What stands in the table of actions."""
    question = given.edition.sections.get().questions.get(key="case-actions")
    given.answers.update_or_create(question=question, defaults={"value": rows})


def accept(world, submitted):
    """Accepted by the Business Unit."""
    returns.accept(audit_return=refreshed(submitted), actor=world.unit)


def test_acceptance_opens_each_action_once_for_the_agency(world, submitted):
    accept(world, submitted)
    accept(world, submitted)
    opened = Action.objects.order_by("due_on")
    assert [(each.what, each.who, each.due_on.isoformat()) for each in opened] == [tuple(row.values()) for row in ROWS]
    assert {(each.organisation, each.source) for each in opened} == {
        (world.police.organisation, ActionSource.CASE_AUDIT)
    }
    assert AuditTrail.objects.filter(action="action.opened").count() == 2


def test_accepted_again_after_a_change_only_what_is_new_is_opened(world, submitted):
    accept(world, submitted)
    more = [*ROWS, {"what": "Tell the child what was found", "who": "Officer", "by": "2027-02-01"}]
    say(submitted, more)
    services.take_case_actions(audit_return=submitted, actor=world.unit)
    assert Action.objects.count() == 3


def test_the_lead_and_the_unit_read_them_and_no_other_member(world, submitted):
    accept(world, submitted)
    police = world.police
    read = (police.lead, world.unit, police.viewer, police.second_auditor, world.health.lead)
    assert [Action.objects.visible_to(each).count() for each in read] == [2, 2, 0, 0, 0]


def test_who_is_given_an_action_reads_that_one_until_a_conflict_closes_it(world, submitted):
    accept(world, submitted)
    action = Action.objects.first()
    improvement.assign(
        action=action, version=action.version, who="Officer", owner=world.police.viewer, actor=world.police.lead
    )
    assert list(Action.objects.visible_to(world.police.viewer)) == [action]
    services.declare_conflict(
        involvement=world.part, person=world.police.lead, conflict="My team", actor=world.police.lead
    )
    assert not Action.objects.visible_to(world.police.lead).exists()
    told = recipients_of(Action.objects.all())
    assert world.police.lead not in [person for people in told.values() for person in people]


def test_a_report_calls_each_domain_by_the_title_of_its_section(world):
    edition = world.audit.edition
    assert [each.area for each in domains_of(edition)] == [edition.sections.get().title, "Overall grade"]
