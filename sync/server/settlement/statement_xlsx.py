"""A statement as a workbook: real numbers, sums as formulas, and what it stands on.

A text that begins as a formula does is marked as a text (CWE-1236).
"""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec
import xlsxwriter

from pos_app.domain.business_day import format_moment
from pos_app.domain.discount import format_percent
from resources.translations import Catalog
from sync.server.settlement import words
from sync.server.settlement.papers import StatementPaper
from sync.server.settlement.statement import Line

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_WIDTHS = (44, 44, 16, 16)


class _Sum(msgspec.Struct, frozen=True):
    """A formula that adds up the cells above it, and what it comes to."""

    rows: int
    amount: int


Cell = str | int | date | _Sum


def statement_xlsx(paper: StatementPaper, tr: Catalog) -> bytes:
    """The workbook's bytes."""
    written = io.BytesIO()
    book = _Book(written)
    statement = paper.kept.statement
    lines = [_line(line, tr) for line in statement.lines]
    payer, _ = words.balance_told(statement, tr)
    headings = (tr("Line"), tr("How"), tr("Worked out from"), tr("Amount"))
    last = (payer, "", "", _Sum(len(lines), statement.balance))
    book.add(tr("Statement"), headings, [*lines, last])
    figures = statement.figures
    methods = [(words.method_word(key, tr), sum_) for key, sum_ in figures.methods.items()]
    _summed(book, tr("By method"), tr("Method"), methods, figures.turnover, tr)
    _summed(book, tr("By day"), tr("Day"), sorted(figures.days.items()), figures.turnover, tr)
    if paper.changed:
        rows = [(words.change_told(one, tr), one.before, one.after) for one in paper.changed]
        book.add(tr("What changed"), (tr("Figure"), tr("Before"), tr("Now")), rows)
    heads = [(head.code, head.seq, head.hash) for head in figures.heads]
    book.add(tr("Journals"), (tr("Till"), tr("Entries"), tr("Hash of the chain")), heads)
    book.add(tr("About"), (tr("About this statement"), ""), _about(paper, tr))
    book.close()
    return written.getvalue()


class _Book:
    """Sheets with a bold heading that stays in sight."""

    def __init__(self, file: io.BytesIO) -> None:
        self._book = xlsxwriter.Workbook(file, {"in_memory": True})
        self._bold = self._book.add_format({"bold": True})
        self._amount = self._book.add_format({"num_format": "#,##0"})
        self._total = self._book.add_format({"num_format": "#,##0", "bold": True})
        self._date = self._book.add_format({"num_format": "dd/mm/yyyy"})
        self._quoted = self._book.add_format({"quote_prefix": True})

    def add(self, name: str, headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        """A sheet of rows."""
        sheet = self._book.add_worksheet(name[:31])
        for column, heading in enumerate(headings):
            sheet.set_column(column, column, _WIDTHS[column])
            sheet.write_string(0, column, heading, self._bold)
        sheet.freeze_panes(1, 0)
        for place, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                self._write(sheet, place, column, cell)

    def close(self) -> None:
        """Put the file together."""
        self._book.close()

    def _write(self, sheet: Any, place: int, column: int, cell: Cell) -> None:
        match cell:
            case _Sum(rows, amount):
                letter = "ABCD"[column]
                first = place - rows + 1
                formula = f"=SUM({letter}{first}:{letter}{place})" if rows else "=0"
                sheet.write_formula(place, column, formula, self._total, amount)
            case int():
                sheet.write_number(place, column, cell, self._amount)
            case date():
                sheet.write_datetime(place, column, cell, self._date)
            case str() if cell:
                quoted = self._quoted if cell.startswith(_FORMULA) else None
                sheet.write_string(place, column, cell, quoted)


def _summed(
    book: _Book,
    name: str,
    heading: str,
    rows: Sequence[tuple[str | date, int]],
    total: int,
    tr: Catalog,
) -> None:
    turnover = tr("Turnover")
    book.add(name, (heading, turnover), [*rows, (turnover, _Sum(len(rows), total))])


def _line(line: Line, tr: Catalog) -> tuple[Cell, ...]:
    how = "; ".join(words.line_how(line, tr))
    return (words.line_name(line, tr), how, line.basis or "", line.amount)


def _about(paper: StatementPaper, tr: Catalog) -> list[tuple[Cell, Cell]]:
    kept, zone = paper.kept, paper.expo.zone
    figures, terms = kept.statement.figures, kept.statement.terms
    rows: list[tuple[Cell, Cell]] = [
        (tr("Expo"), paper.expo.name),
        (tr("Booth"), f"{figures.code} · {figures.name}"),
        (tr("Business"), paper.business),
        (tr("Owner"), paper.owner),
        (tr("Revision"), kept.revision),
        (tr("Made"), format_moment(kept.made_at, zone, tr.language)),
        (tr("Made by"), kept.made_by),
        (tr("Terms"), terms.name),
        (tr("Tax"), format_percent(terms.tax_bp) if terms.tax_bp else ""),
        (tr("Sales"), figures.sales),
        (tr("Voids"), figures.voids),
        (tr("Refunds"), figures.refunds),
        (tr("Completeness"), words.completeness_told(figures, tr)),
        ("SHA-256", kept.hash),
    ]
    for one in paper.consent.signatures:
        told = tr("signed {moment}").format(moment=format_moment(one.at, zone, tr.language))
        side = tr("For the organizer") if one.side == "organizer" else tr("For the exhibitor")
        rows.append((side, f"{one.name}, {told}"))
    return rows
