"""One booth's figures: days, hours, methods, products, shifts, orders, registers."""

from datetime import date, datetime

import msgspec
from sqlalchemy import Connection, and_, func, select

from pos_app.domain.errors import LapakError
from pos_app.domain.moments import moment
from pos_app.domain.register import Booth, Expo
from sync.server.fair.expos import expo_by_id, find_booth
from sync.server.figures.live import OrderSums, Unreconciled, order_sums, unreconciled
from sync.server.figures.totals import booth_totals
from sync.server.store.rows import (
    DayRollupRow,
    HourRollupRow,
    OrderStateRow,
    ProductRollupRow,
    RegisterRow,
    ShiftClosingRow,
    ShiftOpeningRow,
)
from sync.wire import BoothTotals

MOST_PRODUCTS = 100
MOST_ORDERS = 200


class DaySum(msgspec.Struct, frozen=True):
    """A business date's turnover and numbers."""

    day: date
    sales: int
    voids: int
    refunds: int
    amount: int


class ProductSum(msgspec.Struct, frozen=True):
    """What was sold of a product, less what came back."""

    name: str
    qty_milli: int
    amount: int


class ShiftSum(msgspec.Struct, frozen=True):
    """A shift; what was counted is None while it is open, its opening None where it is missing."""

    register: str
    cashier: str
    business_date: date | None
    opened_at: datetime | None
    float_amount: int
    closed_at: datetime | None = None
    number: int = 0
    sales: int = 0
    turnover: int = 0
    expected: int | None = None
    counted: int | None = None
    difference: int | None = None
    reason: str = ""


class OrderSum(msgspec.Struct, frozen=True):
    """An order without its buyer; `due` may be None."""

    number: str
    status: str
    value: int
    due: date | None


class BoothRegister(msgspec.Struct, frozen=True):
    """A register of the booth: how many entries it declared and how many are held."""

    id: str
    code: str
    version: str
    held: int
    declared: int
    last_seen: datetime | None
    is_forked: bool


class BoothFigures(msgspec.Struct, frozen=True):
    """All figures of one booth; amounts are minor units, `orders` no part of any turnover."""

    expo: Expo
    booth: Booth
    totals: BoothTotals
    days: tuple[DaySum, ...]
    hours: tuple[tuple[int, int, int], ...]
    methods: tuple[tuple[str, int], ...]
    products: tuple[ProductSum, ...]
    shifts: tuple[ShiftSum, ...]
    orders: tuple[OrderSum, ...]
    order_sums: OrderSums
    qris: Unreconciled
    registers: tuple[BoothRegister, ...]


def booth_figures(connection: Connection, expo_id: str, text: str) -> BoothFigures:
    """A booth (by id or code) in figures; raises LapakError `expo_unknown` or `booth_unknown`."""
    expo = expo_by_id(connection, expo_id)
    booth = find_booth(connection, expo.id, text)
    registers = registers_of_booth(connection, expo.id, booth.id)
    return BoothFigures(
        expo=expo,
        booth=booth,
        totals=booth_totals(connection, expo.id, booth),
        days=_days(connection, expo.id, booth.id),
        hours=_hours(connection, expo.id, booth.id),
        methods=_methods(connection, expo.id, booth.id),
        products=_products(connection, expo.id, booth.id),
        shifts=_shifts(connection, expo.id, booth.id, {one.id: one.code for one in registers}),
        orders=_orders(connection, expo.id, booth.id),
        order_sums=order_sums(connection, expo.id, booth.id),
        qris=unreconciled(connection, expo.id, booth.id),
        registers=registers,
    )


def registers_of_booth(
    connection: Connection, expo_id: str, booth_id: str
) -> tuple[BoothRegister, ...]:
    """The registers that joined a booth, the first one first."""
    row = RegisterRow
    rows = connection.execute(
        select(
            *(row.register_id, row.code, row.version, row.acked_seq, row.declared_seq),
            *(row.last_seen, row.forked_at),
        )
        .where(row.expo_id == expo_id, row.booth_id == booth_id)
        .order_by(row.joined_at, row.register_id)
    )
    return tuple(
        BoothRegister(
            id=one.register_id,
            code=one.code,
            version=one.version,
            held=one.acked_seq,
            declared=max(one.declared_seq, one.acked_seq),
            last_seen=moment(one.last_seen) if one.last_seen else None,
            is_forked=one.forked_at is not None,
        )
        for one in rows
    )


def register_of_booth(
    connection: Connection, expo_id: str, booth_id: str, register_id: str
) -> BoothRegister:
    """One of a booth's registers; raises LapakError `register_unknown`."""
    for one in registers_of_booth(connection, expo_id, booth_id):
        if register_id in {one.id, one.code}:
            return one
    raise LapakError("register_unknown", register=register_id)


def _days(connection: Connection, expo_id: str, booth_id: str) -> tuple[DaySum, ...]:
    day = DayRollupRow
    rows = connection.execute(
        select(
            day.business_date,
            *(func.sum(one) for one in (day.sales, day.voids, day.refunds, day.amount)),
        )
        .where(day.expo_id == expo_id, day.booth_id == booth_id)
        .group_by(day.business_date)
        .order_by(day.business_date)
    )
    return tuple(DaySum(date.fromisoformat(at), *map(int, sums)) for at, *sums in rows)


def _hours(connection: Connection, expo_id: str, booth_id: str) -> tuple[tuple[int, int, int], ...]:
    """Hour, sales and turnover over all days."""
    hour = HourRollupRow
    rows = connection.execute(
        select(hour.hour, func.sum(hour.sales), func.sum(hour.amount))
        .where(hour.expo_id == expo_id, hour.booth_id == booth_id)
        .group_by(hour.hour)
        .order_by(hour.hour)
    )
    return tuple((at, int(sales), int(amount)) for at, sales, amount in rows)


def _methods(connection: Connection, expo_id: str, booth_id: str) -> tuple[tuple[str, int], ...]:
    day = DayRollupRow
    rows = connection.execute(
        select(day.method, func.sum(day.amount))
        .where(day.expo_id == expo_id, day.booth_id == booth_id)
        .group_by(day.method)
    )
    return tuple(sorted(((name, int(sum_)) for name, sum_ in rows), key=lambda one: -one[1]))


def _products(connection: Connection, expo_id: str, booth_id: str) -> tuple[ProductSum, ...]:
    """Those with the most turnover, over all days."""
    row = ProductRollupRow
    amount = func.sum(row.amount).label("total")
    rows = connection.execute(
        select(func.max(row.name), func.sum(row.qty_milli), amount)
        .where(row.expo_id == expo_id, row.booth_id == booth_id)
        .group_by(row.product_id)
        .order_by(amount.desc(), row.product_id)
        .limit(MOST_PRODUCTS)
    )
    return tuple(ProductSum(name, int(qty), int(total)) for name, qty, total in rows)


def _shifts(
    connection: Connection, expo_id: str, booth_id: str, codes: dict[str, str]
) -> tuple[ShiftSum, ...]:
    """The booth's shifts, the latest first; a closing whose opening is missing stands alone."""
    opened, closed = ShiftOpeningRow, ShiftClosingRow
    mine = opened.expo_id == expo_id, opened.booth_id == booth_id
    openings = connection.execute(select(opened.__table__).where(*mine)).all()
    closings = connection.execute(
        select(closed.__table__).where(and_(closed.expo_id == expo_id, closed.booth_id == booth_id))
    ).all()
    told = {row.shift_id: row for row in closings}
    known = {row.shift_id for row in openings}
    shifts = [_shift(row, told.get(row.shift_id), codes) for row in openings]
    shifts += [_shift(None, row, codes) for row in closings if row.shift_id not in known]
    shifts.sort(key=lambda one: str(one.opened_at or one.closed_at), reverse=True)
    return tuple(shifts)


def _shift(opening: object, closing: object, codes: dict[str, str]) -> ShiftSum:
    first: dict[str, object] = dict(getattr(opening, "_mapping", {}))
    last: dict[str, object] = dict(getattr(closing, "_mapping", {}))
    either = first or last
    return msgspec.convert(
        {
            "register": codes.get(str(either["register_id"]), "?"),
            "cashier": last.get("cashier") or first.get("cashier"),
            "business_date": first.get("business_date"),
            "opened_at": first.get("at"),
            "float_amount": first.get("float_amount", 0),
            "closed_at": last.get("at"),
            "number": last.get("number", 0),
            "sales": last.get("sales", 0),
            "turnover": last.get("turnover", 0),
            "expected": last.get("expected"),
            "counted": last.get("counted"),
            "difference": last.get("difference"),
            "reason": last.get("reason", ""),
        },
        ShiftSum,
    )


def _orders(connection: Connection, expo_id: str, booth_id: str) -> tuple[OrderSum, ...]:
    row = OrderStateRow
    rows = connection.execute(
        select(row.number, row.status, row.value, row.due)
        .where(row.expo_id == expo_id, row.booth_id == booth_id)
        .order_by(row.value.desc(), row.number)
        .limit(MOST_ORDERS)
    )
    return tuple(
        OrderSum(
            one.number, one.status, one.value, date.fromisoformat(one.due) if one.due else None
        )
        for one in rows
    )
