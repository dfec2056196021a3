"""Which entries a sales report is of, and which days there are reports of."""

from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, func, select, union

from pos_app.store.tables.journal import REGISTER
from pos_app.store.tables.orders import PLACED_ORDER
from pos_app.store.tables.returns import SALE_RETURN
from pos_app.store.tables.sales import SALE


class Within(msgspec.Struct, frozen=True):
    """Which entries count: of a business date, of a shift, or of some registers."""

    day: date | None = None
    shift_id: str = ""
    registers: tuple[str, ...] = ()

    def of(self, table: Table) -> Any:
        """The condition on a table of sales, returns, orders or their payments."""
        if self.day is not None:
            return table.c.business_date == self.day.isoformat()
        if self.shift_id:
            return table.c.shift_id == self.shift_id
        return table.c.register_id.in_(self.registers)


def days(db: Connection, limit: int) -> tuple[date, ...]:
    """The latest business dates on which anything was sold, taken back or ordered."""
    named = union(*(select(table.c.business_date) for table in (SALE, SALE_RETURN, PLACED_ORDER)))
    found = named.subquery().c.business_date
    return tuple(
        map(date.fromisoformat, db.scalars(select(found).order_by(found.desc()).limit(limit)))
    )


def covered(db: Connection, within: Within) -> tuple[date, date] | None:
    """The first and the last business date of what a span holds; None of nothing."""
    tables = SALE, SALE_RETURN, PLACED_ORDER
    ends = [
        db.execute(select(func.min(day), func.max(day)).where(within.of(table))).one()
        for table in tables
        for day in [table.c.business_date]
    ]
    told = [date.fromisoformat(day) for end in ends for day in end if day]
    return (min(told), max(told)) if told else None


def registers_of_expo(db: Connection, expo_id: str | None) -> tuple[str, ...]:
    """The registers that sold at an expo from here; those of no expo for None."""
    return tuple(db.scalars(select(REGISTER.c.register_id).where(REGISTER.c.expo_id.is_(expo_id))))
