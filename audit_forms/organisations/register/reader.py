"""From the bytes of the national register's download to its rows; every fault of the file is named with its place."""

import csv
import io
from collections.abc import Iterator
from operator import itemgetter
from typing import BinaryIO, NamedTuple

COLUMNS = (
    "URN",
    "LA (code)",
    "LA (name)",
    "EstablishmentNumber",
    "EstablishmentName",
    "TypeOfEstablishment (name)",
    "EstablishmentStatus (name)",
    "OpenDate",
    "ReasonEstablishmentClosed (name)",
    "CloseDate",
    "PhaseOfEducation (name)",
    "StatutoryLowAge",
    "StatutoryHighAge",
    "Boarders (name)",
    "NurseryProvision (name)",
    "OfficialSixthForm (name)",
    "NumberOfPupils",
    "Trusts (code)",
    "Trusts (name)",
    "Street",
    "Locality",
    "Address3",
    "Town",
    "County (name)",
    "Postcode",
    "SchoolWebsite",
    "TelephoneNum",
    "HeadTitle (name)",
    "HeadFirstName",
    "HeadLastName",
)
HOW_TO_SAVE = "Upload the register's own CSV download, or save it as “CSV UTF-8”."
SEPARATORS = {b";": "semicolons", b"\t": "tabs", b"|": "upright bars"}
UTF_8_SIGNATURE = b"\xef\xbb\xbf"
EXCEL_SIGNATURES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
UTF_16_SIGNATURES = (b"\xff\xfe", b"\xfe\xff")


class RegisterFileError(Exception):
    """The file as a whole cannot be used; the message says what is wrong, and on which line or in which column."""


class Row(NamedTuple):
    """One establishment: where it stands in the file, the text of each of `COLUMNS`, and what is wrong with the line.

    Where `fault` is not empty the values are only a guess, good enough to say which school the line is about.
    """

    line: int
    values: dict[str, str]
    fault: str = ""


def read_rows(file: BinaryIO) -> Iterator[Row]:
    """The rows of a CSV file of the national register, one at a time.

    Columns may come in any order and there may be others. Raises RegisterFileError, at the end if need be: whoever
    writes while reading must be able to take it back.
    """
    encoding = find_encoding(file)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    try:
        yield from _parse(text)
    finally:
        text.detach()


def find_encoding(file: BinaryIO) -> str:
    """UTF-8 or Windows-1252, whichever the bytes are; raises RegisterFileError where they are neither, or no CSV."""
    file.seek(0)
    start = file.read(512)
    _check_start(start)
    file.seek(0)
    known_as_utf8 = start.startswith(UTF_8_SIGNATURE)
    fault = None
    for number, line in enumerate(file, start=1):
        if b"\x00" in line:
            raise RegisterFileError(f"Line {number} holds a character that is no text (NUL): the file is damaged.")
        if line.isascii():
            continue
        if _is(line, "utf-8"):
            known_as_utf8 = True
        elif not _is(line, "cp1252"):
            raise RegisterFileError(f"Line {number} is neither UTF-8 nor Windows-1252 text. {HOW_TO_SAVE}")
        elif fault is None:
            fault = number
    if line.endswith(b","):
        raise RegisterFileError(f"The file ends in the middle of a row (line {number}): the download is not complete.")
    if fault is None:
        return "utf-8-sig"
    if known_as_utf8:
        raise RegisterFileError(f"Line {fault} is not UTF-8 text, as the rest of the file is. {HOW_TO_SAVE}")
    return "cp1252"


def _check_start(start: bytes) -> None:
    if start.startswith(EXCEL_SIGNATURES):
        raise RegisterFileError(f"This is an Excel workbook or a zip file, not CSV. {HOW_TO_SAVE}")
    if start.startswith(UTF_16_SIGNATURES) or b"\x00" in start:
        raise RegisterFileError(f"The text is in the encoding UTF-16, or is no text at all. {HOW_TO_SAVE}")
    plain = start.removeprefix(UTF_8_SIGNATURE).lstrip()
    if not plain:
        raise RegisterFileError("The file is empty.")
    if plain.startswith(b"<"):
        raise RegisterFileError(f"This is a web page, not CSV. {HOW_TO_SAVE}")
    heading = plain.splitlines()[0]
    for separator, name in SEPARATORS.items():
        if heading.count(separator) > heading.count(b","):
            raise RegisterFileError(f"The columns are separated by {name}, not by commas. {HOW_TO_SAVE}")


def _is(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


class _Lines:
    """The cells of one line after the other, read one line ahead; empty lines are passed over."""

    def __init__(self, text: io.TextIOWrapper):
        self._reader = csv.reader(text, strict=True)
        self.line = 0
        self._line_ahead, self._ahead = self._read()

    @property
    def is_at_end(self) -> bool:
        """Whether the line given last was the last."""
        return self._ahead is None

    def next(self) -> list[str] | None:
        """The next line's cells, `line` being where it begins; None after the last."""
        self.line, cells = self._line_ahead, self._ahead
        if cells is not None:
            self._line_ahead, self._ahead = self._read()
        return cells

    def _read(self) -> tuple[int, list[str] | None]:
        try:
            while True:
                begins = self._reader.line_num + 1
                cells = next(self._reader, None)
                if cells != []:
                    return begins, cells
        except csv.Error as error:
            line = self._reader.line_num
            if "unexpected end" in str(error):
                raise RegisterFileError(
                    f"The file ends in the middle of a row (line {line}): the download is not complete."
                ) from error
            raise RegisterFileError(f"Line {line} is not valid CSV ({error}): the file is damaged.") from error


def _parse(text: io.TextIOWrapper) -> Iterator[Row]:
    lines = _Lines(text)
    header = [cell.strip() for cell in lines.next() or []]
    pick = _picker(header)
    seen: dict[str, int] = {}
    while (cells := lines.next()) is not None:
        fault = _fault(lines, len(cells), len(header))
        if fault:
            cells = (cells + [""] * len(header))[: len(header)]
        row = Row(lines.line, dict(zip(COLUMNS, map(str.strip, pick(cells)), strict=True)), fault)
        _check_urn(seen, row)
        yield row
    if not seen:
        raise RegisterFileError("The file has a heading but no rows: the download is not complete.")


def _picker(header: list[str]) -> itemgetter:
    missing = [column for column in COLUMNS if column not in header]
    if len(missing) == len(COLUMNS):
        raise RegisterFileError(
            f"Line 1 is not the heading of the national register: it has no column “URN” nor any other. {HOW_TO_SAVE}"
        )
    if missing:
        names = ", ".join(f"“{name}”" for name in missing)
        columns = "a column is" if len(missing) == 1 else "columns are"
        raise RegisterFileError(f"In line 1, {columns} missing: {names}.")
    for column in COLUMNS:
        if header.count(column) > 1:
            raise RegisterFileError(f"In line 1, the column “{column}” stands twice.")
    return itemgetter(*(header.index(column) for column in COLUMNS))


def _fault(lines: _Lines, length: int, wanted: int) -> str:
    """What is wrong with a row of that many columns. A short one at the end means that the file was cut off."""
    if length == wanted:
        return ""
    if length < wanted and lines.is_at_end:
        raise RegisterFileError(
            f"The last line ({lines.line}) has {length} of {wanted} columns: the file is cut off. Download it again."
        )
    return f"The line has {length} columns, but the heading has {wanted}."


def _check_urn(seen: dict[str, int], row: Row) -> None:
    urn = row.values["URN"]
    if not urn:
        return
    if urn in seen:
        raise RegisterFileError(f"URN {urn} stands twice, on lines {seen[urn]} and {row.line}.")
    seen[urn] = row.line
