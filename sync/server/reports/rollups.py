"""What was turned over, from rollups: it costs the same however much was sold."""

from datetime import date
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, func, select

from pos_app.domain.errors import LapakError
from pos_app.domain.exhibitor import Exhibitor, exhibitor_key
from sync.server.store.rows import BoothRow, DayRollupRow, FairHourRollupRow, ProductRollupRow


class Span(msgspec.Struct, frozen=True):
    """Business dates from the first to the last one; None is without an end."""

    first: date | None = None
    last: date | None = None

    def within(self, column: Any) -> list[ColumnElement[bool]]:
        """What a row's business date must be."""
        ends: list[ColumnElement[bool]] = []
        if self.first:
            ends.append(column >= self.first.isoformat())
        if self.last:
            ends.append(column <= self.last.isoformat())
        return ends

    def __contains__(self, day: str) -> bool:
        first = self.first.isoformat() if self.first else day
        return first <= day <= (self.last.isoformat() if self.last else day)


ALWAYS = Span()


def span_of(first: date | None, last: date | None) -> Span:
    """The days between two; raises LapakError `expo_days_turned`."""
    if first and last and last < first:
        raise LapakError("expo_days_turned")
    return Span(first, last)


class Taken(msgspec.Struct, frozen=True):
    """Sales less voids, voids, refunds, and the turnover less both."""

    sales: int = 0
    voids: int = 0
    refunds: int = 0
    amount: int = 0

    def __add__(self, other: "Taken") -> "Taken":
        return Taken(
            self.sales + other.sales,
            self.voids + other.voids,
            self.refunds + other.refunds,
            self.amount + other.amount,
        )


class BoothTaken(msgspec.Struct, frozen=True):
    """A booth, who stands there, and what it took; `exhibitor` is the same at every edition."""

    id: str
    code: str
    name: str
    business: str
    owner: str
    regency: str
    cluster: str
    exhibitor: str
    taken: Taken


class ProductTaken(msgspec.Struct, frozen=True):
    """What buyers paid a booth for a product; without an id for goods of another's receipt."""

    booth: str
    product: str
    name: str
    qty_milli: int
    amount: int


def booths_taken(
    connection: Connection, expo_id: str, span: Span = ALWAYS
) -> tuple[BoothTaken, ...]:
    """Every booth by code, those that took nothing too."""
    taken = _by(connection, expo_id, DayRollupRow.booth_id, span)
    row = BoothRow
    booths = connection.execute(
        select(
            *(row.booth_id, row.code, row.name, row.business, row.owner),
            *(row.regency, row.cluster, row.exhibitor),
        )
        .where(row.expo_id == expo_id)
        .order_by(row.code)
    )
    return tuple(
        BoothTaken(
            *booth[:7],
            booth.exhibitor or exhibitor_key(Exhibitor(booth.business), booth.name),
            taken.get(booth.booth_id, Taken()),
        )
        for booth in booths
    )


def days_taken(connection: Connection, expo_id: str, span: Span = ALWAYS) -> dict[date, Taken]:
    """By business date."""
    found = _by(connection, expo_id, DayRollupRow.business_date, span)
    return {date.fromisoformat(day): found[day] for day in sorted(found)}


def methods_taken(connection: Connection, expo_id: str, span: Span = ALWAYS) -> dict[str, Taken]:
    """By way of paying, the one with the most first; a sale counts under its first one."""
    found = _by(connection, expo_id, DayRollupRow.method, span)
    return dict(sorted(found.items(), key=lambda one: (-one[1].amount, one[0])))


def hours_taken(connection: Connection, expo_id: str, span: Span = ALWAYS) -> dict[int, Taken]:
    """By hour in the expo's zone, from the first with a sale to the last, all days together."""
    row = FairHourRollupRow
    rows = connection.execute(
        select(row.hour, func.sum(row.sales), func.sum(row.amount))
        .where(row.expo_id == expo_id, *span.within(row.business_date))
        .group_by(row.hour)
    )
    found = {hour: Taken(int(sales), amount=int(amount)) for hour, sales, amount in rows}
    ends = (min(found), max(found) + 1) if found else (0, 0)
    return {hour: found.get(hour, Taken()) for hour in range(*ends)}


def products_taken(
    connection: Connection, expo_id: str, span: Span = ALWAYS
) -> tuple[ProductTaken, ...]:
    """By booth and product, the one with the most first."""
    row = ProductRollupRow
    total = func.sum(row.amount)
    rows = connection.execute(
        select(row.booth_id, row.product_id, func.max(row.name), func.sum(row.qty_milli), total)
        .where(row.expo_id == expo_id, *span.within(row.business_date))
        .group_by(row.booth_id, row.product_id)
        .order_by(total.desc(), row.booth_id, row.product_id)
    )
    # PostgreSQL sums bigints to Decimal.
    return tuple(
        ProductTaken(booth, product, name, int(qty), int(amount))
        for booth, product, name, qty, amount in rows
    )


def _by(connection: Connection, expo_id: str, column: Any, span: Span) -> dict[str, Taken]:
    row = DayRollupRow
    rows = connection.execute(
        select(
            column,
            func.sum(row.sales),
            func.sum(row.voids),
            func.sum(row.refunds),
            func.sum(row.amount),
        )
        .where(row.expo_id == expo_id, *span.within(row.business_date))
        .group_by(column)
    )
    return {key: Taken(*(int(one) for one in sums)) for key, *sums in rows}
