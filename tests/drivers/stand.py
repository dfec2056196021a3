"""A booth that works through an expo: people, buyers, a drawer of real notes, crashes.

`Ledger` is what an honest observer beside the drawer would have written down: it never asks the
till what must be there, only what it asked for, gave and printed.
"""

import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from pos_app.domain import cart as carts
from pos_app.domain import journal as chain
from pos_app.domain.cart import Cart
from pos_app.domain.cash import CashMoved, CashWay
from pos_app.domain.discount import Discount
from pos_app.domain.errors import LapakError
from pos_app.domain.kinds import Kind, body_of
from pos_app.domain.order import Buyer, Order, OrderState, OrderStatus
from pos_app.domain.original import Payment
from pos_app.domain.payment import settle
from pos_app.domain.permission import NOBODY, By, Need
from pos_app.domain.pricing import PricedCart, price
from pos_app.domain.quantity import ONE, is_divisible
from pos_app.domain.refund import Return, SaleRefunded
from pos_app.domain.sale import Sale
from pos_app.domain.shift import ShiftClosed
from pos_app.domain.tender import Basis, Method, Tender, quick_cash
from pos_app.services import carts as held_carts
from pos_app.services import exchange, order_payments, orders, returns, shifts
from pos_app.services.checkout import checkout
from pos_app.services.terms import term_book
from pos_app.services.till import Till, Work
from pos_app.store import journal as stored
from tests.drivers.people import approves, by_of, enters, staffed
from tests.drivers.tills import Clock, make_till, shelf

TOP = Path(__file__).parents[2]
_NONCASH = {
    Method.QRIS: ("4417", {"basis": Basis.NOTIFICATION}),
    Method.CARD: ("8812", {"approval": "A1B2C3"}),
    Method.TRANSFER: ("BCA 7731", {}),
    Method.EWALLET: ("GoPay 5520", {}),
    Method.VOUCHER: ("V-0091", {}),
}


@dataclass
class Ledger:
    """What went over the counter, written down beside it."""

    drawer: int = 0
    sales: int = 0
    turnover: int = 0
    voids: int = 0
    voided: int = 0
    refunded: int = 0
    methods: Counter[Method] = field(default_factory=Counter)
    known: set[str] = field(default_factory=set)

    def sold(self, sale: Sale) -> None:
        """A buyer handed something over and got change and goods."""
        self.known.add(sale.id)
        self.sales += 1
        self.turnover += sale.total
        for tender in sale.tenders:
            self.methods[tender.method] += tender.amount
        self.methods[Method.CASH] -= sale.change
        notes = sum(tender.amount for tender in sale.tenders if tender.method is Method.CASH)
        self.drawer += notes - sale.change

    def gave_back(self, body: SaleRefunded) -> None:
        """Goods came back and money went out."""
        self.refunded += -body.total
        for payment in body.payments:
            self.methods[payment.method] += payment.amount
            self.drawer += payment.amount if payment.method is Method.CASH else 0


class Stand:
    """One till of a booth with its people; `rng` decides what happens."""

    def __init__(self, folder: Path, clock: Clock, rng: Random) -> None:
        self.folder, self.clock, self.rng = folder, clock, rng
        self.ledger = Ledger()
        self.till: Till = make_till(folder, clock)
        self.by = NOBODY
        self.sold_here: list[Sale] = []

    def staff(self) -> None:
        """Set up an owner, a supervisor and two cashiers."""
        self.people = staffed(self.till)

    def enter(self, name: str) -> None:
        """Somebody types a PIN and works from now on."""
        person = enters(self.till, self.people[name])
        assert person == self.people[name]
        self.by = by_of(self.people[name])

    def restart(self) -> None:
        """Close Lapak and open it again."""
        self.till.close()
        self.till = make_till(self.folder, self.clock)

    def crash(self, sales: int) -> None:
        """Sell in a process of its own until kill -9; what it sold is in the drawer."""
        self.till.close()
        first = len(self.ledger.known) + 1
        command = [sys.executable, "-m", "tests.drivers.seller", str(self.folder), str(first)]
        with subprocess.Popen(command, cwd=TOP, stdout=subprocess.PIPE, text=True) as seller:
            assert seller.stdout is not None
            told = [seller.stdout.readline().split()[0] for _ in range(sales)]
            seller.kill()
            told += [line.split()[0] for line in seller.stdout]
        self.till = make_till(self.folder, self.clock)
        found = [one for one in self.sales() if one.id not in self.ledger.known]
        acknowledged = [f"sale-{number}" for number in told]
        assert [one.id for one in found][: len(told)] == acknowledged
        assert len(found) <= len(told) + 1
        for sale in found:
            self.ledger.sold(sale)

    def fill_cart(self) -> PricedCart:
        """A buyer takes up to five things; some bargain."""
        rng, cart = self.rng, Cart(self.till.new_id())
        for product in rng.sample(shelf(self.till), k=rng.randint(1, 5)):
            least = 500 if is_divisible(product.unit) else ONE
            cart = carts.add(cart, product, rng.randint(1, 4) * least)
        if rng.random() < 0.2:
            cart = carts.set_discount(cart, cart.lines[0].number, Discount(basis_points=1_000))
        if rng.random() < 0.1:
            cart = carts.set_cart_discount(cart, Discount(basis_points=500))
        return self.priced(cart)

    def priced(self, cart: Cart) -> PricedCart:
        """A cart under the terms of this moment."""
        return price(cart, self.till.read(term_book).result().at(self.clock()))

    def tenders(self, priced: PricedCart, due: int) -> tuple[Tender, ...]:
        """A buyer pays what is due in one way or in two."""
        rng = self.rng
        others = []
        if due > 1 and rng.random() < 0.6:
            method = rng.choice(tuple(_NONCASH))
            reference, told = _NONCASH[method]
            part = due if rng.random() < 0.6 else rng.randint(1, due - 1)
            others.append(Tender(method, part, reference, **told))  # type: ignore[arg-type]  # by method
            due -= part
        if due <= 0:
            return tuple(others)
        owed = settle(due, (), priced.rules.cash_rounding).cash_due
        notes = rng.choice((owed, *quick_cash(owed)))
        return (*others, Tender(Method.CASH, notes))

    def sell(self) -> Sale:
        """One buyer; a discount beyond the cashier's limit is approved by the supervisor."""
        priced = self.fill_cart()
        tenders = self.tenders(priced, priced.total)
        sale: Sale = self.do(checkout, priced, tenders).sale
        again = self.do(checkout, priced, tenders).sale  # the button bounced
        assert again == sale
        self.ledger.sold(sale)
        self.sold_here.append(sale)
        return sale

    def sell_from_hold(self) -> Sale:
        """A cart is put aside for another buyer; Lapak is restarted; the cart is taken up."""
        waiting = self.fill_cart().cart
        self.till.write(held_carts.hold, waiting, "Bu Rini").result()
        self.sell()
        self.restart()
        [held] = self.till.read(held_carts.held).result()
        cart = self.till.write(held_carts.resume, held.id, Cart(self.till.new_id())).result()
        priced = self.priced(cart)
        sale: Sale = self.do(checkout, priced, self.tenders(priced, priced.total)).sale
        assert sale.id == waiting.id
        self.ledger.sold(sale)
        self.sold_here.append(sale)
        return sale

    def void_last(self) -> None:
        """The last sale was a mistake; everything goes back as it came."""
        sale = self.sold_here.pop()
        body = self.do(returns.void_sale, sale.id, "salah barang").body
        self.ledger.voids += 1
        self.ledger.voided += -body.total
        self._paid(body.payments)

    def refund(self) -> SaleRefunded:
        """A buyer of any day brings one of the things back."""
        sale = self.sold_here.pop(self.rng.randrange(len(self.sold_here)))
        original = self.till.read(returns.original_sale, sale.id).result()
        line = self.rng.choice(original.lines)
        back = Return(self.till.new_id(), {line.number: min(line.qty_milli, ONE)}, reason="cacat")
        body: SaleRefunded = self.do(returns.refund_sale, original, back).body
        self.ledger.gave_back(body)
        return body

    def exchange(self) -> None:
        """A buyer changes a thing for others and pays, or is paid, the difference."""
        sale = self.sold_here.pop(self.rng.randrange(len(self.sold_here)))
        original = self.till.read(returns.original_sale, sale.id).result()
        line = original.lines[0]
        back = Return(self.till.new_id(), {line.number: line.qty_milli}, reason="tukar ukuran")
        credit = self.till.read(exchange.credit, original, back).result()
        priced = self.fill_cart()
        tenders = self.tenders(priced, priced.total - credit.towards(priced.total))
        new = self.do(exchange.exchange, priced, tenders, credit).sale
        self.ledger.sold(new)
        self.ledger.gave_back(self.till.read(returns.refunded, back.id).result().body)

    def take_order(self, *, cancelled: bool = False) -> OrderState:
        """A buyer promises to take something and pays a part; perhaps it comes to nothing."""
        buyer = Buyer("Pak Hadi", "Koperasi Maju")
        wanted = Order(self.till.new_id(), "", buyer, text="50 hampers", value=2_500_000)
        placed: OrderState = self.do(orders.place, wanted)
        order = placed.order.id
        for tender in (Tender(Method.CASH, 500_000), Tender(Method.QRIS, 250_000, "9921")):
            paid = self.do(order_payments.pay, order, self.till.new_id(), tender.amount, (tender,))
            self._paid(paid.body.payments)
        if cancelled:
            self.do(orders.move, order, OrderStatus.CANCELLED, "batal")
            back = self.do(order_payments.give_back, order, self.till.new_id(), "batal")
            self._paid(back.body.payments)
        return self.till.read(orders.order, order).result()

    def _paid(self, payments: Sequence[Payment]) -> None:
        for payment in payments:
            self.ledger.methods[payment.method] += payment.amount
            self.ledger.drawer += payment.amount if payment.method is Method.CASH else 0

    def move_cash(self, way: CashWay, amount: int, reason: str) -> None:
        """Small change is brought, or a supplier paid from the drawer."""
        moved: CashMoved = self.do(shifts.move_cash, way, amount, reason)
        self.ledger.drawer += moved.amount

    def open_shift(self, name: str, float_amount: int) -> None:
        """Count the float into the drawer."""
        self.enter(name)
        self.do(shifts.open_shift, name, float_amount)
        self.ledger.drawer = float_amount

    def hand_over(self, name: str) -> None:
        """The next cashier goes on with the same drawer."""
        self.enter(name)
        self.do(shifts.hand_over, name, self.ledger.drawer)

    def close_shift(self) -> ShiftClosed:
        """Count the drawer, note by note."""
        closed: ShiftClosed = self.do(shifts.close_shift, self.ledger.drawer)
        return closed

    def do(self, service: Callable[..., Any], *args: Any) -> Any:
        """Do something as the person at the till; the supervisor approves what needs it."""
        approval = ""
        for _ in range(3):
            by = By(self.by.person, approval, self.by.name)
            try:
                return self.till.write(service, *args, by=by).result()
            except LapakError as error:
                if error.code != "permission_needed":
                    raise
                need: Need = error.details["need"]
                cashier = next(one for one in self.people.values() if one.id == self.by.person)
                approval = approves(self.till, self.people["Pak Danu"], need, cashier)
        raise AssertionError("approved, and still not allowed")

    def sales(self) -> list[Sale]:
        """Every sale in the journal, in its order."""
        return self.till.read(_sales).result()


def _sales(work: Work) -> list[Sale]:
    entries = [chain.decode(data) for _, links in stored.chains(work.db) for _, data, _ in links]
    return [body_of(entry) for entry in entries if entry.kind == Kind.SALE_COMPLETED]
