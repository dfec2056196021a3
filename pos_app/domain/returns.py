"""What may come back of a sale, and what is given for it: to the rupiah, however it is divided.

Everything that a void or a refund says is signed as what it does to the takings: its amounts and
quantities are below zero, so that they add up with those of sales.
"""

from collections.abc import Mapping
from enum import StrEnum

import msgspec
from msgspec import UNSET, UnsetType

from pos_app.domain.errors import LapakError
from pos_app.domain.original import BoughtLine, Original, Payment
from pos_app.domain.payment import NO_ROUNDING, CashRounding
from pos_app.domain.quantity import checked
from pos_app.domain.rounding import Rounding, divide
from pos_app.domain.stock import Taken
from pos_app.domain.tender import Method


class SaleState(StrEnum):
    """What became of a sale since."""

    COMPLETED = "completed"
    VOIDED = "voided"
    PARTLY_REFUNDED = "partly_refunded"
    REFUNDED = "refunded"


class ReturnKind(StrEnum):
    """The two ways in which a sale is taken back."""

    VOID = "void"
    REFUND = "refund"


class ReturnedLine(msgspec.Struct, frozen=True):
    """What came back of the receipt's line `number`; `qty_milli` and `amount` are below zero.

    `tax` and `tax_included` are parts of `amount`, `takes` is what goes back into stock: nothing
    where `unsellable`. Number 0 is an amount that is of no line.
    """

    number: int
    product_id: str
    name: str
    unit: str
    qty_milli: int
    amount: int
    tax: int | UnsetType = UNSET
    tax_included: int | UnsetType = UNSET
    category: str = ""
    brand: str = ""
    takes: tuple[Taken, ...] | UnsetType = UNSET
    unsellable: bool | UnsetType = UNSET


class Earlier(msgspec.Struct, frozen=True):
    """What was given back of a sale so far, by line and by method; nothing in it is negative."""

    quantities: Mapping[int, int] = {}
    methods: Mapping[Method, int] = {}
    total: int = 0
    refunds: int = 0
    voided: bool = False


NOTHING_YET = Earlier()


class LeftLine(msgspec.Struct, frozen=True):
    """How much of a line can still come back, and what is given for all of that."""

    line: BoughtLine
    qty_milli: int
    amount: int


class Left(msgspec.Struct, frozen=True):
    """What can still come back of a sale: its lines, in all, and by each method paid with.

    Goods that were brought in exchange were paid for once: they count as cash.
    """

    lines: tuple[LeftLine, ...]
    total: int
    methods: Mapping[Method, int]

    @property
    def nothing(self) -> bool:
        """Whether all has come back: a rest that rounding left is nothing to come back."""
        if self.lines:
            return not any(line.qty_milli for line in self.lines)
        return not self.total


class PaidBack(msgspec.Struct, frozen=True):
    """How money is given back; `amounts` are above zero, and so is their sum."""

    amounts: Mapping[Method, int]

    @property
    def total(self) -> int:
        """What the buyer gets."""
        return sum(self.amounts.values())

    @property
    def payments(self) -> tuple[Payment, ...]:
        """As an entry says it: what leaves the till is below zero."""
        return tuple(Payment(method, -amount) for method, amount in self.amounts.items() if amount)


def left_of(original: Original, earlier: Earlier) -> Left:
    """What can still come back; nothing of a sale that was voided."""
    if earlier.voided:
        return Left((), 0, {})
    methods: dict[Method, int] = {}
    for payment in original.payments:
        method = _paid_as(payment.method)
        methods[method] = methods.get(method, 0) + payment.amount
    for given, amount in earlier.methods.items():
        method = _paid_as(given)
        methods[method] = max(methods.get(method, 0) - amount, 0)
    return Left(
        lines=tuple(_left(line, earlier.quantities.get(line.number, 0)) for line in original.lines),
        total=max(original.total - earlier.total, 0),
        methods=methods,
    )


def is_too_much(original: Original, earlier: Earlier) -> bool:
    """Whether more came back of a sale than was sold, as registers that did not meet may do."""
    if earlier.voided and earlier.refunds:
        return True
    bought = {line.number: line.qty_milli for line in original.lines}
    more = any(qty > bought.get(number, 0) for number, qty in earlier.quantities.items())
    return more or earlier.total > original.total


def portion(whole: int, of_milli: int, before_milli: int, now_milli: int) -> int:
    """What `now` of a quantity is worth after `before` of it came back.

    However a quantity is divided, all its portions add up to `whole`.
    """
    return _share(whole, before_milli + now_milli, of_milli) - _share(whole, before_milli, of_milli)


def come_back(left: Left, wanted: Mapping[int, int]) -> tuple[ReturnedLine, ...]:
    """Lines of a receipt that come back, by number: how much of each, above zero.

    Raises LapakError `nothing_returned`, `line_not_on_receipt`, `more_than_refundable` or what
    `quantity.checked` raises.
    """
    if not wanted:
        raise LapakError("nothing_returned")
    known = {one.line.number: one for one in left.lines}
    return tuple(_come_back(known.get(number), qty) for number, qty in sorted(wanted.items()))


def whole_line(line: BoughtLine) -> ReturnedLine:
    """A line that comes back whole."""
    return _returned(line, 0, line.qty_milli)


def worth(left: Left, lines: tuple[ReturnedLine, ...]) -> int:
    """What is due for lines that come back, above zero, before any rounding.

    With the last of them it is whatever is left of what was paid, so that the rows between the
    lines and the total, such as rounding, come back too.
    """
    back = {line.number: -line.qty_milli for line in lines}
    if left.lines and all(one.qty_milli == back.get(one.line.number, 0) for one in left.lines):
        return left.total
    return min(-sum(line.amount for line in lines), left.total)


def pay_back(
    left: Left,
    due: int,
    cash_rounding: CashRounding = NO_ROUNDING,
    *,
    in_cash: bool = False,
    exchanged: int = 0,
) -> PaidBack:
    """Share out what is due: `exchanged` stays for other goods, the rest as it was paid.

    Cash comes first, for what was paid in cash; `in_cash` is all of it in cash. Only cash is
    rounded, unless it is just what was paid in cash, and never to more than was paid.
    Raises LapakError `exchanged_too_much`.
    """
    rest = due - exchanged
    if not 0 <= exchanged <= due:
        raise LapakError("exchanged_too_much")
    others = {**left.methods}
    others.pop(Method.CASH, None)
    cash = rest if in_cash else _cash_part(left, rest, sum(others.values()), cash_rounding)
    amounts = {Method.EXCHANGE: exchanged} if exchanged else {}
    amounts |= _spread(rest - cash, others)
    most = left.total - sum(amounts.values())
    amounts[Method.CASH] = _in_coins(cash, left, most, cash_rounding)
    return PaidBack({method: amount for method, amount in amounts.items() if amount})


def _paid_as(method: Method) -> Method:
    return Method.CASH if method is Method.EXCHANGE else method


def _left(line: BoughtLine, before_milli: int) -> LeftLine:
    qty_milli = max(line.qty_milli - before_milli, 0)
    return LeftLine(line, qty_milli, portion(line.paid, line.qty_milli, before_milli, qty_milli))


def _come_back(left: LeftLine | None, qty_milli: int) -> ReturnedLine:
    if left is None:
        raise LapakError("line_not_on_receipt")
    line = left.line
    if checked(qty_milli, line.unit) > left.qty_milli:
        raise LapakError("more_than_refundable", name=line.name)
    return _returned(line, line.qty_milli - left.qty_milli, qty_milli)


def _returned(line: BoughtLine, before_milli: int, qty_milli: int) -> ReturnedLine:
    def share(whole: int) -> int:
        return portion(whole, line.qty_milli, before_milli, qty_milli)

    return ReturnedLine(
        number=line.number,
        product_id=line.product_id,
        name=line.name,
        unit=line.unit,
        qty_milli=-qty_milli,
        amount=-share(line.paid),
        tax=-share(line.tax) or UNSET,
        tax_included=-share(line.tax_included) or UNSET,
        category=line.category,
        brand=line.brand,
        takes=tuple(Taken(one.product_id, -share(one.qty_milli)) for one in line.takes) or UNSET,
    )


def _share(whole: int, part: int, of: int) -> int:
    return divide(whole * part, of, Rounding.HALF_UP)


def _cash_part(left: Left, rest: int, others: int, cash_rounding: CashRounding) -> int:
    """What goes back in cash: as much as was paid so, and what no other method can take."""
    cash = left.methods.get(Method.CASH, 0)
    if cash and cash_rounding.of(rest) <= cash and rest < cash + others:
        return rest
    return max(cash, rest - others)


def _spread(amount: int, methods: Mapping[Method, int]) -> dict[Method, int]:
    spread = {}
    for method, most in methods.items():
        spread[method] = min(amount, most)
        amount -= spread[method]
    return spread


def _in_coins(cash: int, left: Left, most: int, cash_rounding: CashRounding) -> int:
    if cash == left.methods.get(Method.CASH, 0):
        return cash
    rounded = cash_rounding.of(cash)
    if rounded <= most:
        return rounded
    return CashRounding(cash_rounding.step, Rounding.DOWN).of(most)
