"""The press summary: one page of A4 with what was turned over, and charts of when and by whom."""

from collections.abc import Callable, Iterable

from pos_app.domain.business_day import format_date, format_moment
from pos_app.domain.money import format_amount, format_rupiah
from pos_app.spreadsheets.cells import Percent, as_text
from resources.translations import Catalog
from sync.server.fair.regions import region_name
from sync.server.fair.words import cluster_word
from sync.server.reports.charts import Between, lying_bars, standing_bars
from sync.server.reports.growth import Presence
from sync.server.reports.press import Press, most
from sync.server.reports.tables import hour_told
from sync.server.settlement.sheet_of_paper import LEFT, RIGHT, SOFT, WIDTH, Sheet

_MIDDLE = WIDTH / 2
_HALVES: tuple[Between, Between] = ((LEFT, _MIDDLE - 12), (_MIDDLE + 12, RIGHT))
_MOST_DAYS = 7
_MOST_PARTS = 9
_CHART = 136.0
_Part = Callable[[Sheet, Press, Between, Catalog], None]


def press_pdf(press: Press, tr: Catalog) -> bytes:
    """The PDF's bytes."""
    name = press.situation.totals.expo.name
    title = tr("Press summary")
    sheet = Sheet(title, f"{name} · {title}")
    _heading(sheet, press, tr)
    _turnover(sheet, press, tr)
    _numbers(sheet, press, tr)
    _side_by_side(sheet, press, tr, _days, _hours)
    _side_by_side(sheet, press, tr, _clusters, _regencies)
    _growth(sheet, press, tr)
    _small_print(sheet, press, tr)
    return sheet.finish()


def _heading(sheet: Sheet, press: Press, tr: Catalog) -> None:
    planned, expo = press.situation.planned, press.situation.totals.expo
    sheet.row(expo.name, tr("Press summary"), size=15, bold=True)
    days = [format_date(day, tr.language) for day in (planned.first_day, planned.last_day) if day]
    plan = planned.plan
    place = (plan.edition, plan.venue, plan.city, " – ".join(dict.fromkeys(days)))
    made = format_moment(press.situation.at, expo.zone, tr.language)
    told = " · ".join(part for part in place if part)
    sheet.row(told, tr("as of {moment}").format(moment=made), size=8, color=SOFT)
    sheet.gap(10)


def _turnover(sheet: Sheet, press: Press, tr: Catalog) -> None:
    inside = (LEFT + 12, RIGHT - 12)
    bottom = sheet.box(62)
    sheet.y = bottom + 54
    sheet.row(tr("Turnover"), color=SOFT, between=inside)
    sheet.row(format_rupiah(press.turnover), size=24, bold=True, between=inside)
    if press.reached is not None:
        reached = tr("{share} of the target of {amount}").format(
            share=_percent(press.reached), amount=format_rupiah(press.target)
        )
        sheet.y = bottom + 54
        sheet.row("", reached, between=inside)
    sheet.y = bottom
    sheet.gap(10)


def _numbers(sheet: Sheet, press: Press, tr: Catalog) -> None:
    """Four figures beside one another; the last one is no turnover."""
    whole, orders = press.situation.totals, press.situation.orders
    booths = tr("{sold} of {booths} sold").format(
        sold=format_amount(press.sold), booths=format_amount(len(whole.booths))
    )
    placed = tr.plural("{n} order, no turnover", "{n} orders, no turnover", orders.orders)
    cells = (
        (tr("Booths"), format_amount(len(whole.booths)), booths),
        (tr("Transactions"), format_amount(whole.sales), ""),
        (tr("Average per transaction"), format_rupiah(press.average), ""),
        (
            tr("Potential transactions"),
            format_rupiah(orders.value),
            placed.format(n=format_amount(orders.orders)),
        ),
    )
    top, width = sheet.y, (RIGHT - LEFT) / len(cells)
    for place, (word, figure, below) in enumerate(cells):
        between = (LEFT + place * width, LEFT + (place + 1) * width - 8)
        sheet.y = top
        sheet.row(word, size=7.5, color=SOFT, between=between)
        sheet.row(figure, size=12, bold=True, between=between)
        sheet.row(below, size=7, color=SOFT, between=between)
    sheet.gap(10)


def _side_by_side(sheet: Sheet, press: Press, tr: Catalog, *parts: _Part) -> None:
    top, ends = sheet.y, []
    for half, part in zip(_HALVES, parts, strict=True):
        sheet.y = top
        part(sheet, press, half, tr)
        ends.append(sheet.y)
    sheet.y = min(ends)
    sheet.gap(8)


def _days(sheet: Sheet, press: Press, half: Between, tr: Catalog) -> None:
    _title(sheet, tr("Turnover by day"), half)
    days = [(format_date(day, tr.language), one.amount) for day, one in press.days.items()]
    _bars(sheet, most(days, _MOST_DAYS, tr("Later days")), half, tr)


def _hours(sheet: Sheet, press: Press, half: Between, tr: Catalog) -> None:
    _title(sheet, tr("Turnover by hour, all days"), half)
    if press.best_hour is None:
        sheet.row(tr("Nothing sold yet."), size=8, color=SOFT, between=half)
        return
    hour, amount = press.best_hour
    bars = {each: taken.amount for each, taken in press.hours.items()}
    standing_bars(sheet, bars, _CHART, half)
    best = tr("Most between {hour}: {amount}")
    told = best.format(hour=hour_told(hour), amount=format_rupiah(amount))
    sheet.row(told, size=8, color=SOFT, between=half)


def _clusters(sheet: Sheet, press: Press, half: Between, tr: Catalog) -> None:
    _title(sheet, tr("Turnover by cluster"), half)
    named = [(cluster_word(key, tr), amount) for key, amount in press.clusters.items()]
    _bars(sheet, named, half, tr)


def _regencies(sheet: Sheet, press: Press, half: Between, tr: Catalog) -> None:
    _title(sheet, tr("Where the exhibitors come from"), half)
    named = ((region_name(code) or tr("not said"), it) for code, it in press.regencies.items())
    _bars(sheet, most(named, _MOST_PARTS, tr("all others")), half, tr)


def _growth(sheet: Sheet, press: Press, tr: Catalog) -> None:
    if not press.compared.against:
        return
    found = press.compared.growth
    _title(sheet, tr("Growth against {edition}").format(edition=press.compared.against))
    again = press.exhibitors(Presence.BOTH)
    words = tr.plural(
        "{n} exhibitor came again: {before} then, {now} now",
        "{n} exhibitors came again: {before} then, {now} now",
        again,
    )
    told = words.format(
        n=format_amount(again),
        before=format_rupiah(found.same_before),
        now=format_rupiah(found.same_now),
    )
    sheet.row(told, "" if press.growth is None else _signed(press.growth), bold=True)
    others = tr("New: {new}, no longer here: {gone}. They are left out of the growth.")
    counts = {"new": press.exhibitors(Presence.NEW), "gone": press.exhibitors(Presence.GONE)}
    told = others.format(**{name: format_amount(count) for name, count in counts.items()})
    sheet.row(told, size=8, color=SOFT)
    sheet.gap(6)


def _small_print(sheet: Sheet, press: Press, tr: Catalog) -> None:
    situation = press.situation
    whole, qris = situation.totals, situation.qris
    lines = [
        tr("The data of {complete} of {booths} booths are complete.").format(
            complete=format_amount(whole.complete), booths=format_amount(len(whole.booths))
        ),
        tr("Orders (potential transactions) are no part of the turnover."),
    ]
    if qris.left:
        lines.append(
            tr("{amount} of QRIS not reconciled yet").format(amount=format_rupiah(qris.left)) + "."
        )
    if situation.awaited:
        awaited = tr("{amount} declared on paper, not received")
        lines.append(awaited.format(amount=format_rupiah(situation.awaited)) + ".")
    sheet.rule()
    sheet.row(" ".join(lines), size=7.5, color=SOFT)


def _bars(sheet: Sheet, rows: Iterable[tuple[str, int]], half: Between, tr: Catalog) -> None:
    every = list(rows)
    lying_bars(sheet, every, half)
    if not every:
        sheet.row(tr("Nothing sold yet."), size=8, color=SOFT, between=half)


def _title(sheet: Sheet, text: str, between: Between = (LEFT, RIGHT)) -> None:
    sheet.row(text, size=9, bold=True, between=between)
    sheet.rule(between)
    sheet.gap(4)


def _percent(basis_points: int) -> str:
    return as_text(Percent(basis_points))


def _signed(basis_points: int) -> str:
    return f"+{_percent(basis_points)}" if basis_points > 0 else _percent(basis_points)
