"""Orders: questions, and what their entries change."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import Connection, func, insert, select, update

from pos_app.domain.moments import moment, stamp
from pos_app.domain.order import Order, OrderChanged, OrderPlaced, OrderState, OrderStatus
from pos_app.domain.order_payment import OrderPaid
from pos_app.domain.original import Payment
from pos_app.domain.tender import Method
from pos_app.store import awaited, shift_sums
from pos_app.store.tables.journal import REGISTER
from pos_app.store.tables.orders import ORDER_PAYMENT, PLACED_ORDER
from pos_app.store.tables.siblings import SIBLING_ORDER_PAYMENT

if TYPE_CHECKING:
    from pos_app.store.written import Written

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Order)


class Place(msgspec.Struct, frozen=True):
    """Where an entry about an order stands in the journal."""

    register: str
    seq: int


class StatusSum(msgspec.Struct, frozen=True):
    """How many orders have a status, what they are worth, and what was paid for them."""

    status: OrderStatus
    count: int
    value: int
    paid: int


def find(db: Connection, order_id: str) -> OrderState | None:
    """An order as it stands."""
    row = db.execute(_STATES.where(PLACED_ORDER.c.order_id == order_id)).one_or_none()
    return None if row is None else _state(row)


def listed(db: Connection, statuses: Collection[OrderStatus]) -> tuple[OrderState, ...]:
    """Orders of these statuses: those with a day first, the nearest on top, then the latest."""
    chosen = _STATES.where(PLACED_ORDER.c.status.in_(list(statuses))).order_by(
        PLACED_ORDER.c.due.is_(None), PLACED_ORDER.c.due, PLACED_ORDER.c.number.desc()
    )
    return tuple(map(_state, db.execute(chosen)))


def place(db: Connection, order_id: str) -> Place | None:
    """The entry that placed an order."""
    chosen = select(PLACED_ORDER.c.register_id, PLACED_ORDER.c.seq).where(
        PLACED_ORDER.c.order_id == order_id
    )
    row = db.execute(chosen).one_or_none()
    return None if row is None else Place(row.register_id, row.seq)


def payment_place(db: Connection, payment_id: str) -> Place | None:
    """The entry of a payment."""
    chosen = select(ORDER_PAYMENT.c.register_id, ORDER_PAYMENT.c.seq).where(
        ORDER_PAYMENT.c.payment_id == payment_id, ORDER_PAYMENT.c.number == 1
    )
    row = db.execute(chosen).one_or_none()
    return None if row is None else Place(row.register_id, row.seq)


def placed(db: Connection, booth_code: str, register_code: str) -> int:
    """How many orders were numbered with these codes, by any register of this till."""
    chosen = (
        select(func.count())
        .select_from(PLACED_ORDER)
        .join(REGISTER, REGISTER.c.register_id == PLACED_ORDER.c.register_id)
        .where(REGISTER.c.booth_code == booth_code, REGISTER.c.code == register_code)
    )
    return db.scalar(chosen) or 0


def taken(db: Connection, order_id: str | None = None) -> dict[Method, int]:
    """What came in by each method for an order or for all, net of what was given back.

    It may have come in at another register of the booth.
    """
    found: dict[Method, int] = {}
    for table in (ORDER_PAYMENT, SIBLING_ORDER_PAYMENT):
        chosen = select(table.c.method, func.sum(table.c.amount).label("sum"))
        if order_id is not None:
            chosen = chosen.where(table.c.order_id == order_id)
        for row in db.execute(chosen.group_by(table.c.method)):
            method = Method(row.method)
            found[method] = found.get(method, 0) + row.sum
    return {method: found[method] for method in Method if found.get(method)}


def by_status(db: Connection) -> tuple[StatusSum, ...]:
    """Orders by status, in the order of `OrderStatus`; those that no order has are left out."""
    chosen = select(
        PLACED_ORDER.c.status,
        func.count().label("n"),
        func.sum(PLACED_ORDER.c.value).label("value"),
        func.sum(PLACED_ORDER.c.paid).label("paid"),
    ).group_by(PLACED_ORDER.c.status)
    found = {row.status: row for row in db.execute(chosen)}
    return tuple(
        StatusSum(status, found[status].n, found[status].value, found[status].paid)
        for status in OrderStatus
        if status in found
    )


def content(order: Order) -> dict[str, Any]:
    """What an order says, as its row tells it."""
    return {
        "status": order.status,
        "due": order.due.isoformat() if order.due else None,
        "value": order.value,
        "content": _encoder.encode(order).decode(),
    }


def was_placed(db: Connection, written: "Written", body: OrderPlaced) -> None:
    """Write what `order.placed` says."""
    db.execute(
        insert(PLACED_ORDER).values(
            order_id=body.order.id,
            register_id=written.register,
            seq=written.seq,
            number=body.order.number,
            shift_id=body.shift_id,
            placed_at=stamp(written.at),
            business_date=body.business_date.isoformat(),
            zone=body.zone,
            paid=0,
            **content(body.order),
        )
    )


def was_changed(db: Connection, _written: "Written", body: OrderChanged) -> None:
    """Write what `order.changed` says."""
    db.execute(
        update(PLACED_ORDER)
        .where(PLACED_ORDER.c.order_id == body.order.id)
        .values(**content(body.order))
    )


def was_paid(db: Connection, written: "Written", body: OrderPaid) -> None:
    """Write what `order.paid` says, and count it in its shift's drawer."""
    payments = body.payments
    db.execute(
        insert(ORDER_PAYMENT),
        [
            {
                "payment_id": body.id,
                "number": number,
                "order_id": body.order_id,
                "register_id": written.register,
                "seq": written.seq,
                "shift_id": body.shift_id,
                "business_date": body.business_date.isoformat(),
                "method": payment.method,
                "amount": payment.amount,
            }
            for number, payment in enumerate(payments, 1)
        ],
    )
    db.execute(
        update(PLACED_ORDER).where(PLACED_ORDER.c.order_id == body.order_id).values(paid=body.paid)
    )
    came = [one for one in payments if one.amount > 0]
    went = [Payment(one.method, -one.amount) for one in payments if one.amount < 0]
    shift_sums.add_payments(db, body.shift_id, came)
    shift_sums.add_payments(db, body.shift_id, went, sign=-1)
    awaited.add(db, body, body.number)


_STATES = select(PLACED_ORDER.c.content, PLACED_ORDER.c.placed_at, PLACED_ORDER.c.paid)


def _state(row: Any) -> OrderState:
    return OrderState(_decoder.decode(row.content), moment(row.placed_at), row.paid)
