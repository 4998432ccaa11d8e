"""Where evidence lies: the private storage, each file under a random name that says nothing (bars S15)."""

import hashlib
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import storages
from django.utils import timezone

from audit_forms.returns.models import Evidence

FOLDER = "evidence"
# Below either of these uploads stop, so that answers can still be saved (bars R7).
LEAST_FREE_BYTES = 500 * 1024 * 1024
LEAST_FREE_SHARE = 0.1
# A file without a row may belong to an upload that is still going on.
UPLOAD_LASTS = timedelta(hours=1)


def has_room() -> bool:
    """Whether the disk has room for another upload."""
    disk = shutil.disk_usage(settings.DATA_DIR)
    return disk.free >= LEAST_FREE_BYTES and disk.free >= LEAST_FREE_SHARE * disk.total


def keep(source: "File[bytes]") -> tuple[str, str]:
    """Store the file; gives the stored name and the SHA-256 of its bytes. Raises OSError with nothing left behind."""
    digest = hashlib.sha256()
    for chunk in source.chunks():
        digest.update(chunk)
    wanted = f"{FOLDER}/{secrets.token_hex(16)}"
    source.seek(0)
    try:
        return storages["private"].save(wanted, source), digest.hexdigest()
    except OSError:
        remove(wanted)
        raise


def open_file(stored_name: str) -> "File[bytes]":
    """The stored file, open until the caller closes it; raises OSError where it is not there."""
    return storages["private"].open(stored_name)


@contextmanager
def opened(stored_name: str) -> Iterator[BinaryIO]:
    """The stored file to read from; raises OSError where it is not there."""
    with storages["private"].open(stored_name) as stored:
        yield cast(Any, stored.file)


def remove(stored_name: str) -> None:
    """Delete the stored file, if there is one."""
    if stored_name:
        storages["private"].delete(stored_name)


@dataclass(frozen=True)
class Unmatched:
    """What does not belong together: rows whose file is gone, and files that no row knows."""

    rows: list[Evidence]
    files: list[str]


def find_unmatched(before: datetime | None = None) -> Unmatched:
    """Rows without files and files without rows; files younger than `before` (an hour ago) may still get theirs."""
    storage = storages["private"]
    _, found = storage.listdir(FOLDER) if storage.exists(FOLDER) else ([], [])
    names = {f"{FOLDER}/{name}" for name in found}
    rows = list(Evidence.objects.exclude(stored_name=""))
    known = {row.stored_name for row in rows}
    oldest = before or timezone.now() - UPLOAD_LASTS
    strays = [name for name in sorted(names - known) if storage.get_modified_time(name) < oldest]
    return Unmatched([row for row in rows if row.stored_name not in names], strays)
