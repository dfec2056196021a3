"""Amounts of money: integers in minor units of the expo's currency (whole rupiah).

`amount`, `price`, `total` and every other sum in Lapak is such an integer; there is no float.
"""

import re

from pos_app.domain.errors import LapakError

MAX_AMOUNT = 999_999_999_999
"""Larger sums are typing mistakes; sums of many of them still fit 64 bits."""

_MAX_DIGITS = len(str(MAX_AMOUNT))
_INDONESIAN = r"(?:[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,(?:00?|-))?"
_ENGLISH = r"[1-9](?:[0-9]{3,}|[0-9]{0,2}(?:,[0-9]{3})+)(?:\.00?)?"
"""No decimals after a dot below a thousand: `25.00` is often 25.000 that a spreadsheet took for 25,
and `Rp1.00` is `Rp1.000` from which somebody takes a digit."""

# Compiled at the first use: a till starts without.
_CURRENCY = r"(?:(?:rp\.?|idr)\s*)?"
_WRITTEN = rf"{_CURRENCY}({_INDONESIAN}|{_ENGLISH})"
_AMBIGUOUS = rf"{_CURRENCY}[0-9.,]+"


def format_amount(amount: int) -> str:
    """Write an amount with dots and without a sign: `12.500`, `-12.500`."""
    return f"{amount:,}".replace(",", ".")


def format_rupiah(amount: int) -> str:
    """Write an amount as `Rp12.500` or `-Rp12.500`: no space, which printers lack."""
    sign = "-" if amount < 0 else ""
    return f"{sign}Rp{format_amount(abs(amount))}"


def parse_rupiah(text: str) -> int:
    """Read an amount as people and spreadsheets write it: `12.500`, `Rp 12.500,00`, `12,500.00`.

    Raises LapakError `amount_not_understood`, `amount_ambiguous` for what may be another amount,
    such as `12.5`, or `amount_too_large`.
    """
    written = text.strip()
    found = re.fullmatch(_WRITTEN, written, re.IGNORECASE)
    if found is None:
        unclear = re.fullmatch(_AMBIGUOUS, written, re.IGNORECASE)
        raise LapakError("amount_ambiguous" if unclear else "amount_not_understood", text=text)
    whole = re.sub(r"[.,](?:00?|-)$", "", found[1])
    digits = re.sub("[.,]", "", whole).lstrip("0") or "0"
    # int() itself refuses thousands of digits, with a ValueError
    if len(digits) > _MAX_DIGITS or int(digits) > MAX_AMOUNT:
        raise LapakError("amount_too_large", text=text)
    return int(digits)
