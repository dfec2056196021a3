"""How an order is told on screens."""

from pos_app.domain.money import format_amount, format_rupiah
from pos_app.domain.order import OrderLine, OrderState, OrderStatus
from pos_app.domain.quantity import format_quantity
from pos_app.services.orders import OrderTotals
from pos_app.services.papers.order_slips import status_name
from resources.translations import Catalog
from ui.widgets.pair_list import Pair

__all__ = ["status_name"]

TONES = {
    OrderStatus.PROMISED: "attention",
    OrderStatus.CONFIRMED: "primary",
    OrderStatus.DELIVERED: "good",
    OrderStatus.CANCELLED: "soft",
}
"""Roles of the label that tells a status; the word always stands beside the colour."""


def step_words(status: OrderStatus, tr: Catalog) -> str:
    """What the button says that takes an order to a status."""
    words = {
        OrderStatus.CONFIRMED: tr("Confirm"),
        OrderStatus.DELIVERED: tr("Hand over goods"),
        OrderStatus.CANCELLED: tr("Cancel the order"),
    }
    return words.get(status, "")


def line_pairs(lines: tuple[OrderLine, ...]) -> tuple[Pair, ...]:
    """Lines as a list shows them: `2 m  Kain Batik`, and what they come to."""
    return tuple((_line(line), format_amount(line.total)) for line in lines)


def short_number(state: OrderState) -> str:
    """The end of a number, which is what people call it by: `P000012`."""
    return state.order.number.rpartition("-")[2]


def totals_words(totals: OrderTotals, tr: Catalog) -> str:
    """What buyers have promised, apart from turnover."""
    if not totals.count:
        return tr("Nothing is promised yet. It is counted apart from turnover.")
    told = tr.plural("{count} order", "{count} orders", totals.count).format(count=totals.count)
    paid = format_rupiah(sum(totals.taken.values()))
    return tr("Potential {value} · {orders} · paid so far {paid} · not part of turnover").format(
        value=format_rupiah(totals.potential), orders=told, paid=paid
    )


def _line(line: OrderLine) -> str:
    unit = "" if line.unit in {"", "pcs"} else f" {line.unit}"
    return f"{format_quantity(line.qty_milli)}{unit} × {line.name}"
