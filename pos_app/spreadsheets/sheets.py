"""Tables in files: CSV as spreadsheets in Indonesia write it, and workbooks, as rows of texts."""

import csv
import io
import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Protocol

import msgspec

from pos_app.domain.errors import LapakError
from pos_app.spreadsheets import workbooks
from pos_app.spreadsheets.headings import Meanings, places_of

MAX_BYTES = 20 * 1024 * 1024
MAX_ROWS = 100_000

_DELIMITERS = ",;\t"
_HEADER_WITHIN = 10
_MOST_LINES = 2_000_000
"""Blank ones too: a spreadsheet has at most 1,048,576."""

_BLANK = " \t\r\n,;"
_MOST_LINES_A_ROW = 20
"""A quoted cell may hold line breaks; one that goes on for longer lacks its closing quote."""

# Compiled at the first use: a till starts without.
_WEB_PAGE = r"(?i)\s*<(?:!doctype|html|table|head|meta|style|\?xml)"
"""What many a bank's site calls `.xls`."""


class RowProblem(msgspec.Struct, frozen=True):
    """Why a line was left out; `line` counts from 1 as editors do, the header included."""

    line: int
    code: str
    details: dict[str, str | int] = {}


class Table(Protocol):
    """Rows of text cells; `delimiter` is empty where cells were apart from the beginning."""

    @property
    def delimiter(self) -> str:
        """What stands between two cells."""
        ...

    def records(self) -> Iterator[tuple[int, list[str] | None]]:
        """Rows with their number as people count, blank ones left out; None for loose quotes."""
        ...


class Header(msgspec.Struct, frozen=True):
    """Where a table names its columns, and which cell of a row holds what."""

    table: Table | None = None
    line: int = 0
    cells: tuple[str, ...] = ()
    places: dict[str, int] = {}

    @property
    def delimiter(self) -> str:
        """What stands between two cells of the table."""
        return self.table.delimiter if self.table else ""

    def below(self) -> Iterator[tuple[int, list[str] | None]]:
        """The rows under the header."""
        records = self.table.records() if self.table else iter(())
        return (record for record in records if record[0] > self.line)


def tables_in(data: bytes, name: str) -> list[Table]:
    """Every table that a file may be: a text once for each delimiter, a workbook's visible sheets.

    Raises LapakError `file_too_large`, `file_not_text`, `file_locked`, `file_is_web_page` or
    `file_has_too_many_rows`.
    """
    if workbooks.is_workbook(data):
        return [SheetTable(first, rows) for first, rows in workbooks.sheets(data, name)]
    lines = _lines(data, name)
    return [TextTable(lines, delimiter) for delimiter in _DELIMITERS]


def find_header(tables: Sequence[Table], columns: Meanings) -> Header:
    """The row that names most columns; titles and `sep=;` may stand above; else an empty one."""
    found = (
        Header(table, line, tuple(cells), places_of(cells, columns))
        for table in tables
        for line, cells in itertools.islice(table.records(), _HEADER_WITHIN)
        if cells
    )
    return max(found, key=lambda one: (len(one.places), len(one.cells)), default=Header())


class SheetTable(msgspec.Struct, frozen=True):
    """A workbook's sheet whose first row that is not blank has the number `first`."""

    first: int
    rows: Sequence[Sequence[object]]

    @property
    def delimiter(self) -> str:
        """Cells are apart."""
        return ""

    def records(self) -> Iterator[tuple[int, list[str] | None]]:
        """See `Table`."""
        for line, row in enumerate(self.rows, start=self.first):
            cells = [workbooks.as_text(cell) for cell in row]
            if any(cells):
                yield line, cells


class TextTable(msgspec.Struct, frozen=True):
    """Lines of text with a delimiter between cells."""

    lines: list[str]
    delimiter: str

    def records(self) -> Iterator[tuple[int, list[str] | None]]:
        """See `Table`."""
        lines, at = self.lines, 0
        while at < len(lines):
            if not lines[at].strip(_BLANK):  # a spreadsheet may end with a million of them
                at += 1
                continue
            some = lines[at : at + _MOST_LINES_A_ROW]
            reader = csv.reader(some, delimiter=self.delimiter, strict=True)
            at += 1
            start = at
            try:
                cells = [cell.strip() for cell in next(reader)]
            except csv.Error:
                yield start, None
                continue
            at += reader.line_num - 1
            if any(cells):
                yield start, cells


def _lines(data: bytes, name: str) -> list[str]:
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise LapakError("file_not_text", name=name)
    text = _decoded(data, name)
    if re.match(_WEB_PAGE, text):
        raise LapakError("file_is_web_page", name=name)
    lines = list(io.StringIO(text, newline=""))
    if len(lines) > _MOST_LINES:
        raise LapakError("file_has_too_many_rows", limit=MAX_ROWS)
    if any(len(line) > csv.field_size_limit() for line in lines):
        raise LapakError("file_not_text", name=name)
    return lines


def _decoded(data: bytes, name: str) -> str:
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise LapakError("file_not_text", name=name)
