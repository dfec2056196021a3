"""What a buyer hands over for what is due: rounding of the cash part, what is missing, change."""

from collections.abc import Sequence

import msgspec

from pos_app.domain.errors import LapakError
from pos_app.domain.rounding import Rounding, divide
from pos_app.domain.tender import Method, Tender


class CashRounding(msgspec.Struct, frozen=True):
    """To which `step` in rupiah an amount paid in cash is rounded, and how; step 1 is not at all.

    Source: Permendag 35/2013 art. 6 allows it to coins that circulate, if the buyer is told.
    """

    step: int = 100
    mode: Rounding = Rounding.HALF_DOWN

    def of(self, amount: int) -> int:
        """What an amount becomes in cash."""
        return divide(amount, self.step, self.mode) * self.step


NO_ROUNDING = CashRounding(1)


class Settlement(msgspec.Struct, frozen=True):
    """How tenders meet what is due. `total = due + rounding`; one of `missing`, `change` is 0.

    `cash_due` is what the other methods leave to be paid in cash, rounded.
    """

    due: int
    rounding: int
    cash_due: int
    missing: int
    change: int

    @property
    def total(self) -> int:
        """What the sale comes to, paid this way."""
        return self.due + self.rounding


def settle(
    due: int, tenders: Sequence[Tender], cash_rounding: CashRounding = NO_ROUNDING
) -> Settlement:
    """Work out what tenders make of an amount due; only what is paid in cash is rounded.

    Without any cash nothing is rounded, but `cash_due` says what cash would have to be.
    Raises LapakError `tender_not_positive` or `noncash_above_total`.
    """
    cash = [tender.amount for tender in tenders if tender.method is Method.CASH]
    other = [tender.amount for tender in tenders if tender.method is not Method.CASH]
    if sum(other) > due:
        raise LapakError("noncash_above_total", total=due)
    left = due - sum(other)
    cash_due = cash_rounding.of(left)
    if any(amount < 1 for amount in other) or any(amount < (cash_due > 0) for amount in cash):
        raise LapakError("tender_not_positive")
    rounding = cash_due - left if cash else 0
    over = sum(cash) - left - rounding
    return Settlement(due, rounding, cash_due, missing=max(-over, 0), change=max(over, 0))
