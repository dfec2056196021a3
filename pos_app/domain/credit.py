"""What a buyer brings back, and what it is worth for other goods."""

from collections.abc import Mapping

import msgspec

from pos_app.domain.original import Original
from pos_app.domain.payment import CashRounding
from pos_app.domain.returns import Earlier, left_of, pay_back


class Return(msgspec.Struct, frozen=True):
    """What a buyer brings back, as a cashier notes it. `id` is minted when that begins.

    `quantities` are by line of the receipt, in thousandths and above zero; of a receipt without
    lines an `amount` is given back instead. `exchanged` of it stays for other goods. What is
    `unsellable` does not go back into stock: all of it, or `unsellable_lines` by their number.
    """

    id: str
    quantities: Mapping[int, int] = {}
    amount: int = 0
    reason: str = ""
    in_cash: bool = False
    exchanged: int = 0
    unsellable: bool = False
    unsellable_lines: frozenset[int] = frozenset()


class Credit(msgspec.Struct, frozen=True):
    """Goods that are brought back, worth `value`, before other goods are paid with them.

    `earlier` is what had come back of the sale when this was worked out.
    """

    original: Original
    returned: Return
    value: int
    earlier: Earlier

    @property
    def number(self) -> str:
        """The receipt's number."""
        return self.original.receipt_number

    def towards(self, due: int) -> int:
        """How much of it pays for goods; what is over is given back."""
        return min(self.value, due)

    def handed_back(self, due: int, cash_rounding: CashRounding) -> int:
        """What is over, as it is given back: in cash, rounded."""
        exchanged, left = self.towards(due), left_of(self.original, self.earlier)
        back = pay_back(left, self.value, cash_rounding, in_cash=True, exchanged=exchanged)
        return back.total - exchanged
