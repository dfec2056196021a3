"""An expo as it stands now: turnover by day, hour, method, booth; orders; payments to reconcile.

All of it comes from rollups, so it costs the same however much was sold.
"""

from collections import defaultdict
from datetime import date, datetime, timedelta

import msgspec
from sqlalchemy import Connection, Row, and_, func, select

from pos_app.domain.awaited import PaymentState
from pos_app.domain.business_day import business_date
from pos_app.domain.order import OrderStatus
from pos_app.domain.tender import Method
from sync.server.fair.expo_details import details_of
from sync.server.figures.totals import COMPLETE, expo_totals
from sync.server.store.rows import (
    BoothRow,
    DayRollupRow,
    ExpoRow,
    FairHourRollupRow,
    OrderPaymentRow,
    OrderStateRow,
    SettledPaymentRow,
    ShiftClosingRow,
    ShiftOpeningRow,
)
from sync.wire import BoothTotals, ExpoTotals

NEVER_CLOSED = "never_closed"
SILENT = "silent"
SILENT_AFTER = timedelta(minutes=10)
"""Tills call every minute; longer than this is no short cut of the network."""


class LiveBooth(msgspec.Struct, frozen=True):
    """A booth's figures, who stands there, and how its data stand.

    `today` is its turnover on the expo's current business date. `status` is that of `totals`, or
    for a complete one `never_closed` (a shift of an earlier day is open) or `silent` (a shift of
    today is open and nothing was heard for ten minutes). `open_since` is the oldest open shift's
    business date.
    """

    totals: BoothTotals
    business: str
    regency: str
    cluster: str
    today: int
    status: str
    open_since: date | None = None


class MethodSum(msgspec.Struct, frozen=True):
    """Turnover by one method, less what came back."""

    method: str
    amount: int


class HourSum(msgspec.Struct, frozen=True):
    """Turnover of all booths in one hour of the chart's day."""

    hour: int
    sales: int
    amount: int


class OrderSums(msgspec.Struct, frozen=True):
    """Orders that were not cancelled: what they may come to, and what was paid for them so far.

    None of it is turnover.
    """

    orders: int = 0
    value: int = 0
    paid: int = 0


class Unreconciled(msgspec.Struct, frozen=True):
    """QRIS payments on a cashier's word: taken in all, found on a statement, not found."""

    taken: int = 0
    reconciled: int = 0
    disputed: int = 0

    @property
    def left(self) -> int:
        """What nobody has looked for yet."""
        return self.taken - self.reconciled - self.disputed


class Live(msgspec.Struct, frozen=True):
    """An expo's figures as of `at`; amounts are minor units, `target` is 0 where none is set.

    `hours` are those of `hours_day`: today, or the last day on which something was sold.
    """

    at: datetime
    totals: ExpoTotals
    target: int
    today: date
    first_day: date | None
    last_day: date | None
    today_total: int
    today_sales: int
    booths: tuple[LiveBooth, ...]
    methods: tuple[MethodSum, ...]
    hours_day: date | None
    hours: tuple[HourSum, ...]
    orders: OrderSums
    qris: Unreconciled


def live_of(connection: Connection, expo_id: str, now: datetime) -> Live:
    """An expo's figures; the caller's transaction must be one snapshot. Raises `expo_unknown`."""
    totals = expo_totals(connection, expo_id)
    details = details_of(connection, expo_id)
    target = connection.execute(
        select(ExpoRow.target).where(ExpoRow.expo_id == expo_id)
    ).scalar_one()
    today = business_date(now, details.zone, details.cutoff_minutes)
    days = _days(connection, expo_id)
    of_today = [row for row in days if row.business_date == today.isoformat()]
    hours_day = today if of_today else _last_day(days)
    return Live(
        at=now,
        totals=totals,
        target=target,
        today=today,
        first_day=details.first_day,
        last_day=details.last_day,
        today_total=sum(row.amount for row in of_today),
        today_sales=sum(row.sales for row in of_today),
        booths=_booths(connection, totals, of_today, today, now),
        methods=_methods(days),
        hours_day=hours_day,
        hours=_hours(connection, expo_id, hours_day) if hours_day else (),
        orders=order_sums(connection, expo_id),
        qris=unreconciled(connection, expo_id),
    )


def order_sums(connection: Connection, expo_id: str, booth_id: str = "") -> OrderSums:
    """The orders of an expo, or of one of its booths."""
    state, paid = OrderStateRow, OrderPaymentRow
    stands = [state.expo_id == expo_id, state.status != OrderStatus.CANCELLED]
    came = [paid.expo_id == expo_id]
    if booth_id:
        stands.append(state.booth_id == booth_id)
        came.append(paid.booth_id == booth_id)
    value = func.coalesce(func.sum(state.value), 0)
    orders, worth = connection.execute(select(func.count(), value).where(*stands)).one()
    sums = select(func.coalesce(func.sum(paid.amount), 0)).where(*came)
    return OrderSums(orders, int(worth), int(connection.execute(sums).scalar_one()))


def unreconciled(connection: Connection, expo_id: str, booth_id: str = "") -> Unreconciled:
    """QRIS payments of an expo or booth for sales and orders, by what became of them."""
    of_booth = bool(booth_id)
    day, paid, settled = DayRollupRow, OrderPaymentRow, SettledPaymentRow
    sold = select(func.coalesce(func.sum(day.taken), 0)).where(
        day.expo_id == expo_id,
        day.method == Method.QRIS,
        (day.booth_id == booth_id) | (not of_booth),
    )
    ordered = select(func.coalesce(func.sum(paid.amount), 0)).where(
        paid.expo_id == expo_id,
        paid.method == Method.QRIS,
        paid.amount > 0,
        (paid.booth_id == booth_id) | (not of_booth),
    )
    by_state = (
        select(settled.state, func.sum(settled.amount).label("amount"))
        .where(
            settled.expo_id == expo_id,
            settled.method == Method.QRIS,
            (settled.booth_id == booth_id) | (not of_booth),
        )
        .group_by(settled.state)
    )
    taken = sum(int(connection.execute(one).scalar_one()) for one in (sold, ordered))
    found = {row.state: int(row.amount) for row in connection.execute(by_state)}
    return Unreconciled(
        taken=taken,
        reconciled=found.get(PaymentState.RECONCILED, 0),
        disputed=found.get(PaymentState.DISPUTED, 0),
    )


def open_shifts(connection: Connection, expo_id: str) -> dict[str, date]:
    """The business date of each booth's oldest shift that nobody has closed."""
    opened, closed = ShiftOpeningRow, ShiftClosingRow
    rows = connection.execute(
        select(opened.booth_id, func.min(opened.business_date).label("day"))
        .outerjoin(
            closed,
            and_(
                closed.expo_id == opened.expo_id,
                closed.booth_id == opened.booth_id,
                closed.shift_id == opened.shift_id,
            ),
        )
        .where(opened.expo_id == expo_id, closed.seq.is_(None))
        .group_by(opened.booth_id)
    )
    return {row.booth_id: date.fromisoformat(row.day) for row in rows}


def standing(totals: BoothTotals, open_since: date | None, today: date, now: datetime) -> str:
    """A booth's status as `LiveBooth` has it."""
    if totals.status != COMPLETE or open_since is None:
        return totals.status
    if open_since < today:
        return NEVER_CLOSED
    heard = totals.last_seen
    return SILENT if heard is not None and now - heard > SILENT_AFTER else COMPLETE


_Days = list[Row[str, str, str, int, int]]


def _days(connection: Connection, expo_id: str) -> _Days:
    day = DayRollupRow
    rows = connection.execute(
        select(day.booth_id, day.business_date, day.method, day.sales, day.amount).where(
            day.expo_id == expo_id
        )
    )
    return list(rows)


def _last_day(days: _Days) -> date | None:
    last = max((row.business_date for row in days), default="")
    return date.fromisoformat(last) if last else None


def _methods(days: _Days) -> tuple[MethodSum, ...]:
    sums: dict[str, int] = defaultdict(int)
    for row in days:
        sums[row.method] += row.amount
    ordered = sorted(sums.items(), key=lambda one: (-one[1], one[0]))
    return tuple(MethodSum(*one) for one in ordered)


def _hours(connection: Connection, expo_id: str, day: date) -> tuple[HourSum, ...]:
    """From the first hour with a sale to the last, those between without one too."""
    hour = FairHourRollupRow
    rows = connection.execute(
        select(hour.hour, hour.sales, hour.amount).where(
            hour.expo_id == expo_id, hour.business_date == day.isoformat()
        )
    )
    found = {row.hour: HourSum(*row) for row in rows}
    if not found:
        return ()
    return tuple(found.get(at, HourSum(at, 0, 0)) for at in range(min(found), max(found) + 1))


def _booths(
    connection: Connection, totals: ExpoTotals, of_today: _Days, today: date, now: datetime
) -> tuple[LiveBooth, ...]:
    taken: dict[str, int] = defaultdict(int)
    for row in of_today:
        taken[row.booth_id] += row.amount
    booth = BoothRow
    chosen = select(booth.booth_id, booth.business, booth.regency, booth.cluster)
    rows = connection.execute(chosen.where(booth.expo_id == totals.expo.id))
    who = {row.booth_id: row for row in rows}
    still_open = open_shifts(connection, totals.expo.id)
    return tuple(
        LiveBooth(
            totals=one,
            business=who[one.booth].business,
            regency=who[one.booth].regency,
            cluster=who[one.booth].cluster,
            today=taken[one.booth],
            status=standing(one, still_open.get(one.booth), today, now),
            open_since=still_open.get(one.booth),
        )
        for one in totals.booths
    )
