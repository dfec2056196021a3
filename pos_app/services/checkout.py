"""Completing a sale: the one transaction that everything else waits for."""

import msgspec

from pos_app.domain import journal as chain
from pos_app.domain.business_day import business_date
from pos_app.domain.cart import Cart
from pos_app.domain.concession import needs_of
from pos_app.domain.errors import LapakError
from pos_app.domain.kinds import Kind, body_of
from pos_app.domain.permission import NOBODY, By
from pos_app.domain.pricing import PricedCart
from pos_app.domain.refund import SaleRefunded
from pos_app.domain.register import receipt_number, training_number
from pos_app.domain.sale import Occasion, Sale, complete
from pos_app.domain.slips import Slip
from pos_app.domain.tender import Method, Tender
from pos_app.services.booth import RegisterState, register_in_use
from pos_app.services.permission import require_all
from pos_app.store import carts, journal, print_jobs, sales, shifts
from pos_app.store import training as practised
from pos_app.store.database import Work
from pos_app.store.print_jobs import PrintJob


class Completed(msgspec.Struct, frozen=True):
    """A sale that is durable; `seq` and `hash` name its entry and stand on its receipt.

    One of `training` is marked and counted nowhere. `returned` are the goods of an exchange that
    were brought back for it.
    """

    sale: Sale
    seq: int
    hash: bytes

    training: bool = False
    returned: SaleRefunded | None = None

    @property
    def taken(self) -> frozenset[str]:
        """The products, by id, whose stock it changed."""
        taken = [line.takes for line in self.sale.lines]
        if self.returned is not None:
            taken += [line.takes for line in self.returned.lines]
        return frozenset(one.product_id for takes in taken for one in takes or ())

    @property
    def handed_back(self) -> int:
        """What the buyer gets in cash for what the goods brought back were worth more."""
        payments = () if self.returned is None else self.returned.payments
        return -sum(one.amount for one in payments if one.method is not Method.EXCHANGE)


def checkout(
    work: Work, priced: PricedCart, tenders: tuple[Tender, ...], *, by: By = NOBODY
) -> Completed:
    """Record a paid cart as it was priced on the screen, and queue its receipt.

    The same cart again gets the answer of the first time, so a repeated press pays once. A cart of
    training is practised: it takes no receipt number and needs no shift. The sale is of the person
    at the till, or else of whoever opened the shift.

    Raises LapakError `no_shift_open`, `booth_not_set_up`, `sale_recorded_otherwise` where the
    cart's id was paid with other content, `permission_needed` for what was given away beyond what
    a person may, and what `sale.complete` raises.
    """
    cart = priced.cart
    stored = _stored(work, cart.id, training=cart.training)
    if stored is not None:
        first = _recorded(work, stored, training=cart.training)
        return _repeated(first, priced, tenders)
    register = register_in_use(work)
    if cart.training:
        occasion = _practice(work, register, by)
    else:
        occasion = _occasion(work, register, by)
        require_all(work, needs_of(priced), by)
    sale = complete(priced, tenders, occasion)
    kind = Kind.TRAINING_COMPLETED if cart.training else Kind.SALE_COMPLETED
    written = journal.append(work.db, register.head, kind, sale, work.at)
    carts.drop(work.db, cart.id)
    job = PrintJob(work.new_id(work.at), Slip.SALE, sale.id, sale.receipt_number)
    print_jobs.add(work.db, job, work.at)
    return Completed(sale, written.seq, written.hash, cart.training)


def completed_sale(work: Work, sale_id: str) -> Completed:
    """A sale as its entry tells it, perhaps a practised one; raises LapakError `sale_unknown`."""
    for training in (False, True):
        stored = _stored(work, sale_id, training=training)
        if stored is not None:
            return _recorded(work, stored, training=training)
    raise LapakError("sale_unknown", sale=sale_id)


def is_paid(work: Work, cart: Cart) -> bool:
    """Whether a cart became a sale already."""
    return _stored(work, cart.id, training=cart.training) is not None


def _occasion(work: Work, register: RegisterState, by: By) -> Occasion:
    shift = shifts.open_shift(work.db, register.id)
    if shift is None:
        raise LapakError("no_shift_open")
    number = receipt_number(register.booth.code, register.code, register.receipts + 1)
    return _at_register(work, register, number, shift.id, by.name or shift.cashier)


def _practice(work: Work, register: RegisterState, by: By) -> Occasion:
    shift = shifts.open_shift(work.db, register.id)
    number = training_number(register.booth.code, register.code, practised.count(work.db) + 1)
    cashier = by.name or (shift.cashier if shift else "")
    return _at_register(work, register, number, "", cashier)


def _at_register(
    work: Work, register: RegisterState, number: str, shift: str, cashier: str
) -> Occasion:
    return Occasion(
        receipt_number=number,
        shift_id=shift,
        cashier=cashier,
        at=work.at,
        zone=register.zone,
        business_date=business_date(work.at, register.zone, register.cutoff_minutes),
    )


def _stored(work: Work, sale_id: str, *, training: bool) -> sales.StoredSale | None:
    find = practised.stored_sale if training else sales.stored_sale
    return find(work.db, sale_id)


def _repeated(first: Completed, priced: PricedCart, tenders: tuple[Tender, ...]) -> Completed:
    sale = first.sale
    occasion = Occasion(
        sale.receipt_number, sale.shift_id, sale.cashier, sale.at, sale.zone, sale.business_date
    )
    if complete(priced, tenders, occasion) != sale:
        raise LapakError("sale_recorded_otherwise", number=sale.receipt_number)
    return first


def _recorded(work: Work, stored: sales.StoredSale, *, training: bool) -> Completed:
    data, digest = journal.entry_at(work.db, stored.register, stored.seq)
    return Completed(body_of(chain.decode(data)), stored.seq, digest, training)
