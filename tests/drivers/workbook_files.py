"""XLSX files as people save them, and as they arrive damaged."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time

import xlsxwriter

Cell = str | float | datetime | date | time | None
_FORMS = {datetime: "dd/mm/yyyy hh:mm:ss", date: "dd/mm/yyyy", time: "hh:mm:ss"}


def xlsx(*sheets: Sequence[Sequence[Cell]], hidden: Sequence[int] = (), top: int = 0) -> bytes:
    """A workbook with these sheets, `top` blank rows above each, some of them hidden."""
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True})
    for place, rows in enumerate(sheets):
        sheet = book.add_worksheet()
        for row, cells in enumerate(rows, start=top):
            for column, cell in enumerate(cells):
                form = _FORMS.get(type(cell))
                style = book.add_format({"num_format": form}) if form else None
                if cell is not None:
                    sheet.write(row, column, cell, style)
        if place in hidden:
            sheet.hide()
        elif not set(range(place)) - set(hidden):
            sheet.activate()
            sheet.set_first_sheet()
    book.close()
    return written.getvalue()


def joined(workbook: bytes, *ranges: str) -> bytes:
    """A workbook with cells of its first sheet joined, such as `C4:C5`."""
    cells = "".join(f'<mergeCell ref="{one}"/>' for one in ranges)
    part = f'</sheetData><mergeCells count="{len(ranges)}">{cells}</mergeCells>'
    return with_part(workbook, "xl/worksheets/sheet1.xml", b"</sheetData>", part.encode())


def with_part(workbook: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """A workbook in which one part says something else; its checksums are right."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as source, zipfile.ZipFile(written, "w") as target:
        for one in source.namelist():
            part = source.read(one)
            assert one != name or old in part
            target.writestr(one, part.replace(old, new) if one == name else part)
    return written.getvalue()
