"""The version of the public site: a word in the database that changes with whatever its pages are made of.

Triggers change it in the transaction of the change itself, so nobody can see new content under the old version, and
nothing can be changed past it: bulk updates, background jobs and a SQL prompt count as well.
"""

import secrets
import time
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections, models
from modelcluster.models import get_all_child_relations
from wagtail.contrib.settings.registry import registry
from wagtail.models import get_page_models
from wagtail.snippets.models import get_snippet_models

from portal.models import SiteVersion

TABLE = "portal_siteversion"
READ = "SELECT token FROM portal_siteversion"
PREFIX = "pagecache_"
SECONDS_IN_A_MINUTE = 60
# What saving a draft writes on the page's row; readers see none of it.
DRAFT_FIELDS = {"draft_title", "has_unpublished_changes", "latest_revision", "latest_revision_created_at"}


def current_version() -> str | None:
    """The version and the minute, as notices and "coming up" end by the clock; None while it cannot be told."""
    database = connections[DEFAULT_DB_ALIAS]
    try:
        with database.wrap_database_errors:
            database.ensure_connection()
            # The driver's own call: Django's cursor would cost twice as much as all else that a kept page takes.
            row = database.connection.execute(READ).fetchone()
    except DatabaseError:
        return None
    return f"{row[0]} {int(time.time()) // SECONDS_IN_A_MINUTE}" if row else None


@cache
def watched_models() -> tuple[type[models.Model], ...]:
    """Pages with what belongs to them, site settings, snippets, and `settings.PAGE_CACHE_WATCHES`."""
    found: list[Any] = []
    for model in (*get_page_models(), *registry, *get_snippet_models()):
        found += [model, *(relation.related_model for relation in get_all_child_relations(model))]
    found += map(apps.get_model, settings.PAGE_CACHE_WATCHES)
    found += [field.remote_field.through for model in found for field in model._meta.local_many_to_many]
    return tuple(dict.fromkeys(found))


@cache
def unwatched_tables() -> frozenset[str]:
    """The tables whose changes no version tells of: a page made of one of them cannot be kept."""
    every = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    fixed = {apps.get_model(name)._meta.db_table for name in settings.PAGE_CACHE_FIXED}
    return frozenset(every - {model._meta.db_table for model in watched_models()} - fixed)


def stop_watching(using: str, **kwargs: Any) -> None:
    """Before a migration: take the triggers off the tables it may rebuild; until it is over nothing is kept."""
    if TABLE not in connection.introspection.table_names():
        return
    SiteVersion.objects.all().delete()
    with connection.cursor() as cursor:
        for statement in _removal(cursor):
            cursor.execute(statement)


def start_watching(using: str, **kwargs: Any) -> None:
    """After a migration: put a trigger on every watched table and begin a new version."""
    tables = set(connection.introspection.table_names())
    if TABLE not in tables:
        return
    stop_watching(using)
    write = {"sqlite": _sqlite_triggers, "postgresql": _postgresql_triggers}[connection.vendor]
    watched = {model._meta.db_table: model for model in watched_models()}
    with connection.cursor() as cursor:
        for statement in write({table: _columns(model) for table, model in watched.items() if table in tables}):
            cursor.execute(statement)
    SiteVersion.objects.create(token=secrets.token_hex(16))


def _columns(model: type[models.Model]) -> str:
    fields = [field for field in model._meta.local_concrete_fields if field.name not in DRAFT_FIELDS]
    return ", ".join(f'"{field.column}"' for field in fields)


def _removal(cursor: Any) -> list[str]:
    if connection.vendor == "postgresql":
        return [f"DROP FUNCTION IF EXISTS {PREFIX}touch() CASCADE"]
    cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    return [f'DROP TRIGGER "{name}"' for (name,) in cursor.fetchall() if name.startswith(PREFIX)]


def _sqlite_triggers(tables: dict[str, str]) -> Iterator[str]:
    touch = "UPDATE portal_siteversion SET token = lower(hex(randomblob(16)))"
    for table, columns in tables.items():
        for event in ("INSERT", "DELETE", f"UPDATE OF {columns}"):
            name = f"{PREFIX}{table}_{event.split()[0].lower()}"
            yield f'CREATE TRIGGER "{name}" AFTER {event} ON "{table}" BEGIN {touch}; END'


def _postgresql_triggers(tables: dict[str, str]) -> Iterator[str]:
    """At the transaction's end: its lock on the one row is then held for the moment of the commit only."""
    yield (
        "CREATE FUNCTION pagecache_touch() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN UPDATE portal_siteversion SET token = gen_random_uuid()::text; RETURN NULL; END $$"
    )
    for table, columns in tables.items():
        yield (
            f'CREATE CONSTRAINT TRIGGER {PREFIX}watch AFTER INSERT OR DELETE OR UPDATE OF {columns} ON "{table}" '
            f"DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {PREFIX}touch()"
        )
