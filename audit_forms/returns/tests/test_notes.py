"""Notes on single answers: saved as they are written, never overwritten silently, sent once (bars R4, R5)."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from audit_forms.returns import services
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.models import ReadMark
from audit_forms.returns.services.notes import Typed, fingerprint, notes_of, notes_seal
from audit_forms.returns.tests.factories import in_status, refreshed
from audit_forms.returns.workflow import TransitionRefused
from portal.accounts.tests.factories import UserFactory
from portal.outbox.models import Message
from portal.trail.models import AuditTrail

SOON = timezone.localdate() + datetime.timedelta(days=10)


@pytest.fixture
def submitted(audit_return, cast):
    return in_status("submitted", audit_return, cast)


def note(audit_return, actor, text, base="", key="first"):
    return services.save_notes(audit_return=audit_return, typed={key: Typed(text, base)}, actor=actor)


@pytest.mark.parametrize("who", ["lead", "colleague", "head", "viewer", "auditor", "stranger", "superuser"])
def test_only_the_business_unit_notes_and_reads(submitted, cast, who):
    person = getattr(cast, who)
    with pytest.raises(PermissionDenied):
        note(submitted, person, "More")
    with pytest.raises(PermissionDenied):
        services.mark_read(audit_return=submitted, keys=["first"], actor=person)
    assert notes_of(submitted) == {}


@pytest.mark.parametrize("status", [status.value for status in ReturnStatus])
def test_only_a_submitted_or_accepted_return_is_noted(audit_return, cast, status):
    in_status(status, audit_return, cast)
    if status in ("submitted", "accepted"):
        assert note(audit_return, cast.unit, "More").is_clean
        return
    with pytest.raises(TransitionRefused):
        note(audit_return, cast.unit, "More")
    with pytest.raises(TransitionRefused):
        services.mark_read(audit_return=audit_return, keys=["first"], actor=cast.unit)


def test_a_note_is_written_changed_and_emptied(submitted, cast):
    saved = note(submitted, cast.unit, "Say more")
    assert saved.written == ["first"]
    again = note(submitted, cast.unit, "Say much more", base=saved.bases["first"])
    assert notes_of(submitted) == {"first": "Say much more"}
    assert note(submitted, cast.unit, "Say much more", base="").written == []
    note(submitted, cast.unit, " ", base=again.bases["first"])
    assert notes_of(submitted) == {}
    entries = AuditTrail.objects.about(submitted).filter(action="return.notes_saved")
    assert [entry.data for entry in entries] == [{"questions": ["first"]}] * 3


def test_two_officers_never_overwrite_one_another(submitted, cast):
    other = UserFactory(unit=True, name="Oran Other")
    note(submitted, cast.unit, "Mine")
    saved = note(submitted, other, "Theirs", base="")
    assert saved.conflicts["first"].text == "Mine"
    assert not saved.is_clean
    assert notes_of(submitted) == {"first": "Mine"}
    # A page that was only open, and not typed into, neither changes nor conflicts.
    assert note(submitted, other, "", base="").is_clean
    assert note(submitted, other, "Both", base=saved.bases["first"]).is_clean
    assert notes_of(submitted) == {"first": "Both"}


def test_a_note_says_nothing_of_who_a_child_is(submitted, cast):
    saved = note(submitted, cast.unit, "Ask about 943 476 5919")
    assert "an NHS number" in saved.errors["first"]
    assert notes_of(submitted) == {}
    assert note(submitted, cast.unit, "Mum is on 07700 900123").warnings["first"]


@pytest.mark.parametrize("text", ["x" * 10_001, "a\0b", "\ud800"])
def test_what_cannot_be_stored_is_refused_with_a_reason(submitted, cast, text):
    assert note(submitted, cast.unit, text).errors["first"]


def test_questions_that_were_not_asked_are_not_noted(submitted, cast):
    assert note(submitted, cast.unit, "More", key="foreign").written == []


def test_reading_counts_once_and_starts_again_with_a_new_round(submitted, cast):
    assert services.mark_read(audit_return=submitted, keys=["first", "foreign"], actor=cast.unit) == 1
    assert services.mark_read(audit_return=submitted, keys=["first", "second"], actor=cast.unit) == 1
    assert services.mark_read(audit_return=submitted, keys=["first"], actor=cast.unit) == 0
    assert set(ReadMark.objects.values_list("attempt", flat=True)) == {submitted.attempt}


def test_the_notes_become_change_requests_once_and_are_cleared(submitted, cast):
    note(submitted, cast.unit, "Say more")
    seen = notes_seal(notes_of(submitted))
    for _ in range(2):
        services.ask_as_noted(audit_return=submitted, seen=seen, actor=cast.unit, due_on=SOON)
    assert refreshed(submitted).status == ReturnStatus.CHANGES_REQUESTED
    request = submitted.change_requests.get()
    assert (request.question.key, request.note, request.due_on) == ("first", "Say more", SOON)
    assert notes_of(submitted) == {}
    entry = AuditTrail.objects.about(submitted).get(action="return.request_changes")
    assert entry.data["due_on"] == SOON.isoformat()
    mails = Message.objects.filter(once_key__contains=":changes:")
    assert mails.count() == 1
    assert "Say more" not in str(mails.values())


def test_notes_changed_meanwhile_are_not_sent(submitted, cast):
    note(submitted, cast.unit, "Say more")
    seen = notes_seal(notes_of(submitted))
    note(submitted, UserFactory(unit=True), "And this", key="second")
    with pytest.raises(TransitionRefused, match="have changed"):
        services.ask_as_noted(audit_return=submitted, seen=seen, actor=cast.unit, due_on=SOON)
    assert refreshed(submitted).status == ReturnStatus.SUBMITTED


def test_without_notes_nothing_is_asked(submitted, cast):
    with pytest.raises(TransitionRefused, match="at least one"):
        services.ask_as_noted(audit_return=submitted, seen=notes_seal({}), actor=cast.unit, due_on=SOON)


def test_accepting_keeps_the_notes_and_they_reopen_it_with_a_reason(submitted, cast):
    note(submitted, cast.unit, "Say more")
    services.accept(audit_return=submitted, actor=cast.unit)
    details = {"seen": notes_seal(notes_of(submitted)), "actor": cast.unit, "due_on": SOON}
    with pytest.raises(TransitionRefused, match="why"):
        services.ask_as_noted(audit_return=submitted, **details)
    services.ask_as_noted(audit_return=submitted, reason="New facts", **details)
    assert refreshed(submitted).status == ReturnStatus.CHANGES_REQUESTED
    assert AuditTrail.objects.about(submitted).get(action="return.reopen").data["reason"] == "New facts"


def test_a_fingerprint_does_not_mind_line_ends():
    assert fingerprint("a\r\nb") == fingerprint("a\nb")
    assert fingerprint(" \n") == fingerprint("") == ""
