"""The Business Unit accepts, asks for changes, reopens, withdraws; earlier submissions stay readable."""

import pytest
from django.core.exceptions import PermissionDenied

from audit_forms.returns import services
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.models import ChangeRequest, Submission
from audit_forms.returns.reading import read_return
from audit_forms.returns.tests.factories import in_status, refreshed
from audit_forms.returns.workflow import TransitionRefused
from portal.accounts.tests.factories import UserFactory
from portal.outbox.models import Message
from portal.trail.models import AuditTrail

VERBS = {
    "accept": {},
    "request_changes": {"notes": {"first": "Say more"}},
    "reopen": {"notes": {"first": "Say more"}, "reason": "New facts"},
    "withdraw": {"reason": "Not asked"},
    "reinstate": {"reason": "Asked after all"},
}
SOURCES = {
    "accept": ("submitted", "accepted"),
    "request_changes": ("submitted", "changes_requested"),
    "reopen": ("accepted", "changes_requested"),
    "withdraw": ("draft", "withdrawn"),
    "reinstate": ("withdrawn", "draft"),
}
# Where else than in its source a decision may be taken.
ALSO = {("withdraw", "awaiting_sign_off")}
STATUSES = [status.value for status in ReturnStatus]


@pytest.mark.parametrize("who", ["lead", "colleague", "head", "chair", "viewer", "auditor", "stranger", "superuser"])
@pytest.mark.parametrize("verb", VERBS)
def test_only_the_business_unit_decides(audit_return, cast, verb, who):
    source, _ = SOURCES[verb]
    in_status(source, audit_return, cast)
    with pytest.raises(PermissionDenied):
        getattr(services, verb)(audit_return=audit_return, actor=getattr(cast, who), **VERBS[verb])
    assert refreshed(audit_return).status == source


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("verb", VERBS)
def test_each_decision_leads_where_the_table_says_and_nowhere_else(audit_return, cast, verb, status):
    in_status(status, audit_return, cast)
    source, target = SOURCES[verb]
    source = status if (verb, status) in ALSO else source
    same_again = verb in ("request_changes", "reopen") and status == "changes_requested"
    before = AuditTrail.objects.about(audit_return).count()
    if status in (source, target) and (status != target or same_again or verb in ("accept", "withdraw")):
        getattr(services, verb)(audit_return=audit_return, actor=cast.unit, **VERBS[verb])
        assert refreshed(audit_return).status == target
        assert AuditTrail.objects.about(audit_return).count() == before + (status == source)
    else:
        with pytest.raises(TransitionRefused):
            getattr(services, verb)(audit_return=audit_return, actor=cast.unit, **VERBS[verb])
        assert refreshed(audit_return).status == status
        assert AuditTrail.objects.about(audit_return).count() == before


@pytest.mark.parametrize("verb", VERBS)
def test_decided_five_times_it_counts_once(audit_return, cast, verb):
    source, target = SOURCES[verb]
    in_status(source, audit_return, cast)
    mails = Message.objects.count()
    for _ in range(5):
        getattr(services, verb)(audit_return=audit_return, actor=cast.unit, **VERBS[verb])
    assert refreshed(audit_return).status == target
    assert AuditTrail.objects.about(audit_return).filter(action=f"return.{verb}").count() == 1
    assert Message.objects.count() == mails + 1
    assert ChangeRequest.objects.count() == (target == "changes_requested")


def test_a_colleagues_different_notes_are_refused_not_lost_in_silence(audit_return, cast):
    in_status("changes_requested", audit_return, cast)
    with pytest.raises(TransitionRefused):
        services.request_changes(audit_return=audit_return, notes={"second": "Also"}, actor=UserFactory(unit=True))
    assert ChangeRequest.objects.count() == 1


@pytest.mark.parametrize("notes", [{}, {"first": "  "}, {"first": "Fine", "unknown": "Foreign"}])
def test_notes_name_questions_of_this_return(audit_return, cast, notes):
    in_status("submitted", audit_return, cast)
    with pytest.raises(TransitionRefused):
        services.request_changes(audit_return=audit_return, notes=notes, actor=cast.unit)
    assert refreshed(audit_return).status == ReturnStatus.SUBMITTED
    assert not ChangeRequest.objects.exists()


@pytest.mark.parametrize("verb", ["reopen", "withdraw", "reinstate"])
def test_reopening_withdrawing_and_asking_again_need_a_reason(audit_return, cast, verb):
    in_status(SOURCES[verb][0], audit_return, cast)
    with pytest.raises(TransitionRefused):
        getattr(services, verb)(audit_return=audit_return, actor=cast.unit, **VERBS[verb] | {"reason": " "})


def resubmit(audit_return, cast, text):
    key = audit_return.edition.sections.get().key
    posted = {"first.version": "1", "first.text": text}
    services.save_answers(audit_return=audit_return, section=key, posted=posted, actor=cast.lead)
    services.send_for_sign_off(audit_return=audit_return, actor=cast.lead)
    for person in (cast.head, cast.chair):
        services.confirm(audit_return=audit_return, attempt=2, actor=person)
    return refreshed(audit_return)


def test_a_return_sent_again_keeps_its_earlier_submission_and_shows_what_changed(audit_return, cast):
    first = in_status("changes_requested", audit_return, cast).submitted_at
    after = resubmit(audit_return, cast, "Now with more")
    assert after.submitted_at == first
    assert [each.answers["first"]["text"] for each in Submission.objects.all()] == [
        "Minutes of the meeting",
        "Now with more",
    ]
    assert not after.change_requests.open().exists()
    items = {item.question.key: item for part in read_return(after).sections for item in part.items}
    assert [line.text for line in items["first"].earlier] == ["In place", "Minutes of the meeting"]
    assert items["second"].earlier is None


def test_changes_sent_back_by_the_head_open_no_more_than_the_questions_named(audit_return, cast):
    in_status("changes_requested", audit_return, cast)
    services.send_for_sign_off(audit_return=audit_return, actor=cast.lead)
    services.decline(audit_return=audit_return, attempt=2, actor=cast.head, reason="Not yet")
    after = refreshed(audit_return)
    assert after.status == ReturnStatus.CHANGES_REQUESTED
    key = after.edition.sections.get().key
    posted = {"first.version": "1", "first.text": "Open", "second.version": "1", "second.text": "Closed"}
    saved = services.save_answers(audit_return=after, section=key, posted=posted, actor=cast.lead)
    assert [question.key for question in saved.written] == ["first"]


def test_a_return_that_arrived_in_time_is_not_overdue_while_its_changes_are_made(audit_return, cast):
    in_status("changes_requested", audit_return, cast)
    services.send_for_sign_off(audit_return=audit_return, actor=cast.lead)
    exercise = audit_return.exercise
    exercise.deadline = refreshed(audit_return).submitted_at
    exercise.save()
    assert not refreshed(audit_return).is_overdue
    assert not type(audit_return).objects.overdue().exists()


def test_a_return_that_was_received_is_never_withdrawn(audit_return, cast):
    in_status("changes_requested", audit_return, cast)
    services.send_for_sign_off(audit_return=audit_return, actor=cast.lead)
    with pytest.raises(TransitionRefused, match="received before"):
        services.withdraw(audit_return=audit_return, reason="Closed", actor=cast.unit)
    assert refreshed(audit_return).status == ReturnStatus.AWAITING_SIGN_OFF


def test_a_return_asked_for_again_has_what_was_in_it_and_each_step_is_told(audit_return, cast):
    in_status("awaiting_sign_off", audit_return, cast)
    for _ in range(2):
        services.withdraw(audit_return=audit_return, reason="Closing", actor=cast.unit)
        services.reinstate(audit_return=audit_return, reason="It stays open", actor=cast.unit)
    again = refreshed(audit_return)
    assert (again.status, again.answers.count()) == (ReturnStatus.DRAFT, 2)
    subjects = list(Message.objects.filter(to=cast.lead.email).values_list("subject", flat=True))
    assert subjects.count("A return is no longer needed") == subjects.count("A return is asked for again") == 2
    services.send_for_sign_off(audit_return=audit_return, actor=cast.lead)
    assert not refreshed(audit_return).sign_offs.filter(attempt=2).exists()


def test_a_closed_school_is_not_asked_again(audit_return, cast):
    in_status("withdrawn", audit_return, cast)
    type(audit_return.organisation).objects.update(status="closed")
    with pytest.raises(TransitionRefused, match="has closed"):
        services.reinstate(audit_return=audit_return, reason="Again", actor=cast.unit)
