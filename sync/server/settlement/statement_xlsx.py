"""A statement as a workbook: real numbers, sums as formulas, and what it stands on."""

import io
import tempfile
from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from pos_app.domain.business_day import format_moment
from pos_app.domain.discount import format_percent
from pos_app.spreadsheets.cells import Cell
from pos_app.spreadsheets.new_workbook import NewWorkbook, Total
from resources.translations import Catalog
from sync.server.fair.words import method_word
from sync.server.settlement import words
from sync.server.settlement.changes import Change
from sync.server.settlement.papers import StatementPaper
from sync.server.settlement.statement import Line
from sync.server.settlement.terms_words import own_told
from sync.server.settlement.tracing import Trace
from sync.server.settlement.words import entry_word

_WIDTHS = (48, 44, 18, 24)
_ENTRY_WIDTHS = (22, 18, 12, 12, 12, 16, 8, 8, 68)
MOST_IN_MEMORY = 5_000
"""Entries; more take their way over the disk."""


def statement_xlsx(paper: StatementPaper, traced: Trace, tr: Catalog) -> bytes:
    """The workbook's bytes; rows of many entries lie on the disk until it is put together."""
    written = io.BytesIO()
    if len(traced.entries) <= MOST_IN_MEMORY:
        _write(NewWorkbook(written), paper, traced, tr)
        return written.getvalue()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        _write(NewWorkbook(written, scratch), paper, traced, tr)
    return written.getvalue()


def _write(book: NewWorkbook, paper: StatementPaper, traced: Trace, tr: Catalog) -> None:
    statement = paper.kept.statement
    lines = [_line(line, tr) for line in statement.lines]
    headings = (tr("Line"), tr("How"), tr("Worked out from"), tr("Owed by the exhibitor"))
    balance = " ".join(words.balance_told(statement, tr))
    book.add_sheet(tr("Statement"), headings, lines, _WIDTHS, Total(balance, (3,)))
    figures = statement.figures
    methods = [(method_word(key, tr), sum_) for key, sum_ in figures.methods.items()]
    _summed(book, tr("By method"), tr("Method"), methods, tr)
    _summed(book, tr("By day"), tr("Day"), sorted(figures.days.items()), tr)
    if paper.changed:
        rows = [_changed(one, tr) for one in paper.changed]
        figure = (tr("Figure"), tr("Before"), tr("Now"))
        book.add_sheet(tr("What changed"), figure, rows, _WIDTHS)
    heads = [(head.code, head.seq, head.hash) for head in figures.heads]
    journal = (tr("Till"), tr("Entries"), tr("Hash of the chain"))
    book.add_sheet(tr("Journals"), journal, heads, _WIDTHS)
    about = [*_about(paper, tr), (tr("Entries"), words.verified_told(traced, tr))]
    book.add_sheet(tr("About"), (tr("About this statement"), ""), about, _WIDTHS)
    _entries(book, paper, traced, tr)
    book.close()


def _entries(book: NewWorkbook, paper: StatementPaper, traced: Trace, tr: Catalog) -> None:
    """Each payment that the figures are made of, and the journal entry that it stands in."""
    zone = ZoneInfo(paper.expo.zone)
    rows = (
        (
            *(one.number, one.at.astimezone(zone).replace(tzinfo=None), one.day),
            *(entry_word(one, tr), method_word(method, tr), amount),
            *(one.register, one.seq, one.hash),
        )
        for one in traced.entries
        for method, amount in one.methods
    )
    headings = (
        *(tr("Receipt"), tr("Time"), tr("Day"), tr("What"), tr("Paid by"), tr("Amount")),
        *(tr("Till"), tr("Entry"), tr("Hash of the chain")),
    )
    total = Total(tr("Turnover"), (5,))
    book.add_sheet(tr("Entries"), headings, rows, _ENTRY_WIDTHS, total, has_filter=True)


def _summed(
    book: NewWorkbook, name: str, heading: str, rows: Sequence[tuple[str | date, int]], tr: Catalog
) -> None:
    turnover = tr("Turnover")
    book.add_sheet(name, (heading, turnover), rows, _WIDTHS, Total(turnover, (1,)))


def _changed(change: Change, tr: Catalog) -> tuple[Cell, ...]:
    """In words and, where it is a figure, in numbers."""
    numbers = (one if isinstance(one, int) else "" for one in (change.before, change.after))
    return (words.change_told(change, tr), *numbers)


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
        *((tr("At this booth"), one) for one in own_told(kept.statement.own, tr)),
        (tr("Tax"), format_percent(terms.tax_bp) if terms.tax_bp else ""),
        (tr("Sales"), figures.sales),
        (tr("Voids"), figures.voids),
        (tr("Refunds"), figures.refunds),
        (tr("Balance"), " ".join(words.balance_told(kept.statement, tr))),
        (tr("Finished"), tr("yes") if figures.is_finished else tr("no")),
        (tr("Completeness"), words.completeness_told(figures, tr)),
        ("SHA-256", kept.hash),
    ]
    for one in paper.consent.signatures:
        told = tr("signed {moment}").format(moment=format_moment(one.at, zone, tr.language))
        side = tr("For the organizer") if one.side == "organizer" else tr("For the exhibitor")
        though = tr("although it was not finished") if one.though_unfinished else ""
        rows.append((side, ", ".join(part for part in (one.name, told, though) if part)))
    for held in paper.consent.disputes:
        lines = words.dispute_lines(held, zone, tr)
        rows.append((words.dispute_heading(held, tr), "; ".join(lines)))
    return rows
