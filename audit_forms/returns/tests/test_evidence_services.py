"""Giving, reusing and removing evidence, and what becomes of files."""

import datetime
import os
import stat

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from audit_forms.organisations.tests.factories import MembershipFactory
from audit_forms.returns import services
from audit_forms.returns.enums import FileState
from audit_forms.returns.files import limits, storage
from audit_forms.returns.files.refusal import Refused
from audit_forms.returns.models import Evidence, EvidenceUse, Submission
from audit_forms.returns.services import NotOpen
from audit_forms.returns.tests.clamd import fake_clamd
from audit_forms.returns.tests.factories import ReturnFactory, in_status, refreshed
from audit_forms.returns.tests.files.making import EICAR, pdf
from portal.outbox.models import Message
from portal.trail.models import AuditTrail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_folder")]


def statement(audit_return, actor, question="first", title="Minutes", text="Agreed in June."):
    return services.give_statement(
        audit_return=audit_return, question=question, title=title, text=text, in_force_since=None, actor=actor
    )


def file(audit_return, actor, name="policy.pdf", content=None, question="first"):
    content = pdf() if content is None else content
    return services.give_file(
        audit_return=audit_return,
        question=question,
        title="",
        file=SimpleUploadedFile(name, content),
        file_name=name,
        in_force_since=datetime.date(2026, 9, 1),
        actor=actor,
    )


def stored():
    return storage.find_unmatched(before=timezone.now() + datetime.timedelta(days=1))


def test_evidence_stands_for_the_text_a_rating_demands(audit_return, cast):
    posted = {"first.version": "0", "first.level": "green", "second.version": "0", "second.text": "Words"}
    section = audit_return.edition.sections.get().key
    services.save_answers(audit_return=audit_return, section=section, posted=posted, actor=cast.lead)
    assert refreshed(audit_return).questions_complete == 1
    use = statement(audit_return, cast.lead).use
    assert refreshed(audit_return).questions_complete == 2
    services.send_for_sign_off(audit_return=audit_return, actor=cast.lead)
    services.decline(audit_return=audit_return, attempt=1, actor=cast.head, reason="Show more")
    services.remove_evidence(audit_return=audit_return, question="first", evidence=use.evidence, actor=cast.lead)
    assert refreshed(audit_return).questions_complete == 1
    assert Evidence.objects.get() == use.evidence


@pytest.mark.parametrize("who", ["head", "chair", "viewer", "auditor", "leaver", "stranger", "unit", "superuser"])
def test_only_lead_and_contributors_give_and_remove(audit_return, cast, who):
    given = statement(audit_return, cast.colleague).use.evidence
    actor = getattr(cast, who)
    for verb in (
        lambda: statement(audit_return, actor, title="Other"),
        lambda: file(audit_return, actor),
        lambda: services.use_again(audit_return=audit_return, question="first", evidence=given, actor=actor),
        lambda: services.remove_evidence(audit_return=audit_return, question="first", evidence=given, actor=actor),
        lambda: services.take_back(audit_return=audit_return, question="first", evidence=given, actor=actor),
    ):
        with pytest.raises(PermissionDenied):
            verb()
    assert EvidenceUse.objects.count() == 1
    assert stored().files == []


def test_another_schools_evidence_cannot_be_used(audit_return, cast):
    foreign_return = ReturnFactory(exercise=audit_return.exercise)
    foreign_lead = MembershipFactory(organisation=foreign_return.organisation).user
    foreign = statement(foreign_return, foreign_lead).use.evidence
    with pytest.raises(PermissionDenied):
        services.use_again(audit_return=audit_return, question="first", evidence=foreign, actor=cast.lead)
    services.remove_evidence(audit_return=audit_return, question="first", evidence=foreign, actor=cast.lead)
    assert not services.take_back(audit_return=audit_return, question="first", evidence=foreign, actor=cast.lead)
    assert EvidenceUse.objects.get().audit_return == foreign_return


@pytest.mark.parametrize("status", ["awaiting_sign_off", "submitted", "accepted", "withdrawn"])
def test_a_closed_return_is_frozen(audit_return, cast, status):
    given = statement(audit_return, cast.lead).use.evidence
    in_status(status, audit_return, cast)
    for verb in (
        lambda: statement(audit_return, cast.lead, title="Late"),
        lambda: file(audit_return, cast.lead),
        lambda: services.remove_evidence(audit_return=audit_return, question="first", evidence=given, actor=cast.lead),
    ):
        with pytest.raises(NotOpen):
            verb()
    assert EvidenceUse.objects.count() == 1


def test_where_changes_are_wanted_only_those_questions_take_evidence(audit_return, cast):
    kept = statement(audit_return, cast.lead).use.evidence
    in_status("changes_requested", audit_return, cast)
    assert Submission.objects.get().evidence == {"first": [kept.pk]}
    with pytest.raises(NotOpen):
        statement(audit_return, cast.lead, question="second")
    services.remove_evidence(audit_return=audit_return, question="first", evidence=kept, actor=cast.lead)
    statement(audit_return, cast.lead, title="Newer")
    assert Submission.objects.get().evidence == {"first": [kept.pk]}
    assert not services.take_back(audit_return=audit_return, question="first", evidence=kept, actor=cast.lead)


def test_a_question_that_is_not_rated_takes_none(audit_return, cast):
    with pytest.raises(NotOpen):
        statement(audit_return, cast.lead, question="second")
    with pytest.raises(NotOpen):
        statement(audit_return, cast.lead, question="unheard-of")


def test_the_same_twice_is_given_once(audit_return, cast):
    assert [statement(audit_return, cast.lead).is_new for _ in range(2)] == [True, False]
    assert [file(audit_return, cast.lead, name).is_new for name in ("a.pdf", "b.pdf")] == [True, False]
    given = Evidence.objects.get(kind="file")
    again = services.use_again(audit_return=audit_return, question="first", evidence=given, actor=cast.lead)
    assert not again.is_new
    assert EvidenceUse.objects.count() == 2
    assert AuditTrail.objects.filter(action="return.evidence_given").count() == 2
    assert stored().files == []


def test_a_file_lies_under_a_random_name_for_the_portals_eyes_only(audit_return, cast, private_folder):
    row = file(audit_return, cast.lead, "Ann Example's DBS.pdf").use.evidence
    assert (row.state, row.content_type, row.size) == (FileState.CLEAN, "application/pdf", len(pdf()))
    assert row.title == row.file_name == "Ann Example's DBS.pdf"
    path = private_folder / row.stored_name
    assert "Ann" not in row.stored_name
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    assert path.read_bytes() == pdf()


def test_a_refused_file_leaves_nothing(audit_return, cast):
    with pytest.raises(Refused, match="two kinds"):
        file(audit_return, cast.lead, content=pdf() + b"PK\x05\x06" + b"\0" * 18)
    assert not Evidence.objects.exists()
    assert stored().files == []


def test_when_the_scanner_finds_something_the_file_is_refused_at_once(audit_return, cast, settings):
    with fake_clamd(settings), pytest.raises(Refused, match="virus scanner"):
        file(audit_return, cast.lead, "eicar.txt", EICAR)
    assert not Evidence.objects.exists()
    assert stored().files == []


def test_a_file_waits_in_quarantine_until_the_scanner_answers(audit_return, cast, settings):
    settings.CLAMD_URL = "tcp://127.0.0.1:1"
    row = file(audit_return, cast.lead).use.evidence
    assert row.state == FileState.QUARANTINE
    assert services.check_quarantined() == 0
    with fake_clamd(settings):
        assert services.check_quarantined() == 1
    row.refresh_from_db()
    assert row.state == FileState.CLEAN


def test_a_file_found_harmful_later_goes_and_is_told(audit_return, cast, settings):
    settings.CLAMD_URL = "tcp://127.0.0.1:1"
    posted = {"first.version": "0", "first.level": "green"}
    section = audit_return.edition.sections.get().key
    services.save_answers(audit_return=audit_return, section=section, posted=posted, actor=cast.lead)
    row = file(audit_return, cast.lead, "eicar.txt", EICAR).use.evidence
    assert refreshed(audit_return).questions_complete == 1
    with fake_clamd(settings):
        services.check_quarantined()
        services.check_quarantined()
    row.refresh_from_db()
    assert (row.state, row.stored_name) == (FileState.REFUSED, "")
    assert "harmful" in row.refusal
    assert refreshed(audit_return).questions_complete == 0
    mail = Message.objects.get()
    assert mail.to == cast.lead.email
    assert "eicar" not in mail.text + mail.html
    with pytest.raises(PermissionDenied):
        services.use_again(audit_return=audit_return, question="first", evidence=row, actor=cast.lead)


def test_a_return_takes_so_many_files_and_no_more(audit_return, cast, monkeypatch):
    monkeypatch.setattr(limits, "RETURN_FILES", 2)
    for number in (1, 2):
        file(audit_return, cast.lead, content=pdf(number))
    with pytest.raises(Refused, match="already"):
        file(audit_return, cast.lead, content=pdf(3))
    monkeypatch.setattr(limits, "RETURN_FILES", 9)
    monkeypatch.setattr(limits, "RETURN_BYTES", 100)
    with pytest.raises(Refused, match="more than"):
        file(audit_return, cast.lead, content=pdf(3))
    assert Evidence.objects.count() == 2
    assert stored().files == []


def half_then_full():
    """Chunks of a file that are read once, for its digest; then the disk is full after the first."""
    calls = []

    def chunks(self, chunk_size=None):
        calls.append(1)
        self.seek(0)
        yield self.read(100)
        if len(calls) > 1:
            raise OSError(28, "No space left on device")

    return chunks


def test_a_full_disk_is_told_and_leaves_nothing(audit_return, cast, monkeypatch):
    monkeypatch.setattr(storage, "has_room", lambda: False)
    with pytest.raises(Refused, match="could not store"):
        file(audit_return, cast.lead)
    monkeypatch.setattr(storage, "has_room", lambda: True)

    monkeypatch.setattr(SimpleUploadedFile, "chunks", half_then_full())
    with pytest.raises(Refused, match="could not store"):
        file(audit_return, cast.lead)
    assert not Evidence.objects.exists()
    assert stored().files == []


def test_a_file_added_by_mistake_can_be_taken_back_for_good(audit_return, cast, django_capture_on_commit_callbacks):
    row = file(audit_return, cast.lead).use.evidence
    with django_capture_on_commit_callbacks(execute=True):
        assert services.take_back(audit_return=audit_return, question="first", evidence=row, actor=cast.lead)
    assert not Evidence.objects.exists()
    assert stored() == storage.Unmatched([], [])


def test_rows_without_files_and_files_without_rows_are_found(audit_return, cast, settings):
    row = file(audit_return, cast.lead).use.evidence
    assert stored() == storage.Unmatched([], [])
    name, _ = storage.keep(SimpleUploadedFile("stray.txt", b"stray"))
    assert storage.find_unmatched().files == []
    assert stored().files == [name]
    storage.remove(row.stored_name)
    assert stored().rows == [row]
