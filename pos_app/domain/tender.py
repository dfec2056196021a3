"""How a sale is paid: tenders by method, and what notes a buyer is likely to hand over."""

import re
from enum import StrEnum

import msgspec
from msgspec import UNSET, UnsetType

from pos_app.domain.errors import LapakError
from pos_app.domain.words import one_line

QUICK_STEPS = (10_000, 20_000, 50_000, 100_000, 200_000)

MAX_REFERENCE = 40
MAX_APPROVAL = 12
CARD_DIGITS = 4
"""More of a card's number is never kept, shown or printed."""
MOST_DIGITS = 12
"""As long as the reference of a payment network is."""


class Method(StrEnum):
    """Ways of paying; only cash can exceed what is owed and gives change.

    `EXCHANGE` is what was brought back for something else: a refund gives it and a sale takes it,
    so that over both it comes to nothing.
    """

    CASH = "cash"
    QRIS = "qris"
    CARD = "card"
    TRANSFER = "transfer"
    EWALLET = "ewallet"
    VOUCHER = "voucher"
    EXCHANGE = "exchange"


class Basis(StrEnum):
    """What a cashier saw before they called a payment received that no till can confirm.

    Source: Bank Indonesia asks merchants to check the notification, since proofs are faked.
    """

    NOTIFICATION = "notification"
    BUYER_SCREEN = "buyer_screen"
    STATEMENT = "statement"


class Card(StrEnum):
    """Kinds of cards."""

    DEBIT = "debit"
    CREDIT = "credit"


WALLETS = ("OVO", "GoPay", "DANA", "ShopeePay", "LinkAja")
"""E-wallets by the names that they go by; any other has none here."""


class Tender(msgspec.Struct, frozen=True):
    """Money handed over by one method; `amount` is what was given, change not yet taken off.

    `reference` is what names the payment elsewhere: last digits, a voucher's number. `approval` is
    a card terminal's code, `basis` what was seen of a QRIS payment, `kind` a `Card` or a wallet.
    """

    method: Method
    amount: int
    reference: str = ""
    approval: str | UnsetType = UNSET
    basis: Basis | UnsetType = UNSET
    kind: str | UnsetType = UNSET


def quick_cash(due: int) -> tuple[int, ...]:
    """The next round sums above an amount due, smallest first, at most five, no doubles."""
    sums = {-(-(due + 1) // step) * step for step in QUICK_STEPS}
    return tuple(sorted(sums))


def checked(tender: Tender) -> Tender:
    """A tender with its words in order, and what its method needs.

    Raises LapakError `card_digits_not_usable`, `digits_not_usable`, `approval_not_usable`,
    `voucher_number_missing`, `basis_missing` or `text_too_long`.
    """
    reference = one_line(tender.reference)
    approval = one_line(tender.approval or "").upper().replace(" ", "")
    if len(reference) > MAX_REFERENCE:
        raise LapakError("text_too_long", limit=MAX_REFERENCE)
    match tender.method:
        case Method.CARD:
            check_card_digits(reference)
            _check_approval(approval)
        case Method.QRIS | Method.EWALLET if not _is_digits(reference, MOST_DIGITS):
            raise LapakError("digits_not_usable", limit=MOST_DIGITS)
        case Method.QRIS if tender.basis is UNSET:
            raise LapakError("basis_missing")
        case Method.VOUCHER if not reference:
            raise LapakError("voucher_number_missing")
    return msgspec.structs.replace(tender, reference=reference, approval=approval or UNSET)


def check_card_digits(reference: str) -> None:
    """Refuse more of a card's number than may be kept: LapakError `card_digits_not_usable`."""
    if not _is_digits(reference, CARD_DIGITS):
        raise LapakError("card_digits_not_usable", limit=CARD_DIGITS)


def _check_approval(code: str) -> None:
    if not re.fullmatch(rf"[A-Z0-9]{{0,{MAX_APPROVAL}}}", code, re.ASCII):
        raise LapakError("approval_not_usable", limit=MAX_APPROVAL)


def _is_digits(text: str, most: int) -> bool:
    return re.fullmatch(rf"[0-9]{{0,{most}}}", text, re.ASCII) is not None
