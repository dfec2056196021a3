"""Money for orders: taken as a down payment or the rest, and given back when one is cancelled."""

import msgspec

from pos_app.domain import journal as chain
from pos_app.domain import order_payment
from pos_app.domain.business_day import business_date
from pos_app.domain.cart import Cart, CartLine
from pos_app.domain.errors import LapakError
from pos_app.domain.kinds import Kind, body_of
from pos_app.domain.order_payment import OrderPaid
from pos_app.domain.payment import CashRounding
from pos_app.domain.permission import NOBODY, Action, By, noted
from pos_app.domain.pricing import PricedCart, Terms, price
from pos_app.domain.product import Product
from pos_app.domain.quantity import ONE
from pos_app.domain.rules import Rules
from pos_app.domain.sale import Occasion
from pos_app.domain.shift import Shift
from pos_app.domain.slips import Slip
from pos_app.domain.tender import Method, Tender
from pos_app.services import permission
from pos_app.services.booth import RegisterState, register_in_use
from pos_app.services.orders import cashier_of, order
from pos_app.services.terms import term_book
from pos_app.store import journal, orders, print_jobs, shifts
from pos_app.store.database import Work
from pos_app.store.print_jobs import PrintJob

__all__ = ["OrderPaid", "Paid"]


class Paid(msgspec.Struct, frozen=True):
    """A payment that is durable; `register`, `seq` and `hash` name its entry."""

    body: OrderPaid
    register: str
    seq: int
    hash: bytes


def pay(
    work: Work,
    order_id: str,
    payment_id: str,
    amount: int,
    tenders: tuple[Tender, ...],
    *,
    by: By = NOBODY,
) -> Paid:
    """Take a down payment or the rest, and queue its slip; the same payment again is one.

    Raises LapakError `order_unknown`, `no_shift_open`, `payment_recorded_otherwise`, or as
    `order_payment.pay` does.
    """
    if orders.payment_place(work.db, payment_id) is not None:
        first = payment(work, payment_id)
        if (first.body.order_id, first.body.amount, first.body.tenders) != (
            order_id,
            amount,
            tenders,
        ):
            raise LapakError("payment_recorded_otherwise", number=first.body.number)
        return first
    state = order(work, order_id)
    register, shift = _at_work(work)
    occasion = _occasion(work, register, shift, by)
    body = order_payment.pay(
        state, payment_id, amount, tenders, occasion, _rounding(work), noted(by)
    )
    return _write_payment(work, register, body)


def due_for(work: Work, order_id: str, payment_id: str, amount: int, title: str) -> PricedCart:
    """A payment as the pay page shows it: one line, no terms but how cash is rounded.

    Its cart's id is the payment's, its product's id the order's: `pay_due` reads them.
    Raises LapakError `order_unknown`, or as `order_payment.pay` does of an amount.
    """
    order_payment.check_amount(order(work, order_id), amount)
    line = CartLine(1, Product(id=order_id, name=title, price=amount), ONE)
    return price(Cart(payment_id, (line,), 1), Terms(Rules(cash_rounding=_rounding(work))))


def pay_due(work: Work, due: PricedCart, tenders: tuple[Tender, ...], *, by: By = NOBODY) -> Paid:
    """Take what `due_for` asked for, as `pay` does."""
    return pay(work, order_of(due), due.cart.id, due.total, tenders, by=by)


def order_of(due: PricedCart) -> str:
    """The order that `due_for` asked money for."""
    return due.lines[0].product.id


def give_back(
    work: Work,
    order_id: str,
    payment_id: str,
    reason: str,
    *,
    in_cash: bool = False,
    by: By = NOBODY,
) -> Paid:
    """Give back all that was paid for a cancelled order, and queue its slip.

    Raises LapakError `order_unknown`, `no_shift_open`, as `order_payment.give_back` does, or what
    `permission.require` raises.
    """
    if orders.payment_place(work.db, payment_id) is not None:
        return payment(work, payment_id)
    state = order(work, order_id)
    register, shift = _at_work(work)
    body = order_payment.give_back(
        state,
        payment_id,
        orders.taken(work.db, order_id),
        _occasion(work, register, shift, by),
        reason,
        in_cash=in_cash,
        by=noted(by),
    )
    permission.require(work, Action.REFUND, by, about=order_id)
    return _write_payment(work, register, body)


def taken(work: Work, order_id: str) -> dict[Method, int]:
    """What came in for an order by each method, net of what was given back."""
    return orders.taken(work.db, order_id)


def payment(work: Work, payment_id: str) -> Paid:
    """A payment as its entry tells it; raises LapakError `slip_unknown`."""
    stored = orders.payment_place(work.db, payment_id)
    if stored is None:
        raise LapakError("slip_unknown", kind="order_payment")
    data, digest = journal.entry_at(work.db, stored.register, stored.seq)
    return Paid(body_of(chain.decode(data)), stored.register, stored.seq, digest)


def _rounding(work: Work) -> CashRounding:
    return term_book(work).at(work.at).rules.cash_rounding


def _write_payment(work: Work, register: RegisterState, body: OrderPaid) -> Paid:
    written = journal.append(work.db, register.head, Kind.ORDER_PAID, body, work.at)
    job = PrintJob(work.new_id(work.at), Slip.ORDER_PAYMENT, body.id, body.number)
    print_jobs.add(work.db, job, work.at)
    return Paid(body, written.register, written.seq, written.hash)


def _at_work(work: Work) -> tuple[RegisterState, Shift]:
    register = register_in_use(work)
    shift = shifts.open_shift(work.db, register.id)
    if shift is None:
        raise LapakError("no_shift_open")
    return register, shift


def _occasion(work: Work, register: RegisterState, shift: Shift, by: By) -> Occasion:
    return Occasion(
        receipt_number="",
        shift_id=shift.id,
        cashier=cashier_of(shift, by),
        at=work.at,
        zone=register.zone,
        business_date=business_date(work.at, register.zone, register.cutoff_minutes),
    )
