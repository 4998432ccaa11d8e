"""Fixtures that every test may use."""

import os
from collections.abc import Iterator

import pytest

from audit_forms.questionnaires.selection import forget_editions
from scripts.postgres import PostgresCluster, find_postgres


def missing(what: str) -> None:
    """Skip a test whose tool is not on this machine; under CI that is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is needed and was not found.")
    pytest.skip(f"{what} was not found.")


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
