"""Reminding agencies: to whoever has the next step, counts only, each once (bars R10, R19, G8)."""

import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from audit_forms.case_audits import services
from audit_forms.case_audits.enums import InvolvementStatus
from audit_forms.case_audits.models import CaseAudit, PartReminder
from audit_forms.case_audits.reminders import send_reminders
from audit_forms.case_audits.tests.agencies import begin, now, send, submit
from audit_forms.case_audits.tests.factories import World
from audit_forms.returns import services as returns
from portal.outbox.models import Message

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def uk(text):
    """A moment in UK time."""
    return datetime.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/London"))


INVOLVEMENT_DUE, AUDIT_DUE = datetime.date(2027, 2, 5), uk("2027-02-26T17:00")


@pytest.fixture
def world():
    """An audit whose auditors are named by 5 February and whose audits are due on the 26th."""
    made = World()
    CaseAudit.objects.update(involvement_due_on=INVOLVEMENT_DUE, deadline=AUDIT_DUE)
    made.audit.refresh_from_db()
    return made


def reminded(first, days, at="08:05"):
    """Let the job run twice on each of so many mornings; who was reminded on which of them."""
    sent = {}
    for number in range(days):
        day = datetime.date.fromisoformat(first) + number * DAY
        before = set(Message.objects.values_list("pk", flat=True))
        with time_machine.travel(uk(f"{day.isoformat()}T{at}"), tick=False):
            send_reminders()
            send_reminders()
        new = Message.objects.filter(subject="Case audits wait for you").exclude(pk__in=before)
        if new.exists():
            sent[day.isoformat()] = sorted(new.values_list("to", flat=True))
    return sent


def test_a_lead_is_reminded_of_an_answer_before_on_and_after_the_day(world, part):
    lead = [world.police.lead.email]
    days = ["2027-02-03", "2027-02-05", "2027-02-06", "2027-02-13"]
    assert reminded("2027-02-01", 16) == dict.fromkeys(days, lead)


def test_nobody_is_reminded_before_the_morning(world, part):
    assert reminded("2027-02-05", 1, at="07:59") == {}


def test_the_auditor_is_reminded_of_what_is_theirs(world, part):
    begin(part, world.police)
    auditor = [world.police.auditor.email]
    days = ["2027-02-19", "2027-02-26", "2027-02-27"]
    assert reminded("2027-02-10", 20) == dict.fromkeys(days, auditor)


def test_a_declaration_is_the_auditors_and_countersigning_the_leads(world, part):
    services.acknowledge(involvement=part, actor=world.police.lead)
    services.name_auditor(involvement=part, auditor=world.police.auditor, actor=world.police.lead)
    assert reminded("2027-02-05", 1) == {"2027-02-05": [world.police.auditor.email]}
    services.declare_independence(involvement=part, actor=world.police.auditor)
    assert reminded("2027-02-06", 1) == {"2027-02-06": [world.police.lead.email]}


def test_changes_are_reminded_of_by_their_own_day(world, part):
    submitted = submit(begin(part, world.police), world.police)
    due = datetime.date(2027, 3, 10)
    returns.request_changes(audit_return=submitted, notes={"first": "More"}, due_on=due, actor=world.unit)
    assert list(reminded("2027-03-01", 11)) == ["2027-03-03", "2027-03-10", "2027-03-11"]


def test_a_moved_deadline_is_reminded_of_anew(world, part):
    begin(part, world.police)
    assert list(reminded("2027-02-26", 1)) == ["2027-02-26"]
    CaseAudit.objects.update(deadline=AUDIT_DUE + 7 * DAY)
    assert list(reminded("2027-02-27", 7)) == ["2027-02-27", "2027-03-05"]


def test_several_parts_are_one_mail_with_counts_only(world, part):
    for _ in range(2):
        world.involve(world.police, case=world.add_case())
    reminded("2027-02-05", 1)
    mail = Message.objects.get(subject="Case audits wait for you")
    assert "3 are due today" in mail.text
    for canary in (part.case.reference, "Neglect", world.audit.title):
        assert canary not in mail.text + mail.html
    assert PartReminder.objects.count() == 3


@pytest.mark.parametrize(
    "status", [InvolvementStatus.NIL_RETURN, InvolvementStatus.HISTORIC, InvolvementStatus.WITHDRAWN]
)
def test_what_has_ended_reminds_nobody(world, status):
    world.involve(world.police, status)
    assert reminded("2027-02-05", 2) == {}


def test_what_has_been_sent_and_accepted_reminds_nobody(world, part):
    submit(begin(part, world.police), world.police)
    assert reminded("2027-02-26", 9) == {}


def test_a_disabled_account_is_never_written_to_and_another_auditor_asked_for(world, part):
    send(begin(part, world.police), world.police.auditor)
    world.police.auditor.is_active = False
    world.police.auditor.save()
    assert reminded("2027-02-26", 1) == {"2027-02-26": [world.police.lead.email]}
    assert now(part).status == InvolvementStatus.ACKNOWLEDGED
    assert now(part).appointment is None
    assert Message.objects.filter(subject="Another auditor is needed", to=world.police.lead.email).count() == 1


def test_a_morning_missed_is_made_up_for(world, part):
    assert list(reminded("2027-02-08", 2)) == ["2027-02-08"]


def test_both_clock_changes_leave_one_reminder_a_day(world, part):
    CaseAudit.objects.update(involvement_due_on=datetime.date(2027, 3, 28))
    assert list(reminded("2027-03-26", 3)) == ["2027-03-26", "2027-03-28"]
    assert timezone.get_current_timezone_name() == "Europe/London"
