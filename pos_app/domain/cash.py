"""Cash in a drawer: its notes and coins, and what is put in or taken out without a sale."""

from datetime import date
from enum import StrEnum

import msgspec
from msgspec import UNSET, UnsetType

from pos_app.domain.errors import LapakError
from pos_app.domain.money import MAX_AMOUNT
from pos_app.domain.permission import By

DENOMINATIONS = (100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100)
"""Notes and coins in circulation; the 1.000 is both."""


Notes = tuple[tuple[int, int], ...]
"""How many there are of each note and coin: (denomination, count), only those that there are."""


class CashWay(StrEnum):
    """Which way cash goes without a sale."""

    IN = "in"
    OUT = "out"


class CashMoved(msgspec.Struct, frozen=True):
    """Body of `cash.moved`. `amount` is signed: above zero the drawer holds more than before."""

    id: str
    shift_id: str
    cashier: str
    kind: CashWay
    amount: int
    reason: str
    business_date: date
    by: By | UnsetType = UNSET


def worth(notes: Notes) -> int:
    """What notes and coins come to."""
    return sum(value * count for value, count in notes)


def counted_cash(amount: int) -> int:
    """A float or a count; raises LapakError `amount_negative` or `amount_too_large`."""
    if amount < 0:
        raise LapakError("amount_negative")
    if amount > MAX_AMOUNT:
        raise LapakError("amount_too_large", text=str(amount))
    return amount


def moved_cash(kind: CashWay, amount: int) -> int:
    """The signed amount of a move of so much.

    Raises LapakError `amount_not_positive` or `amount_too_large`.
    """
    if amount < 1:
        raise LapakError("amount_not_positive")
    return counted_cash(amount) if kind is CashWay.IN else -counted_cash(amount)
