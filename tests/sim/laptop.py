"""A booth's laptop: a real till on a real file, a clock that may be wrong, and its cashier."""

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import msgspec

from pos_app.domain import cart as carts
from pos_app.domain.cart import Cart
from pos_app.domain.errors import LapakError
from pos_app.domain.pricing import price
from pos_app.domain.product import ProductChange
from pos_app.domain.quantity import ONE
from pos_app.domain.refund import Return
from pos_app.domain.shelf import OnShelf
from pos_app.domain.stock import MoveKind
from pos_app.domain.tender import Method, Tender
from pos_app.services import backups, returns, shifts
from pos_app.services.checkout import checkout
from pos_app.services.mark_keeper import MarkKeeper
from pos_app.services.product_editing import change_product
from pos_app.services.stock import MoveRow, NewMove, move_stock
from pos_app.services.till import Till, open_till
from tests.drivers.tills import database_in, shelf
from tests.sim.book import Book, Deed, Done, Line
from tests.sim.fuse import Fuse
from tests.sim.network import Caller

_ZONE = timedelta(hours=7)
_FLOAT = 300_000

REFUSALS = frozenset(
    {
        "no_shift_open",
        "sale_unknown",
        "sale_of_another_shift",
        "sale_voided",
        "sale_refunded",
        "sale_returned_whole",
        "more_than_refundable",
    }
)
"""What a till may answer a cashier who wants something that is no longer so."""


class Clock:
    """The time of one machine: the true one, and by how much it is wrong."""

    def __init__(self, true: Callable[[], datetime]) -> None:
        self.wrong_by = timedelta()
        self._true = true

    def __call__(self) -> datetime:
        return self._true() + self.wrong_by


class Wish(msgspec.Struct, frozen=True):
    """What a cashier wants of the till, and asks for again until there is an answer."""

    done: Done
    press: Callable[[Till], datetime]


class Laptop:
    """One machine at a booth; `till` is None while it is off."""

    def __init__(
        self,
        folder: Path,
        booth: str,
        fuse: Fuse,
        true_time: Callable[[], datetime],
        chance: Random,
    ) -> None:
        self.name = folder.name
        self.folder = folder
        self.booth = booth
        self.fuse = fuse
        self.caller = Caller(fuse)
        self.clock = Clock(true_time)
        self.till: Till | None = None
        self.pending: Wish | None = None
        self.backups: list[Path] = []
        self.machine = folder.name
        self._chance = chance
        self._shelf: tuple[OnShelf, ...] = ()
        self._sold: list[Done] = []

    @property
    def database(self) -> Path:
        return database_in(self.folder)

    @property
    def at_work(self) -> Till:
        assert self.till is not None
        return self.till

    def start(self) -> None:
        """Switch it on; may die of it."""
        self.till = open_till(self.database, self.clock)
        self._shelf = ()

    def stop(self) -> None:
        """Switch it off in order."""
        if self.till is not None:
            self.till.close()
        self.till = None

    def is_dead(self) -> None:
        """The process died; the system lets go of what it held."""
        if self.till is not None:
            self.till.database._lock.release()
        self.till = None
        self.fuse.forget_process(self.database)

    def back_up(self) -> None:
        """As the till does by itself now and then."""
        made = self.at_work.read(backups.make_backup, backups.backup_folder(self.at_work))
        self.backups.append(made.result())

    def sell(self, book: Book) -> None:
        """A buyer pays for some goods."""
        cart, lines = Cart(self.at_work.new_id()), []
        wares = self._wares()
        for product in self._chance.sample(wares, k=self._chance.randint(1, min(3, len(wares)))):
            qty_milli = ONE * self._chance.randint(1, 4)
            cart = carts.add(cart, product, qty_milli)
            lines.append(Line(product.id, qty_milli, product.price * qty_milli // ONE))
        method = self._chance.choice((Method.CASH, Method.CASH, Method.QRIS))
        total = sum(line.amount for line in lines)
        given = total + (self._chance.choice((0, 50_000)) if method is Method.CASH else 0)
        done = self._deed(Deed.SALE, cart.id, method, tuple(lines))

        def press(till: Till) -> datetime:
            sale = till.write(checkout, price(cart), (Tender(method, given),)).result().sale
            assert sale.total == total, f"the till asked {sale.total}, the price list {total}"
            return sale.at

        self._ask(book, Wish(done, press))

    def void(self, book: Book) -> None:
        """A cashier takes one of the latest sales back whole."""
        sale = self._some_sale()
        if sale is None:
            return
        lines = tuple(Line(one.product, -one.qty_milli, -one.amount) for one in sale.lines)
        done = self._deed(Deed.VOID, sale.id, Method(sale.method), lines)
        if done.key in book:
            return

        def press(till: Till) -> datetime:
            return till.write(returns.void_sale, sale.id, "salah ketik").result().body.at

        self._ask(book, Wish(done, press))

    def refund(self, book: Book) -> None:
        """A buyer brings one line of a sale back, or a piece of it."""
        sale = self._some_sale()
        if sale is None:
            return
        number = self._chance.randrange(len(sale.lines))
        line = sale.lines[number]
        back = ONE * self._chance.randint(1, line.qty_milli // ONE)
        wanted = Return(self.at_work.new_id(), {number + 1: back}, reason="rusak")
        part = Line(line.product, -back, -line.amount * back // line.qty_milli)
        done = self._deed(Deed.REFUND, wanted.id, Method(sale.method), (part,))

        def press(till: Till) -> datetime:
            original = till.read(returns.original_sale, sale.id).result()
            return till.write(returns.refund_sale, original, wanted).result().body.at

        self._ask(book, Wish(done, press))

    def close_shift(self) -> None:
        """The cashier goes home and the next one comes."""
        if self.at_work.read(shifts.current_shift).result() is not None:
            self.at_work.write(shifts.close_shift, _FLOAT, "kurang").result()
        self.open_shift()

    def open_shift(self) -> None:
        """Somebody stands at the till, if nobody does."""
        if self.at_work.read(shifts.current_shift).result() is None:
            self.at_work.write(shifts.open_shift, "Siti", _FLOAT).result()

    def change_price(self) -> None:
        """Something costs more from now on."""
        product = self._chance.choice(self._wares())
        dearer = ProductChange(product.id, price=product.price + 500)
        self.at_work.write(change_product, dearer).result()
        self._shelf = ()

    def count_stock(self) -> None:
        """Somebody counts what lies there of something."""
        product = self._chance.choice(self._wares())
        rows = (MoveRow(product.id, ONE * self._chance.randint(0, 50)),)
        self.at_work.write(
            move_stock, NewMove(self.at_work.new_id(), MoveKind.COUNT, rows)
        ).result()

    def ask_again(self, book: Book) -> None:
        """What had no answer when the till died is asked for once more."""
        wish, self.pending = self.pending, None
        if wish is not None:
            self._ask(book, wish)

    def note_mark(self) -> None:
        """As the till does every few seconds."""
        MarkKeeper(self.at_work).close()

    def restore(self, copied: Path) -> None:
        """Put an earlier backup in the database's place while the till is off."""
        self.pending = None
        self._sold.clear()
        for old in self.database.parent.glob(f"{self.database.name}-*"):
            old.unlink()
        shutil.copy(copied, self.database)

    def clone(self, other: "Laptop") -> None:
        """Become a copy of another laptop that is off, with all its files."""
        shutil.copytree(other.folder, self.folder)
        other._sold.clear()

    def _ask(self, book: Book, wish: Wish) -> None:
        book.try_to(wish.done)
        self.pending = wish
        try:
            at = wish.press(self.at_work)
        except LapakError as error:
            self.pending = None
            if error.code not in REFUSALS:
                raise
            book.refused(wish.done)
            self.open_shift()
            return
        self.pending = None
        done = msgspec.structs.replace(wish.done, day=(at + _ZONE).date())
        book.did(done)
        if done.deed is Deed.SALE:
            self._sold.append(done)

    def _deed(self, deed: Deed, of: str, method: Method, lines: tuple[Line, ...]) -> Done:
        return Done(deed, of, self.booth, (self.clock() + _ZONE).date(), method.value, lines)

    def _some_sale(self) -> Done | None:
        return self._chance.choice(self._sold[-12:]) if self._sold else None

    def _wares(self) -> list[OnShelf]:
        if not self._shelf:
            self._shelf = shelf(self.at_work)
        return list(self._shelf)
