"""A statement on A4, to be signed by both: what is owed first, then what it was made of.

One page holds what booths usually have; what is more goes on the next.
"""

from collections.abc import Sequence
from datetime import date

from pos_app.domain.business_day import format_date, format_moment
from pos_app.domain.money import format_rupiah
from resources.translations import Catalog
from sync.server.fair.words import method_word
from sync.server.settlement import words
from sync.server.settlement.consent import Side
from sync.server.settlement.papers import StatementPaper
from sync.server.settlement.sheet_of_paper import DANGER, GOOD, INK, LEFT, RIGHT, SOFT, WIDTH, Sheet
from sync.server.settlement.statement import Kind, Line
from sync.server.settlement.terms_words import own_told

_MIDDLE = WIDTH / 2
_COLUMNS = ((LEFT, _MIDDLE - 12), (_MIDDLE + 12, RIGHT))
MOST_DAYS = 14
MOST_CHANGES = 14
"""What is more stands on the page and in the workbook."""


def statement_pdf(paper: StatementPaper, tr: Catalog) -> bytes:
    """The PDF's bytes."""
    kept = paper.kept
    title = tr("Statement {booth}, revision {n}").format(
        booth=kept.statement.figures.code, n=kept.revision
    )
    sheet = Sheet(title, f"{paper.expo.name} · {title}")
    _heading(sheet, paper, tr)
    _balance(sheet, paper, tr)
    _turnover(sheet, paper, tr)
    _lines(sheet, paper, tr)
    _changes(sheet, paper, tr)
    _disputes(sheet, paper, tr)
    _signatures(sheet, paper, tr)
    _small_print(sheet, paper, tr)
    return sheet.finish()


def _heading(sheet: Sheet, paper: StatementPaper, tr: Catalog) -> None:
    figures, expo, kept = paper.kept.statement.figures, paper.expo, paper.kept
    days = " – ".join(format_date(date.fromisoformat(day), tr.language) for day in expo.days)
    sheet.row(expo.name, tr("STATEMENT"), size=15, bold=True)
    place = " · ".join(part for part in (expo.place, days) if part)
    sheet.row(place, tr("Revision {n}").format(n=kept.revision), color=SOFT)
    sheet.gap(8)
    sheet.row(f"{figures.code} · {figures.name}", size=12, bold=True)
    whose = " · ".join(part for part in (paper.business, paper.owner) if part)
    made = tr("Made {moment} by {name}").format(
        moment=format_moment(kept.made_at, expo.zone, tr.language), name=kept.made_by
    )
    sheet.row(whose, made, color=SOFT)
    sheet.gap(10)


def _balance(sheet: Sheet, paper: StatementPaper, tr: Catalog) -> None:
    payer, amount = words.balance_told(paper.kept.statement, tr)
    bottom = sheet.box(54)
    sheet.y = bottom + 48
    sheet.row(payer, size=9, color=SOFT, between=(LEFT + 12, RIGHT - 12))
    sheet.row(amount, size=19, bold=True, between=(LEFT + 12, RIGHT - 12))
    sheet.y = bottom
    sheet.gap(8)
    _completeness(sheet, paper, tr)


def _completeness(sheet: Sheet, paper: StatementPaper, tr: Catalog) -> None:
    """Whether this is all of it: nobody signs what is not finished without having read so."""
    figures = paper.kept.statement.figures
    told = words.completeness_told(figures, tr)
    if figures.is_finished:
        sheet.row(told, bold=True, color=GOOD)
    else:
        sheet.row(tr("Not finished") + f": {told}", bold=True, color=DANGER)


def _turnover(sheet: Sheet, paper: StatementPaper, tr: Catalog) -> None:
    figures = paper.kept.statement.figures
    methods = [(method_word(key, tr), sum_) for key, sum_ in figures.methods.items()]
    days = sorted(figures.days.items())
    told = [(format_date(day, tr.language), sum_) for day, sum_ in days[:MOST_DAYS]]
    if days[MOST_DAYS:]:
        told.append((tr("Later days"), sum(sum_ for _, sum_ in days[MOST_DAYS:])))
    sheet.gap(14)
    sheet.room(14 * (max(len(methods), len(told)) + 3))
    top = sheet.y
    ends = []
    for heading, rows, between in (
        (tr("Turnover by method"), methods, _COLUMNS[0]),
        (tr("Turnover by day"), told, _COLUMNS[1]),
    ):
        sheet.y = top
        _sums(sheet, heading, rows, figures.turnover, between, tr)
        ends.append(sheet.y)
    sheet.y = min(ends)
    counted = tr("{sales} sales, {voids} voided, {refunds} refunded").format(
        sales=figures.sales, voids=figures.voids, refunds=figures.refunds
    )
    sheet.gap(4)
    sheet.row(counted, size=8, color=SOFT)


def _sums(
    sheet: Sheet,
    heading: str,
    rows: Sequence[tuple[str, int]],
    total: int,
    between: tuple[float, float],
    tr: Catalog,
) -> None:
    sheet.row(heading, size=8, color=SOFT, between=between)
    sheet.rule(between)
    for name, amount in rows:
        sheet.row(name, format_rupiah(amount), between=between)
    sheet.rule(between)
    sheet.row(tr("Turnover"), format_rupiah(total), bold=True, between=between)


def _lines(sheet: Sheet, paper: StatementPaper, tr: Catalog) -> None:
    statement = paper.kept.statement
    sheet.gap(14)
    name = statement.terms.name
    told = tr("Settled on the terms “{name}”").format(name=name) if name else tr("No terms agreed")
    sheet.row(told, size=8, color=SOFT)
    for differs in own_told(statement.own, tr):
        sheet.row(tr("At this booth") + f": {differs}", size=8, color=SOFT)
    sheet.rule()
    _some_lines(sheet, [one for one in statement.lines if one.kind is not Kind.HELD], tr)
    sheet.rule()
    sheet.row(tr("Owed by the exhibitor"), format_rupiah(statement.owed), bold=True)
    _some_lines(sheet, [one for one in statement.lines if one.kind is Kind.HELD], tr)
    sheet.rule()
    payer, amount = words.balance_told(statement, tr)
    sheet.row(payer, amount, size=11, bold=True)


def _some_lines(sheet: Sheet, lines: Sequence[Line], tr: Catalog) -> None:
    for line in lines:
        sheet.row(words.line_name(line, tr), format_rupiah(line.amount))
        for how in words.line_how(line, tr):
            sheet.row(how, size=7.5, color=SOFT, between=(LEFT + 10, RIGHT))


def _changes(sheet: Sheet, paper: StatementPaper, tr: Catalog) -> None:
    if not paper.changed:
        return
    before = paper.kept.revision - 1
    sheet.gap(10)
    sheet.row(tr("Changed since revision {n}").format(n=before), size=8, bold=True)
    for change in paper.changed[:MOST_CHANGES]:
        sheet.row(words.change_told(change, tr), size=8)
    left = len(paper.changed) - MOST_CHANGES
    if left > 0:
        sheet.row(tr("… and {n} more figures").format(n=left), size=8, color=SOFT)


def _disputes(sheet: Sheet, paper: StatementPaper, tr: Catalog) -> None:
    """What was held against it or an earlier revision, and how that ended."""
    for one in paper.consent.disputes:
        sheet.gap(10)
        sheet.room(36)
        color = INK if one.ended_at else DANGER
        sheet.row(words.dispute_heading(one, tr), size=8, bold=True, color=color)
        for line in words.dispute_lines(one, paper.expo.zone, tr):
            sheet.row(line, size=8)


def _signatures(sheet: Sheet, paper: StatementPaper, tr: Catalog) -> None:
    sheet.gap(18)
    sheet.room(110)
    top, ends = sheet.y, []
    signed = {one.side: one for one in paper.consent.signatures}
    for side, heading, between in (
        (Side.ORGANIZER, tr("For the organizer"), _COLUMNS[0]),
        (Side.EXHIBITOR, tr("For the exhibitor"), _COLUMNS[1]),
    ):
        sheet.y = top
        sheet.row(heading, size=8, color=SOFT, between=between)
        sheet.gap(44)
        sheet.canvas.setStrokeColor(INK)
        sheet.canvas.setLineWidth(0.6)
        sheet.canvas.line(between[0], sheet.y, between[1], sheet.y)
        if side in signed:
            one = signed[side]
            when = format_moment(one.at, paper.expo.zone, tr.language)
            sheet.row(one.name, bold=True, between=between)
            sheet.row(tr("signed {moment}").format(moment=when), size=8, between=between)
            if one.though_unfinished:
                sheet.row(tr("although it was not finished"), size=8, between=between)
        else:
            sheet.row(tr("Name, date, signature"), size=8, color=SOFT, between=between)
        ends.append(sheet.y)
    sheet.y = min(ends)


def _small_print(sheet: Sheet, paper: StatementPaper, tr: Catalog) -> None:
    kept = paper.kept
    sheet.gap(8)
    sheet.rule()
    told = tr("These figures stand on the journals up to here: till, entry, hash of the chain.")
    sheet.row(told, size=6.5, color=SOFT)
    for head in kept.statement.figures.heads:
        sheet.row(f"{head.code} · {head.seq} · {head.hash}", size=6.5, color=SOFT)
    hashed = tr("Both sign the revision with this SHA-256: {hash}").format(hash=kept.hash)
    sheet.row(hashed, size=6.5, color=SOFT)
