"""Is the portal well? Each question answers in words, with what to do; /readyz and `manage.py doctor` ask them."""

import logging
import secrets
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache as remember

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from portal.jobs import registered
from portal.models import Job
from portal.outbox.models import Message

logger = logging.getLogger(__name__)

LEAST_FREE_BYTES = 500 * 1024 * 1024
LONGEST_MAIL_WAIT = timedelta(minutes=15)
# A job may be this late before it counts as stopped.
JOB_PATIENCE = timedelta(minutes=5)


@dataclass(frozen=True)
class Finding:
    """The answer to one question: is it well, in a sentence; if not, what to do."""

    well: bool
    words: str
    advice: str = ""


def database_answers() -> Finding:
    """The database can be asked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return Finding(True, f"The database answers ({connection.vendor}).")


def migrations_applied() -> Finding:
    """The database has the shape this code needs."""
    waiting = _known_migrations() - set(MigrationRecorder(connection).applied_migrations())
    if waiting:
        return Finding(False, f"{len(waiting)} migrations wait to be applied.", "Run: manage.py migrate")
    return Finding(True, "All migrations are applied.")


def cache_keeps() -> Finding:
    """The cache that rate limits live in keeps what it is given."""
    value = secrets.token_hex(4)
    cache.set("portal-health", value, 60)
    if cache.get("portal-health") is None:
        return Finding(False, "The cache keeps nothing.", "Run: manage.py createcachetable, or check CACHE_URL.")
    return Finding(True, "The cache works.")


def disk_takes_files() -> Finding:
    """The data folder can be written to and has room."""
    with tempfile.TemporaryFile(dir=settings.DATA_DIR) as file:
        file.write(b"well")
    free = shutil.disk_usage(settings.DATA_DIR).free
    if free < LEAST_FREE_BYTES:
        return Finding(False, f"Only {free // 2**20} MB are free.", f"Make room on the disk of {settings.DATA_DIR}.")
    return Finding(True, f"The data folder can be written to; {free // 2**30} GB are free.")


def mail_moves() -> Finding:
    """Mail leaves the outbox."""
    refused = Message.objects.failed().count()
    late = Message.objects.waiting_since(timezone.now() - LONGEST_MAIL_WAIT)
    if first := late.first():
        words = f"{late.count()} e-mails have waited for more than 15 minutes. {first.last_error}".strip()
        return Finding(False, words, "Check EMAIL_URL and that `manage.py run_jobs --loop` is running.")
    if refused:
        advice = "Look at the last error of each; when its cause is mended: manage.py run_jobs --retry-failed-mail"
        return Finding(False, f"The mail server refused {refused} e-mails for good.", advice)
    return Finding(True, "No e-mail has been waiting for long.")


def jobs_run() -> Finding:
    """The background jobs are run, and end well."""
    rows = {job.name: job for job in Job.objects.all()}
    latest = timezone.now() - JOB_PATIENCE
    late = [task.name for task in registered() if task.name not in rows or rows[task.name].due_at < latest]
    failed = [f"{job.name} ({job.last_error})" for job in rows.values() if job.last_error]
    if late:
        words = f"These background jobs are not run: {', '.join(late)}."
        return Finding(False, words, "Start: manage.py run_jobs --loop")
    if failed:
        return Finding(False, f"These background jobs failed: {'; '.join(failed)}.", "The log has the details.")
    return Finding(True, "The background jobs run.")


READY: dict[str, Callable[[], Finding]] = {
    "database": database_answers,
    "migrations": migrations_applied,
    "cache": cache_keeps,
    "disk": disk_takes_files,
}
WELL: dict[str, Callable[[], Finding]] = {**READY, "mail": mail_moves, "jobs": jobs_run}


def ask(question: Callable[[], Finding]) -> Finding:
    """Ask one question; one that cannot even be asked is answered with no."""
    try:
        return question()
    except Exception as error:  # a broken part may fail in any way; here that is the finding
        logger.warning("Health question %s could not be asked: %s", question.__name__, error)
        return Finding(False, f"{type(error).__name__}: {error}", "The words above name what is broken.")


@remember
def _known_migrations() -> frozenset[tuple[str, str]]:
    """Every migration of this code, squashed ones aside: theirs count as applied in their place."""
    loader = MigrationLoader(None)
    return frozenset(loader.graph.nodes)
