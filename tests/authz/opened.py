"""What is in an answer, also where it is a workbook, a document or an archive of them."""

import io
import zipfile


def text_of(response) -> str:
    """The body as text; of zipped formats every file inside."""
    return _text(b"".join(response) if response.streaming else response.content)


def _text(body: bytes) -> str:
    if not zipfile.is_zipfile(io.BytesIO(body)):
        return body.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return "\n".join(_text(archive.read(name)) for name in archive.namelist())
