"""How a sale is paid: tenders by method, and what notes a buyer is likely to hand over."""

from enum import StrEnum

import msgspec
from msgspec import UNSET, UnsetType

QUICK_STEPS = (10_000, 20_000, 50_000, 100_000, 200_000)


class Method(StrEnum):
    """Ways of paying; only cash can exceed what is owed and gives change."""

    CASH = "cash"
    QRIS = "qris"
    CARD = "card"
    TRANSFER = "transfer"
    EWALLET = "ewallet"
    VOUCHER = "voucher"


class Basis(StrEnum):
    """What a cashier saw before they called a payment received that no till can confirm.

    Source: Bank Indonesia asks merchants to check the notification, since proofs are faked.
    """

    NOTIFICATION = "notification"
    BUYER_SCREEN = "buyer_screen"
    STATEMENT = "statement"


class Tender(msgspec.Struct, frozen=True):
    """Money handed over by one method; `amount` is what was given, change not yet taken off.

    `reference` is what names the payment elsewhere: last digits, a voucher's number. `approval` is
    a card terminal's code, `basis` what was seen of a QRIS payment.
    """

    method: Method
    amount: int
    reference: str = ""
    approval: str | UnsetType = UNSET
    basis: Basis | UnsetType = UNSET


def quick_cash(due: int) -> tuple[int, ...]:
    """The next round sums above an amount due, smallest first, at most five, no doubles."""
    sums = {-(-(due + 1) // step) * step for step in QUICK_STEPS}
    return tuple(sorted(sums))
