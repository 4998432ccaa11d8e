"""Reading XML that may be hostile."""

import xml.sax.handler
from collections.abc import Callable, Mapping
from typing import Any

import defusedxml.sax
from defusedxml.common import DefusedXmlException

from audit_forms.returns.files.archive import STRANGE
from audit_forms.returns.files.refusal import Refused

# Told each element: its name without prefix, and its attributes by name without prefix.
Look = Callable[[str, Mapping[str, str]], None]


class _Reader(xml.sax.handler.ContentHandler):
    def __init__(self, look: Look, text: Callable[[str], None] | None):
        super().__init__()
        self.look = look
        self.text = text

    def startElement(self, name: str, attrs: Any) -> None:
        self.look(name.rpartition(":")[2], {key.rpartition(":")[2]: value for key, value in attrs.items()})

    def characters(self, content: str) -> None:
        if self.text is not None:
            self.text(content)


def read_markup(content: bytes, look: Look, text: Callable[[str], None] | None = None) -> None:
    """Hand every element to `look`, and every piece of text to `text`.

    Raises Refused for XML that is not well formed or that declares a document type or entities.
    """
    try:
        defusedxml.sax.parseString(content, _Reader(look, text), forbid_dtd=True)
    except (xml.sax.SAXException, DefusedXmlException, ValueError, LookupError) as error:
        raise Refused(STRANGE) from error
