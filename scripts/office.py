"""Find LibreOffice for the test that fills a workbook in, or install the distribution's."""

import os
import shutil
from pathlib import Path

from scripts.browser import apt_install

MACOS = "/Applications/LibreOffice.app/Contents/MacOS/soffice"


def find_office() -> str | None:
    """The LibreOffice to use: SOFFICE, else one on the path or macOS's application."""
    named = os.environ.get("SOFFICE")
    if named:
        return named
    return shutil.which("soffice") or (MACOS if Path(MACOS).exists() else None)


def install_office() -> str | None:
    """Install the distribution's spreadsheet part; returns where it is, if anywhere."""
    apt_install("libreoffice-calc")
    return find_office()
