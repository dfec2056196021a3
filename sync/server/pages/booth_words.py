"""A booth's figures and sales in words of a language, ready to be put in place."""

from datetime import date
from typing import Any

import msgspec

from pos_app.domain.business_day import format_date, format_moment
from pos_app.domain.kinds import Kind
from pos_app.domain.money import format_amount, format_rupiah
from pos_app.domain.order import OrderStatus
from pos_app.domain.quantity import format_quantity
from pos_app.domain.rounding import Rounding, divide
from pos_app.domain.sale import Sale
from resources.translations import Catalog
from sync.server.fair.words import method_word
from sync.server.figures.booth import BoothFigures, BoothRegister, OrderSum, ShiftSum
from sync.server.figures.receipts import SaleEntry, SaleStory, WrittenSale
from sync.server.journals.verifying import Verdict, Verified
from sync.server.pages.glance import Chip
from sync.server.pages.live_words import orders_told, qris_told, sales_told, shares

Line = tuple[str, ...]


class Table(msgspec.Struct, frozen=True):
    """A small table: its title, headings, and lines; all but the first column are numbers."""

    title: str
    headings: Line
    lines: tuple[Line, ...]


class ShiftLine(msgspec.Struct, frozen=True):
    """A shift in words; `tone` is that of its difference."""

    title: str
    when: str
    sums: str
    difference: str
    tone: str
    reason: str


def booth_told(found: BoothFigures, tr: Catalog) -> dict[str, Any]:
    """The figures of a booth's page."""
    sums = found.totals
    average = divide(sums.total, sums.sales, Rounding.HALF_UP) if sums.sales else 0
    return {
        "total": format_rupiah(sums.total),
        "sales": sales_told(sums.sales, tr),
        "average": format_rupiah(average),
        "orders": format_rupiah(found.order_sums.value),
        "orders_told": orders_told(found.order_sums, tr),
        "qris": qris_told(found.qris, tr),
        "tables": (_days(found, tr), _hours(found, tr), _products(found, tr)),
        "methods": shares([(method_word(name, tr), sum_) for name, sum_ in found.methods], tr),
        "shifts": [_shift(one, found.expo.zone, tr) for one in found.shifts],
        "order_lines": [_order(one, tr) for one in found.orders],
        "registers": [_register(one, found.expo.zone, tr) for one in found.registers],
    }


def sale_line(one: WrittenSale, zone: str, tr: Catalog) -> dict[str, str]:
    """A line of the list of sales."""
    return {
        "sale": one.sale_id,
        "number": one.number,
        "what": kind_word(one.kind, tr),
        "when": format_moment(one.at, zone, tr.language),
        "total": format_rupiah(one.total),
        "seq": format_amount(one.seq),
    }


def sale_told(
    story: SaleStory, booth: str, codes: dict[str, str], zone: str, tr: Catalog
) -> dict[str, Any]:
    """A sale as on its receipt, and its entries."""
    sale = story.sale
    return {
        "number": sale.receipt_number,
        "when": format_moment(sale.at, zone, tr.language),
        "cashier": sale.cashier,
        "lines": [
            (
                line.name,
                f"{format_quantity(line.qty_milli)} × {format_rupiah(line.unit_price)}",
                format_rupiah(line.gross),
                _discount(line.discount, tr),
            )
            for line in sale.lines
        ],
        "sums": _sums(sale, tr),
        "total": format_rupiah(sale.total),
        "paid": _paid(sale, tr),
        "entries": [_entry(one, booth, codes, zone, tr) for one in story.entries],
    }


def kind_word(kind: str, tr: Catalog) -> str:
    """What an entry of a sale is."""
    words: dict[str, str] = {
        Kind.SALE_COMPLETED: tr("Sale"),
        Kind.SALE_VOIDED: tr("Void"),
        Kind.SALE_REFUNDED: tr("Refund"),
    }
    return words.get(kind, kind)


def verdict_chip(verified: Verified, tr: Catalog) -> Chip:
    """What recomputing chain and signature came to."""
    match verified.verdict:
        case Verdict.VERIFIED:
            return Chip("good", "shield-check", tr("Verified"))
        case Verdict.NOT_SIGNED_YET:
            return Chip("gold", "refresh-cw", tr("Chain whole; the signed end has not come in"))
        case Verdict.CHAIN_BROKEN:
            return Chip("danger", "triangle-alert", tr("The chain is broken here"))
        case Verdict.SIGNATURE_WRONG:
            return Chip("danger", "triangle-alert", tr("The till's signature does not fit"))
        case _:
            return Chip("danger", "triangle-alert", tr("The entry is missing"))


def _days(found: BoothFigures, tr: Catalog) -> Table:
    lines = tuple(
        (format_date(one.day, tr.language), format_amount(one.sales), format_rupiah(one.amount))
        for one in found.days
    )
    return Table(tr("By day"), (tr("Day"), tr("Sales"), tr("Turnover")), lines)


def _hours(found: BoothFigures, tr: Catalog) -> Table:
    lines = tuple(
        (f"{hour:02d}.00", format_amount(sales), format_rupiah(amount))
        for hour, sales, amount in found.hours
    )
    return Table(tr("By hour, all days"), (tr("Hour"), tr("Sales"), tr("Turnover")), lines)


def _products(found: BoothFigures, tr: Catalog) -> Table:
    lines = tuple(
        (one.name, format_quantity(one.qty_milli), format_rupiah(one.amount))
        for one in found.products
    )
    return Table(tr("By product"), (tr("Product"), tr("Quantity"), tr("Turnover")), lines)


def _shift(one: ShiftSum, zone: str, tr: Catalog) -> ShiftLine:
    day = format_date(one.business_date, tr.language) if one.business_date else ""
    title = " · ".join(word for word in (one.register, one.cashier, day) if word)
    opened = format_moment(one.opened_at, zone, tr.language) if one.opened_at else "…"
    if one.closed_at is None or one.difference is None:
        when = tr("since {time}, still open").format(time=opened)
        drawer = tr("float {amount}").format(amount=format_rupiah(one.float_amount))
        return ShiftLine(title, when, drawer, tr("Not closed"), "gold", "")
    sums = tr("expected {expected}, counted {counted}").format(
        expected=format_rupiah(one.expected or 0), counted=format_rupiah(one.counted or 0)
    )
    when = f"{opened} – {format_moment(one.closed_at, zone, tr.language)}"
    difference, tone = _difference(one.difference, tr)
    return ShiftLine(title, when, sums, difference, tone, one.reason)


def _difference(amount: int, tr: Catalog) -> tuple[str, str]:
    if amount == 0:
        return tr("No difference"), "good"
    words = tr("{amount} too much") if amount > 0 else tr("{amount} too little")
    return words.format(amount=format_rupiah(abs(amount))), "danger" if amount < 0 else "gold"


def _order(one: OrderSum, tr: Catalog) -> tuple[str, str, str, str]:
    words: dict[str, str] = {
        OrderStatus.PROMISED: tr("promised"),
        OrderStatus.CONFIRMED: tr("confirmed"),
        OrderStatus.DELIVERED: tr("delivered"),
        OrderStatus.CANCELLED: tr("cancelled"),
    }
    due = tr("due {day}").format(day=_day(one.due, tr)) if one.due else ""
    return one.number, words.get(one.status, one.status), due, format_rupiah(one.value)


def _register(one: BoothRegister, zone: str, tr: Catalog) -> tuple[str, str, str]:
    told = tr("{held} of {declared} entries").format(
        held=format_amount(one.held), declared=format_amount(one.declared)
    )
    heard = format_moment(one.last_seen, zone, tr.language) if one.last_seen else tr("never")
    return one.code, told, tr("last heard at {time}").format(time=heard)


def _sums(sale: Sale, tr: Catalog) -> list[tuple[str, str]]:
    """What stands between lines and total, each only if there is any."""
    found = (
        (tr("Subtotal"), sale.subtotal if sale.subtotal != sale.total else 0),
        (tr("Discount"), -sale.discount),
        (tr("Service"), sale.service or 0),
        (tr("Tax"), sale.tax),
        (tr("Rounding"), sale.rounding),
    )
    return [(name, format_rupiah(amount)) for name, amount in found if amount]


def _paid(sale: Sale, tr: Catalog) -> list[tuple[str, str]]:
    paid = [(method_word(one.method, tr), format_rupiah(one.amount)) for one in sale.tenders]
    return [*paid, (tr("Change"), format_rupiah(sale.change))] if sale.change else paid


def _entry(
    one: SaleEntry, booth: str, codes: dict[str, str], zone: str, tr: Catalog
) -> dict[str, Any]:
    register = codes.get(one.verified.register_id, "?")
    return {
        "what": kind_word(one.kind, tr),
        "when": format_moment(one.at, zone, tr.language),
        "total": format_rupiah(one.body.total),
        "reason": getattr(one.body, "reason", ""),
        "place": tr("{register}, entry {seq}").format(
            register=f"{booth}-{register}", seq=format_amount(one.verified.seq)
        ),
        "hash": one.verified.hash,
        "chip": verdict_chip(one.verified, tr),
    }


def _discount(amount: int, tr: Catalog) -> str:
    return tr("discount {amount}").format(amount=format_rupiah(amount)) if amount else ""


def _day(day: date, tr: Catalog) -> str:
    return format_date(day, tr.language)
