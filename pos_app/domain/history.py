"""What somebody looks for among past sales, read from what they type in one field."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum

import msgspec

from pos_app.domain.errors import LapakError
from pos_app.domain.money import parse_rupiah
from pos_app.domain.tender import Method

ABOUT_MINUTES = 10
"""A buyer's `14.30` is some minutes before or after."""


class Span(StrEnum):
    """How far back a search goes."""

    ALL = "all"
    TODAY = "today"
    SHIFT = "shift"


class Sought(msgspec.Struct, frozen=True):
    """What is looked for; all that is set must hold, but number or amount suffices.

    `number` are the parts of a receipt's or refund's number, the last of them its end. `clock` is
    minutes after midnight on the booth's clock. `words` stand in one product's name.
    """

    number: tuple[str, ...] = ()
    amount: int | None = None
    day: date | None = None
    clock: int | None = None
    method: Method | None = None
    words: tuple[str, ...] = ()

    @property
    def everything(self) -> bool:
        """Whether nothing is asked."""
        return self == Sought()


_DAYS = {"hari ini": 0, "today": 0, "kemarin": 1, "yesterday": 1}
_METHODS = {
    "tunai": Method.CASH,
    "cash": Method.CASH,
    "qris": Method.QRIS,
    "kartu": Method.CARD,
    "card": Method.CARD,
    "transfer": Method.TRANSFER,
    "e-wallet": Method.EWALLET,
    "dompet": Method.EWALLET,
    "voucher": Method.VOUCHER,
    "tukar": Method.EXCHANGE,
    "exchange": Method.EXCHANGE,
}
_CLOCK = r"([01]?[0-9]|2[0-3])[.:]([0-5][0-9])"
_DATE = r"([0-9]{1,2})[/-]([0-9]{1,2})(?:[/-]([0-9]{4}|[0-9]{2}))?"
_NUMBER = r"(?=.*[0-9])[a-z0-9]+(?:-[a-z0-9]+)+|r[0-9]+"


def sought(text: str, today: date) -> Sought:
    """Read what was typed; `today` is the business date.

    A number alone is the end of a receipt's number or an amount, `12.500` an amount, `14.30` a
    time, `21/11` or `kemarin` a day, a way of paying itself; all else are words of a product.
    """
    typed = re.sub(r"\brp\.? (?=[0-9])", "rp", " ".join(text.casefold().split()))
    found: dict[str, object] = {}
    words: list[str] = []
    for phrase, ago in _DAYS.items():
        if re.search(rf"(?:^| ){phrase}(?:$| )", typed):
            typed = typed.replace(phrase, " ", 1)
            found["day"] = today - timedelta(days=ago)
    for token in typed.split():
        read = next((one for reader in _READERS if (one := reader(token, today))), None)
        if read is None:
            words.append(token)
        else:
            found |= read
    return msgspec.convert({**found, "words": tuple(words)}, Sought)


def _method(token: str, _today: date) -> dict[str, object] | None:
    return {"method": _METHODS[token]} if token in _METHODS else None


def _clock(token: str, _today: date) -> dict[str, object] | None:
    read = re.fullmatch(_CLOCK, token, re.ASCII)
    return {"clock": int(read[1]) * 60 + int(read[2])} if read else None


def _date(token: str, today: date) -> dict[str, object] | None:
    """A day of the last year where none is named."""
    read = re.fullmatch(_DATE, token, re.ASCII)
    if read is None:
        return None
    year = today.year if read[3] is None else int(read[3]) + (2000 if len(read[3]) == 2 else 0)
    try:
        day = date(year, int(read[2]), int(read[1]))
        return {"day": day.replace(year=year - 1) if not read[3] and day > today else day}
    except ValueError:
        return None


def _number(token: str, _today: date) -> dict[str, object] | None:
    if re.fullmatch(_NUMBER, token, re.ASCII):
        return {"number": tuple(token.upper().split("-"))}
    return None


def _amount(token: str, _today: date) -> dict[str, object] | None:
    try:
        amount = parse_rupiah(token)
    except LapakError:
        return None
    is_plain = token.isascii() and token.isdigit()
    return {"amount": amount, **({"number": (token,)} if is_plain else {})}


_READERS: tuple[Callable[[str, date], dict[str, object] | None], ...] = (
    _method,
    _clock,
    _date,
    _number,
    _amount,
)
