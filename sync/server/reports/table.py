"""A report as rows and columns, whatever it is shown as."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum

import msgspec


class Kind(StrEnum):
    """What a column holds: quantities are thousandths, rates basis points, amounts minor units."""

    TEXT = "text"
    COUNT = "count"
    AMOUNT = "amount"
    QUANTITY = "quantity"
    RATE = "rate"
    DAY = "day"
    MOMENT = "moment"


Value = str | int | date | None
"""None where there is nothing to say, as a rate of nothing."""

Row = Sequence[Value | datetime]
NUMBERS = frozenset({Kind.COUNT, Kind.AMOUNT, Kind.QUANTITY, Kind.RATE})


class Column(msgspec.Struct, frozen=True):
    """A column; `key` is its name for programs. Those that are summed come to the table's total."""

    key: str
    heading: str
    kind: Kind = Kind.TEXT
    is_summed: bool = False


class Fact(msgspec.Struct, frozen=True):
    """Something that a table says as a whole; `key` is its name for programs."""

    key: str
    word: str
    kind: Kind
    value: Value


class Table(msgspec.Struct, frozen=True):
    """A report's rows below its columns."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    facts: tuple[Fact, ...] = ()

    @property
    def total(self) -> tuple[int | None, ...]:
        """The sum of each column that has one."""
        return tuple(
            sum(value for row in self.rows if isinstance(value := row[place], int))
            if column.is_summed
            else None
            for place, column in enumerate(self.columns)
        )


def count(key: str, heading: str) -> Column:
    """A column of numbers that add up."""
    return Column(key, heading, Kind.COUNT, is_summed=True)


def amount(key: str, heading: str) -> Column:
    """A column of amounts that add up."""
    return Column(key, heading, Kind.AMOUNT, is_summed=True)
