"""Is this file what it says, whole, and nothing more? The one function that decides."""

from typing import BinaryIO

from audit_forms.returns.files import limits
from audit_forms.returns.files.archive import Archive
from audit_forms.returns.files.kinds import HEAD, Kind, kind_by_name, require_start
from audit_forms.returns.files.office import MAIN_TYPES, OfficeReader
from audit_forms.returns.files.opendocument import OpenDocumentReader
from audit_forms.returns.files.pdf import check_pdf
from audit_forms.returns.files.picture import check_picture
from audit_forms.returns.files.plain import check_text
from audit_forms.returns.files.refusal import Refused

TOO_BIG = f"This file is larger than {limits.FILE_BYTES // limits.MEGABYTE} MB. Make it smaller, or add it as a link."


def check_file(source: BinaryIO, file_name: str) -> Kind:
    """The kind of the file, found by name and content together; raises Refused with the reason and what to do.

    `source` can be read from any position; where it stands afterwards is not defined.
    """
    extension, kind = kind_by_name(file_name)
    size = source.seek(0, 2)
    if size == 0:
        raise Refused("This file is empty. Choose another one.")
    if size > limits.FILE_BYTES:
        raise Refused(TOO_BIG)
    source.seek(0)
    require_start(source.read(HEAD), kind)
    if extension == "pdf":
        check_pdf(source, size)
    elif extension in MAIN_TYPES:
        OfficeReader(extension).read(Archive(source, size))
    elif extension in ("odt", "ods"):
        OpenDocumentReader(extension).read(Archive(source, size))
    elif extension in ("txt", "csv"):
        check_text(source, extension)
    else:
        check_picture(source, extension)
    return kind
