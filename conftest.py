"""Fixtures that every test may use."""

import os
import shutil
import sys
from collections.abc import Generator, Iterator

import pytest
from django.conf import settings
from django.db import connections
from django.test import SimpleTestCase, override_settings

from audit_forms.questionnaires.selection import forget_editions
from scripts.postgres import PostgresCluster, find_postgres
from tests.support import demo_data
from tests.support.mail_watch import WATCH
from tests.support.outbound import refuse

# Whoever asks for one of these works on a database.
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup"}

# For the whole process and every thread in it; it cannot be taken off again.
sys.addaudithook(refuse)


def missing(what: str) -> None:
    """Skip a test whose tool is not on this machine; under CI that is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is needed and was not found.")
    pytest.skip(f"{what} was not found.")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that ask for pages, and those without a database: the run on PostgreSQL leaves both out."""
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if "client" in fixtures:
            item.add_marker("pages")
        of_django = issubclass(getattr(item, "cls", None) or object, SimpleTestCase)
        if not (of_django or item.get_closest_marker("django_db") or DATABASE_FIXTURES.intersection(fixtures)):
            item.add_marker("pure")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None]:
    """Read every mail of the test while its rows are there; one that says too much fails the test (bars G8)."""
    WATCH.begin()
    yield
    WATCH.check()


@pytest.fixture(scope="session", autouse=True)
def _mail_is_watched() -> Iterator[None]:
    """Keep a copy of each mail as it is queued: a row loses its text when it is sent."""
    with WATCH.watching():
        yield


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[PostgresCluster]:
    """A throwaway PostgreSQL of this test process; started when the first test asks for it."""
    binaries = find_postgres()
    if binaries is None:
        missing("PostgreSQL")
    cluster = PostgresCluster(binaries)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.remove()


@pytest.fixture(autouse=True)
def _fresh_editions() -> None:
    """Each test has rows of its own, so a process must not remember another test's editions."""
    forget_editions()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Start from a database that is migrated already, which saves each process ten seconds.

    On SQLite it is the copy of a file, so that tests have the write-ahead log of production too; on PostgreSQL a
    template that `make test` has prepared.
    """
    database = connections["default"].settings_dict
    if database["ENGINE"].endswith("sqlite3"):
        copy = tmp_path_factory.mktemp("database") / "test.sqlite3"
        shutil.copy(demo_data.migrated_folder() / "portal.sqlite3", copy)
        database["TEST"]["NAME"] = str(copy)
    else:
        database["TEST"]["TEMPLATE"] = os.environ.get("TEST_TEMPLATE")


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings: None) -> bool:
    """Use that copy as it is."""
    return connections["default"].vendor == "sqlite"


@pytest.fixture(scope="session", autouse=True)
def _uploads_in_a_temporary_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What tests upload must not end up beside the files of `make run`."""
    media, private = tmp_path_factory.mktemp("media"), tmp_path_factory.mktemp("private")
    options = {**settings.STORAGES["private"]["OPTIONS"], "location": private}
    storages = {**settings.STORAGES, "private": {**settings.STORAGES["private"], "OPTIONS": options}}
    with override_settings(MEDIA_ROOT=media, PRIVATE_ROOT=private, STORAGES=storages):
        yield
