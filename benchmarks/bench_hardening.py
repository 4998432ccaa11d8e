"""S12: what Mozilla's HTTP Observatory makes of the headers, with production's settings over HTTPS."""

import json
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure
from scripts.environment import VENV, child_env
from scripts.steps import ROOT
from tests.browser.http import Answer, Client
from tests.support import demo_data
from tests.support.server import PortalServer
from tests.support.tls_front import tls_front

SOURCE = ROOT / "benchmarks" / "observatory"
FOLDER = ROOT / "var" / "observatory"
PACKAGE = FOLDER / "node_modules" / "@mdn" / "mdn-http-observatory"
TESTS = 10
PUBLIC = ("/", "/framework/", "/audit-outcomes/", "/subscribe/", "/search/?q=neglect", "/accounts/login/")
# Wagtail's own pages bring scripts of their own; B begins at 70 points.
ADMIN_POINTS = 70


@dataclass
class BehindTheProxy(Client):
    """A visitor whose requests came by HTTPS."""

    def send(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        """As the proxy hands it on."""
        referer = f"https://127.0.0.1:{self.server.port}/"
        told = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "127.0.0.1", "Referer": referer}
        return super().send(method, path, body, {**headers, **told})


def measure() -> Iterator[Figure]:
    """Points and passed tests of public pages, the sign-in page, a person's first page and the Wagtail admin."""
    _install()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "portal"
        shutil.copytree(demo_data.demo_folder(), data)
        server = PortalServer(
            data, DJANGO_SETTINGS_MODULE="tests.support.live_settings", ALLOWED_HOSTS="localhost,127.0.0.1",
            SECRET_KEY=secrets.token_urlsafe(50), VAULT_KEY=secrets.token_urlsafe(50), EMAIL_URL="smtp://127.0.0.1:9",
            CLAMD_URL="off",
        )  # fmt: skip
        try:
            server.start()
            with tls_front(server.port, Path(folder)) as ports:
                for path in PUBLIC:
                    yield from _figures(path, _scan(*ports, path), 115)
                yield from _figures("a school's first page", _scan(*ports, "/returns/", _cookie(server, "dsl")), 115)
                admin = _scan(*ports, "/admin/", _cookie(server, "editor"))
                yield Figure(
                    "S12", f"Observatory of /admin/: {admin['grade']}", admin["score"], "pts", ADMIN_POINTS, True
                )
        finally:
            server.kill()


def _install() -> None:
    """Into a folder of its own: it brings two hundred packages that nothing else needs."""
    lock = FOLDER / "package-lock.json"
    if PACKAGE.exists() and lock.read_bytes() == (SOURCE / lock.name).read_bytes():
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", lock.name):
        shutil.copy(SOURCE / name, FOLDER)
    words = [str(VENV / "bin" / "npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    subprocess.run(words, cwd=FOLDER, env=child_env(), check=True, capture_output=True)
    # Its list of preloaded hosts comes from the internet; this host is in no such list.
    (PACKAGE / "conf" / "hsts-preload.json").write_text("{}")


def _cookie(server: PortalServer, account: str) -> str:
    client = BehindTheProxy(server)
    client.sign_in(account)
    return "; ".join(f"{name}={value}" for name, value in client.cookies.items())


def _scan(plain: int, secure: int, certificate: Path, path: str, cookie: str = "") -> dict[str, Any]:
    words = [str(VENV / "bin" / "node"), str(SOURCE / "scan.mjs"), str(PACKAGE), str(plain), str(secure), path, cookie]
    env = child_env(NODE_EXTRA_CA_CERTS=str(certificate))
    finished = subprocess.run(words, env=env, capture_output=True, text=True, check=False)
    if finished.returncode:
        raise RuntimeError(finished.stderr)
    return json.loads(finished.stdout)


def _figures(what: str, found: dict[str, Any], points: int) -> Iterator[Figure]:
    failed = f" ({', '.join(found['failed'])})" if found["failed"] else ""
    yield Figure("S12", f"Observatory of {what}: {found['grade']}", found["score"], "pts", points, True)
    yield Figure("S12", f"tests of {what} passed{failed}", found["passed"], "tests", TESTS, True)
