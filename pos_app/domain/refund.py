"""A refund: goods that come back, also of another day or register, and what is paid for them."""

from datetime import date

import msgspec
from msgspec import UNSET, UnsetType

from pos_app.domain.business_day import Moment
from pos_app.domain.credit import Return
from pos_app.domain.errors import LapakError
from pos_app.domain.original import Original, Payment
from pos_app.domain.payment import NO_ROUNDING, CashRounding
from pos_app.domain.permission import By
from pos_app.domain.returns import (
    Earlier,
    Left,
    ReturnedLine,
    come_back,
    left_of,
    pay_back,
    worth,
)
from pos_app.domain.sale import Occasion
from pos_app.domain.words import stated_reason

__all__ = ["Return", "SaleRefunded", "refund", "value_of"]


class SaleRefunded(msgspec.Struct, frozen=True):
    """Body of `sale.refunded`; `number` is its own and has no gaps, like `A12-K1-R000003`.

    `sale_id`, `receipt_number`, `register` (its id, where this till knows it), `sold_on` and
    `entry_hash` (its first bytes in hex) name the sale. `total` is the sum of the lines and
    `rounding`, and of the payments, all below zero; `rounding` may be above. Of what is
    `unsellable` nothing was put back into stock; where only some is, its lines say so.
    `told` is a digest of what the receipt of another register told.
    """

    id: str
    number: str
    sale_id: str
    receipt_number: str
    register: str
    sold_on: date
    entry_hash: str
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
    unsellable: bool | UnsetType = UNSET
    told: str | UnsetType = UNSET


def value_of(original: Original, earlier: Earlier, returned: Return) -> int:
    """What a return is worth before any rounding; raises what `refund` does of its lines."""
    left = left_of(original, earlier)
    return worth(left, _lines(original, left, returned))


def refund(
    original: Original,
    earlier: Earlier,
    returned: Return,
    occasion: Occasion,
    cash_rounding: CashRounding = NO_ROUNDING,
    by: By | UnsetType = UNSET,
) -> SaleRefunded:
    """Take goods back and pay for them; the occasion is the refund's, with its own number.

    Raises LapakError `sale_voided`, `sale_returned_whole`, `nothing_returned`,
    `line_not_on_receipt`, `more_than_refundable`, `reason_missing` or `text_too_long`.
    """
    if earlier.voided:
        raise LapakError("sale_voided", number=original.receipt_number)
    left = left_of(original, earlier)
    if left.nothing:
        raise LapakError("sale_returned_whole", number=original.receipt_number)
    lines = _lines(original, left, returned)
    unsellable = {line.number for line in lines if returned.unsellable}
    unsellable |= returned.unsellable_lines & {line.number for line in lines}
    paid = pay_back(
        left,
        worth(left, lines),
        cash_rounding,
        in_cash=returned.in_cash,
        exchanged=returned.exchanged,
    )
    return SaleRefunded(
        id=returned.id,
        number=occasion.receipt_number,
        sale_id=original.sale_id,
        receipt_number=original.receipt_number,
        register=original.register,
        sold_on=original.business_date,
        entry_hash=original.entry_hash,
        shift_id=occasion.shift_id,
        cashier=occasion.cashier,
        at=occasion.at,
        zone=occasion.zone,
        business_date=occasion.business_date,
        lines=_sorted_out(lines, unsellable),
        rounding=-paid.total - sum(line.amount for line in lines),
        total=-paid.total,
        payments=paid.payments,
        reason=stated_reason(returned.reason),
        by=by,
        unsellable=len(unsellable) == len(lines) or UNSET,
    )


def _sorted_out(lines: tuple[ReturnedLine, ...], unsellable: set[int]) -> tuple[ReturnedLine, ...]:
    """What cannot be sold goes nowhere; its line says so, unless all of the refund does."""
    told = True if len(unsellable) < len(lines) else UNSET
    return tuple(
        msgspec.structs.replace(line, takes=UNSET, unsellable=told)
        if line.number in unsellable
        else line
        for line in lines
    )


def _lines(original: Original, left: Left, returned: Return) -> tuple[ReturnedLine, ...]:
    if original.lines:
        return come_back(left, returned.quantities)
    if returned.amount < 1:
        raise LapakError("nothing_returned")
    if returned.amount > left.total:
        raise LapakError("more_than_refundable", name=original.receipt_number)
    return (ReturnedLine(0, "", "", "", 0, -returned.amount),)
