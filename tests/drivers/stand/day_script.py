"""One day at a booth, told in verbs: any hands can work it, and a book is kept beside it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from pos_app.domain.money import format_rupiah
from pos_app.domain.tender import Method

FLOAT = {100_000: 2, 50_000: 1, 10_000: 4, 5_000: 2}
IN_THE_DRAWER = {100_000: 6, 50_000: 1, 10_000: 1, 5_000: 1}
PAPERS = Counter(
    receipt=7, down_payment=1, void=1, refund=2, copy=1, cash_out=1, x=1, drawer=1, z=1
)


class Hands(Protocol):
    """What a cashier does; `by` names whoever approves it with their PIN."""

    def come_in(self, name: str) -> None:
        """Somebody enters with their PIN."""

    def open_shift(self, notes: Mapping[int, int]) -> None:
        """Count the float into the drawer, note by note."""

    def ring(self, name: str, variant: str = "") -> None:
        """Put a product into the cart."""

    def quantity(self, typed: str) -> None:
        """Set the last line's quantity."""

    def discount(self, typed: str, by: str) -> None:
        """Take something off the last line."""

    def free(self, amount: int) -> None:
        """Sell an amount without a product."""

    def to_pay(self) -> None:
        """Ask for the money."""

    def cash(self, amount: int | None = None) -> None:
        """Take notes; without an amount they are exact."""

    def card(self, digits: str, code: str) -> None:
        """Take all that is owed by card."""

    def voucher(self, amount: int, number: str) -> None:
        """Take a part by voucher."""

    def transfer(self, reference: str) -> None:
        """Take all that is owed by transfer."""

    def qris(self, digits: str) -> None:
        """Take all that is owed by QRIS."""

    def next_buyer(self) -> None:
        """The sale is done; the next one begins."""

    def hold(self, name: str) -> None:
        """Put the cart aside."""

    def resume(self) -> None:
        """Take up the only cart that waits."""

    def order(self, buyer: str) -> None:
        """What is in the cart is promised to a buyer."""

    def down_payment(self, amount: int) -> None:
        """Take a part of the order's value in cash; then back to selling."""

    def find_sale(self, number: str) -> None:
        """Open a past sale."""

    def void(self, by: str) -> None:
        """Take the open sale back whole."""

    def refund(self, line: int, by: str) -> None:
        """One of a line of the open sale comes back."""

    def exchange(self, line: int, by: str) -> None:
        """One of a line of the open sale is brought back for other goods; on to selling."""

    def turnover_today(self, by: str) -> str:
        """What the reports page says of today; back to selling."""
        ...

    def reprint(self) -> None:
        """Print the open sale's paper once more."""

    def cash_out(self, amount: int, by: str) -> None:
        """Take money out of the drawer for a reason."""

    def x_report(self, by: str) -> None:
        """See and print what the shift stands at."""

    def open_drawer(self, by: str) -> None:
        """Open the drawer without a sale."""

    def hand_over(self, name: str) -> None:
        """The next cashier goes on with the same drawer."""

    def change_cashier(self, name: str) -> None:
        """Lock; somebody else enters."""

    def to_sell(self) -> None:
        """Back to selling."""

    def close(self, notes: Mapping[int, int]) -> None:
        """Count blind, explain the difference, close."""


@dataclass
class Book:
    """What somebody beside the counter wrote down."""

    drawer: int = 0
    sales: int = 0
    turnover: int = 0
    voided: int = 0
    refunded: int = 0
    methods: Counter[Method] = field(default_factory=Counter)

    def sold(self, **paid: int) -> None:
        """A buyer paid so much, change taken off, by each method."""
        self.sales += 1
        self.turnover += sum(paid.values())
        for method, amount in paid.items():
            self.methods[Method(method)] += amount
        self.drawer += paid.get("cash", 0)


def work_a_day(hands: Hands) -> Book:
    """From the first cashier's PIN to the Z; the book says what must be there."""
    book = Book(drawer=sum(value * count for value, count in FLOAT.items()))
    hands.come_in("Siti")
    hands.open_shift(FLOAT)
    _sell(hands, book)
    _take_an_order(hands, book)
    _take_back(hands, book)
    hands.cash_out(50_000, by="Pak Danu")
    book.drawer -= 50_000
    hands.x_report(by="Pak Danu")
    hands.to_sell()
    hands.open_drawer(by="Pak Danu")
    hands.hand_over("Rina")
    hands.to_sell()
    hands.ring("Jamu")
    hands.to_pay()
    hands.cash()
    hands.next_buyer()
    book.sold(cash=8_000)
    hands.change_cashier("Siti")
    told = hands.turnover_today(by="Pak Danu")
    assert told == format_rupiah(book.turnover - book.voided), (told, book)
    hands.close(IN_THE_DRAWER)
    return book


def _sell(hands: Hands, book: Book) -> None:
    """Scans, variants, cloth by the metre, a discount that is approved; a cart that waits."""
    hands.ring("Kopi Susu")
    hands.ring("Kaos Pameran", "M")
    hands.quantity("2")
    hands.ring("Kain Batik")
    hands.quantity("2,5")
    hands.free(5_000)
    hands.discount("50%", by="Pak Danu")
    hands.to_pay()
    hands.cash(400_000)
    hands.next_buyer()
    book.sold(cash=18_000 + 2 * 85_000 + 195_000 + 2_500)
    hands.ring("Kopi Susu")
    hands.quantity("2")
    hands.hold("Bu Rini")
    hands.ring("Jamu")
    hands.to_pay()
    hands.qris("4417")
    hands.next_buyer()
    book.sold(qris=8_000)
    hands.resume()
    hands.to_pay()
    hands.card("8812", "771")
    hands.next_buyer()
    book.sold(card=36_000)
    hands.ring("Keripik")
    hands.quantity("3")
    hands.to_pay()
    hands.voucher(10_000, "0091")
    hands.cash(30_000)
    hands.next_buyer()
    book.sold(voucher=10_000, cash=27_500)


def _take_an_order(hands: Hands, book: Book) -> None:
    hands.ring("Keripik")
    hands.quantity("20")
    hands.order("Pak Hadi")
    hands.down_payment(75_000)
    book.methods[Method.CASH] += 75_000
    book.drawer += 75_000


def _take_back(hands: Hands, book: Book) -> None:
    """A sale that was a mistake, one thing that is broken, a buyer who lost the paper."""
    hands.ring("Gantungan")
    hands.to_pay()
    hands.transfer("7731")
    hands.next_buyer()
    book.sold(transfer=15_000)
    hands.find_sale("000005")
    hands.void(by="Pak Danu")
    book.voided += 15_000
    book.methods[Method.TRANSFER] -= 15_000
    hands.find_sale("000001")
    hands.refund(2, by="Pak Danu")
    book.refunded += 85_000
    book.methods[Method.CASH] -= 85_000
    book.drawer -= 85_000
    hands.find_sale("000001")
    hands.reprint()
    _exchange(hands, book)


def _exchange(hands: Hands, book: Book) -> None:
    """A coffee was to be something else; what is owed beyond it is paid in cash."""
    hands.find_sale("000003")
    hands.exchange(1, by="Pak Danu")
    hands.ring("Gantungan")
    hands.ring("Jamu")
    hands.to_pay()
    hands.cash(5_000)
    hands.next_buyer()
    book.sold(exchange=18_000, cash=5_000)
    book.refunded += 18_000
    book.methods[Method.EXCHANGE] -= 18_000
