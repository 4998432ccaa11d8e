"""OpenDocument texts and spreadsheets."""

from collections.abc import Mapping

from audit_forms.returns.files.archive import INNER_FILE, LOCKED, STRANGE, Archive
from audit_forms.returns.files.kinds import KINDS
from audit_forms.returns.files.markup import read_markup
from audit_forms.returns.files.office import COMMANDS, FETCHES, MACROS, wrong_kind
from audit_forms.returns.files.refusal import Refused

MIMETYPE, MANIFEST = "mimetype", "META-INF/manifest.xml"
MACRO_FOLDERS = ("basic/", "scripts/", "dialogs/")
RUNS = ("event-listener", "script", "dde-connection-decl", "dde-source", "dde-link", "applet", "plugin")
# Elements that show what they point to as soon as the document is opened.
SHOWS = (
    "object",
    "object-ole",
    "image",
    "floating-frame",
    "section-source",
    "table-source",
    "fill-image",
)
OUTSIDE = ("http:", "https:", "ftp:", "file:", "smb:", "//", "\\\\", "/", "../../")


class OpenDocumentReader:
    """Looks through one file part by part."""

    def __init__(self, extension: str):
        """The kind its name promises."""
        self.extension, self.kind = extension, KINDS[extension]

    def read(self, archive: Archive) -> None:
        """Read every part; raises Refused at the first that does not belong into a plain document."""
        if MANIFEST not in archive.names or archive.names[0] != MIMETYPE:
            raise Refused(STRANGE)
        for name, content in archive.entries():
            if name.lower().startswith(MACRO_FOLDERS) or "/basic/" in name.lower():
                raise self.refused(MACROS)
            if name == MIMETYPE:
                self.require_type(content.decode("latin-1").strip())
            elif name == MANIFEST:
                read_markup(content, self.manifest)
            elif name.lower().endswith((".xml", ".rdf", ".svg")):
                read_markup(content, self.element)

    def refused(self, words: str) -> Refused:
        """The refusal in the file's own terms."""
        return Refused(words.format(label=self.kind.label, extension=self.extension))

    def require_type(self, found: str) -> None:
        """Raise Refused unless the file is what its name says."""
        if found != self.kind.content_type:
            other = next((kind for kind in KINDS.values() if kind.content_type == found), None)
            raise wrong_kind(self.kind, other) if other else Refused(STRANGE)

    def manifest(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Locked parts and foreign objects are declared in the manifest."""
        if tag == "encryption-data":
            raise Refused(LOCKED)
        if attributes.get("media-type", "").startswith(("application/vnd.sun.star.oleobject", "application/x-ole")):
            raise Refused(INNER_FILE)

    def element(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Elements that run or fetch something."""
        if tag in RUNS:
            raise self.refused(MACROS if tag in ("event-listener", "script") else COMMANDS)
        if tag in SHOWS and attributes.get("href", "").strip().lower().startswith(OUTSIDE):
            raise self.refused(FETCHES)
