"""What a buyer is about to pay for: a frozen value and the operations that return a new one."""

import msgspec

from pos_app.domain import quantity
from pos_app.domain.credit import Credit
from pos_app.domain.discount import NONE, Discount
from pos_app.domain.errors import LapakError
from pos_app.domain.money import MAX_AMOUNT
from pos_app.domain.product import Product
from pos_app.domain.words import one_line

MAX_LINES = 500
MAX_NOTE = 120


class CartLine(msgspec.Struct, frozen=True):
    """One product in a cart. `number` stays the same while the line lives.

    `agreed` is a price that replaces the product's, with its `reason`; `note` is for the buyer.
    """

    number: int
    product: Product
    qty_milli: int
    discount: Discount = NONE
    note: str = ""
    agreed: int | None = None
    reason: str = ""

    @property
    def unit_price(self) -> int:
        """The price of one unit."""
        return self.product.price if self.agreed is None else self.agreed

    @property
    def gross(self) -> int:
        """The price of the quantity before any discount."""
        return quantity.price_of(self.unit_price, self.qty_milli)


class Cart(msgspec.Struct, frozen=True):
    """Lines in the order they were added. `id` becomes the sale's id when it is completed.

    `touched` is the number of the line that the last operation added or changed; None if empty.
    `discount` is taken off the whole cart, after those of its lines. One of `training` never
    becomes a sale that counts. `credit` are goods that are brought back for these.
    """

    id: str
    lines: tuple[CartLine, ...] = ()
    touched: int | None = None
    discount: Discount = NONE
    training: bool = False
    credit: Credit | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be lost with it."""
        return not self.lines and self.credit is None


def add(cart: Cart, product: Product, qty_milli: int = quantity.ONE) -> Cart:
    """Add a product; one already there at its own price and without a note counts up instead.

    Raises LapakError `cart_full`, `quantity_out_of_range`, `quantity_not_whole` or
    `amount_too_large`.
    """
    quantity.checked(qty_milli, product.unit)
    for line in cart.lines:
        if _is_plain(line) and _sold_as(line) == (product.id, product.unit, product.price):
            return set_quantity(cart, line.number, line.qty_milli + qty_milli)
    return _with_another(cart, CartLine(number=0, product=product, qty_milli=qty_milli))


def set_quantity(cart: Cart, number: int, qty_milli: int) -> Cart:
    """Set a line's quantity; raises LapakError as `add` does."""
    line = line_of(cart, number)
    qty_milli = quantity.checked(qty_milli, line.product.unit)
    return _replaced(cart, msgspec.structs.replace(line, qty_milli=qty_milli))


def step_quantity(cart: Cart, number: int, steps: int) -> Cart:
    """Count a line up or down by whole units; down to nothing removes it."""
    qty_milli = line_of(cart, number).qty_milli + steps * quantity.ONE
    return set_quantity(cart, number, qty_milli) if qty_milli > 0 else remove(cart, number)


def set_discount(cart: Cart, number: int, discount: Discount) -> Cart:
    """Take something off a line; raises LapakError `discount_out_of_range` beyond its price.

    When its quantity shrinks afterwards, it costs nothing at least.
    """
    line = line_of(cart, number)
    if not discount.fits(line.gross):
        raise LapakError("discount_out_of_range", name=line.product.name)
    return _replaced(cart, msgspec.structs.replace(line, discount=discount))


def set_price(cart: Cart, number: int, agreed: int | None, reason: str = "") -> Cart:
    """Agree on a price for one unit of a line, 0 for a gift; None is the product's own again.

    Raises LapakError `price_out_of_range`, `reason_missing` or `text_too_long`.
    """
    line = line_of(cart, number)
    if agreed is None:
        return _replaced(cart, msgspec.structs.replace(line, agreed=None, reason=""))
    if not 0 <= agreed <= MAX_AMOUNT:
        raise LapakError("price_out_of_range", name=line.product.name)
    why = _worded(reason)
    if not why:
        raise LapakError("reason_missing")
    return _replaced(cart, msgspec.structs.replace(line, agreed=agreed, reason=why))


def set_note(cart: Cart, number: int, note: str) -> Cart:
    """Note something on a line, for its receipt; raises LapakError `text_too_long`."""
    line = line_of(cart, number)
    return _replaced(cart, msgspec.structs.replace(line, note=_worded(note)))


def set_cart_discount(cart: Cart, discount: Discount) -> Cart:
    """Take something off the whole cart; raises LapakError `cart_discount_out_of_range`.

    When lines go afterwards, the cart costs nothing at least.
    """
    if not discount.fits(sum(line.gross for line in cart.lines)):
        raise LapakError("cart_discount_out_of_range")
    return msgspec.structs.replace(cart, discount=discount)


def set_credit(cart: Cart, credit: Credit | None) -> Cart:
    """Let goods that are brought back go towards a cart; None takes them out of it again.

    Raises LapakError `exchange_begun` where other goods do, `exchange_in_training` in practice.
    """
    if cart.training and credit is not None:
        raise LapakError("exchange_in_training")
    _check_one_credit(cart.credit, credit)
    return msgspec.structs.replace(cart, credit=credit)


def touch(cart: Cart, number: int) -> Cart:
    """Choose the line that is worked on next; raises LapakError `line_not_in_cart`."""
    return msgspec.structs.replace(cart, touched=line_of(cart, number).number)


def remove(cart: Cart, number: int) -> Cart:
    """Take a line out; the last one left is touched then. An empty cart has no discount."""
    line_of(cart, number)
    kept = tuple(line for line in cart.lines if line.number != number)
    if not kept:
        return Cart(id=cart.id, training=cart.training, credit=cart.credit)
    return _with_lines(cart, kept, kept[-1].number)


def merge(cart: Cart, other: Cart) -> Cart:
    """Put another cart's lines into this one, which keeps its id and its own discount.

    A line whose product stands here at its own price counts up, unless something special was
    agreed on either: discounts, prices and notes stay with what they were given for. Raises
    LapakError as `add` does, and `exchange_begun` where goods are brought back for both.
    """
    _check_one_credit(cart.credit, other.credit)
    for line in other.lines:
        same = next((one for one in cart.lines if _is_joined(one, line)), None)
        if same is None:
            cart = _with_another(cart, line)
        else:
            cart = set_quantity(cart, same.number, same.qty_milli + line.qty_milli)
    return msgspec.structs.replace(cart, credit=cart.credit or other.credit)


def lost_discount(cart: Cart, other: Cart) -> Discount:
    """What `merge` drops of the other cart's discount: all of it, but for the same percentage."""
    same = other.discount.basis_points > 0 and other.discount == cart.discount
    return NONE if same else other.discount


def quantities(cart: Cart) -> dict[str, int]:
    """How much of each product there is, in thousandths, by its id and that of its tile."""
    sums: dict[str, int] = {}
    for line in cart.lines:
        for shown in filter(None, (line.product.id, line.product.variant_of)):
            sums[shown] = sums.get(shown, 0) + line.qty_milli
    return sums


def line_of(cart: Cart, number: int) -> CartLine:
    """The line with that number; raises LapakError `line_not_in_cart`."""
    for line in cart.lines:
        if line.number == number:
            return line
    raise LapakError("line_not_in_cart", number=number)


def _check_one_credit(credit: Credit | None, other: Credit | None) -> None:
    if credit is not None and other is not None and credit.returned.id != other.returned.id:
        raise LapakError("exchange_begun", number=credit.number)


def _with_another(cart: Cart, line: CartLine) -> Cart:
    """A cart with one more line, whose number is the next."""
    if len(cart.lines) >= MAX_LINES:
        raise LapakError("cart_full", limit=MAX_LINES)
    number = max((line.number for line in cart.lines), default=0) + 1
    return _with_lines(cart, (*cart.lines, msgspec.structs.replace(line, number=number)), number)


def _replaced(cart: Cart, changed: CartLine) -> Cart:
    lines = tuple(changed if line.number == changed.number else line for line in cart.lines)
    return _with_lines(cart, lines, changed.number)


def _with_lines(cart: Cart, lines: tuple[CartLine, ...], touched: int) -> Cart:
    subtotal = sum(line.gross for line in lines)
    if subtotal > MAX_AMOUNT:
        raise LapakError("amount_too_large", text=str(subtotal))
    return msgspec.structs.replace(cart, lines=lines, touched=touched)


def _is_plain(line: CartLine) -> bool:
    return line.agreed is None and not line.note


def _is_joined(line: CartLine, other: CartLine) -> bool:
    if not all(_is_plain(one) and one.discount == NONE for one in (line, other)):
        return False
    return _sold_as(line) == _sold_as(other)


def _sold_as(line: CartLine) -> tuple[str, str, int]:
    """What lines must share to count up; a product's unit may have changed since it was added."""
    return line.product.id, line.product.unit, line.unit_price


def _worded(text: str) -> str:
    words = one_line(text)
    if len(words) > MAX_NOTE:
        raise LapakError("text_too_long", limit=MAX_NOTE)
    return words
