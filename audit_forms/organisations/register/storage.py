"""Where an uploaded register lies between preview and use: the private storage, under a random name."""

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, cast

from django.core.files.base import File
from django.core.files.storage import storages

FOLDER = "register"


def keep(source: "File[bytes]") -> tuple[str, str]:
    """Store the file; gives the stored name and the SHA-256 of its bytes."""
    name = storages["private"].save(f"{FOLDER}/{secrets.token_hex(16)}.csv", source)
    return name, digest(name)


def digest(stored_name: str) -> str:
    """SHA-256 of the stored file; empty where it is no longer there."""
    if not stored_name or not storages["private"].exists(stored_name):
        return ""
    with storages["private"].open(stored_name) as stored:
        return hashlib.file_digest(cast(Any, stored.file), "sha256").hexdigest()


@contextmanager
def opened(stored_name: str) -> Iterator[tuple[BinaryIO, int]]:
    """The stored file to read from, and its size."""
    with storages["private"].open(stored_name) as stored:
        yield cast(Any, stored.file), stored.size


def remove(stored_name: str) -> None:
    """Delete the stored file, if there is one."""
    if stored_name:
        storages["private"].delete(stored_name)
