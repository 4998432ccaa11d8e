"""Walk all journeys in each engine, or in those named: `python -m tests.engines FOLDER firefox`."""

import shutil
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from playwright.sync_api import Error as PlaywrightError

from scripts.steps import ROOT
from tests.browser.places import Places
from tests.engines.browsers import Engine, Opened, engines_found
from tests.engines.journeys import JOURNEYS, comfort
from tests.engines.walking import Walk
from tests.engines.wires import WireError
from tests.support.server import PortalServer

PICTURES = ROOT / "var" / "engines"
Open = Callable[[], AbstractContextManager[Opened]]


def main(folder: Path, wanted: list[str]) -> int:
    """Print a line for each engine and step; returns 1 when one failed or there is no engine."""
    found, missing = engines_found()
    chosen = [each for each in found if not wanted or each.name.lower() in wanted]
    failed = passed = 0
    for engine in chosen:
        good, bad = _walk_all(engine, folder)
        passed, failed = passed + good, failed + bad
    for sentence in missing:
        print(f"NOT WALKED: {sentence}")
    print(f"\n{passed} steps passed, {failed} failed. Pictures: {PICTURES.relative_to(ROOT)}")
    return int(failed > 0 or not chosen)


def _walk_all(engine: Engine, folder: Path) -> tuple[int, int]:
    """All journeys in one engine, each in a browser of its own, over one fresh copy of the data."""
    data, pictures = folder / engine.name, PICTURES / engine.name.lower()
    for place in (data, pictures):
        shutil.rmtree(place, ignore_errors=True)
    pictures.mkdir(parents=True)
    shutil.copytree(folder / "demo", data)
    server = PortalServer(data, DJANGO_SETTINGS_MODULE="tests.support.watched_settings")
    server.start()
    passed = failed = 0
    try:
        journeys = [(journey, engine.open) for journey in JOURNEYS]
        journeys += [(comfort, engine.open_in_comfort)] if engine.open_in_comfort else []
        for journey, open_window in journeys:
            good, bad = _walk(engine, journey, open_window, server, pictures)
            passed, failed = passed + good, failed + bad
    finally:
        server.stop()
    return passed, failed


def _walk(
    engine: Engine, journey: Callable[[Walk], None], open_window: Open, server: PortalServer, pictures: Path
) -> tuple[int, int]:
    try:
        with open_window() as opened:
            places = Places(server.data / "portal.sqlite3")
            walk = Walk(f"{engine.name} {opened.version}", opened.window, server, places, pictures)
            opened.window.resize(1280)
            journey(walk)
    except (WireError, PlaywrightError, OSError) as error:
        print(f"{engine.name:20} {journey.__name__.replace('_', ' '):58} FAILED\n{'':20}   {error}", flush=True)
        return 0, 1
    return walk.passed, len(walk.failed)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), [word.lower() for word in sys.argv[2:]]))
