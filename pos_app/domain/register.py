"""The places of a sale: an expo, a booth in it, and the register that keeps a journal."""

import re

import msgspec
from msgspec import UNSET, UnsetType

from pos_app.domain.continuation import Because
from pos_app.domain.errors import LapakError
from pos_app.domain.permission import By

_CODE = re.compile(r"[A-Z0-9]{1,8}", re.ASCII)
_RECEIPT = re.compile(r"([A-Z0-9]{1,8})-([A-Z0-9]{1,8})-[0-9]{6,9}", re.ASCII)
MAX_BOOTH_NAME = 60
MINUTES_A_DAY = 24 * 60


class Expo(msgspec.Struct, frozen=True):
    """The fair that a booth stands at; its zone and cut-off decide what a day is."""

    id: str
    name: str
    zone: str = "Asia/Jakarta"
    cutoff_minutes: int = 0
    currency: str = "IDR"


class Booth(msgspec.Struct, frozen=True):
    """A stand with its short code, as printed in receipt numbers."""

    id: str
    code: str
    name: str


class RegisterOpened(msgspec.Struct, frozen=True):
    """Body of `register.opened`, the first entry of every journal.

    `public_key` is the register's Ed25519 key in hex. `expo` is None while a booth sells on its
    own. `continues` names the register before this one on the same device, if any; `because` says
    why it had to be continued, and is not there where somebody joined an expo.
    """

    code: str
    booth: Booth
    expo: Expo | None
    public_key: str
    install_id: str
    zone: str
    cutoff_minutes: int
    continues: str | None = None
    continues_seq: int = 0
    continues_hash: str = ""
    because: Because | UnsetType = UNSET


class CutoffChanged(msgspec.Struct, frozen=True):
    """Body of `cutoff.changed`: until so many minutes after midnight it is still yesterday."""

    cutoff_minutes: int
    by: By | UnsetType = UNSET


def checked_cutoff(minutes: int) -> int:
    """A day's cut-off; raises LapakError `cutoff_out_of_range` unless it lies within the day."""
    if not 0 <= minutes < MINUTES_A_DAY:
        raise LapakError("cutoff_out_of_range")
    return minutes


def booth_code(text: str) -> str:
    """The upper-case code of a booth: 1 to 8 letters and digits, since receipt numbers hold it.

    Raises LapakError `booth_code_not_usable`.
    """
    code = text.strip().upper()
    if _CODE.fullmatch(code) is None:
        raise LapakError("booth_code_not_usable", code=text)
    return code


def booth_name(text: str) -> str:
    """A booth's name with single spaces; raises LapakError `booth_name_not_usable`."""
    name = " ".join(text.split())
    if not name or len(name) > MAX_BOOTH_NAME:
        raise LapakError("booth_name_not_usable", limit=MAX_BOOTH_NAME)
    return name


def receipt_number(booth: str, register: str, number: int) -> str:
    """A receipt's printed number, unique over booths and registers: `A12-K1-000123`."""
    return f"{booth}-{register}-{number:06d}"


def parted_number(number: str) -> tuple[str, str] | None:
    """The codes of booth and register in a receipt's number; None where it is not one."""
    found = _RECEIPT.fullmatch(number)
    return (found[1], found[2]) if found else None


def training_number(booth: str, register: str, number: int) -> str:
    """A practised sale's number, which takes no receipt number: `A12-K1-LATIHAN-0003`."""
    return f"{booth}-{register}-LATIHAN-{number:04d}"


def report_number(booth: str, register: str, number: int) -> str:
    """A Z report's printed number, unique over booths and registers: `A12-K1-Z0007`."""
    return f"{booth}-{register}-Z{number:04d}"


def refund_number(booth: str, register: str, number: int) -> str:
    """A refund's printed number, counted apart from receipts: `A12-K1-R000003`."""
    return f"{booth}-{register}-R{number:06d}"


def order_number(booth: str, register: str, number: int) -> str:
    """An order's number, of its own and without gaps: `A12-K1-P000012`."""
    return f"{booth}-{register}-P{number:06d}"
