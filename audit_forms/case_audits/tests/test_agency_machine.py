"""Whatever people press in whatever order, an agency's part moves only as the table allows (bars R15, S6)."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from audit_forms.case_audits import services
from audit_forms.case_audits.enums import EndReason, InvolvementStatus
from audit_forms.case_audits.models import Appointment, QualityCheck
from audit_forms.case_audits.tests.agencies import ALL_MET, now
from audit_forms.case_audits.tests.factories import World
from audit_forms.case_audits.tests.reads import rows_read
from audit_forms.case_audits.tests.test_no_reads import fill_again
from audit_forms.case_audits.workflow import INVOLVEMENT, TransitionRefused
from audit_forms.organisations.services import end_membership
from audit_forms.organisations.tests.factories import MembershipFactory
from audit_forms.questionnaires.selection import forget_editions
from audit_forms.returns import services as returns
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.models import Return
from audit_forms.returns.tests.factories import refreshed
from audit_forms.returns.workflow import TRANSITIONS
from portal.outbox.models import Message
from portal.trail.models import AuditTrail
from tests.support.effort import machine_settings

AGENCY = ("lead", "second_lead", "auditor", "second_auditor", "viewer")
WHO = st.sampled_from([*AGENCY, "health_lead", "unit", "unit2", "chair", "stranger"])
IN_AGENCY = st.sampled_from(AGENCY)
LEADS = {"lead", "second_lead"}
PART_MOVES = {f"involvement.{each.name}" for each in INVOLVEMENT.transitions}
RETURN_MOVES = {f"return.{each.name}" for each in TRANSITIONS}
REFUSALS = (PermissionDenied, TransitionRefused, returns.NotOpen)


class PartMachine(RuleBasedStateMachine):
    """Ten people press every button of one agency's part in a case and of the return that comes of it."""

    def __init__(self):
        super().__init__()
        self.before = transaction.savepoint()
        forget_editions()
        self.world = World()
        agency, world = self.world.police, self.world
        self.second_lead = MembershipFactory(organisation=agency.organisation).user
        self.people = {name: getattr(agency, name, None) or self.second_lead for name in AGENCY}
        self.people |= {"health_lead": world.health.lead, "unit": world.unit, "unit2": world.unit2}
        self.people |= {"chair": world.chair, "stranger": world.stranger}
        self.part = world.involve(agency)
        self.status, self.part_moves, self.conflicted, self.told = InvolvementStatus.NOTIFIED, 0, set(), {}

    def teardown(self):
        """Each story begins in an empty portal."""
        transaction.savepoint_rollback(self.before)

    @property
    def audit_return(self):
        part = now(self.part)
        return refreshed(part.audit_return) if part.audit_return else None

    def press(self, service, who, **details):
        """Do it as that person; whether it happened. What is refused changes nothing."""
        before, audit_return = now(self.part), self.audit_return
        try:
            service(actor=self.people[who], **details)
        except REFUSALS:
            assert now(self.part).status == before.status
            assert (self.audit_return and self.audit_return.status) == (audit_return and audit_return.status)
            return False
        return True

    def verb(self, name, who, **details):
        """Press one verb of the part."""
        return self.press(getattr(services, name), who, involvement=self.part, **details)

    def return_verb(self, name, who, **details):
        """Press one verb of the return, where there is one."""
        audit_return = self.audit_return
        return bool(audit_return) and self.press(getattr(returns, name), who, audit_return=audit_return, **details)

    @rule(who=WHO, verb=st.sampled_from(["answer_nil", "acknowledge"]))
    def answer(self, who, verb):
        if self.verb(verb, who):
            assert who in LEADS

    @rule(who=WHO, note=st.sampled_from(["", "Closed in 2019"]))
    def historic(self, who, note):
        if self.verb("answer_historic", who, note=note):
            assert who in LEADS
            assert note

    @rule(who=WHO, number=st.integers(1, 3))
    def correct(self, who, number):
        identity = {"name": f"Invented Child {number}"}
        if self.press(services.correct_identity, who, case=self.part.case, identity=identity):
            assert who in {"unit", "unit2"}
            assert now(self.part).status not in (InvolvementStatus.NIL_RETURN, InvolvementStatus.HISTORIC)

    @rule(who=WHO, auditor=WHO)
    def name(self, who, auditor):
        if self.verb("name_auditor", who, auditor=self.people[auditor]):
            assert who in LEADS
            assert auditor in set(AGENCY) - {"viewer"}
            assert auditor not in self.conflicted

    @rule(who=WHO)
    def declare(self, who):
        self.verb("declare_independence", who)

    @rule(who=WHO)
    def countersign(self, who):
        if self.verb("countersign", who):
            assert who in LEADS

    @rule(auditor=st.sampled_from(["auditor", "second_auditor", "second_lead"]))
    def appoint(self, auditor):
        """All the way to a return, so that long stories are common."""
        self.verb("acknowledge", "lead")
        self.verb("name_auditor", "lead", auditor=self.people[auditor])
        self.verb("declare_independence", auditor)
        self.verb("countersign", "lead")

    @rule(who=WHO, whose=IN_AGENCY, words=st.sampled_from(["", "Mine"]), often=st.integers(0, 3))
    def conflict(self, who, whose, words, often):
        if often:  # else every story ends with everybody shut out
            return
        had = whose in self.conflicted
        if self.verb("declare_conflict", who, person=self.people[whose], conflict=words) and not had:
            assert words
            assert who == whose or who in LEADS | {"unit", "unit2"}
            self.conflicted.add(whose)
            self.told[whose] = self.mail_to(whose)

    @rule(whose=st.sampled_from(["auditor", "second_auditor"]), often=st.integers(0, 5))
    def leave(self, whose, often):
        membership = self.people[whose].memberships.filter(ended_at=None).first()
        if often or membership is None:
            return
        end_membership(membership=membership, actor=self.world.unit)
        assert not Appointment.objects.current().filter(auditor=self.people[whose]).exists()

    @rule(who=WHO)
    def write(self, who):
        if self.audit_return and self.audit_return.status in ("draft", "changes_requested"):
            self.press(lambda actor: fill_again(self.audit_return, actor), who)

    @rule(who=WHO)
    def send(self, who):
        self.return_verb("send_for_sign_off", who)

    @rule()
    def write_and_send(self):
        current = now(self.part).appointment
        who = next((name for name, person in self.people.items() if current and person == current.auditor), None)
        if who:
            self.write(who)
            self.send(who)

    @rule(who=WHO)
    def confirm(self, who):
        waits = self.audit_return and self.audit_return.status == ReturnStatus.AWAITING_SIGN_OFF
        if waits and self.return_verb("confirm", who, attempt=self.audit_return.attempt):
            assert who in LEADS - self.conflicted
            assert not self.audit_return.named_writers.current().filter(user=self.people[who]).exists()

    @rule(who=WHO, reason=st.sampled_from(["", "Because"]))
    def decline(self, who, reason):
        if self.audit_return:
            self.return_verb("decline", who, attempt=self.audit_return.attempt, reason=reason)

    @rule(who=WHO, left=st.integers(0, 1))
    def check(self, who, left):
        points = dict(list(ALL_MET.items())[left:])
        check = QualityCheck.objects.filter(attempt=self.audit_return.attempt).first() if self.audit_return else None
        version = check.version if check else 0
        if self.audit_return and self.press(
            services.save_quality_check, who, audit_return=self.audit_return, points=points, version=version
        ):
            assert who in {"unit", "unit2"}

    @rule(who=WHO)
    def accept(self, who):
        if self.audit_return and self.audit_return.status != ReturnStatus.ACCEPTED and self.return_verb("accept", who):
            assert who in {"unit", "unit2"}
            assert QualityCheck.objects.get(attempt=self.audit_return.attempt).points_left == 0
            assert now(self.part).status == InvolvementStatus.COUNTERSIGNED

    @rule(who=WHO)
    def ask(self, who):
        self.return_verb("request_changes", who, notes={"first": "More"})

    @rule(who=WHO)
    def reopen(self, who):
        self.return_verb("reopen", who, notes={"second": "More"}, reason="New facts")

    def mail_to(self, who):
        return Message.objects.filter(to=self.people[who].email).count()

    @invariant()
    def each_move_is_a_row_of_the_table_with_one_entry(self):
        entries = AuditTrail.objects.about(self.part).filter(action__in=PART_MOVES).order_by("pk")
        status = InvolvementStatus.NOTIFIED
        for entry in entries:
            assert entry.data["source"] == status
            status = INVOLVEMENT.target_of(entry.action.removeprefix("involvement."), status)
        assert status == now(self.part).status

    @invariant()
    def somebody_is_named_exactly_where_the_state_says_so(self):
        part = now(self.part)
        named = part.status in (InvolvementStatus.AUDITOR_NAMED, InvolvementStatus.COUNTERSIGNED)
        assert (part.appointment is not None) == named
        if part.status == InvolvementStatus.COUNTERSIGNED:
            assert part.audit_return.named_writers.current().get().user == part.appointment.auditor
        elif part.audit_return:
            assert not part.audit_return.named_writers.current().exists()

    @invariant()
    def one_return_whoever_writes_it(self):
        assert Return.objects.filter(subject=self.part.case.reference).count() <= 1

    @invariant()
    def whoever_has_a_conflict_reads_nothing_and_hears_nothing(self):
        for who in self.conflicted:
            assert rows_read(self.people[who], self.part.case) == set()
            assert self.mail_to(who) == self.told[who]
        ended = Appointment.objects.filter(ended_because=EndReason.CONFLICT).values_list("auditor", flat=True)
        assert set(ended) == {self.people[who].pk for who in self.conflicted}

    @invariant()
    def nobody_assures_what_they_had_a_hand_in(self):
        if self.audit_return:
            hands = {"lead", "second_lead", "auditor", "second_auditor"}
            entries = AuditTrail.objects.about(self.audit_return).filter(action__in=("return.accept", "return.reopen"))
            assert not entries.filter(actor__in=[self.people[who].pk for who in hands]).exists()

    @invariant()
    def the_trail_holds_no_words_of_the_case(self):
        entries = AuditTrail.objects.about(self.part)
        assert not [entry for entry in entries if "Mine" in str(entry.data) or "2019" in str(entry.data)]


class TestPartMachine(PartMachine.TestCase, TestCase):
    """A moderate number of runs in every suite; `THOROUGH=1` has it run as the bar asks."""

    settings = machine_settings(12, 30)
