"""What the live page says of an expo: numbers and words, ready to be put in place."""

from collections import defaultdict
from datetime import date, datetime

import msgspec

from pos_app.domain.business_day import format_clock, format_date
from pos_app.domain.money import format_amount, format_rupiah
from pos_app.domain.register import Expo
from pos_app.domain.rounding import Rounding, divide
from resources.translations import Catalog
from sync.server.fair.regions import region_name
from sync.server.fair.words import cluster_word, method_word
from sync.server.figures import live, totals
from sync.server.figures.live import Live, LiveBooth, OrderSums, Unreconciled
from sync.server.pages.glance import Chip, chip_of, hints, on_paper, returns, seen

_MOST_SHARES = 10


class LiveRow(msgspec.Struct, frozen=True):
    """A line of the table of booths."""

    id: str
    code: str
    name: str
    place: str
    total: str
    today: str
    sales_count: str
    sales_word: str
    returns: str
    chip: Chip
    seen: str
    on_paper: str
    hints: tuple[str, ...]


class Share(msgspec.Struct, frozen=True):
    """A part of the turnover: its name, amount, and parts of a hundred for its bar."""

    name: str
    amount: str
    percent: int


class HourBar(msgspec.Struct, frozen=True):
    """An hour of the chart: `09`, its plain amount, and both figures in words."""

    hour: str
    amount: int
    shown: str
    sales: str


class Board(msgspec.Struct, frozen=True):
    """Everything above the table of booths, and the figures beside it."""

    total: str
    target: str
    percent: int
    today: str
    today_sales: str
    average: str
    sales: str
    complete: str
    missing: str
    orders: str
    orders_told: str
    qris: str
    paper: str
    hours: tuple[HourBar, ...]
    hours_title: str
    methods: tuple[Share, ...]
    clusters: tuple[Share, ...]
    regencies: tuple[Share, ...]


def board_of(found: Live, tr: Catalog) -> Board:
    """An expo's figures in words of a language."""
    whole = found.totals
    percent = divide(100 * whole.total, found.target, Rounding.DOWN) if found.target else 0
    target = tr("{share} of the target of {amount}")
    elsewhere = tr("not said")
    average = divide(whole.total, whole.sales, Rounding.HALF_UP) if whole.sales else 0
    return Board(
        total=format_rupiah(whole.total),
        target=target.format(share=f"{format_amount(percent)}%", amount=format_rupiah(found.target))
        if found.target
        else "",
        percent=max(0, min(percent, 100)),
        today=format_rupiah(found.today_total),
        today_sales=sales_told(found.today_sales, tr),
        average=format_rupiah(average),
        sales=sales_told(whole.sales, tr),
        complete=tr("{complete} of {booths} booths").format(
            complete=whole.complete, booths=len(whole.booths)
        ),
        missing=what_is_missing(found, tr),
        orders=format_rupiah(found.orders.value),
        orders_told=orders_told(found.orders, tr),
        qris=qris_told(found.qris, tr),
        paper=_paper_told(found, tr),
        hours=tuple(
            HourBar(f"{at.hour:02d}", at.amount, format_rupiah(at.amount), format_amount(at.sales))
            for at in found.hours
        ),
        hours_title=_hours_title(found, tr),
        methods=shares([(method_word(one.method, tr), one.amount) for one in found.methods], tr),
        clusters=shares(
            [(cluster_word(one.cluster, tr), one.totals.total) for one in found.booths], tr
        ),
        regencies=shares(
            [(region_name(one.regency) or elsewhere, one.totals.total) for one in found.booths], tr
        ),
    )


def row_of(booth: LiveBooth, expo: Expo, tr: Catalog, now: datetime) -> LiveRow:
    """A booth's line."""
    place = [region_name(booth.regency)]
    place += [cluster_word(booth.cluster, tr)] if booth.cluster != "other" else []
    sums = booth.totals
    return LiveRow(
        id=sums.booth,
        code=sums.code,
        name=sums.name,
        place=" · ".join(word for word in place if word),
        total=format_rupiah(sums.total),
        today=format_rupiah(booth.today),
        sales_count=format_amount(sums.sales),
        sales_word=tr.plural("sale", "sales", sums.sales),
        returns=returns(sums, tr),
        chip=live_chip(booth, expo, tr),
        seen="" if booth.status == live.SILENT else seen(sums, expo, tr, now),
        on_paper=on_paper(sums, tr),
        hints=hints(sums, tr),
    )


def live_chip(booth: LiveBooth, expo: Expo, tr: Catalog) -> Chip:
    """A booth's status in words."""
    heard = booth.totals.last_seen
    if booth.status == live.SILENT and heard is not None:
        told = tr("Silent since {time}").format(time=format_clock(heard, expo.zone))
        return Chip("danger", "triangle-alert", told)
    if booth.status == live.NEVER_CLOSED and booth.open_since is not None:
        day = format_date(booth.open_since, tr.language)
        return Chip("gold", "refresh-cw", tr("Never closed: shift of {day}").format(day=day))
    return chip_of(booth.totals, tr)


def shares(sums: list[tuple[str, int]], tr: Catalog) -> tuple[Share, ...]:
    """Sums by name, the largest first; what is beyond ten is one line."""
    added: dict[str, int] = defaultdict(int)
    for name, amount in sums:
        added[name] += amount
    ordered = sorted(added.items(), key=lambda one: (-one[1], one[0]))
    ordered = [one for one in ordered if one[1]]
    if len(ordered) > _MOST_SHARES:
        rest = sum(amount for _, amount in ordered[_MOST_SHARES - 1 :])
        ordered = [*ordered[: _MOST_SHARES - 1], (tr("all others"), rest)]
    whole = sum(amount for _, amount in ordered)
    return tuple(
        Share(name, format_rupiah(amount), _percent(amount, whole)) for name, amount in ordered
    )


def sales_told(sales: int, tr: Catalog) -> str:
    """A number of sales."""
    return tr.plural("{n} sale", "{n} sales", sales).format(n=format_amount(sales))


def orders_told(orders: OrderSums, tr: Catalog) -> str:
    """How many orders there are, that they are no turnover, and what was paid for them."""
    told = tr.plural("{n} order, no turnover", "{n} orders, no turnover", orders.orders)
    words = [told.format(n=format_amount(orders.orders))]
    if orders.paid:
        words.append(tr("{amount} paid for them").format(amount=format_rupiah(orders.paid)))
    return " · ".join(words)


def qris_told(qris: Unreconciled, tr: Catalog) -> str:
    """QRIS that no statement has shown yet, and what a statement did not show."""
    words = []
    if qris.left:
        left = tr("{amount} of QRIS not reconciled yet")
        words.append(left.format(amount=format_rupiah(qris.left)))
    if qris.disputed:
        words.append(tr("{amount} disputed").format(amount=format_rupiah(qris.disputed)))
    return " · ".join(words)


def day_told(found: Live, tr: Catalog) -> str:
    """Which day of the expo it is, where its days are known."""
    if found.first_day is None or found.last_day is None:
        return ""
    if not found.first_day <= found.today <= found.last_day:
        return ""
    day, days = (found.today - found.first_day).days + 1, _span(found.first_day, found.last_day)
    return tr("Day {n} of {days}").format(n=day, days=days)


def what_is_missing(found: Live, tr: Catalog) -> str:
    """The states that are not complete, each with its number of booths."""
    words = {
        totals.BEHIND: tr("{n} behind"),
        live.SILENT: tr("{n} silent"),
        live.NEVER_CLOSED: tr("{n} never closed"),
        totals.UNCOUNTED: tr("{n} not added up yet"),
        totals.QUARANTINED: tr("{n} to be checked"),
        totals.FORKED: tr("{n} with two copies"),
        totals.NEVER_SEEN: tr("{n} not connected"),
    }
    counts = {status: sum(one.status == status for one in found.booths) for status in words}
    told = [words[status].format(n=count) for status, count in counts.items() if count]
    return " · ".join(told) or tr("nothing is missing")


def _paper_told(found: Live, tr: Catalog) -> str:
    awaited = sum(booth.awaited_total for booth in found.totals.booths)
    if not awaited:
        return ""
    told = tr("{amount} declared on paper, not received")
    return told.format(amount=format_rupiah(awaited))


def _hours_title(found: Live, tr: Catalog) -> str:
    if found.hours_day is None or found.hours_day == found.today:
        return tr("Turnover by hour, today")
    day = format_date(found.hours_day, tr.language)
    return tr("Turnover by hour, {day}").format(day=day)


def _percent(amount: int, whole: int) -> int:
    return max(0, divide(100 * amount, whole, Rounding.HALF_UP)) if whole > 0 else 0


def _span(first: date, last: date) -> int:
    return (last - first).days + 1
