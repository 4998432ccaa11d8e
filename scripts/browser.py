"""Find a Chromium for the browser tests, or install the distribution's."""

import contextlib
import os
import shutil
import subprocess
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MACOS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
CACHES = ("~/.cache/ms-playwright", "~/Library/Caches/ms-playwright")
DOWNLOADED = ("chromium-*/chrome-linux*/chrome", "chromium-*/chrome-mac*/*.app/Contents/MacOS/*")
DOWNLOAD_LIMIT_SECONDS = 300


def find_chromium() -> str | None:
    """The browser to use: CHROMIUM, else one on the path, an application, or Playwright's own download."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    candidates = [shutil.which(name) for name in NAMES] + [path for path in MACOS if Path(path).exists()]
    for cache in CACHES:
        for pattern in DOWNLOADED:
            candidates += [str(path) for path in sorted(Path(cache).expanduser().glob(pattern), reverse=True)]
    return next((path for path in candidates if path), None)


def install_chromium(python: Path, env: dict[str, str]) -> str | None:
    """Install the distribution's Chromium, else the test tool's own; returns where it is, if anywhere."""
    if not apt_install("chromium"):
        words = [str(python), "-m", "playwright", "install", "chromium"]
        with contextlib.suppress(subprocess.TimeoutExpired):
            subprocess.run(words, env=env, capture_output=True, timeout=DOWNLOAD_LIMIT_SECONDS, check=False)
    return find_chromium()


def apt_install(package: str) -> bool:
    """Install a Debian package where that needs no password; returns whether it is there now."""
    if not shutil.which("apt-get"):
        return False
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if prefix and not shutil.which("sudo"):
        return False
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    commands = [["apt-get", "update"], ["apt-get", "install", "--yes", "--no-install-recommends", package]]
    return all(
        subprocess.run([*prefix, *words], env=env, capture_output=True, check=False).returncode == 0
        for words in commands
    )
