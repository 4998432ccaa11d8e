"""Windows of people who have signed in; each account signs in again before its session can end."""

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.places import Places
from tests.conftest import put_away
from tests.support import demo_data
from tests.support.browsing import Visit, login, open_visit
from tests.support.server import PortalServer

Open = Callable[..., Page]
# Well below the shortest idle limit, that of the Business Unit: an account may be used again only at the very end.
KEPT_SECONDS = 300.0


@pytest.fixture(scope="session")
def seeded_folder(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo data with the states that `seed.py` adds."""
    data = tmp_path_factory.mktemp("seeded") / "portal"
    shutil.copytree(demo_folder, data)
    demo_data.manage(data, "", "shell", "-c", "from tests.browser import seed; seed.write()")
    return data


@pytest.fixture(scope="session")
def seeded_server(seeded_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PortalServer]:
    """A running server for the tests that only read, with every state of every page."""
    yield from _serve(seeded_folder, tmp_path_factory.mktemp("reading") / "portal")


def _serve(folder: Path, data: Path) -> Iterator[PortalServer]:
    shutil.copytree(folder, data)
    server = PortalServer(data)
    try:
        server.start()
        yield server
    finally:
        put_away([server])


@pytest.fixture(scope="module")
def module_server(seeded_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PortalServer]:
    """One server for a module whose tests change things that do not concern each other."""
    yield from _serve(seeded_folder, tmp_path_factory.mktemp("module") / "portal")


@pytest.fixture
def new_seeded_server(seeded_folder: Path, tmp_path: Path) -> Iterator[Callable[[], PortalServer]]:
    """Start a server of one's own with every state of every page; ended with the test."""
    servers: list[PortalServer] = []

    def start() -> PortalServer:
        data = tmp_path / f"seeded-{len(servers)}"
        shutil.copytree(seeded_folder, data)
        servers.append(PortalServer(data))
        servers[-1].start()
        return servers[-1]

    yield start
    put_away(servers)


@pytest.fixture(scope="session")
def places(seeded_folder: Path) -> Places:
    """Where in the data the interesting returns and pages are."""
    return Places(seeded_folder / "portal.sqlite3")


@pytest.fixture(scope="session")
def kept_sessions() -> dict[str, tuple[float, Any]]:
    """The cookies of each account that has signed in on the seeded server, with when that was."""
    return {}


@pytest.fixture
def open_as(
    seeded_server: PortalServer, browser: Browser, kept_sessions: dict[str, tuple[float, Any]]
) -> Iterator[Open]:
    """Open a window as a demo account or as nobody: `open_as("dsl", viewport=PHONE)`; its complaints fail the test."""
    visits: list[Visit] = []

    def open_window(account: str = "", **options: Any) -> Page:
        signed_in_at, state = kept_sessions.get(account, (float("-inf"), None))
        if account and time.monotonic() - signed_in_at > KEPT_SECONDS:
            first = open_visit(browser, seeded_server)
            login(first.page, f"{account}@demo.example")
            state = first.page.context.storage_state()
            kept_sessions[account] = time.monotonic(), state
            first.page.context.close()
        visits.append(open_visit(browser, seeded_server, storage_state=state, **options))
        return visits[-1].page

    yield open_window
    for visit in visits:
        visit.page.context.close()
    problems = [problem for visit in visits for problem in visit.problems]
    assert not problems, "\n".join(problems)
