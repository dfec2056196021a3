"""Workbooks (XLSX) as rows of cells, read with bounds by calamine.

It reads XLS and ODS too, but a damaged one of those makes it loop, panic or end the whole program.
"""

import io
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from pos_app.domain.errors import LapakError

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""XLS; an XLSX with a password too."""

_LOCKED = "EncryptedPackage".encode("utf-16-le")
_INSIDE = "xl/workbook.xml"
_MOST_UNPACKED = 200 * 1024 * 1024
_MOST_SHEETS = 30
_MOST_CELLS = 4_000_000
"""Between the first and the last one, blank ones too: all are held at once."""

_REFERENCE = rb"\br\s*=\s*[\"']([A-Za-z]+)([0-9]+)[\"']"
_HUGE_COUNT = rb"(?i)count\s*=\s*[\"'][0-9]{8,}"


def is_workbook(data: bytes) -> bool:
    """Whether bytes begin as a workbook of any form does, whatever the file is called."""
    return data.startswith((_ZIP, _OLE))


def sheets(data: bytes, name: str) -> Iterator[tuple[int, Sequence[Sequence[object]]]]:
    """The visible sheets: the number of the first row that is not blank, and the rows from there.

    Raises LapakError `file_too_large`, `file_locked` or, for other forms too, `file_not_text`.
    """
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    if _LOCKED in data[: 1024 * 1024]:
        raise LapakError("file_locked", name=name)
    _check_unpacked(data, name)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            for place, sheet in enumerate(book.sheets_metadata[:_MOST_SHEETS]):
                if sheet.visible is SheetVisibleEnum.Visible:
                    read = book.get_sheet_by_index(place)
                    yield (read.start or (0, 0))[0] + 1, _rows(read)
    except (CalamineError, OSError, ValueError) as error:
        raise LapakError("file_not_text", name=name) from error


def _rows(sheet: "CalamineSheet") -> Sequence[Sequence[object]]:
    """A sheet's rows; what was written once for several rows below each other stands in each.

    Cells that were joined across columns are headings that belong to no one of them.
    """
    rows = sheet.to_python()
    first_row, first_column = sheet.start or (0, 0)
    filled = 0
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        column = left - first_column
        if left != right or top < first_row or not 0 <= column < sheet.width:
            continue
        joined = rows[top - first_row : bottom - first_row + 1]
        filled += len(joined)
        if filled > _MOST_CELLS:
            raise _too_large()
        for row in joined[1:]:
            row[column] = joined[0][column]
    return rows


def _check_unpacked(data: bytes, name: str) -> None:
    """Refuse other forms, any damage, and what a few kilobytes may unpack to.

    Calamine takes a sheet's furthest cell and the counts in a file at their word, and ends the
    whole program when memory for them cannot be had.
    """
    import zipfile
    import zlib

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if _INSIDE not in packed.namelist():
                raise LapakError("file_not_text", name=name)
            if sum(one.file_size for one in packed.infolist()) > _MOST_UNPACKED:
                raise _too_large()
            for one in packed.infolist():
                part = packed.read(one)
                if re.search(_HUGE_COUNT, part) or _cells(part) > _MOST_CELLS:
                    raise _too_large()
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError) as error:
        raise LapakError("file_not_text", name=name) from error


def _cells(part: bytes) -> int:
    """How many cells a sheet has from its corner to the furthest one."""
    columns, rows = {b"A"}, 1
    for found in re.finditer(_REFERENCE, part):
        columns.add(found[1].upper())
        rows = max(rows, int(found[2]))
    return rows * max(_column(letters) for letters in columns)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _too_large() -> LapakError:
    return LapakError("file_too_large", limit=f"{_MOST_UNPACKED // 1024 // 1024} MB")


def as_text(cell: object) -> str:
    """A cell as it would stand in an Indonesian CSV: `12`, `1,125`; moments as ISO 8601."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, float):
        return str(cell).replace(".", ",")
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)
