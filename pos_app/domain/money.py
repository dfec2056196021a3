"""Amounts of money: integers in minor units of the expo's currency (whole rupiah).

`amount`, `price`, `total` and every other sum in Lapak is such an integer; there is no float.
"""

import re

from pos_app.domain.errors import LapakError

MAX_AMOUNT = 999_999_999_999
"""Larger sums are typing mistakes; sums of many of them still fit 64 bits."""

_MAX_DIGITS = len(str(MAX_AMOUNT))
_TYPED = re.compile(r"(?:rp\.?)?\s*(\d+|\d{1,3}(?:\.\d{3})+)(?:,(?:00?|-))?", re.IGNORECASE)


def format_amount(amount: int) -> str:
    """Write an amount with dots and without a sign: `12.500`, `-12.500`."""
    return f"{amount:,}".replace(",", ".")


def format_rupiah(amount: int) -> str:
    """Write an amount as `Rp12.500` or `-Rp12.500`: no space, which printers lack."""
    sign = "-" if amount < 0 else ""
    return f"{sign}Rp{format_amount(abs(amount))}"


def parse_rupiah(text: str) -> int:
    """Read a typed amount: digits, dots between thousands, an optional `Rp` and `,00`.

    Raises LapakError `amount_not_understood` or `amount_too_large`.
    """
    found = _TYPED.fullmatch(text.strip())
    if found is None or not found[1].isascii():
        raise LapakError("amount_not_understood", text=text)
    digits = found[1].replace(".", "").lstrip("0") or "0"
    # int() itself refuses thousands of digits, with a ValueError
    if len(digits) > _MAX_DIGITS or int(digits) > MAX_AMOUNT:
        raise LapakError("amount_too_large", text=text)
    return int(digits)
