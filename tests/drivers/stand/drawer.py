"""A cash drawer of real notes and coins, filled and emptied as a till's journal tells."""

from collections import Counter
from collections.abc import Iterable, Iterator

from pos_app.domain import journal as chain
from pos_app.domain.cash import DENOMINATIONS, CashMoved
from pos_app.domain.kinds import body_of
from pos_app.domain.order_payment import OrderPaid
from pos_app.domain.original import Payment
from pos_app.domain.refund import SaleRefunded
from pos_app.domain.sale import Sale
from pos_app.domain.shift import ShiftOpened
from pos_app.domain.tender import Method, Tender
from pos_app.domain.void import SaleVoided
from pos_app.services.till import Till, Work
from pos_app.store import journal

_PIECES = (*DENOMINATIONS, 50, 25, 10, 5, 1)
"""Small coins too: a booth may round to any sum."""


class Drawer:
    """Notes and coins; handing out breaks larger ones where there is nothing smaller."""

    def __init__(self) -> None:
        self.pieces: Counter[int] = Counter()

    def put(self, amount: int) -> None:
        for piece in _PIECES:
            self.pieces[piece] += amount // piece
            amount %= piece

    def take(self, amount: int) -> None:
        """More than there is leaves a debt, as from a drawer whose float was told too low."""
        for piece in sorted(_PIECES):
            while self.pieces[piece] > 0 and amount > 0:
                self.pieces[piece] -= 1
                amount -= piece
        if amount < 0:
            self.put(-amount)
        elif amount > 0:
            self.pieces[1] -= amount

    def count(self) -> int:
        """Count it piece by piece."""
        return sum(piece * number for piece, number in self.pieces.items())


def counts(till: Till) -> Iterator[tuple[object, int]]:
    """Each entry in order, and what the drawer held after it."""
    drawer = Drawer()
    for body in till.read(_bodies).result():
        _happen(drawer, body)
        yield body, drawer.count()


def _happen(drawer: Drawer, body: object) -> None:
    match body:
        case ShiftOpened():
            drawer.pieces.clear()
            drawer.put(body.float_amount)
        case Sale(shift_id=shift) if shift:
            _pay(drawer, body.tenders, body.change)
        case OrderPaid():
            _pay(drawer, body.tenders, body.change)
        case SaleVoided() | SaleRefunded():
            _pay(drawer, body.payments)
        case CashMoved(amount=amount):
            (drawer.put if amount > 0 else drawer.take)(abs(amount))


def _pay(drawer: Drawer, payments: Iterable[Tender | Payment], change: int = 0) -> None:
    """Cash that comes in, and what goes out: change, or what is below zero."""
    for payment in payments:
        if payment.method is Method.CASH:
            (drawer.put if payment.amount > 0 else drawer.take)(abs(payment.amount))
    drawer.take(change)


def _bodies(work: Work) -> list[object]:
    return [
        body_of(chain.decode(data))
        for _, entries in journal.chains(work.db)
        for _, data, _ in entries
    ]
