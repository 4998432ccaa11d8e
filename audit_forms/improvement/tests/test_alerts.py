"""Alerts: told at once, answered by the right people, never lost, never naming a child (bars R5, R16, G3, G8)."""

import re
from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit_forms.improvement.alerts.guard import MayIdentify
from audit_forms.improvement.enums import AlertStatus, AlertUpdateKind
from audit_forms.improvement.models import Alert
from audit_forms.improvement.tests.factories import Alarm, AlertFactory
from audit_forms.improvement.workflow import TransitionRefused
from audit_forms.organisations.models import Membership
from audit_forms.organisations.tests.factories import MembershipFactory, OrganisationFactory
from audit_forms.returns.tests.factories import ReturnFactory
from portal.accounts.models import User
from portal.accounts.tests.factories import UserFactory
from portal.outbox.models import Message
from portal.outbox.sending import send_due
from portal.outbox.tests.test_sending import transport
from portal.trail.models import AuditTrail
from portal.workflow import Stale
from tests.support.mail import Sink, free_port, mail_server

pytestmark = pytest.mark.django_db

WAITS = "An alert waits for you"


def told(subject=WAITS):
    return sorted(Message.objects.filter(subject=subject).values_list("to", flat=True))


def emails(*people):
    return sorted(person.email for person in people)


def test_the_lead_and_the_whole_business_unit_are_told_at_once(alarm):
    assert told() == emails(alarm.lead, alarm.unit, alarm.unit2)
    raised = alarm.now.updates.get()
    assert raised.kind == AlertUpdateKind.RAISED
    assert raised.note == "Told at once: Dee Lead, Uma Unit, Ulf Unit"


def test_who_raised_it_is_not_told_again(db):
    alarm = Alarm(raised=False)
    alarm.sound("unit")
    assert told() == emails(alarm.lead, alarm.unit2)


def test_two_people_are_told_even_where_one_person_is_everybody(db):
    alarm = Alarm(raised=False)
    alarm.unit2.groups.clear()
    alarm.sound("lead")
    assert told() == emails(alarm.unit, alarm.lead, alarm.head, alarm.chair)


def test_nobody_who_cannot_sign_in_or_has_left_is_told(db):
    alarm = Alarm(raised=False)
    for person in (alarm.lead, alarm.unit2):
        person.is_active = False
        person.save()
    alarm.sound()
    assert told() == emails(alarm.unit, alarm.head, alarm.chair)


def test_the_mail_holds_nothing_but_the_way_to_the_alert(alarm):
    alarm.reach(AlertStatus.CLOSED)
    assert Message.objects.count() == 3 + 1 + 2 + 2
    for message in Message.objects.all():
        everything = f"{message.subject} {message.text} {message.html}".replace("Dear Col League", "")
        for secret in ("SECRET", "Secret School", "gate", "child", "Col League", str(alarm.alert.about)):
            assert secret not in everything, secret
        links = re.findall(r"https?://[^\s\"<]+", message.text) + re.findall(r'href="([^"]+)"', message.html)
        assert len(links) == 2, "one link, in both parts"
        assert all(link.endswith(alarm.alert.get_absolute_url()) for link in links)


def test_mail_that_cannot_leave_is_told_afterwards_and_the_alert_is_there(db):
    with transport(free_port()):
        alarm = Alarm()
        assert send_due() == 0
    assert alarm.now.status == AlertStatus.RAISED
    Message.objects.update(next_try_at=alarm.now.raised_at)
    keeper = Sink()
    with mail_server(keeper) as port, transport(port):
        send_due()
    assert sorted(keeper.addresses) == emails(alarm.lead, alarm.unit, alarm.unit2)


def test_sent_five_times_it_is_raised_once(db):
    alarm = Alarm(raised=False)
    key = uuid4()
    assert len({alarm.sound(key=key).pk for _ in range(5)}) == 1
    assert (Alert.objects.count(), Message.objects.count()) == (1, 3)
    assert AuditTrail.objects.filter(action="alert.raised").count() == 1
    other = alarm.sound("viewer", key=key)
    assert other.raised_by == alarm.viewer


@pytest.mark.parametrize("who", ["lead", "colleague", "viewer", "auditor", "head", "unit"])
def test_every_member_and_the_business_unit_raise(db, who):
    alarm = Alarm(raised=False)
    assert alarm.sound(who).raised_by == getattr(alarm, who)


@pytest.mark.parametrize("who", ["leaver", "stranger", "superuser"])
def test_nobody_else_raises(db, who):
    alarm = Alarm(raised=False)
    with pytest.raises(PermissionDenied):
        alarm.sound(who)
    assert (Alert.objects.count(), Message.objects.count()) == (0, 0)


def reads(person, alert):
    return Alert.objects.visible_to(person).filter(pk=alert.pk).exists()


def test_only_who_answers_raised_it_or_works_in_the_unit_reads_it(alarm):
    people = {name: person for name, person in vars(alarm).items() if isinstance(person, User)}
    readers = {name for name, person in people.items() if reads(person, alarm.alert)}
    assert readers == {"lead", "head", "chair", "colleague", "unit", "unit2"}
    Membership.objects.filter(user=alarm.colleague).update(ended_at=timezone.now())
    assert not reads(alarm.colleague, alarm.alert)


@pytest.mark.parametrize(
    "details",
    [{"known": " "}, {"told": ()}, {"told": ("nobody", "police")}, {"told": ("mother",)}, {"about": "weather"}],
)
def test_a_report_that_says_too_little_is_refused(db, details):
    alarm = Alarm(raised=False)
    with pytest.raises(TransitionRefused):
        alarm.sound(**details)
    assert not Alert.objects.exists()


def test_what_identifies_a_child_is_refused_or_kept_knowingly(db):
    alarm = Alarm(raised=False)
    with pytest.raises(TransitionRefused, match="An alert never says who a child is"):
        alarm.sound(known="NHS number 943 476 5919", kept=True)
    with pytest.raises(TransitionRefused, match="An alert never says who a child is"):
        alarm.sound(told_words="Told the GP of 943 476 5919")
    with pytest.raises(MayIdentify) as refused:
        alarm.sound(known="Call the family on 07700 900123")
    assert "telephone" in refused.value.warnings[0]
    alarm.sound(known="Call the family on 07700 900123", kept=True)
    assert AuditTrail.objects.get(action="alert.raised").data["kept"] is True


def test_it_remembers_the_return_and_the_case_it_was_raised_from(db):
    alarm = Alarm(raised=False)
    own, foreign = ReturnFactory(organisation=alarm.school), ReturnFactory()
    raised = alarm.sound(audit_return=own, case_reference="K-2222-2222-2")
    assert raised.audit_return == own
    assert list(Alert.objects.about_case("K-2222-2222-2")) == [raised]
    with pytest.raises(TransitionRefused):
        alarm.sound(audit_return=foreign)


def test_it_goes_from_raised_to_closed_and_each_step_is_told(alarm):
    assert alarm.do("acknowledge_alert", "head").acknowledged_by == alarm.head
    assert told("Your alert has been acknowledged") == emails(alarm.colleague)
    alarm.do("give_assurance", "lead", note="The gate is locked now.")
    assert told("An alert waits to be closed") == emails(alarm.unit, alarm.unit2)
    closed = alarm.do("close_alert", "unit", note="Seen and tried.")
    assert told("An alert has been closed") == emails(alarm.lead, alarm.colleague)
    assert (closed.status, closed.closed_by, closed.closed_because) == ("closed", alarm.unit, "Seen and tried.")
    kinds = list(closed.updates.values_list("kind", flat=True))
    assert kinds == ["raised", "acknowledge", "give_assurance", "close"]
    assert [f"alert.{kind}" for kind in kinds] == [each.action for each in AuditTrail.objects.about(closed)]


def test_an_assurance_that_is_not_enough_comes_back_with_a_new_clock(db):
    tuesday = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Europe/London"))
    with time_machine.travel(tuesday, tick=False) as clock:
        alarm = Alarm()
        alarm.reach(AlertStatus.ASSURANCE_GIVEN)
        clock.shift(timedelta(hours=2))
        back = alarm.do("ask_again", "unit", note="Who locks it?")
    assert back.status == AlertStatus.ACKNOWLEDGED
    assert back.assure_by == tuesday + timedelta(hours=26)
    assert told("An alert has come back to you") == emails(alarm.lead, alarm.colleague)


@pytest.mark.parametrize(
    ("verb", "who", "status"),
    [
        ("acknowledge_alert", "colleague", "raised"),  # raised it
        ("acknowledge_alert", "viewer", "raised"),
        ("acknowledge_alert", "superuser", "raised"),
        ("give_assurance", "unit", "acknowledged"),  # only the organisation itself
        ("give_assurance", "colleague", "acknowledged"),
        ("close_alert", "lead", "assurance_given"),
        ("close_alert", "superuser", "assurance_given"),
        ("ask_again", "lead", "assurance_given"),
        ("add_note", "viewer", "raised"),
        ("add_note", "leaver", "raised"),
    ],
)
def test_nobody_takes_a_part_that_is_not_theirs(alarm, verb, who, status):
    before = alarm.reach(status)
    details = {} if verb == "acknowledge_alert" else {"note": "Words"}
    with pytest.raises(PermissionDenied):
        alarm.do(verb, who, **details)
    assert alarm.now.version == before.version


def test_nobody_closes_on_their_own_assurance(alarm):
    MembershipFactory(user=alarm.unit, organisation=alarm.school)
    alarm.reach(AlertStatus.ACKNOWLEDGED)
    alarm.do("give_assurance", "unit", note="The gate is locked now.")
    with pytest.raises(PermissionDenied):
        alarm.do("close_alert", "unit", note="Seen and tried.")
    assert alarm.do("close_alert", "unit2", note="Seen and tried.").status == AlertStatus.CLOSED


def test_a_second_click_changes_nothing_and_an_old_page_is_told(alarm):
    first = alarm.now
    alarm.do("acknowledge_alert", "lead", version=first.version)
    alarm.do("acknowledge_alert", "lead", version=first.version)
    said = {"note": "The gate is locked now.", "version": alarm.now.version}
    for _ in range(2):
        alarm.do("give_assurance", "lead", **said)
    with pytest.raises(Stale):
        alarm.do("add_note", "head", note="Old page", version=first.version)
    assert alarm.now.updates.count() == 3


def test_no_step_without_its_words(alarm):
    for verb, who, status in (
        ("give_assurance", "lead", AlertStatus.ACKNOWLEDGED),
        ("close_alert", "unit", AlertStatus.ASSURANCE_GIVEN),
    ):
        alarm.alert = AlertFactory(organisation=alarm.school, acknowledged=True)
        if status == AlertStatus.ASSURANCE_GIVEN:
            alarm.do("give_assurance", "lead", note="The gate is locked now.")
        with pytest.raises(TransitionRefused):
            alarm.do(verb, who, note="  ")


def test_the_trail_holds_no_words_of_people(alarm):
    alarm.reach(AlertStatus.CLOSED)
    for entry in AuditTrail.objects.about(alarm.alert):
        assert set(entry.data) <= {"update", "status", "people", "kept"}


def test_the_database_refuses_a_closed_alert_without_its_steps(db):
    alert = AlertFactory(organisation=OrganisationFactory(), raised_by=UserFactory())
    with pytest.raises(IntegrityError), transaction.atomic():
        Alert.objects.filter(pk=alert.pk).update(status=AlertStatus.CLOSED)
