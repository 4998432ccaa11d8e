"""Files as evidence: checked, stored, scanned, then given; asked about again while the scanner did not answer."""

import logging
from datetime import date
from typing import Any

from django.core.files.base import File
from django.db import transaction

from audit_forms.returns import notifications
from audit_forms.returns.enums import EDITABLE_STATUSES, EvidenceKind, FileState
from audit_forms.returns.files import storage
from audit_forms.returns.files.apart import check_apart
from audit_forms.returns.files.names import fit_name
from audit_forms.returns.files.refusal import Refused
from audit_forms.returns.files.scanner import Verdict, scan
from audit_forms.returns.files.upload import NO_ROOM
from audit_forms.returns.models import Evidence, Return
from audit_forms.returns.services.answers import lock_for_writing
from audit_forms.returns.services.evidence import Given, give, open_question, recount
from portal.trail.services import record

logger = logging.getLogger(__name__)

INFECTED = (
    "The virus scanner found something harmful in this file. Ask whoever looks after your computers to check it. "
    "Choose another file."
)
# So often the scanner may fail to answer before the rest waits for the next turn.
PATIENCE = 5


def give_file(
    *,
    audit_return: Return,
    question: str,
    title: str,
    file: "File[bytes]",
    file_name: str,
    in_force_since: date | None,
    actor: Any,
) -> Given:
    """Check, store and scan a file, and give it for the question of that key.

    The same file given twice for a question is there once. Where the scanner does not answer, the file is kept in
    quarantine and asked about again by `check_quarantined`. Raises PermissionDenied, NotOpen, or Refused with nothing
    stored. Not one transaction: reading a file takes seconds, and a long write lock would keep answers from being
    saved.
    """
    _require_open(audit_return, question, actor)
    if not storage.has_room():
        raise Refused(NO_ROOM)
    name = fit_name(file_name)
    kind = check_apart(_stream(file), name)
    try:
        stored_name, digest = storage.keep(file)
    except OSError as error:
        logger.exception("A file could not be stored")
        raise Refused(NO_ROOM) from error
    row = Evidence(
        kind=EvidenceKind.FILE,
        title=title.strip() or name,
        in_force_since=in_force_since,
        stored_name=stored_name,
        file_name=name,
        content_type=kind.content_type,
        size=file.size,
        digest=digest,
    )
    try:
        row.state = _state(stored_name)
        given = give(audit_return=audit_return, question=question, evidence=row, actor=actor)
    except BaseException:
        storage.remove(stored_name)
        raise
    if not given.is_new:
        storage.remove(stored_name)
    return given


def check_quarantined() -> int:
    """Ask the scanner again about files it did not answer for; returns how many were settled. Run as a job."""
    settled = unanswered = 0
    for waiting in Evidence.objects.filter(state=FileState.QUARANTINE).order_by("pk"):
        try:
            with storage.opened(waiting.stored_name) as stored:
                verdict = scan(stored)
        except OSError:
            logger.exception("The file of evidence %s cannot be read", waiting.pk)
            continue
        if verdict == Verdict.UNKNOWN:
            unanswered += 1
            if unanswered == PATIENCE:
                break
        else:
            _settle(waiting, verdict)
            settled += 1
    return settled


@transaction.atomic
def _require_open(audit_return: Return, question: str, actor: Any) -> None:
    open_question(lock_for_writing(audit_return, actor), question)


def _stream(file: "File[bytes]") -> Any:
    stream: Any = file.file
    return stream


def _state(stored_name: str) -> FileState:
    with storage.opened(stored_name) as stored:
        verdict = scan(stored)
    if verdict == Verdict.INFECTED:
        raise Refused(INFECTED)
    return FileState.CLEAN if verdict == Verdict.CLEAN else FileState.QUARANTINE


@transaction.atomic
def _settle(waiting: Evidence, verdict: Verdict) -> None:
    """Give the file free, or refuse it: then the file goes, and those who used it are told."""
    # Returns before their evidence, as everybody locks them.
    returns = Return.objects.with_context().select_for_update(of=("self",))
    using = list(returns.filter(pk__in=waiting.uses.values("audit_return")))
    locked = Evidence.objects.select_for_update().filter(pk=waiting.pk).first()
    if locked is None or locked.state != FileState.QUARANTINE:
        return
    if verdict == Verdict.CLEAN:
        locked.state = FileState.CLEAN
        locked.save(update_fields=["state"])
        record(actor=None, action="evidence.checked", target=locked)
        return
    stored_name = locked.stored_name
    locked.state, locked.refusal, locked.stored_name = FileState.REFUSED, INFECTED, ""
    locked.save(update_fields=["state", "refusal", "stored_name"])
    record(actor=None, action="evidence.refused", target=locked)
    for audit_return in using:
        if audit_return.status in EDITABLE_STATUSES:
            recount(audit_return)
        notifications.tell_leads(audit_return, notifications.FILE_REFUSED, f"file-refused-{locked.pk}")
    transaction.on_commit(lambda: storage.remove(stored_name))
