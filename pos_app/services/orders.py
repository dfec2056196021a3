"""Orders that buyers place at the booth: placed, changed, moved on, found and summed up.

The phone of a buyer never comes near the journal: it stands in a table of this machine only.
"""

import msgspec

from pos_app.domain import order as rules
from pos_app.domain import phone
from pos_app.domain.business_day import business_date
from pos_app.domain.concession import need_of_order
from pos_app.domain.errors import LapakError
from pos_app.domain.kinds import Kind
from pos_app.domain.order import Order, OrderChanged, OrderPlaced, OrderState, OrderStatus
from pos_app.domain.permission import NOBODY, Action, By, Need, noted
from pos_app.domain.register import order_number
from pos_app.domain.shift import Shift
from pos_app.domain.tender import Method
from pos_app.domain.words import stated_reason
from pos_app.services.booth import register_in_use
from pos_app.services.permission import require_all
from pos_app.store import journal, order_phones, orders, shifts
from pos_app.store.database import Work
from pos_app.store.orders import StatusSum

__all__ = ["OrderState", "OrderStatus", "OrderTotals", "StatusSum"]

OPEN = (OrderStatus.PROMISED, OrderStatus.CONFIRMED)


class OrderTotals(msgspec.Struct, frozen=True):
    """Orders apart from turnover: count, value and payments by status, money by method."""

    by_status: tuple[StatusSum, ...]
    taken: dict[Method, int]

    @property
    def potential(self) -> int:
        """What buyers have promised and not taken back: the value of all but cancelled orders."""
        return sum(one.value for one in self._alive)

    @property
    def count(self) -> int:
        """How many orders that is."""
        return sum(one.count for one in self._alive)

    @property
    def _alive(self) -> list[StatusSum]:
        return [one for one in self.by_status if one.status is not OrderStatus.CANCELLED]


def listed(
    work: Work, statuses: tuple[OrderStatus, ...] = tuple(OrderStatus)
) -> tuple[OrderState, ...]:
    """Orders of these statuses, the next that is due first."""
    return orders.listed(work.db, statuses)


def order(work: Work, order_id: str) -> OrderState:
    """An order as it stands; raises LapakError `order_unknown`."""
    found = orders.find(work.db, order_id)
    if found is None:
        raise LapakError("order_unknown")
    return found


def totals(work: Work) -> OrderTotals:
    """What orders come to, over all shifts."""
    return OrderTotals(orders.by_status(work.db), orders.taken(work.db))


def place(work: Work, wanted: Order, typed_phone: str = "", *, by: By = NOBODY) -> OrderState:
    """Note down a new order, and the phone that its buyer gave with consent.

    The same id again gives the answer of the first time. Raises LapakError `booth_not_set_up`,
    `phone_not_understood`, as `order.checked` does, or what `permission.require` raises for an
    order that is worth less than its lines.
    """
    found = orders.find(work.db, wanted.id)
    if found is not None:
        return found
    register = register_in_use(work)
    number = phone.normalised(typed_phone)
    codes = register.booth.code, register.code
    placed = msgspec.structs.replace(
        rules.checked(wanted),
        number=order_number(*codes, orders.placed(work.db, *codes) + 1),
        status=OrderStatus.PROMISED,
    )
    require_all(work, _needs(placed), by)
    shift = shifts.open_shift(work.db, register.id)
    body = OrderPlaced(
        order=placed,
        shift_id=shift.id if shift else "",
        cashier=cashier_of(shift, by),
        zone=register.zone,
        business_date=business_date(work.at, register.zone, register.cutoff_minutes),
        by=noted(by),
    )
    journal.append(work.db, register.head, Kind.ORDER_PLACED, body, work.at)
    if number:
        order_phones.keep(work.db, placed.id, number, work.at)
    return order(work, placed.id)


def edit(
    work: Work, wanted: Order, typed_phone: str | None = None, *, by: By = NOBODY
) -> OrderState:
    """Change what was agreed; None leaves the phone alone, "" forgets it.

    Raises LapakError `order_unknown`, `phone_not_understood`, as `order.edited` does, or what
    `permission.require` raises for a value that is further below its lines than before.
    """
    before = order(work, wanted.id)
    after = rules.edited(before, wanted)
    known = _needs(before.order)
    new = [need for need in _needs(after) if not any(one.holds(need) for one in known)]
    require_all(work, new, by)
    if typed_phone is not None:
        _keep_phone(work, wanted.id, phone.normalised(typed_phone))
    if after != before.order:
        _write_change(work, before.order, after, "", by)
    return order(work, wanted.id)


def move(
    work: Work, order_id: str, status: OrderStatus, reason: str = "", *, by: By = NOBODY
) -> OrderState:
    """Take an order a step further; a cancellation says why. One that is there already stays.

    Goods that are not wholly paid are handed over by whoever may give something away.
    Raises LapakError `order_unknown`, `order_step_not_allowed`, `reason_missing`,
    `text_too_long`, or what `permission.require` raises.
    """
    before = order(work, order_id)
    if before.order.status is status:
        return before
    after = rules.moved(before.order, status)
    why = stated_reason(reason) if status is OrderStatus.CANCELLED else ""
    if status is OrderStatus.DELIVERED and before.left:
        unpaid = Need(Action.PRICE, f"{order_id}/delivery", amount=before.left)
        require_all(work, (unpaid,), by)
    _write_change(work, before.order, after, why, by)
    return order(work, order_id)


def phone_of(work: Work, order_id: str) -> str:
    """The phone of an order's buyer, whole; "" if none is kept. Show it masked."""
    return order_phones.find(work.db, order_id)


def phones_kept(work: Work) -> int:
    """How many phones are kept here."""
    return order_phones.count(work.db)


def forget_phones(work: Work, order_id: str | None = None) -> None:
    """Forget the phone of an order, or all of them, for good."""
    order_phones.forget(work.db, order_id)


def _needs(wanted: Order) -> tuple[Need, ...]:
    need = need_of_order(wanted)
    return () if need is None else (need,)


def _keep_phone(work: Work, order_id: str, number: str) -> None:
    if number:
        order_phones.keep(work.db, order_id, number, work.at)
    else:
        order_phones.forget(work.db, order_id)


def _write_change(work: Work, before: Order, after: Order, reason: str, by: By) -> None:
    register = register_in_use(work)
    shift = shifts.open_shift(work.db, register.id)
    body = OrderChanged(
        order=after,
        status_before=before.status,
        value_before=before.value,
        shift_id=shift.id if shift else "",
        cashier=cashier_of(shift, by),
        business_date=business_date(work.at, register.zone, register.cutoff_minutes),
        reason=reason,
        by=noted(by),
    )
    journal.append(work.db, register.head, Kind.ORDER_CHANGED, body, work.at)


def cashier_of(shift: Shift | None, by: By) -> str:
    """Who does it, as papers say it: the person at the till, else whoever opened the shift."""
    return by.name or (shift.cashier if shift else "")
