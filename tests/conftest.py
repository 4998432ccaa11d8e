"""Real servers, browsers and office programs.

`portal_server` gives each test its own server over its own copy of the demo data; `shared_server` is one for all the
tests of a process that only read. `visit` opens a browser window and fails the test when the browser complained.
"""

import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from conftest import missing
from scripts.browser import find_chromium
from scripts.office import find_office
from scripts.postgres import PostgresCluster
from tests.support import browsing, demo_data
from tests.support.mail_guard import check_server
from tests.support.server import PortalServer

Converter = Callable[[Path, str], Path]
ServerFactory = Callable[..., PortalServer]
TEMPLATE = "portal_template"


def put_away(servers: Iterable[PortalServer]) -> None:
    """End them, and read the mail that each of them queued (bars G8)."""
    for server in servers:
        server.kill()
    for server in servers:
        check_server(server)


@pytest.fixture(scope="session")
def demo_folder() -> Path:
    """The prepared SQLite demo database with its files. Copy it; never write to it."""
    return demo_data.demo_folder()


@pytest.fixture(scope="session")
def postgres_demo(postgres_cluster: PostgresCluster, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo data on PostgreSQL, as a template database; returns the folder with its files."""
    folder = tmp_path_factory.mktemp("postgres-demo") / "data"
    demo_data.prepare(folder, postgres_cluster.create_database(TEMPLATE))
    return folder


@pytest.fixture
def new_server(demo_folder: Path, tmp_path: Path) -> Iterator[ServerFactory]:
    """Make servers on SQLite: `new_server(WEB_WORKERS="1")`. Not started yet; all are killed when the test ends."""
    servers: list[PortalServer] = []

    def make(**env: str) -> PortalServer:
        data = tmp_path / f"portal-{len(servers)}"
        shutil.copytree(demo_folder, data)
        servers.append(PortalServer(data, **env))
        return servers[-1]

    yield make
    put_away(servers)


@pytest.fixture
def new_postgres_server(
    postgres_cluster: PostgresCluster, postgres_demo: Path, tmp_path: Path
) -> Iterator[ServerFactory]:
    """Make servers on PostgreSQL, each with a database copied from the template."""
    servers: list[PortalServer] = []

    def make(**env: str) -> PortalServer:
        data = tmp_path / f"portal-{len(servers)}"
        shutil.copytree(postgres_demo, data)
        name = f"portal_{tmp_path.name}_{len(servers)}"[:60].lower()
        servers.append(PortalServer(data, postgres_cluster.create_database(name, TEMPLATE), **env))
        return servers[-1]

    yield make
    put_away(servers)
    for server in servers:
        postgres_cluster.drop_database(server.database_url.rpartition("/")[2])


@pytest.fixture
def portal_server(new_server: ServerFactory) -> PortalServer:
    """A running server on SQLite that this test may change as it likes."""
    server = new_server()
    server.start()
    return server


@pytest.fixture(scope="session")
def shared_server(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PortalServer]:
    """A running server for the tests that only read."""
    data = tmp_path_factory.mktemp("shared") / "portal"
    shutil.copytree(demo_folder, data)
    server = PortalServer(data)
    try:
        server.start()
        yield server
    finally:
        put_away([server])


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The browser of this test module, closed with it: while it runs, Django refuses its process the database."""
    executable = find_chromium()
    if executable is None:
        missing("A Chromium browser")
    with sync_playwright() as playwright:
        running = browsing.launch(playwright, executable)
        yield running
        running.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a window on a server: `visit(server, java_script_enabled=False, expected=("status of 404",))`.

    The test fails when a window saw a console error, a script error or a request to another host; what a test means to
    provoke it names in `expected`.
    """
    visits: list[browsing.Visit] = []

    def open_page(server: PortalServer, **options: Any) -> Page:
        visits.append(browsing.open_visit(browser, server, **options))
        return visits[-1].page

    yield open_page
    for seen in visits:
        seen.page.context.close()
    problems = [problem for seen in visits for problem in seen.problems]
    assert not problems, "\n".join(problems)


@pytest.fixture
def convert(tmp_path: Path) -> Converter:
    """Have LibreOffice open a file and save it in another format: `convert(path, "fods")` gives the new path."""
    office = find_office()
    if office is None:
        missing("LibreOffice")

    def run(path: Path, kind: str) -> Path:
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        ending = kind.partition(":")[0]  # a filter's name may follow
        words = [office, profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path / ending), str(path)]
        subprocess.run(words, check=True, capture_output=True, timeout=120)
        return tmp_path / ending / f"{path.stem}.{ending}"

    return run
