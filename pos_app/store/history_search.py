"""Finding past sales, voids and refunds by what somebody types.

A search reads what it must: there are no indexes that every sale would have to pay for.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from pos_app.domain.history import ABOUT_MINUTES, Sought
from pos_app.domain.product import fold
from pos_app.store.history import Key
from pos_app.store.tables.products import PRODUCT
from pos_app.store.tables.returns import SALE_RETURN, SALE_RETURN_LINE, SALE_RETURN_PAYMENT
from pos_app.store.tables.sales import SALE, SALE_LINE, SALE_TENDER

_MINUTES_A_DAY = 24 * 60


class Scope(msgspec.Struct, frozen=True):
    """Which part of the history is searched: a business date or a shift, or all."""

    day: str = ""
    shift_id: str = ""


def find(db: Connection, sought: Sought, scope: Scope, zone: str, now: datetime) -> list[Key]:
    """The keys of what is looked for, the newest first; times are of the zone as it is now."""
    clock = _clock(sought, zone, now)
    sales = db.scalars(
        select(SALE.c.number).where(*_sale_conditions(sought, scope), *_within(clock, SALE.c.at))
    )
    found = [(number, 0, number) for number in sales]
    returns = db.execute(
        select(SALE_RETURN.c.number, SALE_RETURN.c.place).where(
            *_return_conditions(sought, scope), *_within(clock, SALE_RETURN.c.at)
        )
    )
    found += [(row.place - row.number, row.number, -row.number) for row in returns]
    return [key for _, _, key in sorted(found, reverse=True)]


def _sale_conditions(sought: Sought, scope: Scope) -> Iterable[ColumnElement[bool]]:
    yield from _of_number_or_amount(sought, SALE.c.total, SALE.c.receipt_number)
    yield from _of_scope(sought, scope, SALE.c.business_date, SALE.c.shift_id)
    if sought.method is not None:
        paid = select(SALE_TENDER.c.sale_id).where(SALE_TENDER.c.method == sought.method)
        yield SALE.c.sale_id.in_(paid)
    if sought.words:
        named = select(SALE_LINE.c.sale_id).where(*_named(sought, SALE_LINE))
        yield SALE.c.sale_id.in_(named)


def _return_conditions(sought: Sought, scope: Scope) -> Iterable[ColumnElement[bool]]:
    numbers = (SALE_RETURN.c.title, SALE_RETURN.c.receipt_number)
    yield from _of_number_or_amount(sought, -SALE_RETURN.c.total, *numbers)
    yield from _of_scope(sought, scope, SALE_RETURN.c.business_date, SALE_RETURN.c.shift_id)
    if sought.method is not None:
        paid = select(SALE_RETURN_PAYMENT.c.return_number)
        yield SALE_RETURN.c.number.in_(paid.where(SALE_RETURN_PAYMENT.c.method == sought.method))
    if sought.words:
        named = select(SALE_RETURN_LINE.c.return_number).where(*_named(sought, SALE_RETURN_LINE))
        yield SALE_RETURN.c.number.in_(named)


def _of_number_or_amount(
    sought: Sought, total: ColumnElement[int], *numbers: ColumnElement[str]
) -> Iterable[ColumnElement[bool]]:
    ways: list[ColumnElement[bool]] = []
    if sought.number:
        pattern = "%" + "-%".join(map(_escaped, sought.number))
        ways += [number.like(pattern, escape="\\") for number in numbers]
    if sought.amount is not None:
        ways.append(total == sought.amount)
    if ways:
        yield or_(*ways)


def _of_scope(
    sought: Sought, scope: Scope, day: ColumnElement[str], shift: ColumnElement[str]
) -> Iterable[ColumnElement[bool]]:
    if sought.day is not None:
        yield day == sought.day.isoformat()
    if scope.day:
        yield day == scope.day
    if scope.shift_id:
        yield shift == scope.shift_id


def _named(sought: Sought, lines: Any) -> Iterable[ColumnElement[bool]]:
    """All words in the name that was sold, or in the product's as it is found by now."""
    said = [lines.c.name.like(f"%{_escaped(word)}%", escape="\\") for word in sought.words]
    known = [
        PRODUCT.c.sort_name.like(f"%{_escaped(fold(word))}%", escape="\\") for word in sought.words
    ]
    products = select(PRODUCT.c.product_id).where(*known)
    yield or_(and_(*said), lines.c.product_id.in_(products))


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _clock(sought: Sought, zone: str, now: datetime) -> tuple[int, int] | None:
    """From which to which minute of the day in UTC; the first may be above the second."""
    if sought.clock is None:
        return None
    offset = now.astimezone(ZoneInfo(zone)).utcoffset()
    minutes = sought.clock - (int(offset.total_seconds()) // 60 if offset else 0)
    return (minutes - ABOUT_MINUTES) % _MINUTES_A_DAY, (minutes + ABOUT_MINUTES) % _MINUTES_A_DAY


def _within(clock: tuple[int, int] | None, at: ColumnElement[str]) -> Iterable[ColumnElement[bool]]:
    if clock is None:
        return
    start, end = (f"{minutes // 60:02d}:{minutes % 60:02d}" for minutes in clock)
    time = func.substr(at, 12, 5)
    yield and_(time >= start, time <= end) if start <= end else or_(time >= start, time <= end)
