"""What a buyer sees on the customer display: frozen values, and how a cart becomes one."""

import msgspec

from pos_app.domain.pricing import PricedCart, PricedLine
from pos_app.domain.quantity import format_quantity


class Place(msgspec.Struct, frozen=True):
    """Whose booth this is, and at which expo."""

    booth: str = ""
    expo: str = ""


class Idle(msgspec.Struct, frozen=True):
    """Nothing is being sold: the booth says welcome."""


class Row(msgspec.Struct, frozen=True):
    """A line of the cart as a buyer reads it; `net` is what it costs by itself."""

    name: str
    quantity: str
    unit_price: int
    net: int


class Ringing(msgspec.Struct, frozen=True):
    """A cart being filled. `latest` is the line that was changed last, `saved` all discounts.

    `total` is what is left to pay after goods worth `returned`, `given_back` what they are over.
    """

    rows: tuple[Row, ...]
    latest: Row
    total: int
    saved: int = 0
    returned: int = 0
    given_back: int = 0


class Due(msgspec.Struct, frozen=True):
    """What has to be paid, when there is nothing to scan; `paid` so far by other means."""

    total: int
    paid: int = 0

    @property
    def missing(self) -> int:
        """What is still owed."""
        return max(self.total - self.paid, 0)


class Exchanged(msgspec.Struct, frozen=True):
    """Goods for `total`, and goods worth `returned` that are brought back for them.

    One of the others is 0: what is still owed, and what is given back.
    """

    total: int
    returned: int
    owed: int
    given_back: int


class ScanToPay(msgspec.Struct, frozen=True):
    """A QRIS code to be scanned.

    `code` holds its modules, dark is true, with its quiet zone, as `qr_matrix` gives them.
    `typed` means a code without an amount: the buyer types it.
    """

    amount: int
    code: tuple[tuple[bool, ...], ...]
    merchant: str
    nmid: str = ""
    typed: bool = False


class CashTaken(msgspec.Struct, frozen=True):
    """Cash in the cashier's hand, and what goes back."""

    total: int
    received: int
    change: int


class Thanks(msgspec.Struct, frozen=True):
    """The sale is complete; `change` is what went back, 0 for none."""

    change: int = 0


Display = Idle | Ringing | Due | Exchanged | ScanToPay | CashTaken | Thanks


def cart_display(priced: PricedCart) -> Display:
    """What a buyer sees of a cart; an empty one is no sale."""
    if not priced.lines:
        return Idle()
    rows = tuple(map(_row, priced.lines))
    touched = [
        row for row, line in zip(rows, priced.lines, strict=True) if _is_touched(line, priced)
    ]
    latest = (touched or rows)[-1]
    return Ringing(
        rows, latest, priced.to_pay, priced.discount, priced.brought_back, priced.handed_back
    )


def _is_touched(line: PricedLine, priced: PricedCart) -> bool:
    return line.number == priced.cart.touched


def _row(line: PricedLine) -> Row:
    unit = line.product.unit
    quantity = format_quantity(line.line.qty_milli)
    told = quantity if unit in ("", "pcs") else f"{quantity} {unit}"
    return Row(line.product.name, told, line.line.unit_price, line.net)
