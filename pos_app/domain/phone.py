"""Phone numbers of buyers: one form for all ways to write them, and the form that is shown."""

from pos_app.domain.errors import LapakError

_COUNTRY = "+62"
_LEAST, _MOST = 8, 12
"""Digits of an Indonesian number after its zero."""


def normalised(text: str) -> str:
    """The one form of a number: `0812…`, `62812…`, `+62 812-…` are all `+62812…`; "" is none.

    Raises LapakError `phone_not_understood`.
    """
    written = text.strip()
    if not written:
        return ""
    digits = "".join(char for char in written if char.isascii() and char.isdigit())
    other = written.lstrip("+").translate(str.maketrans("", "", "0123456789 -./()"))
    if other or "+" in written[1:]:
        raise LapakError("phone_not_understood")
    abroad = written.startswith("+") and not digits.startswith("62")
    if abroad:
        national, most = digits, 15
    else:
        national, most = _national(digits), _MOST
    if not _LEAST <= len(national) <= most or national.startswith("0"):
        raise LapakError("phone_not_understood")
    return f"+{national}" if abroad else f"{_COUNTRY}{national}"


def masked(phone: str) -> str:
    """A normalised number as it is shown: `0812-****-7890`; "" stays."""
    if not phone:
        return ""
    shown = f"0{phone.removeprefix(_COUNTRY)}" if phone.startswith(_COUNTRY) else phone
    return f"{shown[:4]}-****-{shown[-4:] if len(shown) > 10 else shown[-2:]}"


def local(phone: str) -> str:
    """A normalised number as one dials it here: `081234567890`."""
    return f"0{phone.removeprefix(_COUNTRY)}" if phone.startswith(_COUNTRY) else phone


def _national(digits: str) -> str:
    """The digits after the zero or the country code, however these were written."""
    for prefix in ("0062", "62"):
        rest = digits.removeprefix(prefix)
        if rest != digits and rest[:1] not in {"", "0"}:
            return rest
    return digits.removeprefix("62").removeprefix("0")
