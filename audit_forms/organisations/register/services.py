"""Importing the national register: preview, then apply exactly what was previewed, once."""

import hashlib
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any, BinaryIO

from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from audit_forms.organisations.enums import ImportStatus, OrganisationKind
from audit_forms.organisations.models import Organisation, RegisterChange, RegisterImport
from audit_forms.organisations.permissions import can_import_register
from audit_forms.organisations.register import storage
from audit_forms.organisations.register.apply import write_changes
from audit_forms.organisations.register.plan import CHUNK, FIELDS, Change, Planner
from audit_forms.organisations.register.reader import RegisterFileError, read_rows
from portal.trail.services import record

KEPT_FOR = timedelta(days=7)
# Told what is being done and how much of it, between 0 and 1.
Progress = Callable[[str, float], None]


class PreviewOutdatedError(Exception):
    """The organisations changed after the preview was made: what the person saw is no longer what would happen."""


def no_progress(doing: str, share: float) -> None:
    """Tell nobody."""


def preview_import(
    *, file: "File[bytes]", file_name: str, la_code: str, actor: Any, progress: Progress = no_progress
) -> RegisterImport:
    """Read the register's file and note what it would change; no organisation is written.

    `la_code` limits it to one authority, "" takes every row; `actor` is None for the command. Raises PermissionDenied,
    or RegisterFileError with nothing kept. Not one transaction: a long write lock would keep answers from being saved.
    """
    require_importer(actor)
    stored_name, file_digest = storage.keep(file)
    return _preview(stored_name, file_digest, file_name[:255], la_code, actor, progress)


def renew_preview(*, register_import: RegisterImport, actor: Any) -> RegisterImport:
    """A new preview of the same file, in place of one that is out of date; raises as `preview_import` does."""
    require_importer(actor)
    stored_name = _discard(register_import)
    if not stored_name or storage.digest(stored_name) != register_import.file_digest:
        storage.remove(stored_name)
        raise RegisterFileError("The uploaded file was changed or is no longer there. Upload it again.")
    return _preview(
        stored_name,
        register_import.file_digest,
        register_import.file_name,
        register_import.la_code,
        actor,
        no_progress,
    )


def _preview(
    stored_name: str, file_digest: str, file_name: str, la_code: str, actor: Any, progress: Progress
) -> RegisterImport:
    register_import = RegisterImport.objects.create(
        file_name=file_name,
        stored_name=stored_name,
        file_digest=file_digest,
        portal_digest=digest_of_organisations(),
        la_code=la_code,
        uploaded_by=actor,
    )
    try:
        with storage.opened(stored_name) as (stored, size):
            _note_changes(register_import, stored, size, progress)
    except RegisterFileError:
        register_import.delete()
        storage.remove(stored_name)
        raise
    register_import.status = ImportStatus.PREVIEWED
    register_import.save()
    return register_import


def _note_changes(register_import: RegisterImport, stored: BinaryIO, size: int, progress: Progress) -> None:
    planner = Planner(register_import.la_code)
    counts: Counter[str] = Counter()
    for changes in planner.changes(read_rows(stored)):
        counts.update(change.kind.value for change in changes)
        RegisterChange.objects.bulk_create(_as_row(register_import, change) for change in changes)
        progress("Reading and comparing", stored.tell() / size)
    register_import.rows, register_import.unchanged = planner.rows, planner.unchanged
    register_import.counts = dict(counts)


def _as_row(register_import: RegisterImport, change: Change) -> RegisterChange:
    return RegisterChange(
        register_import=register_import,
        kind=change.kind,
        line=change.line,
        urn=change.urn,
        name=change.name,
        differences=change.differences,
        values=change.values,
        reason=change.reason,
    )


@transaction.atomic
def apply_import(*, register_import: RegisterImport, actor: Any, progress: Progress = no_progress) -> RegisterImport:
    """Write what the preview showed; a second call changes nothing.

    Raises PermissionDenied; PreviewOutdatedError where an organisation or the stored file has changed since, or where
    the preview was set aside. Then nothing is written.
    """
    require_importer(actor)
    locked: RegisterImport = RegisterImport.objects.select_for_update().get(pk=register_import.pk)
    if locked.status == ImportStatus.APPLIED:
        return locked
    if (
        locked.status != ImportStatus.PREVIEWED
        or locked.portal_digest != digest_of_organisations()
        or locked.file_digest != storage.digest(locked.stored_name)
    ):
        raise PreviewOutdatedError
    written = 0

    def done(count: int) -> None:
        nonlocal written
        written += count
        progress("Writing", written / max(locked.writes, 1))

    write_changes(locked, done)
    locked.status, locked.applied_by, locked.applied_at = ImportStatus.APPLIED, actor, timezone.now()
    stored_name, locked.stored_name = locked.stored_name, ""
    locked.save()
    record(
        actor=actor,
        action="register.imported",
        target=locked,
        file_digest=locked.file_digest,
        la_code=locked.la_code,
        counts=locked.counts,
    )
    transaction.on_commit(lambda: storage.remove(stored_name))
    return locked


def discard_import(*, register_import: RegisterImport, actor: Any) -> None:
    """Set a preview aside and delete its file; what was applied stays applied. Raises PermissionDenied."""
    require_importer(actor)
    storage.remove(_discard(register_import))


@transaction.atomic
def _discard(register_import: RegisterImport) -> str:
    """Set a waiting preview aside; gives the name of its stored file, which is the caller's from now on."""
    locked: RegisterImport = RegisterImport.objects.select_for_update().get(pk=register_import.pk)
    if locked.status != ImportStatus.PREVIEWED:
        return ""
    stored_name, locked.stored_name = locked.stored_name, ""
    locked.status = ImportStatus.DISCARDED
    locked.save(update_fields=["status", "stored_name"])
    return stored_name


def purge_imports() -> None:
    """Delete imports, with their rows and files, a week after they began; run as a job."""
    for old in RegisterImport.objects.to_purge(timezone.now() - KEPT_FOR):
        storage.remove(old.stored_name)
        old.delete()


def require_importer(actor: Any) -> None:
    """Raise PermissionDenied unless the actor may import the register; None is the portal itself (a command)."""
    if actor is not None and not can_import_register(actor):
        raise PermissionDenied("Only the Business Unit imports the national register.")


def digest_of_organisations() -> str:
    """A fingerprint of all that an import compares or writes; it changes when any school or trust does."""
    digest = hashlib.sha256()
    ours = Organisation.objects.exclude(kind=OrganisationKind.AGENCY).order_by("pk")
    rows = ours.values_list("pk", "urn", "trust_code", "trust_id", "successor_id", "duty_source", *FIELDS)
    for row in rows.iterator(CHUNK):
        digest.update(repr(row).encode())
    return digest.hexdigest()
