"""A booth as a release leaves it, and what that release tells of it.

`python -m tests.drivers.release FOLDER NAME`, run by the code of that release, writes
`NAME.db.zst` and `NAME.json` for tests/store/releases.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

import msgspec
import zstandard

from pos_app.domain import cart as carts
from pos_app.domain.awaited import PaymentState
from pos_app.domain.cart import Cart
from pos_app.domain.cash import CashWay
from pos_app.domain.order import Buyer, Order
from pos_app.domain.permission import By
from pos_app.domain.pricing import price
from pos_app.domain.promotion import BuyGet, Promotion, Scope
from pos_app.domain.qris import ImportedFrom, read_code
from pos_app.domain.refund import Return
from pos_app.domain.rules import Rules, Tax
from pos_app.domain.stock import MoveKind
from pos_app.domain.taken_money import TakenMoney
from pos_app.domain.tender import Basis, Method, Tender
from pos_app.services import (
    booth,
    catalogue,
    order_payments,
    orders,
    people,
    product_import,
    qris,
    reconciliation,
    returns,
    shifts,
    stock,
    taken_money,
    terms,
)
from pos_app.services import carts as kept_carts
from pos_app.services.checkout import checkout
from pos_app.services.printing import print_queue
from pos_app.services.till import Till
from pos_app.store import training
from tests.drivers.people import by_of, enters, staffed
from tests.drivers.qris_codes import COFFEE
from tests.drivers.tills import (
    MORNING,
    SHELF,
    Clock,
    cart_of,
    cash,
    database_in,
    make_till,
)


def live_through_two_days(till: Till, clock: Clock) -> None:
    """A shift that is closed, with something of everything, and one that is open."""
    till.write(booth.create_booth, till.install, "Batik Polokarto", "A12").result()
    owner = _by(till)
    till.write(product_import.import_products, SHELF, by=owner).result()
    offer = Promotion("", "Beli 2 gratis 1", BuyGet(2, 1), Scope(categories=("Minuman",)))
    till.write(terms.save_promotion, offer, owner).result()
    till.write(terms.change_rules, MORNING.date(), Rules((Tax("PB1", 1_000),)), owner).result()
    till.write(qris.use_code, read_code(COFFEE), ImportedFrom.TEXT, by=owner).result()
    shelf = cart_of(till, "Kopi", "Kain").lines
    rows = tuple(stock.MoveRow(line.product.id, 20_000) for line in shelf)
    opening = stock.NewMove(till.new_id(), MoveKind.OPENING, rows)
    till.write(stock.move_stock, opening, owner).result()
    till.write(shifts.open_shift, "Siti", 300_000, by=owner).result()
    _first_day(till, owner)
    summary = till.read(shifts.shift_summary).result()
    assert summary is not None
    till.write(shifts.close_shift, summary.expected - 500, "kurang", by=owner).result()
    clock.move(days=1)
    till.write(shifts.open_shift, "Rina", 250_000, by=owner).result()
    _pay(till, cart_of(till, "Jamu", "Kain"), owner)
    _leave_unfinished(till)


def _by(till: Till) -> By:
    staff = staffed(till)
    enters(till, staff["Siti"], "0000")
    return by_of(staff["Bu Tini"])


def _first_day(till: Till, owner: By) -> None:
    clock_cart = cart_of(till, "Kopi", "Kopi", "Kopi", "Keripik")
    sold = [_pay(till, clock_cart, owner), _pay(till, cart_of(till, "Kain"), owner, Method.QRIS)]
    sold += [_pay(till, cart_of(till, "Gantungan", "Kopi"), owner, Method.QRIS)]
    sold += [_pay(till, cart_of(till, "Keripik"), owner)]
    till.write(returns.void_sale, sold[3], "salah", by=owner).result()
    original = till.read(returns.original_sale, sold[0]).result()
    back = Return(till.new_id(), {1: 1_000}, reason="tumpah")
    till.write(returns.refund_sale, original, back, by=owner).result()
    till.write(shifts.move_cash, CashWay.OUT, 40_000, "makan", by=owner).result()
    first, *_ = till.read(reconciliation.open_payments).result().payments
    found = (first.source, first.number, PaymentState.RECONCILED)
    till.write(reconciliation.settle, *found, by=owner).result()
    wanted = Order(till.new_id(), "", Buyer("Pak Hadi"), text="50 hampers", value=2_500_000)
    placed = till.write(orders.place, wanted, "0812 3456 7890", by=owner).result().order.id
    paid = (placed, till.new_id(), 500_000, cash(500_000))
    till.write(order_payments.pay, *paid, by=owner).result()
    lesson = Cart(till.new_id(), cart_of(till, "Jamu").lines, training=True)
    till.write(checkout, price(lesson), cash(50_000), by=owner).result()


def _pay(till: Till, cart: Cart, by: By, method: Method = Method.CASH) -> str:
    priced = price(cart, till.read(terms.term_book).result().at(MORNING))
    way = {Method.QRIS: Tender(method, priced.total, "4417", basis=Basis.NOTIFICATION)}
    tender = way.get(method, Tender(Method.CASH, 500_000))
    return till.write(checkout, priced, (tender,), by=by).result().sale.id


def _leave_unfinished(till: Till) -> None:
    """A cart that waits, one at hand, money taken in part, a first count."""
    till.write(kept_carts.hold, cart_of(till, "Keripik", "Jamu"), "Bu Rini").result()
    begun = carts.set_note(cart_of(till, "Kain"), 1, "biru")
    till.write(kept_carts.keep, begun).result()
    till.write(taken_money.keep, TakenMoney(begun.id, cash(20_000))).result()
    till.write(shifts.compare_count, 333_000).result()


def told(till: Till) -> dict[str, Any]:
    """What a till says of itself: nothing in it may change with a version."""
    summary = till.read(shifts.shift_summary).result()
    code = till.read(qris.code_in_use).result()
    at_hand = till.read(kept_carts.at_hand).result()
    register = till.read(booth.register_in_use).result()
    products = till.read(catalogue.products_page, None, 0, 500).result()
    assert summary is not None
    return _plain(
        {
            "receipts": register.receipts,
            "shift": [summary.totals.sales, summary.totals.turnover, summary.expected],
            "past": [
                [one.number, one.sales, one.turnover, one.expected]
                for one in till.read(shifts.past_shifts).result()
            ],
            "products": [[one.name, one.price, one.left_milli] for one in products],
            "held": [_cart(one.cart) for one in till.read(kept_carts.held).result()],
            "at_hand": None if at_hand is None else _cart(at_hand),
            "people": [[one.name, one.role] for one in till.read(people.staff).result().people],
            "orders": [
                [one.order.number, one.order.status, one.order.value, one.paid]
                for one in till.read(orders.listed).result()
            ],
            "phones": till.read(orders.phones_kept).result(),
            "waiting": [
                [one.method, one.state, one.count, one.amount]
                for one in till.read(reconciliation.sums).result()
            ],
            "practised": till.read(lambda work: training.count(work.db)).result(),
            "code": None if code is None else code.code.nmid,
            "papers": [[one.slip, one.title] for one in till.read(print_queue.unfinished).result()],
        }
    )


def _cart(cart: Cart) -> list[list[object]]:
    return [[one.product.name, one.qty_milli, one.note] for one in cart.lines]


def _plain(of: dict[str, Any]) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(of))
    return plain


def main(target: Path, name: str) -> None:
    """Write a release down."""
    with tempfile.TemporaryDirectory() as folder:
        clock = Clock()
        till = make_till(Path(folder), clock)
        live_through_two_days(till, clock)
        said = told(till)
        till.close()
        data = database_in(Path(folder)).read_bytes()
    target.joinpath(f"{name}.db.zst").write_bytes(zstandard.compress(data, 19))
    target.joinpath(f"{name}.json").write_bytes(
        msgspec.json.format(msgspec.json.encode(said), indent=1)
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
