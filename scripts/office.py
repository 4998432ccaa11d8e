"""Find LibreOffice for the tests that open workbooks and Word files with it, or install the distribution's."""

import os
import shutil
from pathlib import Path

from scripts.browser import apt_install

MACOS = "/Applications/LibreOffice.app/Contents/MacOS/soffice"
PACKAGES = ("libreoffice-calc", "libreoffice-writer")
# Distributions split it: without these libraries beside the program it opens no workbooks, or no Word files.
LIBRARIES = ("libsclo.so", "libswlo.so")


def find_office() -> str | None:
    """The LibreOffice to use: SOFFICE, else one on the path that opens both kinds, or macOS's application."""
    named = os.environ.get("SOFFICE")
    if named:
        return named
    found = shutil.which("soffice")
    if found and all((Path(found).resolve().parent / library).exists() for library in LIBRARIES):
        return found
    return MACOS if Path(MACOS).exists() else None


def install_office() -> str | None:
    """Install the distribution's spreadsheet and text parts; returns where it is, if anywhere."""
    for package in PACKAGES:
        apt_install(package)
    return find_office()
