"""Find Firefox and WebKit for `make engines`, or install the distribution's."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from scripts.browser import apt_install

FIREFOX_NAMES = ("firefox", "firefox-esr")
MACOS_FIREFOX = "/Applications/Firefox.app/Contents/MacOS/firefox"
# Distributions keep WebKit's small browser out of the path, beside the library it shows.
MINI_BROWSERS = ("usr/lib/*/webkit2gtk-*/MiniBrowser", "usr/libexec/webkit2gtk-*/MiniBrowser")


@dataclass(frozen=True)
class WebKit:
    """What it takes to drive WebKitGTK: its driver, its browser, and a display that nobody sees."""

    driver: str
    browser: str
    display: str


def find_firefox() -> str | None:
    """The Firefox to use: FIREFOX, else one on the path, or macOS's application."""
    named = os.environ.get("FIREFOX")
    if named:
        return named
    found = next((path for path in map(shutil.which, FIREFOX_NAMES) if path), None)
    return found or (MACOS_FIREFOX if Path(MACOS_FIREFOX).exists() else None)


def find_webkit() -> WebKit | None:
    """WebKitGTK with all its three parts."""
    browsers = [str(path) for pattern in MINI_BROWSERS for path in sorted(Path("/").glob(pattern), reverse=True)]
    driver, display = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
    return WebKit(driver, browsers[0], display) if driver and browsers and display else None


def install_firefox() -> str | None:
    """Install the distribution's Firefox (Debian's is the one with extended support); returns where it is."""
    apt_install("firefox-esr")
    return find_firefox()


def install_webkit() -> WebKit | None:
    """Install the distribution's WebKitGTK with its driver, and the display; returns where they are."""
    for package in ("webkit2gtk-driver", "xvfb"):
        apt_install(package)
    return find_webkit()
