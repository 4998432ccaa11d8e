"""Agencies are chased in one press, once, by a text that says nothing of any case."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from audit_forms.case_audits import services
from audit_forms.case_audits.enums import AuditStatus, ChaseSegment, InvolvementStatus
from audit_forms.case_audits.models import CaseChase
from audit_forms.case_audits.tests.factories import World, in_weeks
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.models import Return
from portal.outbox.models import Message

pytestmark = pytest.mark.django_db
TEXT = "Please tell us for each case whether you know the child."
NOT_ANSWERED, NO_AUDITOR, OVERDUE = ChaseSegment


@pytest.fixture
def world():
    """Police has not answered, health has acknowledged and named nobody."""
    made = World()
    made.involve(made.police)
    made.involve(made.health, InvolvementStatus.ACKNOWLEDGED)
    return made


def chase(world, segment=NOT_ANSWERED, **changes):
    plan = services.plan_chase(audit=world.audit, segment=segment, again=changes.get("again", False))
    values = {"key": uuid4(), "text": TEXT, "seen": plan.digest, "again": False, "actor": world.unit, **changes}
    return services.chase_agencies(audit=world.audit, segment=segment, **values)


def told():
    return sorted(Message.objects.values_list("to", flat=True))


@pytest.mark.parametrize(("segment", "who"), [(NOT_ANSWERED, "police"), (NO_AUDITOR, "health")])
def test_those_for_whom_it_waits_are_told(world, segment, who):
    chase(world, segment)
    assert told() == [getattr(world, who).lead.email]


def test_overdue_tells_the_leads_and_the_auditor_who_writes(world):
    other = world.add_case()
    part = world.involve(world.health, InvolvementStatus.COUNTERSIGNED, case=other)
    world.audit.deadline = timezone.now() - timedelta(hours=1)
    world.audit.save()
    chase(world, OVERDUE)
    assert told() == sorted([world.health.lead.email, world.health.auditor.email])
    assert part.chased.count() == 1


def test_a_return_that_has_come_in_is_not_chased(world):
    part = world.involve(world.health, InvolvementStatus.COUNTERSIGNED, case=world.add_case())
    Return.objects.filter(pk=part.audit_return_id).update(status=ReturnStatus.SUBMITTED, submitted_at=timezone.now())
    world.audit.deadline = timezone.now() - timedelta(hours=1)
    world.audit.save()
    assert services.plan_chase(audit=world.audit, segment=OVERDUE).told == ()


def test_an_answer_is_overdue_after_its_day(world):
    world.audit.involvement_due_on = in_weeks(0)
    world.audit.save()
    assert services.plan_chase(audit=world.audit, segment=OVERDUE).told == ()
    world.audit.involvement_due_on -= timedelta(days=1)
    world.audit.save()
    assert len(services.plan_chase(audit=world.audit, segment=OVERDUE).told) == 2


def test_one_press_tells_once(world):
    key, seen = uuid4(), services.plan_chase(audit=world.audit, segment=NOT_ANSWERED).digest
    assert chase(world, key=key, seen=seen) == chase(world, key=key, seen=seen)
    assert told() == [world.police.lead.email]


def test_within_three_days_nobody_is_chased_again_unless_the_officer_says_so(world):
    chase(world)
    assert services.plan_chase(audit=world.audit, segment=NOT_ANSWERED).people == ()
    chase(world, again=True)
    assert told() == [world.police.lead.email] * 2


def test_what_has_changed_since_the_page_was_opened_is_not_sent(world):
    with pytest.raises(ValidationError) as refusal:
        chase(world, seen="another plan")
    assert refusal.value.code == "moved"
    assert told() == []


@pytest.mark.parametrize(
    "text",
    [" ", "x" * 1201, "The child’s NHS number is 943 476 5919.", "About {case}", "About Demo Police", "About {title}"],
)
def test_the_text_names_no_child_case_agency_or_theme(world, text):
    text = text.replace("{case}", world.case.reference.lower()).replace("{title}", world.audit.title)
    with pytest.raises(ValidationError):
        chase(world, text=text)
    assert not CaseChase.objects.exists()


def test_the_mail_carries_the_text_and_one_link(world):
    chase(world)
    mail = Message.objects.get()
    assert TEXT in mail.text
    assert mail.text.count("/audits/") == 1
    assert world.case.reference not in f"{mail.subject}{mail.text}{mail.html}"


def test_an_agency_without_a_lead_is_named_as_out_of_reach(world):
    world.police.lead.memberships.update(ended_at=timezone.now())
    plan = services.plan_chase(audit=world.audit, segment=NOT_ANSWERED)
    assert (plan.people, plan.unreachable) == ((), (world.police.organisation,))


@pytest.mark.parametrize("who", ["group", "executive", "chair", "stranger", "superuser"])
def test_nobody_but_the_business_unit_chases(world, who):
    with pytest.raises(PermissionDenied):
        chase(world, actor=getattr(world, who))


def test_from_moderation_on_nobody_is_chased(world):
    world.audit.status = AuditStatus.MODERATION
    world.audit.save()
    with pytest.raises(ValidationError):
        chase(world)


def test_the_officer_edits_the_text_and_sends(world, client):
    client.force_login(world.unit)
    address = f"/unit/case-audits/{world.audit.reference}/chase/?segment=not_answered"
    page = client.get(address)
    form = page.context["form"]
    sent = {"key": str(form["key"].value()), "text": TEXT, "seen": page.context["plan"].digest, "step": "send"}
    for _ in range(2):
        assert client.post(address, sent).status_code == 302
    assert told() == [world.police.lead.email]
    assert "Last chased" in client.get(f"/unit/case-audits/{world.audit.reference}/grid/").content.decode()
