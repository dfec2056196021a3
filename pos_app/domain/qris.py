"""QRIS codes: reading a merchant's static code, and writing one with the amount of a sale in it.

Source: the EMVCo merchant-presented form as ASPI applies it; `qriskit` knows its letters.
"""

from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec
from msgspec import UNSET, UnsetType

from pos_app.domain.errors import LapakError
from pos_app.domain.permission import By
from pos_app.domain.words import one_line

if TYPE_CHECKING:
    from qriskit import QRIS

LIMIT = 10_000_000
"""Bank Indonesia's most for one payment, in rupiah; the booth's rules may know another one."""

MAX_PAYLOAD = 512

_BLANK = " \t\r\n\v\f\u00a0\u200b\ufeff"
"""What copying leaves around a text."""

_BEGINS = "000201"
_CHECKSUM = frozenset({"crc.missing", "crc.mismatch", "crc.not_last"})
_ABROAD = frozenset({"country.invalid", "currency.invalid"})
_HARMLESS = frozenset(
    {"tag.length", "amount.invalid", "tip.invalid", "tip.value_missing", "tip.orphan_value"}
)
"""Longer names exist, and what is dropped from a code with an amount may be as it likes."""

_OPTIONAL = "01"
_AMOUNT = "54"


class StaticCode(msgspec.Struct, frozen=True):
    """The code that a merchant was given by a bank, without an amount.

    `payload` is kept byte for byte; the rest is read from it to be shown, never edited. `nmid` is
    the merchant's national number, empty in a code that has none.
    """

    payload: str
    merchant: str
    nmid: str
    city: str


class ImportedFrom(StrEnum):
    """Where a code came from."""

    PICTURE = "picture"
    SCANNER = "scanner"
    TEXT = "text"


class QrisImported(msgspec.Struct, frozen=True):
    """Body of `qris.imported`: the code that buyers are shown from now on, and where it came from.

    `before` is the merchant's number of the code that it replaces. A code swapped for a
    stranger's is a known fraud: every import stays on record.
    """

    code: StaticCode
    source: ImportedFrom
    before: str | UnsetType = UNSET
    by: By | UnsetType = UNSET


def read_code(text: str) -> StaticCode:
    """Read a static code as scanned, pasted or typed.

    Raises LapakError `qris_not_a_code`, `qris_incomplete`, `qris_checksum_wrong`,
    `qris_not_indonesian`, `qris_against_rules` or, for a code of one payment, `qris_has_amount`.
    """
    payload = text.strip(_BLANK)
    code = _parsed(payload)
    _check(code)
    if (code.get(_AMOUNT) or "").strip("0.,"):
        raise LapakError("qris_has_amount", merchant=one_line(code.merchant_name or ""))
    return StaticCode(
        payload=payload,
        merchant=one_line(code.merchant_name or ""),
        nmid=one_line(code.nmid or ""),
        city=one_line(code.merchant_city or ""),
    )


def with_amount(code: StaticCode, amount: int, limit: int = LIMIT) -> str:
    """The payload that asks for an amount: no tip, no fee, everything else as it was given.

    Raises LapakError `qris_amount_missing` for none, `qris_amount_too_large` (with `limit`), and
    `qris_checksum_wrong` where the code itself is damaged.
    """
    if amount <= 0:
        raise LapakError("qris_amount_missing")
    if amount > limit:
        raise LapakError("qris_amount_too_large", most=limit)
    from qriskit import QRISError

    try:
        return _parsed(code.payload).to_dynamic(amount).dumps()
    except QRISError as error:
        raise LapakError("qris_checksum_wrong") from error


def _parsed(payload: str) -> "QRIS":
    if not payload.startswith(_BEGINS) or not payload.isprintable() or len(payload) > MAX_PAYLOAD:
        raise LapakError("qris_not_a_code")
    import qriskit

    try:
        return qriskit.parse(payload)
    except qriskit.QRISParseError as error:
        raise LapakError("qris_incomplete") from error


def _check(code: "QRIS") -> None:
    """Refuse what breaks a rule that paying depends on: the checksum first, since it explains all.

    A missing 01 and names that are too long occur in codes that work.
    """
    import qriskit

    issues = [one for one in qriskit.validate(code) if one.severity == "error"]
    codes = {one.code for one in issues if (one.code, one.path) != ("tag.required", _OPTIONAL)}
    if codes & _CHECKSUM:
        raise LapakError("qris_checksum_wrong")
    if codes & _ABROAD:
        raise LapakError("qris_not_indonesian")
    if broken := codes - _HARMLESS:
        raise LapakError("qris_against_rules", rules=", ".join(sorted(broken)))
