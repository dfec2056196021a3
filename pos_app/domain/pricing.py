"""What a cart costs: each step of the way from its prices to what is due, in one place.

A cart says what somebody wants; a priced cart says what that comes to, under the terms that hold
at that moment. It is worked out anew after every change, and the sale is made of exactly what was
on the screen.

The way: gross (price times quantity) - promotion - the line's own discount on what that leaves -
its share of the whole cart's discount = total of the line; + service charge + taxes = due. So no
discount ever makes a cart dearer: none takes a promotion away, from its line or from another.
What is paid in cash is rounded when it is paid.
"""

from collections.abc import Sequence

import msgspec

from pos_app.domain.cart import Cart, CartLine
from pos_app.domain.product import Product
from pos_app.domain.promotion import Promotion
from pos_app.domain.reduction import NOTHING, Item, Reduction, item_of, reductions
from pos_app.domain.rules import NO_RULES, Rules, TaxRow, spread


class Terms(msgspec.Struct, frozen=True):
    """What holds at a moment: the day's rules, and the promotions of this hour."""

    rules: Rules = NO_RULES
    promotions: tuple[Promotion, ...] = ()


class PricedLine(msgspec.Struct, frozen=True, gc=False):
    """A line and what it comes to. No amount is negative.

    `promoted` is what a promotion takes off, `discount` what the cashier does; `shared` is its part
    of the whole cart's discount. `service`, `tax` are its parts of what is added to the sale,
    `tax_included` of what lies in its total.
    """

    line: CartLine
    gross: int
    reduction: Reduction
    discount: int
    shared: int
    service: int = 0
    tax: int = 0
    tax_included: int = 0

    @property
    def number(self) -> int:
        """Which line of the cart this is."""
        return self.line.number

    @property
    def product(self) -> Product:
        """What is sold."""
        return self.line.product

    @property
    def net(self) -> int:
        """What this line costs by itself, before the whole cart's discount."""
        return self.gross - self.reduction.amount - self.discount

    @property
    def total(self) -> int:
        """What this line adds to the sale before service and taxes."""
        return self.net - self.shared


class PricedCart(msgspec.Struct, frozen=True):
    """A cart's lines in order and their sums: `total = subtotal - discount + service + tax`.

    `discount` is all that was taken off; `tax_included` lies in the total. `rules` are those it was
    priced under: they also say how cash is rounded.
    """

    cart: Cart
    lines: tuple[PricedLine, ...]
    subtotal: int
    discount: int
    service: int
    taxes: tuple[TaxRow, ...]
    rules: Rules

    @property
    def tax(self) -> int:
        """The taxes that are added."""
        return sum(row.amount for row in self.taxes if not row.included)

    @property
    def tax_included(self) -> int:
        """The taxes that lie in the prices."""
        return sum(row.amount for row in self.taxes if row.included)

    @property
    def total(self) -> int:
        """The amount due, before cash is rounded."""
        return self.subtotal - self.discount + self.service + self.tax

    @property
    def brought_back(self) -> int:
        """What goods that are brought back are worth, be it more than all of this."""
        return 0 if self.cart.credit is None else self.cart.credit.value

    @property
    def to_pay(self) -> int:
        """What is left to be paid with money, before cash is rounded."""
        credit = self.cart.credit
        return self.total if credit is None else self.total - credit.towards(self.total)

    @property
    def handed_back(self) -> int:
        """What those goods are worth beyond the total, as it is given back in cash."""
        credit = self.cart.credit
        return 0 if credit is None else credit.handed_back(self.total, self.rules.cash_rounding)


PLAIN = Terms()


def price(cart: Cart, terms: Terms = PLAIN) -> PricedCart:
    """Work out what a cart comes to."""
    gross = [line.gross for line in cart.lines]
    reduced = _reduced(cart.lines, gross, terms.promotions)
    before = [whole - one.amount for whole, one in zip(gross, reduced, strict=True)]
    own = [line.discount.of(left) for line, left in zip(cart.lines, before, strict=True)]
    left = [whole - off for whole, off in zip(before, own, strict=True)]
    shared = spread(cart.discount.of(sum(left)), left)
    totals = [whole - off for whole, off in zip(left, shared, strict=True)]
    service, taxes = _added(sum(totals), terms.rules)
    added = sum(row.amount for row in taxes if not row.included)
    included = sum(row.amount for row in taxes if row.included)
    shares = (spread(service, totals), spread(added, totals), spread(included, totals))
    return PricedCart(
        cart=cart,
        lines=tuple(map(PricedLine, cart.lines, gross, reduced, own, shared, *shares)),
        subtotal=sum(gross),
        discount=sum(gross) - sum(totals),
        service=service,
        taxes=taxes,
        rules=terms.rules,
    )


def _reduced(
    lines: Sequence[CartLine], gross: Sequence[int], promotions: Sequence[Promotion]
) -> list[Reduction]:
    """What promotions take off; a line whose price somebody set takes part in none."""
    reduced = [NOTHING] * len(lines)
    if promotions:
        places = [place for place, line in enumerate(lines) if line.agreed is None]
        items = [_item(lines[place], gross[place]) for place in places]
        for place, reduction in zip(places, reductions(items, promotions), strict=True):
            reduced[place] = reduction
    return reduced


def _item(line: CartLine, gross: int) -> Item:
    return item_of(line.product, line.unit_price, line.qty_milli, gross)


def _added(base: int, rules: Rules) -> tuple[int, tuple[TaxRow, ...]]:
    """The service charge and the taxes on what the lines come to."""
    service = rules.service(base) if base else 0
    taxed = base + service if rules.service_taxed else base
    rows = tuple(
        TaxRow(tax.name, tax.basis_points, tax.included, taxed, tax.of(taxed))
        for tax in rules.taxes
    )
    return service, rows
