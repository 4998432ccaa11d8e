"""Whatever people press in whatever order, an action moves only as the table allows (bars R15)."""

from django.core.exceptions import PermissionDenied
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from audit_forms.improvement.enums import ActionStatus
from audit_forms.improvement.models import ActionUpdate
from audit_forms.improvement.tests.factories import Plan, days_from_now
from audit_forms.improvement.workflow import TRANSITIONS, TransitionRefused
from audit_forms.questionnaires.selection import forget_editions
from portal.outbox.models import Message
from portal.trail.models import AuditTrail
from tests.support.effort import machine_settings

WHO = st.sampled_from(["lead", "colleague", "head", "viewer", "stranger", "leaver", "unit", "superuser"])
WORDS = st.sampled_from(["", " ", "Words", "Other words"])
MOVES = {(each.source, each.target) for each in TRANSITIONS}


class ActionMachine(RuleBasedStateMachine):
    """Eight people press every button there is on one action, some on pages that are out of date."""

    def __init__(self):
        super().__init__()
        forget_editions()
        self.plan = Plan()

    def press(self, verb, person, old=False, /, **details):
        """Do it as that person; a refusal changes nothing, a change is one step of the table and one entry."""
        before, entries = self.plan.now, self.entries()
        try:
            self.plan.do(verb, person, version=before.version - old, **details)
        except (PermissionDenied, TransitionRefused):
            assert (self.plan.now.version, self.entries()) == (before.version, entries)
            return
        after = self.plan.now
        assert after.status == before.status or (before.status, after.status) in MOVES
        assert self.entries() - entries == after.version - before.version <= 1
        if before.status != after.status == ActionStatus.CLOSED:
            assert person == "unit"

    def entries(self):
        return AuditTrail.objects.about(self.plan.action).count()

    @rule(who=WHO, old=st.booleans())
    def start(self, who, old):
        self.press("start", who, old)

    @rule(who=WHO, old=st.booleans(), note=WORDS)
    def report(self, who, old, note):
        self.press("report_progress", who, old, note=note)

    @rule(who=WHO, days=st.sampled_from([1, 30, 90]), reason=WORDS)
    def move_date(self, who, days, reason):
        self.press("change_due", who, due_on=days_from_now(days), reason=reason)

    @rule(who=WHO, owner=st.sampled_from(["head", "viewer", "stranger", None]))
    def assign(self, who, owner):
        self.press("assign", who, who="Somebody", owner=getattr(self.plan, owner) if owner else None)

    @rule(who=WHO, old=st.booleans(), note=WORDS)
    def ask(self, who, old, note):
        self.press("ask_to_close", who, old, note=note)

    @rule(who=WHO, old=st.booleans(), reason=WORDS)
    def send_back(self, who, old, reason):
        self.press("send_back", who, old, reason=reason)

    @rule(who=WHO, old=st.booleans(), note=WORDS)
    def close(self, who, old, note):
        self.press("close", who, old, note=note)

    @invariant()
    def closed_and_its_day_go_together(self):
        current = self.plan.now
        assert (current.status == ActionStatus.CLOSED) == (current.closed_at is not None)
        assert (current.status == ActionStatus.EVIDENCE_GIVEN) <= (current.asked_to_close_at is not None)

    @invariant()
    def history_and_trail_tell_the_same(self):
        updates = list(ActionUpdate.objects.filter(action=self.plan.action).values_list("pk", flat=True))
        entries = AuditTrail.objects.about(self.plan.action)
        assert updates == [entry.data["update"] for entry in entries]
        assert len(updates) == self.plan.now.version - 1

    @invariant()
    def mail_goes_to_one_person_each(self):
        assert all("," not in message.to for message in Message.objects.all())


class TestActionMachine(ActionMachine.TestCase, TestCase):
    """A moderate number of runs in every suite; `THOROUGH=1` has it run as the bar asks."""

    settings = machine_settings(8, 20)
