"""Quantities: integers in thousandths of the product's unit, so 2,5 m is 2500."""

import re

from pos_app.domain.errors import LapakError
from pos_app.domain.rounding import Rounding, divide

ONE = 1000
MAX_QUANTITY = 99_999 * ONE

_WEIGHTS = {"kg", "kilo", "kilogram", "g", "gr", "gram", "ons", "hg", "mg", "kuintal", "ton"}
_LENGTHS = {"m", "mtr", "meter", "metre", "cm", "mm", "km", "yard", "m2", "m²"}
_VOLUMES = {"l", "lt", "ltr", "liter", "litre", "dl", "cl", "ml", "cc", "m3", "m³"}
_MEASURES = frozenset(_WEIGHTS | _LENGTHS | _VOLUMES)
_TYPED = re.compile(r"(\d{1,9})(?:([.,])(\d{1,3}))?", re.ASCII)
_GROUPED = re.compile(r"([1-9]\d{0,2})[.,](\d{3})", re.ASCII)


def format_quantity(qty_milli: int) -> str:
    """Write a quantity the Indonesian way without idle zeros: `3`, `2,5`, `0,125`."""
    sign = "-" if qty_milli < 0 else ""
    whole, part = divmod(abs(qty_milli), ONE)
    decimals = f",{part:03d}".rstrip("0") if part else ""
    return f"{sign}{whole}{decimals}"


def parse_quantity(text: str, unit: str | None = None) -> int:
    """Read a typed quantity of goods in a unit, None where that is not known.

    Comma and dot both mark decimals, but before three digits: `1.000` of what is counted are a
    thousand, `1,125` of what is measured a little more than one, as Indonesians write them; what
    may be either is refused. Raises LapakError `quantity_ambiguous`, `quantity_not_understood` or
    `quantity_out_of_range`.
    """
    written = text.strip()
    found = _TYPED.fullmatch(written)
    if found is None:
        raise LapakError("quantity_not_understood", text=text)
    decimal = int(found[1]) * ONE + int((found[3] or "0").ljust(3, "0"))
    if _GROUPED.fullmatch(written) is None:
        return in_range(decimal)
    thousands = decimal * ONE
    counted = unit is not None and not is_divisible(unit)
    if found[2] == "." and counted:
        return in_range(thousands)
    # a quantity that Lapak wrote itself, `1,125`, ends in no idle zero
    if found[2] == "," and not counted and (unit is not None or decimal % 10):
        return in_range(decimal)
    raise LapakError(
        "quantity_ambiguous",
        text=written,
        more=format_quantity(thousands),
        less=format_quantity(decimal),
    )


def parse_count(text: str, unit: str | None = None) -> int:
    """Read a typed count of what lies there, which may be nothing; raises as `parse_quantity`."""
    found = _TYPED.fullmatch(text.strip())
    if found is not None and not int(found[1]) and not int(found[3] or "0"):
        return 0
    return parse_quantity(text, unit)


def is_divisible(unit: str) -> bool:
    """Whether goods of this unit are weighed or measured; all others are counted in pieces."""
    return unit.strip().rstrip(".").casefold() in _MEASURES


def checked(qty_milli: int, unit: str) -> int:
    """Return a quantity that can be sold of goods in this unit.

    Raises LapakError `quantity_out_of_range` unless it is above zero and at most 99.999 units,
    `quantity_not_whole` for a part of what is counted in pieces.
    """
    if in_range(qty_milli) % ONE and not is_divisible(unit):
        raise LapakError("quantity_not_whole", quantity=format_quantity(qty_milli), unit=unit)
    return qty_milli


def in_range(qty_milli: int) -> int:
    """Return a quantity above zero and at most 99.999 units; else `quantity_out_of_range`."""
    if not 0 < qty_milli <= MAX_QUANTITY:
        raise LapakError("quantity_out_of_range", quantity=format_quantity(qty_milli))
    return qty_milli


def price_of(unit_price: int, qty_milli: int) -> int:
    """The price of a quantity in minor units, half a rupiah rounded up."""
    return divide(unit_price * qty_milli, ONE, Rounding.HALF_UP)
