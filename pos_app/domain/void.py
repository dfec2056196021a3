"""A sale that is taken back whole in the shift that made it; its receipt number stays taken."""

from datetime import date

import msgspec
from msgspec import UNSET, UnsetType

from pos_app.domain.business_day import Moment
from pos_app.domain.errors import LapakError
from pos_app.domain.original import Original, Payment
from pos_app.domain.permission import By
from pos_app.domain.returns import Earlier, PaidBack, ReturnedLine, left_of, whole_line
from pos_app.domain.sale import Occasion
from pos_app.domain.words import stated_reason


class SaleVoided(msgspec.Struct, frozen=True):
    """Body of `sale.voided`: lines, rounding, payments and total are the sale's, negative.

    `total` is the sum of the lines and `rounding`, and of the payments; what was brought in
    exchange is paid out in cash.
    """

    sale_id: str
    receipt_number: str
    shift_id: str
    cashier: str
    at: Moment
    zone: str
    business_date: date
    lines: tuple[ReturnedLine, ...]
    rounding: int
    total: int
    payments: tuple[Payment, ...]
    reason: str
    by: By | UnsetType = UNSET


def void(
    original: Original,
    earlier: Earlier,
    occasion: Occasion,
    reason: str,
    by: By | UnsetType = UNSET,
) -> SaleVoided:
    """Take a sale back whole; the occasion is that of the void.

    Raises LapakError `sale_voided`, `sale_refunded`, `reason_missing` or `text_too_long`.
    """
    if earlier.voided:
        raise LapakError("sale_voided", number=original.receipt_number)
    if earlier.refunds:
        raise LapakError("sale_refunded", number=original.receipt_number)
    lines = tuple(map(whole_line, original.lines))
    return SaleVoided(
        sale_id=original.sale_id,
        receipt_number=original.receipt_number,
        shift_id=occasion.shift_id,
        cashier=occasion.cashier,
        at=occasion.at,
        zone=occasion.zone,
        business_date=occasion.business_date,
        lines=lines,
        rounding=-original.total - sum(line.amount for line in lines),
        total=-original.total,
        payments=PaidBack(left_of(original, earlier).methods).payments,
        reason=stated_reason(reason),
        by=by,
    )
