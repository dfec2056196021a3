"""A booth that works through an expo: people, buyers, a drawer of real notes, crashes.

What happens is decided by `rng` and by whoever tells the story; a `Ledger` is kept beside it.
"""

import subprocess
import sys
from collections.abc import Callable
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
from pos_app.domain.payment import settle
from pos_app.domain.permission import NOBODY, By, Need
from pos_app.domain.pricing import PricedCart, price
from pos_app.domain.product import Product
from pos_app.domain.quantity import ONE, is_divisible
from pos_app.domain.sale import Sale
from pos_app.domain.shift import ShiftClosed
from pos_app.domain.tender import Basis, Method, Tender, quick_cash
from pos_app.services import carts as held_carts
from pos_app.services import catalogue, shifts
from pos_app.services.checkout import checkout
from pos_app.services.people import PinWrong
from pos_app.services.shifts import OpenCarts
from pos_app.services.terms import term_book
from pos_app.services.till import Till, Work
from pos_app.store import journal as stored
from tests.drivers.people import approves, by_of, enters, staffed
from tests.drivers.stand.ledger import Ledger
from tests.drivers.tills import Clock, make_till, shelf

TOP = Path(__file__).parents[3]
_OTHERS = (Method.QRIS, Method.CARD, Method.TRANSFER, Method.EWALLET, Method.VOUCHER)


class Stand:
    """One till of a booth with its people; `rng` decides what buyers want and how they pay."""

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

    def mistype(self, name: str) -> None:
        """Somebody's fingers slip on the keypad."""
        assert isinstance(enters(self.till, self.people[name], "0000"), PinWrong)

    def restart(self) -> None:
        """Close Lapak and open it again."""
        self.till.close()
        self.till = make_till(self.folder, self.clock)

    def crash(self, sales: int) -> None:
        """Sell in a process of its own until kill -9; what it sold is in the drawer."""
        self.till.close()
        first, at = len(self.ledger.known) + 1, self.clock().isoformat()
        command = [sys.executable, "-m", "tests.drivers.seller", str(self.folder), str(first), at]
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

    def product(self, name: str) -> Product:
        """What goes by a name, by itself or as one of a tile's variants."""
        tile, _, option = name.partition(" · ")
        [found] = [
            one for one in self.till.read(catalogue.search, tile).result() if one.name == tile
        ]
        if not option:
            return found
        variants = self.till.read(catalogue.variants, found.id).result()
        return next(one for one in variants if one.name == name)

    def cart(self, *wanted: tuple[str, int], training: bool = False) -> Cart:
        """A cart with so much of some products, in thousandths of their units."""
        cart = Cart(self.till.new_id(), training=training)
        for name, qty_milli in wanted:
            cart = carts.add(cart, self.product(name), qty_milli)
        return cart

    def fill_cart(self) -> PricedCart:
        """A buyer takes up to five things; some bargain."""
        rng, cart = self.rng, Cart(self.till.new_id())
        for seen in rng.sample(shelf(self.till), k=rng.randint(1, 5)):
            product: Product = seen
            if seen.variants:
                product = rng.choice(self.till.read(catalogue.variants, seen.id).result())
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

    def tender(self, method: Method, amount: int) -> Tender:
        """A buyer pays so much without cash; no two show the same reference."""
        number = f"{len(self.ledger.slips) + 1:06d}"
        match method:
            case Method.QRIS:
                return Tender(method, amount, f"55{number}", basis=Basis.NOTIFICATION)
            case Method.CARD:
                return Tender(method, amount, "8812", approval="A1B2C3")
            case _:
                return Tender(method, amount, f"{method.value} {number}")

    def tenders(self, priced: PricedCart, due: int) -> tuple[Tender, ...]:
        """A buyer pays what is due in one way or in two."""
        rng, others = self.rng, []
        if due > 1 and rng.random() < 0.6:
            method = rng.choice(_OTHERS)
            part = due if rng.random() < 0.6 else rng.randint(1, due - 1)
            others.append(self.tender(method, part))
            due -= part
        if due <= 0:
            return tuple(others)
        owed = _owed(priced, due)
        return (*others, Tender(Method.CASH, rng.choice((owed, *quick_cash(owed)))))

    def sell(self) -> Sale:
        """One buyer; a discount beyond the cashier's limit is approved by the supervisor."""
        priced = self.fill_cart()
        sale = self.pay(priced, self.tenders(priced, priced.total))
        self.sold_here.append(sale)
        return sale

    def serve(self, cart: Cart, method: Method) -> Sale:
        """A buyer pays what a cart comes to, all in one way."""
        priced = self.priced(cart)
        return self.pay(priced, (self.tender(method, priced.total),))

    def pay(self, priced: PricedCart, tenders: tuple[Tender, ...]) -> Sale:
        """A buyer pays; the cashier's button bounces."""
        sale: Sale = self.do(checkout, priced, tenders).sale
        assert self.do(checkout, priced, tenders).sale == sale
        self.ledger.sold(sale)
        return sale

    def practise(self, *wanted: tuple[str, int]) -> Sale:
        """Somebody learns the till: nothing of it is written into the ledger."""
        priced = self.priced(self.cart(*wanted, training=True))
        self.ledger.practised += 1
        exact = Tender(Method.CASH, _owed(priced, priced.total))
        sale: Sale = self.do(checkout, priced, (exact,)).sale
        return sale

    def hold(self, cart: Cart, name: str) -> None:
        """A cart is put aside while its buyer looks for something."""
        self.till.write(held_carts.hold, cart, name).result()

    def resume(self, name: str) -> Cart:
        """A cart that waited is taken up again."""
        [held] = [one for one in self.till.read(held_carts.held).result() if one.name == name]
        return self.till.write(held_carts.resume, held.id, Cart(self.till.new_id())).result()

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
        """The next cashier counts the same drawer and goes on with it."""
        self.enter(name)
        handed = self.do(shifts.hand_over, name, self.ledger.drawer)
        assert (handed.cashier, handed.expected) == (name, handed.counted)

    def close_shift(self, open_carts: OpenCarts = OpenCarts.CARRY_OVER) -> ShiftClosed:
        """Count the drawer, note by note."""
        closed: ShiftClosed = self.do(shifts.close_shift, self.ledger.drawer, "", open_carts)
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


def _owed(priced: PricedCart, due: int) -> int:
    """What somebody hands over who pays the rest in cash."""
    return settle(due, (), priced.rules.cash_rounding).cash_due


def _sales(work: Work) -> list[Sale]:
    entries = [chain.decode(data) for _, links in stored.chains(work.db) for _, data, _ in links]
    return [body_of(entry) for entry in entries if entry.kind == Kind.SALE_COMPLETED]
