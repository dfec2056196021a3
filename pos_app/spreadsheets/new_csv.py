"""Rows as CSV: semicolons, as Indonesian spreadsheets read it, and a mark that says UTF-8."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from pos_app.spreadsheets.cells import Cell, as_text
from pos_app.spreadsheets.formulas import guarded

_AT_ONCE = 500


def csv_bytes(rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """The file piece by piece; a text that a spreadsheet would run stands behind an apostrophe."""
    yield codecs.BOM_UTF8
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    for number, cells in enumerate(rows, start=1):
        writer.writerow([_written(cell) for cell in cells])
        if number % _AT_ONCE == 0:
            yield _taken(written)
    yield _taken(written)


def _written(cell: Cell) -> str:
    return guarded(cell) if isinstance(cell, str) else as_text(cell)


def _taken(written: io.StringIO) -> bytes:
    text = written.getvalue()
    written.seek(0)
    written.truncate()
    return text.encode()
