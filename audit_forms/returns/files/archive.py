"""Opening the containers that Word, Excel, PowerPoint and OpenDocument files are: ZIP, believed in nothing it says."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from audit_forms.returns.files import limits
from audit_forms.returns.files.refusal import Refused

DAMAGED = "This file is damaged or incomplete. Open it in the program it was made with, save it again, and add that."
TOO_MUCH = (
    "This file unpacks to far more than a document needs, so it cannot be checked. Save it as PDF, or leave out large "
    "pictures."
)
STRANGE = "This file is not put together as a document should be. Open it, save it again, and add that, or a PDF."
LOCKED = "This file is protected by a password, so nobody could read it. Save it without a password, and add that."
INNER_FILE = (
    "This file has another file inside it (for example the spreadsheet behind a chart), which cannot be checked. Save "
    "it as PDF, or add the inner file on its own."
)
LOCAL_HEADER = struct.Struct("<4s5H3L2H")
END = b"PK\x05\x06"
END_LENGTH = 22
ENCRYPTED = 0x1
LONGEST_DESCRIPTOR = 24
LONGEST_COMMENT = 1024
CHUNK = 64 * 1024
# First bytes of archives, programs and old Office files, none of which belongs inside a document.
FOREIGN = (
    b"PK\x03\x04", b"PK\x05\x06", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\x00",
    b"MSCF", b"\x28\xb5\x2f\xfd", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"MZ", b"\x7fELF", b"%PDF-", b"{\\rtf",
    b"\xca\xfe\xba\xbe", b"#!/",
)  # fmt: skip
TAR_AT, TAR = 257, b"ustar"


class Archive:
    """A container whose table of contents has been found sound. `entries` yields what is really in it."""

    def __init__(self, source: BinaryIO, size: int):
        """Read the table of contents; raises Refused where it is damaged, lies, or hides something."""
        self.source, self.size = source, size
        try:
            self.zip = zipfile.ZipFile(source)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error) as error:
            raise Refused(DAMAGED) from error
        self.names = [info.orig_filename for info in self.zip.infolist()]
        self._check_names()
        self._check_layout()

    def _check_names(self) -> None:
        infos = self.zip.infolist()
        if len(infos) > limits.PACKED_ENTRIES:
            raise Refused(TOO_MUCH)
        if any(info.flag_bits & ENCRYPTED for info in infos):
            raise Refused(LOCKED)
        lowered = [name.lower() for name in self.names]
        if len(set(lowered)) != len(lowered) or any(_leads_outside(name) for name in self.names):
            raise Refused(STRANGE)

    def _check_layout(self) -> None:
        """Every byte belongs to an entry or to the table of contents: nothing lies before, between or behind them."""
        infos = sorted(self.zip.infolist(), key=lambda info: info.header_offset)
        position = 0
        for info in infos:
            if not position <= info.header_offset <= position + LONGEST_DESCRIPTOR:
                raise Refused(STRANGE)
            position = self._data_at(info) + info.compress_size
        if not infos or not position <= self.zip.start_dir <= position + LONGEST_DESCRIPTOR:
            raise Refused(STRANGE)
        self.source.seek(max(0, self.size - END_LENGTH - LONGEST_COMMENT))
        tail = self.source.read()
        at = tail.rfind(END)
        if at < 0 or len(tail) - at != END_LENGTH + len(self.zip.comment):
            raise Refused(STRANGE)

    def _data_at(self, info: zipfile.ZipInfo) -> int:
        self.source.seek(info.header_offset)
        header = self.source.read(LOCAL_HEADER.size)
        if len(header) < LOCAL_HEADER.size or header[:4] != b"PK\x03\x04":
            raise Refused(DAMAGED)
        *_, name_length, extra_length = LOCAL_HEADER.unpack(header)
        name = self.source.read(name_length)
        if name.rstrip(b"/") != _as_written(info).rstrip(b"/"):
            raise Refused(STRANGE)
        return info.header_offset + LOCAL_HEADER.size + name_length + extra_length

    def entries(self) -> Iterator[tuple[str, bytes]]:
        """Each entry's name and what is in it; raises Refused as soon as a limit is passed or something is foreign."""
        total = 0
        for info in self.zip.infolist():
            content = self._unpack(info)
            total += len(content)
            if total > limits.UNPACKED_BYTES or _packs_too_well(total, self.size):
                raise Refused(TOO_MUCH)
            if content.startswith(FOREIGN) or content[TAR_AT : TAR_AT + len(TAR)] == TAR:
                raise Refused(INNER_FILE)
            yield info.orig_filename, content

    def _unpack(self, info: zipfile.ZipInfo) -> bytes:
        """What the entry really unpacks to, counted while it does; the sizes it declares must agree."""
        self.source.seek(self._data_at(info))
        packed = self.source.read(info.compress_size)
        if len(packed) != info.compress_size:
            raise Refused(DAMAGED)
        if info.compress_type == zipfile.ZIP_STORED:
            content = packed
        elif info.compress_type == zipfile.ZIP_DEFLATED:
            content = _inflate(packed)
        else:
            raise Refused(STRANGE)
        if len(content) > limits.ENTRY_BYTES or _packs_too_well(len(content), len(packed)):
            raise Refused(TOO_MUCH)
        if len(content) != info.file_size or zlib.crc32(content) != info.CRC:
            raise Refused(DAMAGED)
        return content


def _inflate(packed: bytes) -> bytes:
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
    content = bytearray()
    rest = packed
    try:
        while rest and not unpacking.eof:
            content += unpacking.decompress(rest, CHUNK)
            rest = unpacking.unconsumed_tail
            if len(content) > limits.ENTRY_BYTES:
                raise Refused(TOO_MUCH)
    except zlib.error as error:
        raise Refused(DAMAGED) from error
    if not unpacking.eof or unpacking.unused_data:
        raise Refused(DAMAGED)
    return bytes(content)


def _packs_too_well(unpacked: int, packed: int) -> bool:
    return unpacked > limits.RATIO_COUNTS_FROM and unpacked > limits.RATIO * packed


def _leads_outside(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0] or "\0" in name


def _as_written(info: zipfile.ZipInfo) -> bytes:
    utf8 = 0x800
    return info.orig_filename.encode("utf-8" if info.flag_bits & utf8 else "cp437", "replace")
