"""Word, Excel and PowerPoint files (Office Open XML)."""

import re
from collections.abc import Mapping

from audit_forms.returns.files.archive import INNER_FILE, STRANGE, Archive
from audit_forms.returns.files.kinds import KINDS, OFFICE, Kind
from audit_forms.returns.files.markup import read_markup
from audit_forms.returns.files.refusal import Refused

CONTENT_TYPES = "[Content_Types].xml"
MAIN_TYPES = {
    "docx": f"{OFFICE}.wordprocessingml.document.main+xml",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet.main+xml",
    "pptx": f"{OFFICE}.presentationml.presentation.main+xml",
}
MACRO_TYPES = ("macroenabled", "vbaproject", "vbadata", "activex", "intlmacrosheet", "xlmacrosheet")
MACRO_NAMES = ("vbaproject", "vbadata", "/activex/", "/macrosheets/", "/dialogsheets/")
EMBEDDED_NAMES = ("/embeddings/", "oleobject", "/packages/")
MARKUP = (".xml", ".rels", ".vml", ".svg")
# What may point outside the file: an address somebody clicks on, or figures taken over from another workbook.
HARMLESS_LINKS = ("hyperlink", "externallinkpath", "xlpathmissing", "xlstartup", "xllibrary", "xlalternatestartup")
FETCHES = (
    "This {label} fetches something from outside when it is opened (a template, a picture or another file). "
    "Save it as PDF, and add that."
)
MACROS = "This {label} holds macros. Save it as .{extension} without macros, or as PDF."
COMMANDS = "This {label} can start another program when it is opened. Save it as PDF, and add that."
STARTS_PROGRAM = re.compile(r"""(?<![\w/."'])DDE(?:AUTO)?\s""", re.IGNORECASE)
FETCHES_FIELD = re.compile(r"\b(?:INCLUDETEXT|INCLUDEPICTURE)\b[^a-z]*(?:https?:|file:|\\\\)", re.IGNORECASE)


class OfficeReader:
    """Looks through one file part by part."""

    def __init__(self, extension: str):
        """The kind its name promises."""
        self.extension, self.kind = extension, KINDS[extension]
        self.types: set[str] = set()
        self.fields: list[str] = []
        self.in_field = False

    def read(self, archive: Archive) -> None:
        """Read every part; raises Refused at the first that does not belong into a plain document."""
        for name, content in archive.entries():
            self.look_at_name(f"/{name.lower()}")
            if name == CONTENT_TYPES:
                read_markup(content, self.content_type)
            elif name.lower().endswith(".rels"):
                read_markup(content, self.relationship)
            elif name.lower().endswith(MARKUP):
                read_markup(content, self.element, self.text)
        self.refuse_fields()
        self.require_type()

    def refused(self, words: str) -> Refused:
        """The refusal in the file's own terms."""
        return Refused(words.format(label=self.kind.label, extension=self.extension))

    def look_at_name(self, name: str) -> None:
        """Parts that hold macros or other files lie in folders of their own."""
        if any(part in name for part in MACRO_NAMES):
            raise self.refused(MACROS)
        if any(part in name for part in EMBEDDED_NAMES):
            raise Refused(INNER_FILE)

    def content_type(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Note the types of the parts."""
        declared = attributes.get("ContentType", "").lower()
        if any(part in declared for part in MACRO_TYPES):
            raise self.refused(MACROS)
        if declared:
            self.types.add(declared)

    def relationship(self, tag: str, attributes: Mapping[str, str]) -> None:
        """What a part points to."""
        kind = attributes.get("Type", "").rpartition("/")[2].lower()
        if kind in ("vbaproject", "wordvbadata"):
            raise self.refused(MACROS)
        if attributes.get("TargetMode", "").lower() == "external" and kind not in HARMLESS_LINKS:
            raise self.refused(FETCHES)

    def element(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Elements that run something, and the text of fields."""
        if tag in ("ddeLink", "oleLink", "OLEObject", "script"):
            raise self.refused(COMMANDS)
        if tag == "hlinkClick" and attributes.get("action", "").startswith(("ppaction://program", "ppaction://macro")):
            raise self.refused(COMMANDS)
        if tag == "fldSimple":
            self.fields.append(attributes.get("instr", ""))
        self.in_field = tag == "instrText"
        if tag == "fldChar":
            self.fields.append(" " if attributes.get("fldCharType") != "separate" else "")

    def text(self, content: str) -> None:
        """The words of a field may be cut into many pieces."""
        if self.in_field:
            self.fields.append(content)

    def refuse_fields(self) -> None:
        """Raise Refused for a field that starts a program or fetches something."""
        instructions = "".join(self.fields)
        if STARTS_PROGRAM.search(instructions):
            raise self.refused(COMMANDS)
        if FETCHES_FIELD.search(instructions):
            raise self.refused(FETCHES)

    def require_type(self) -> None:
        """Raise Refused unless the file is what its name says."""
        if MAIN_TYPES[self.extension] in self.types:
            return
        other = next((KINDS[name] for name, main in MAIN_TYPES.items() if main in self.types), None)
        raise wrong_kind(self.kind, other) if other else Refused(STRANGE)


def wrong_kind(said: Kind, found: Kind) -> Refused:
    """The refusal of a file whose name says one kind and whose content is another."""
    return Refused(f"The name says {said.label}, but this is a {found.label}. Give it that ending and add it again.")
