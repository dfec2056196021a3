"""Buyers who come back to a booth: with a mistake, a broken thing, a wrong size, a promise."""

from pos_app.domain.order import Buyer, Order, OrderState, OrderStatus
from pos_app.domain.refund import Return, SaleRefunded
from pos_app.domain.tender import Tender
from pos_app.services import exchange as exchanging
from pos_app.services import order_payments, orders, returns
from tests.drivers.stand.ledger import ONE
from tests.drivers.stand.stand import Stand


def void_last(stand: Stand) -> None:
    """The last sale was a mistake; everything goes back as it came."""
    sale = stand.sold_here.pop()
    stand.ledger.took_back(stand.do(returns.void_sale, sale.id, "salah barang").body)


def refund(stand: Stand) -> SaleRefunded:
    """A buyer of any day brings one broken thing back; nobody will sell it again."""
    sale = stand.sold_here.pop(stand.rng.randrange(len(stand.sold_here)))
    original = stand.till.read(returns.original_sale, sale.id).result()
    line = stand.rng.choice(original.lines)
    back = Return(
        stand.till.new_id(),
        {line.number: min(line.qty_milli, ONE)},
        reason="cacat",
        unsellable=True,
    )
    body: SaleRefunded = stand.do(returns.refund_sale, original, back).body
    stand.ledger.gave_back(body, sellable=False)
    return body


def exchange(stand: Stand) -> None:
    """A buyer changes a thing for others and pays, or is paid, the difference."""
    sale = stand.sold_here.pop(stand.rng.randrange(len(stand.sold_here)))
    original = stand.till.read(returns.original_sale, sale.id).result()
    line = original.lines[0]
    back = Return(stand.till.new_id(), {line.number: line.qty_milli}, reason="tukar ukuran")
    credit = stand.till.read(exchanging.credit, original, back).result()
    priced = stand.fill_cart()
    tenders = stand.tenders(priced, priced.total - credit.towards(priced.total))
    done = stand.do(exchanging.exchange, priced, tenders, credit)
    stand.ledger.sold(done.sale)
    stand.ledger.gave_back(done.returned, sellable=True)


def promise(stand: Stand, buyer: Buyer, text: str, value: int) -> str:
    """A buyer promises to take something; the order's id."""
    wanted = Order(stand.till.new_id(), "", buyer, text=text, value=value)
    placed: OrderState = stand.do(orders.place, wanted)
    return placed.order.id


def pay_for_order(stand: Stand, order: str, tender: Tender) -> None:
    """A down payment, or the rest."""
    paid = stand.do(order_payments.pay, order, stand.till.new_id(), tender.amount, (tender,))
    stand.ledger.paid_for_order(paid.body)


def move_order(stand: Stand, order: str, status: OrderStatus, reason: str = "") -> OrderState:
    """The order comes a step further; of a cancelled one all is given back."""
    stand.do(orders.move, order, status, reason)
    if status is OrderStatus.CANCELLED:
        back = stand.do(order_payments.give_back, order, stand.till.new_id(), reason)
        stand.ledger.paid_for_order(back.body)
    return stand.till.read(orders.order, order).result()
