"""Orders as all registers of a booth say they are: noted down at one, changed and paid at any.

An edit sets what was agreed, a step sets the status: whichever register said either last counts,
each for itself. What was paid adds up over all registers.
"""

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, insert, select, update

from pos_app.domain.kinds import Kind
from pos_app.domain.moments import stamp
from pos_app.domain.order import Order, OrderChanged, OrderPlaced
from pos_app.domain.order_payment import OrderPaid
from pos_app.store.orders import content, payment_place
from pos_app.store.siblings import Told, name_first
from pos_app.store.tables.journal import REGISTER
from pos_app.store.tables.orders import PLACED_ORDER
from pos_app.store.tables.siblings import SIBLING_ORDER_PAYMENT
from pos_app.store.written import Written

KINDS = (Kind.ORDER_PLACED, Kind.ORDER_CHANGED, Kind.ORDER_PAID)


def paid_elsewhere(db: Connection, written: Written, body: OrderPaid) -> None:
    """Write what another register's `order.paid` means here; it is in that one's drawer."""
    if payment_place(db, body.id) is not None:
        return
    this = SIBLING_ORDER_PAYMENT.c.payment_id == body.id
    if db.execute(select(SIBLING_ORDER_PAYMENT.c.order_id).where(this)).first() is not None:
        name_first(db, SIBLING_ORDER_PAYMENT, this, written)
        return
    rows = [
        {
            "payment_id": body.id,
            "number": number,
            "order_id": body.order_id,
            "register_id": written.register,
            "seq": written.seq,
            "method": payment.method,
            "amount": payment.amount,
        }
        for number, payment in enumerate(body.payments, 1)
    ]
    db.execute(insert(SIBLING_ORDER_PAYMENT), rows)


def make_anew(db: Connection, said: Sequence[Told]) -> None:
    """Let orders stand as all registers together say; one that nobody placed yet waits."""
    placed = _placed(said)
    states = {order_id: one.body.order for order_id, one in placed.items()}
    paid: dict[str, dict[str, int]] = {}
    for body in (one.body for one in said):
        if isinstance(body, OrderChanged) and body.order.id in states:
            states[body.order.id] = _after(states[body.order.id], body)
        elif isinstance(body, OrderPaid):
            paid.setdefault(body.order_id, {})[body.id] = body.amount
    known = {row["order_id"]: row for row in db.execute(select(PLACED_ORDER)).mappings()}
    own = set(db.scalars(select(REGISTER.c.register_id)))
    for order_id, order in sorted(states.items()):
        values = {**content(order), "paid": sum(paid.get(order_id, {}).values())}
        if order_id in known and known[order_id]["register_id"] not in own:
            values |= {"register_id": placed[order_id].register, "seq": placed[order_id].seq}
        if order_id not in known:
            place = {"register_id": placed[order_id].register, "seq": placed[order_id].seq}
            _add(db, placed[order_id], {**values, **place})
        elif any(known[order_id][name] != value for name, value in values.items()):
            here = PLACED_ORDER.c.order_id == order_id
            db.execute(update(PLACED_ORDER).where(here).values(**values))


def _placed(said: Sequence[Told]) -> dict[str, Told]:
    """The entry that placed each order; where it was carried over, the first of the two."""
    found: dict[str, Told] = {}
    for one in sorted(said, key=lambda one: (one.register, one.seq)):
        if isinstance(one.body, OrderPlaced):
            found.setdefault(one.body.order.id, one)
    return found


def _after(before: Order, change: OrderChanged) -> Order:
    if change.order.status is not change.status_before:
        return msgspec.structs.replace(before, status=change.order.status)
    return msgspec.structs.replace(change.order, status=before.status)


def _add(db: Connection, placed: Told, values: dict[str, object]) -> None:
    body: OrderPlaced = placed.body
    db.execute(
        insert(PLACED_ORDER).values(
            order_id=body.order.id,
            number=body.order.number,
            shift_id=body.shift_id,
            placed_at=stamp(placed.at),
            business_date=body.business_date.isoformat(),
            zone=body.zone,
            **values,
        )
    )
