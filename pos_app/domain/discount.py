"""What a cashier takes off a price: an amount, or a part of it."""

import re

import msgspec

from pos_app.domain.errors import LapakError
from pos_app.domain.money import parse_rupiah
from pos_app.domain.rounding import Rounding, divide

WHOLE = 10_000
"""All of a price in basis points."""

_PERCENT = r"([0-9]{1,3})(?:[.,]([0-9]{1,2}))?\s*%?"


class Discount(msgspec.Struct, frozen=True, omit_defaults=True):
    """`basis_points` of the price (1 % is 100), half a rupiah up, or else `amount` rupiah."""

    amount: int = 0
    basis_points: int = 0

    def of(self, price: int) -> int:
        """What is taken off a price; never more than all of it."""
        if self.basis_points:
            return divide(price * self.basis_points, WHOLE, Rounding.HALF_UP)
        return min(self.amount, price)

    def fits(self, price: int) -> bool:
        """Whether it is no more than a price, and not negative."""
        return 0 <= self.amount <= price and 0 <= self.basis_points <= WHOLE


NONE = Discount()


def parse_discount(text: str) -> Discount:
    """Read `10%`, `12,5 %` or an amount as `parse_rupiah` does; empty is none.

    Raises LapakError `percent_out_of_range` and what `parse_rupiah` raises.
    """
    written = text.strip()
    if not written:
        return NONE
    if not written.endswith("%") or re.fullmatch(_PERCENT, written, re.ASCII) is None:
        return Discount(amount=parse_rupiah(written))
    return Discount(basis_points=parse_percent(written))


def parse_percent(text: str) -> int:
    """Read `10`, `10%` or `12,5 %` as basis points.

    Raises LapakError `percent_not_understood` or `percent_out_of_range`.
    """
    written = text.strip()
    found = re.fullmatch(_PERCENT, written, re.ASCII)
    if found is None:
        raise LapakError("percent_not_understood", text=text)
    basis_points = int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))
    if basis_points > WHOLE:
        raise LapakError("percent_out_of_range", text=written)
    return basis_points


def format_percent(basis_points: int) -> str:
    """Write a rate the Indonesian way without idle zeros: `10%`, `12,5%`."""
    whole, part = divmod(basis_points, 100)
    decimals = f",{part:02d}".rstrip("0") if part else ""
    return f"{whole}{decimals}%"
