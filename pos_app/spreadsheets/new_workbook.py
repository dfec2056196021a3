"""Workbooks (XLSX) that are written: real numbers, headings in sight, sums as formulas."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, BinaryIO

import msgspec

from pos_app.spreadsheets.cells import Cell
from pos_app.spreadsheets.formulas import is_formula

MOST_ROWS = 1_000_000
"""On one sheet; a spreadsheet has 1,048,576."""


class Total(msgspec.Struct, frozen=True):
    """A last row: a word, and formulas that add up the columns with these places."""

    word: str
    columns: tuple[int, ...]


class NewWorkbook:
    """Writes sheets one after the other into a file.

    With a folder as `scratch` rows lie there until it is closed, so that a million need no more
    memory than ten. A text that begins as a formula does is marked as a text, as an apostrophe
    does it: it stays one when the sheet is edited or saved in another form.
    """

    def __init__(self, file: BinaryIO, scratch: str = "") -> None:
        import xlsxwriter

        way = {"constant_memory": True, "tmpdir": scratch} if scratch else {"in_memory": True}
        self._book = xlsxwriter.Workbook(file, {**way, "use_zip64": bool(scratch)})
        self._bold = self._book.add_format({"bold": True})
        self._amount = self._book.add_format({"num_format": "#,##0"})
        self._sum = self._book.add_format({"num_format": "#,##0", "bold": True})
        self._quantity = self._book.add_format({"num_format": "#,##0.###"})
        self._percent = self._book.add_format({"num_format": "0.00%"})
        self._moment = self._book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        self._day = self._book.add_format({"num_format": "dd/mm/yyyy"})
        self._quoted = self._book.add_format({"quote_prefix": True})
        self._has_scratch = bool(scratch)
        self._names: set[str] = set()

    def add_sheet(
        self,
        name: str,
        headings: Sequence[str],
        rows: Iterable[Sequence[Cell]],
        widths: Sequence[int],
        total: Total | None = None,
        *,
        has_filter: bool = False,
    ) -> None:
        """A sheet of rows; what does not fit goes on the next one, each with its own sums.

        The last of the `widths` (in letters) is that of all further columns.
        """
        at = self._begin(name, headings, widths)
        for row in rows:
            if at.place >= MOST_ROWS:
                self._end(at, total, has_filter=has_filter)
                at = self._begin(name, headings, widths)
            self._write(at, row, total)
        self._end(at, total, has_filter=has_filter)

    def close(self) -> None:
        """Put the file together; raises OSError or what xlsxwriter raises."""
        try:
            self._book.close()
        finally:
            for sheet in self._book.worksheets() if self._has_scratch else ():
                sheet.row_data_fh.close()

    def _begin(self, name: str, headings: Sequence[str], widths: Sequence[int]) -> "_Sheet":
        title, number = name[:28], 2
        while title.lower() in self._names:
            title, number = f"{name[:28]} {number}", number + 1
        self._names.add(title.lower())
        sheet = self._book.add_worksheet(title)
        last = max(len(headings), len(widths)) - 1
        for column in range(last + 1):
            width = widths[min(column, len(widths) - 1)]
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 0)
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, heading, self._bold)
        return _Sheet(sheet, len(headings))

    def _end(self, at: "_Sheet", total: Total | None, *, has_filter: bool) -> None:
        last = at.place + 1
        if has_filter and at.place:
            at.sheet.autofilter(0, 0, at.place, at.columns - 1)
        if total is None:
            return
        at.sheet.write_string(last, 0, total.word, self._bold)
        for column in total.columns:
            letter = _letter(column)
            formula = f"=SUM({letter}2:{letter}{last})" if at.place else "=0"
            at.sheet.write_formula(last, column, formula, self._sum, at.sums.get(column, 0))

    def _write(self, at: "_Sheet", row: Sequence[Cell], total: Total | None) -> None:
        at.place += 1
        for column, cell in enumerate(row):
            self._write_cell(at.sheet, at.place, column, cell)
        for column in total.columns if total else ():
            cell = row[column]
            at.sums[column] = at.sums.get(column, 0) + (cell if isinstance(cell, int) else 0)

    def _write_cell(self, sheet: Any, place: int, column: int, cell: Cell) -> None:
        if isinstance(cell, str):
            if cell:
                quoted = self._quoted if is_formula(cell) else None
                sheet.write_string(place, column, cell, quoted)
        elif isinstance(cell, int):
            sheet.write_number(place, column, cell, self._amount)
        elif isinstance(cell, float):
            sheet.write_number(place, column, cell, self._quantity)
        elif isinstance(cell, datetime):
            sheet.write_datetime(place, column, cell, self._moment)
        elif isinstance(cell, date):
            sheet.write_datetime(place, column, cell, self._day)
        elif cell is not None:
            sheet.write_number(place, column, cell.basis_points / 10_000, self._percent)


class _Sheet:
    """A sheet, the number of its last row, and what its columns come to so far."""

    def __init__(self, sheet: Any, columns: int) -> None:
        self.sheet, self.columns = sheet, columns
        self.place = 0
        self.sums: dict[int, int] = {}


def _letter(column: int) -> str:
    """The letters of a column as spreadsheets count: `A` to `Z`, `AA` and so on."""
    more, rest = divmod(column, 26)
    return (_letter(more - 1) if more else "") + chr(ord("A") + rest)
