"""Whatever people press in whatever order, a return moves only as the table allows (bars R15)."""

import datetime

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from audit_forms.questionnaires.selection import forget_editions
from audit_forms.returns import services
from audit_forms.returns.enums import EDITABLE_STATUSES, NOTABLE_STATUSES, ReturnStatus
from audit_forms.returns.models import Submission
from audit_forms.returns.services.notes import Typed, fingerprint, notes_of, notes_seal
from audit_forms.returns.tests.factories import Cast, ReturnFactory, refreshed
from audit_forms.returns.workflow import TRANSITIONS, TransitionRefused
from portal.accounts.tests.factories import UserFactory
from portal.outbox.models import Message
from portal.trail.models import AuditTrail
from tests.support.effort import machine_settings

PEOPLE = ["lead", "colleague", "head", "chair", "viewer", "stranger", "unit", "author", "superuser"]
# Who may ever take each move; "unit" is the one officer who had no hand in the organisation's returns.
TAKERS = {
    "save_answers": {"lead", "colleague"},
    "send_for_sign_off": {"lead"},
    "confirm": {"head", "chair"},
    "decline": {"head", "chair"},
    "withdraw": {"unit", "author"},
}
ASSURERS = {"unit"}
DAY = datetime.date(2099, 1, 30)
WHO = st.sampled_from(PEOPLE)
MOVES = {f"return.{each.name}" for each in TRANSITIONS}
NOTES = st.dictionaries(st.sampled_from(["first", "second", "foreign"]), st.sampled_from(["", "Note", "Other"]))


class ReturnMachine(RuleBasedStateMachine):
    """Nine people press every button there is on one return; one of them once wrote for the school."""

    def __init__(self):
        super().__init__()
        forget_editions()
        self.audit_return = ReturnFactory()
        self.section = self.audit_return.edition.sections.get().key
        self.cast = Cast(self.audit_return)
        self.cast.author = UserFactory(unit=True)
        self.cast.author.memberships.create(
            organisation=self.audit_return.organisation, role="contributor", ended_at=timezone.now()
        )
        self.status = ReturnStatus.DRAFT
        self.moves = 0
        self.submitted = {}

    def press(self, verb, who, **details):
        """Do it as that person; what changed must be a row of the table, with one entry in the trail."""
        before = refreshed(self.audit_return)
        notes = notes_of(before)
        try:
            getattr(services, verb)(audit_return=before, actor=getattr(self.cast, who), **details)
        except (PermissionDenied, TransitionRefused, services.NotOpen):
            assert refreshed(self.audit_return).status == before.status
            assert self.entries() == self.moves
            assert notes_of(before) == notes
            return
        after = refreshed(self.audit_return)
        if after.status != before.status:
            assert any((each.source, each.target) == (before.status, after.status) for each in TRANSITIONS)
            assert who in TAKERS.get(verb, ASSURERS), (verb, who)
            self.moves += 1
            if after.status == ReturnStatus.CHANGES_REQUESTED and verb != "decline":
                assert notes_of(after) == {}
        elif notes_of(after) != notes:
            assert who in ASSURERS
            assert before.status in NOTABLE_STATUSES
        self.status = after.status

    def entries(self):
        return AuditTrail.objects.about(self.audit_return).filter(action__in=MOVES).count()

    @rule(who=WHO, level=st.sampled_from(["green", "amber", "na", ""]), text=st.sampled_from(["", "Words", "\r\n"]))
    def write(self, who, level, text):
        versions = {row.question.key: row.version for row in self.audit_return.answers.select_related("question")}
        posted = {"first.level": level, "first.text": text, "first.reason": text, "second.text": text}
        posted |= {f"{key}.version": str(versions.get(key, 0)) for key in ("first", "second")}
        before = {row.pk: row.version for row in self.audit_return.answers.all()}
        self.press("save_answers", who, section=self.section, posted=posted)
        if self.status not in EDITABLE_STATUSES or who not in ("lead", "colleague"):
            assert {row.pk: row.version for row in self.audit_return.answers.all()} == before

    @rule(who=WHO)
    def finish_and_send(self, who):
        self.write("lead", "green", "Words")
        self.press("send_for_sign_off", who)

    @rule(who=WHO, late=st.booleans())
    def confirm(self, who, late):
        attempt = refreshed(self.audit_return).attempt
        self.press("confirm", who, attempt=attempt - late)

    @rule(who=st.sampled_from(["head", "chair"]))
    def confirm_in_turn(self, who):
        self.press("confirm", who, attempt=refreshed(self.audit_return).attempt)

    @rule(who=WHO, reason=st.sampled_from(["", "Because"]))
    def decline(self, who, reason):
        self.press("decline", who, attempt=refreshed(self.audit_return).attempt, reason=reason)

    @rule(who=WHO)
    def accept(self, who):
        self.press("accept", who)

    @rule(who=WHO, notes=NOTES)
    def request_changes(self, who, notes):
        self.press("request_changes", who, notes=notes)

    @rule(who=WHO, notes=NOTES, reason=st.sampled_from(["", "Because"]))
    def reopen(self, who, notes, reason):
        self.press("reopen", who, notes=notes, reason=reason)

    @rule(who=WHO, key=st.sampled_from(["first", "second", "foreign"]), text=st.sampled_from(["", "Note", "Other"]))
    def note(self, who, key, text):
        base = self.audit_return.assurance_notes.filter(question__key=key).values_list("text", flat=True).first()
        self.press("save_notes", who, typed={key: Typed(text, fingerprint(base or ""))})

    @rule(who=WHO, text=st.sampled_from(["Note", "Other"]))
    def note_on_an_old_page(self, who, text):
        before = notes_of(self.audit_return)
        self.press("save_notes", who, typed={"first": Typed(text, "0" * 24)})
        assert notes_of(self.audit_return) == before

    @rule(who=WHO)
    def read(self, who):
        self.press("mark_read", who, keys=["first", "second"])

    @rule(who=WHO, reason=st.sampled_from(["", "Because"]), stale=st.booleans())
    def ask_as_noted(self, who, reason, stale):
        seen = "" if stale else notes_seal(notes_of(self.audit_return))
        self.press("ask_as_noted", who, seen=seen, reason=reason, due_on=DAY)

    @rule(text=st.sampled_from(["Words", "More words"]))
    def run_through(self, text):
        """All the way to the Business Unit, so that long stories are common."""
        self.write("lead", "green", text)
        self.press("send_for_sign_off", "lead")
        for who in ("head", "chair"):
            self.press("confirm", who, attempt=refreshed(self.audit_return).attempt)

    @rule(who=st.sampled_from(["unit", "author", "viewer", "lead"]), reason=st.sampled_from(["", "Because"]))
    def withdraw(self, who, reason):
        self.press("withdraw", who, reason=reason)

    @rule(who=st.sampled_from(["unit", "viewer", "lead"]), reason=st.sampled_from(["", "Because"]))
    def reinstate(self, who, reason):
        self.press("reinstate", who, reason=reason)

    @invariant()
    def each_move_has_one_entry(self):
        assert self.entries() == self.moves

    @invariant()
    def what_was_submitted_never_changes(self):
        kept = {each.attempt: each.answers for each in Submission.objects.filter(audit_return=self.audit_return)}
        assert {attempt: kept.get(attempt) for attempt in self.submitted} == self.submitted
        self.submitted = kept

    @invariant()
    def each_submission_has_its_entry_and_its_answers(self):
        kept = Submission.objects.filter(audit_return=self.audit_return).values_list("attempt", flat=True)
        trail = AuditTrail.objects.about(self.audit_return).filter(action="return.submit")
        assert sorted(kept) == sorted(entry.data["attempt"] for entry in trail)
        if self.status in NOTABLE_STATUSES:
            assert refreshed(self.audit_return).attempt in kept

    @invariant()
    def nobody_signs_twice_in_one_attempt(self):
        signed = list(self.audit_return.sign_offs.values_list("attempt", "signed_by"))
        assert len(signed) == len(set(signed))

    @invariant()
    def only_a_complete_return_leaves_the_lead(self):
        current = refreshed(self.audit_return)
        if current.status == ReturnStatus.AWAITING_SIGN_OFF:
            assert current.questions_left == 0

    @invariant()
    def mail_goes_to_one_person_each(self):
        assert all("," not in message.to for message in Message.objects.all())


class TestReturnMachine(ReturnMachine.TestCase, TestCase):
    """A moderate number of runs in every suite; `THOROUGH=1` has it run as the bar asks."""

    settings = machine_settings(15, 30)
