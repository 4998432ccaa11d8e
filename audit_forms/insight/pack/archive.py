"""The archive: a page and a PDF for each section, an index, and a manifest with the SHA-256 of every file."""

import hashlib
import json
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from audit_forms.insight.pack.content import Section
from audit_forms.insight.palette import DOCUMENT_COLOURS
from portal.dates import format_moment
from portal.pdf.making import make_pdf

FORMAT, VERSION = "inspection-pack", 1
FOLDER = Path(__file__).parent
TITLE = "Inspection pack"


def make_archive(sections: Sequence[Section], years: Sequence[str], at: datetime, tell: Callable[[int], Any]) -> bytes:
    """The zip file; the same sections at the same moment give the same bytes. `tell` hears how many are done."""
    facts = {"title": TITLE, "years": ", ".join(years), "made": f"{format_moment(at)} (UK time)", "sections": sections}
    files = {"style.css": (FOLDER / "style.css").read_bytes()}
    files["index.html"] = render_to_string("insight/pack/index.html", facts).encode()
    for number, section in enumerate(sections, start=1):
        context = facts | {"section": section}
        files[f"{section.key}.html"] = render_to_string("insight/pack/section.html", context).encode()
        files[f"pdf/{section.key}.pdf"] = make_pdf(FOLDER / "section.typ", _printed(section, facts), at)
        tell(number)
    return _zipped({**files, "manifest.json": _manifest(files, years, at)}, at)


def _printed(section: Section, facts: dict[str, Any]) -> dict[str, Any]:
    """The section as Typst gets it: plain text only."""
    return {
        "title": section.title,
        "subtitle": f"{facts['title']}, {facts['years']}. {facts['made']}.",
        "footer": f"{facts['title']}, {facts['years']}: {section.title}",
        "colours": DOCUMENT_COLOURS,
        "about": section.about,
        "blocks": [_plain(asdict(block)) for block in section.blocks],
    }


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return (
            value["text"] if value.keys() == {"text", "where"} else {name: _plain(each) for name, each in value.items()}
        )
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return str(value)


def _manifest(files: dict[str, bytes], years: Sequence[str], at: datetime) -> bytes:
    listed = [
        {"name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in sorted(files.items())
    ]
    facts = {"format": FORMAT, "version": VERSION, "made_at": at.isoformat(), "years": list(years), "files": listed}
    return json.dumps(facts, indent=1).encode()


def _zipped(files: dict[str, bytes], at: datetime) -> bytes:
    stamp = timezone.localtime(at).timetuple()[:6]
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, stamp), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()
