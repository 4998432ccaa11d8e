"""Whatever people press in whatever order, an alert moves only as the table allows (bars R15)."""

from datetime import timedelta
from uuid import UUID

import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from audit_forms.improvement.alerts.climbing import climb
from audit_forms.improvement.alerts.workflow import TRANSITIONS
from audit_forms.improvement.enums import AlertStatus
from audit_forms.improvement.models import Alert, AlertClimb
from audit_forms.improvement.tests.factories import Alarm
from audit_forms.improvement.workflow import TransitionRefused
from portal.outbox.models import Message
from portal.trail.models import AuditTrail
from tests.support.effort import machine_settings

WHO = st.sampled_from(
    ["lead", "colleague", "head", "chair", "viewer", "auditor", "stranger", "leaver", "unit", "unit2", "superuser"]
)
WORDS = st.sampled_from(["", " ", "Words", "Other words", "Ring 07700 900123", "NHS number 943 476 5919"])
MOVES = {(each.source, each.target) for each in TRANSITIONS}
KEYS = st.sampled_from([UUID(int=number) for number in range(1, 3)])
OF_UNIT, OF_SCHOOL = {"unit", "unit2"}, {"lead", "head", "chair"}


class AlertMachine(RuleBasedStateMachine):
    """Eleven people press every button there is on one alert, some on old pages, while its clock runs."""

    def __init__(self):
        super().__init__()
        self.alarm = Alarm()
        self.clock = time_machine.travel(timezone.now(), tick=False)
        self.traveller = self.clock.start()

    def teardown(self):
        self.clock.stop()

    def press(self, verb, person, old=False, /, **details):
        """Do it as that person; a refusal changes nothing, a change is one step of the table and one entry."""
        before, entries = self.alarm.now, self.entries()
        try:
            self.alarm.do(verb, person, version=before.version - old, **details)
        except (PermissionDenied, TransitionRefused):
            assert (self.alarm.now.version, self.entries()) == (before.version, entries)
            return
        after = self.alarm.now
        assert after.status == before.status or (before.status, after.status) in MOVES
        assert self.entries() - entries == after.version - before.version <= 1
        if before.status != after.status:
            assert person != "colleague"
            wanted = {AlertStatus.ASSURANCE_GIVEN: OF_SCHOOL, AlertStatus.CLOSED: OF_UNIT}
            assert person in wanted.get(after.status, OF_SCHOOL | OF_UNIT)

    def entries(self):
        return AuditTrail.objects.about(self.alarm.alert).count()

    @rule(who=WHO, old=st.booleans())
    def acknowledge(self, who, old):
        self.press("acknowledge_alert", who, old)

    @rule(who=WHO, old=st.booleans(), note=WORDS, kept=st.booleans())
    def assure(self, who, old, note, kept):
        self.press("give_assurance", who, old, note=note, kept=kept)

    @rule(who=WHO, old=st.booleans(), note=WORDS)
    def ask_again(self, who, old, note):
        self.press("ask_again", who, old, note=note)

    @rule(who=WHO, old=st.booleans(), note=WORDS)
    def close(self, who, old, note):
        self.press("close_alert", who, old, note=note)

    @rule(who=WHO, old=st.booleans(), note=WORDS, kept=st.booleans())
    def note(self, who, old, note, kept):
        self.press("add_note", who, old, note=note, kept=kept)

    @rule(who=WHO, key=KEYS)
    def raise_another(self, who, key):
        """However often one person sends one form, one alert is raised."""
        try:
            self.alarm.sound(who, key=key)
        except PermissionDenied:
            assert who in ("stranger", "leaver", "superuser")
        person = getattr(self.alarm, who)
        assert Alert.objects.filter(raised_by=person, key=key).count() <= 1

    @rule(hours=st.sampled_from([1, 3, 24, 60]))
    def time_passes(self, hours):
        self.traveller.shift(timedelta(hours=hours))
        climb()
        assert climb() == 0

    @invariant()
    def the_moments_tell_the_state(self):
        current = self.alarm.now
        assert (current.status == AlertStatus.RAISED) == (current.acknowledged_at is None)
        assert (current.status == AlertStatus.CLOSED) == (current.closed_at is not None)
        assert current.acknowledged_by_id != current.raised_by_id

    @invariant()
    def history_and_trail_tell_the_same(self):
        updates = list(self.alarm.alert.updates.values_list("pk", flat=True))
        assert updates == [entry.data["update"] for entry in AuditTrail.objects.about(self.alarm.alert)]
        climbed = self.alarm.alert.updates.filter(kind="climbed").count()
        assert climbed == AlertClimb.objects.filter(alert=self.alarm.alert).count()
        assert len(updates) - climbed == self.alarm.now.version

    @invariant()
    def what_identifies_a_child_is_nowhere(self):
        assert not self.alarm.alert.updates.filter(note__contains="943 476").exists()
        assert not Message.objects.filter(text__contains="Words").exists()


class TestAlertMachine(AlertMachine.TestCase, TestCase):
    """A moderate number of runs in every suite; `THOROUGH=1` has it run as the bar asks."""

    settings = machine_settings(8, 20)
