"""What a buyer is about to pay for: a frozen value and the operations that return a new one."""

import msgspec

from pos_app.domain import quantity
from pos_app.domain.errors import LapakError
from pos_app.domain.money import MAX_AMOUNT
from pos_app.domain.product import Product

MAX_LINES = 500


class CartLine(msgspec.Struct, frozen=True):
    """One product in a cart. `number` stays the same while the line lives."""

    number: int
    product: Product
    qty_milli: int
    discount: int = 0
    note: str = ""

    @property
    def gross(self) -> int:
        """Price of the quantity before discount."""
        return quantity.price_of(self.product.price, self.qty_milli)

    @property
    def total(self) -> int:
        """What this line adds to the sale; never below zero."""
        return self.gross - self.discount


class Cart(msgspec.Struct, frozen=True):
    """Lines in the order they were added. `id` becomes the sale's id when it is completed.

    `touched` is the number of the line that the last operation added or changed; None if empty.
    """

    id: str
    lines: tuple[CartLine, ...] = ()
    touched: int | None = None

    @property
    def subtotal(self) -> int:
        """Sum of the lines before discounts."""
        return sum(line.gross for line in self.lines)

    @property
    def discount(self) -> int:
        """Sum of the lines' discounts, not negative."""
        return sum(line.discount for line in self.lines)

    @property
    def total(self) -> int:
        """The amount due before cash rounding."""
        return self.subtotal - self.discount


def add(cart: Cart, product: Product, qty_milli: int = quantity.ONE) -> Cart:
    """Add a product; one already there at the same price without a note counts up instead.

    Raises LapakError `cart_full`, `quantity_out_of_range`, `quantity_not_whole` or
    `amount_too_large`.
    """
    quantity.checked(qty_milli, product.unit)
    for line in cart.lines:
        if line.product.id == product.id and line.product.price == product.price and not line.note:
            return set_quantity(cart, line.number, line.qty_milli + qty_milli)
    if len(cart.lines) >= MAX_LINES:
        raise LapakError("cart_full", limit=MAX_LINES)
    number = max((line.number for line in cart.lines), default=0) + 1
    line = CartLine(number=number, product=product, qty_milli=qty_milli)
    return _with_lines(cart, (*cart.lines, line), number)


def set_quantity(cart: Cart, number: int, qty_milli: int) -> Cart:
    """Set a line's quantity; its discount shrinks with it so that it never exceeds the line."""
    line = line_of(cart, number)
    qty_milli = quantity.checked(qty_milli, line.product.unit)
    changed = msgspec.structs.replace(line, qty_milli=qty_milli)
    changed = msgspec.structs.replace(changed, discount=min(line.discount, changed.gross))
    return _replaced(cart, changed)


def step_quantity(cart: Cart, number: int, steps: int) -> Cart:
    """Count a line up or down by whole units; down to nothing removes it."""
    qty_milli = line_of(cart, number).qty_milli + steps * quantity.ONE
    return set_quantity(cart, number, qty_milli) if qty_milli > 0 else remove(cart, number)


def set_discount(cart: Cart, number: int, discount: int) -> Cart:
    """Take an amount off a line; raises LapakError `discount_out_of_range` beyond its price."""
    line = line_of(cart, number)
    if not 0 <= discount <= line.gross:
        raise LapakError("discount_out_of_range", name=line.product.name)
    return _replaced(cart, msgspec.structs.replace(line, discount=discount))


def remove(cart: Cart, number: int) -> Cart:
    """Take a line out; the last one left is touched then."""
    line_of(cart, number)
    kept = tuple(line for line in cart.lines if line.number != number)
    return _with_lines(cart, kept, kept[-1].number if kept else None)


def line_of(cart: Cart, number: int) -> CartLine:
    """The line with that number; raises LapakError `line_not_in_cart`."""
    for line in cart.lines:
        if line.number == number:
            return line
    raise LapakError("line_not_in_cart", number=number)


def _replaced(cart: Cart, changed: CartLine) -> Cart:
    lines = tuple(changed if line.number == changed.number else line for line in cart.lines)
    return _with_lines(cart, lines, changed.number)


def _with_lines(cart: Cart, lines: tuple[CartLine, ...], touched: int | None) -> Cart:
    changed = Cart(id=cart.id, lines=lines, touched=touched)
    if changed.subtotal > MAX_AMOUNT:
        raise LapakError("amount_too_large", text=str(changed.subtotal))
    return changed
