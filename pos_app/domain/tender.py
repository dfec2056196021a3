"""How a sale is paid: tenders by method, and what notes a buyer is likely to hand over."""

from enum import StrEnum

import msgspec

QUICK_STEPS = (10_000, 20_000, 50_000, 100_000, 200_000)


class Method(StrEnum):
    """Ways of paying; only cash can exceed what is owed and gives change."""

    CASH = "cash"
    QRIS = "qris"
    CARD = "card"
    TRANSFER = "transfer"
    EWALLET = "ewallet"
    VOUCHER = "voucher"


class Tender(msgspec.Struct, frozen=True):
    """Money handed over by one method; `amount` is what was given, change not yet taken off."""

    method: Method
    amount: int
    reference: str = ""


def quick_cash(due: int) -> tuple[int, ...]:
    """The next round sums above an amount due, smallest first, at most five, no doubles."""
    sums = {-(-(due + 1) // step) * step for step in QUICK_STEPS}
    return tuple(sorted(sums))
