"""What promotions take off the lines of a cart."""

from collections.abc import Callable, Mapping, Sequence

import msgspec

from pos_app.domain import quantity
from pos_app.domain.discount import Discount
from pos_app.domain.product import Product
from pos_app.domain.promotion import BuyGet, LotPrice, PercentOff, Promotion, QuantityPrice, Scope
from pos_app.domain.quantity import ONE
from pos_app.domain.rounding import split


class Item(msgspec.Struct, frozen=True, gc=False):
    """A line as promotions see it. `gross` is what it costs without any.

    `pieces` is what it counts in an offer by the piece; what is weighed counts none.
    """

    product: Product
    unit_price: int
    qty_milli: int
    gross: int
    pieces: int


class Reduction(msgspec.Struct, frozen=True, gc=False):
    """What a promotion takes off one line, and the promotion's name."""

    amount: int = 0
    promotion: str = ""


NOTHING = Reduction()


def item_of(product: Product, unit_price: int, qty_milli: int, gross: int) -> Item:
    """A line as promotions see it."""
    pieces = 0 if quantity.is_divisible(product.unit) else qty_milli // ONE
    return Item(product, unit_price, qty_milli, gross, pieces)


def reductions(items: Sequence[Item], promotions: Sequence[Promotion]) -> list[Reduction]:
    """What each line costs less; a line takes part in one promotion, the best come first.

    Best is what takes most off the whole cart; of equal ones the smallest id, so that the same
    cart always costs the same.
    """
    reduced = [NOTHING] * len(items)
    free = set(range(len(items)))
    offered = [(promotion, _covered(promotion.scope, items)) for promotion in promotions]
    worth = [
        (-sum(taken.values()), promotion.id, promotion, places, taken)
        for promotion, places in offered
        if places and (taken := _taken_off(promotion, items, places))
    ]
    for negative, _, promotion, places, alone in sorted(worth, key=lambda one: one[:2]):
        if negative == 0:
            break
        left = [place for place in places if place in free]
        taken = alone if len(left) == len(places) else _taken_off(promotion, items, left)
        for place, amount in taken.items():
            if amount:
                reduced[place] = Reduction(amount, promotion.name)
                free.discard(place)
    return reduced


def _covered(scope: Scope, items: Sequence[Item]) -> list[int]:
    """The places of the lines that a scope covers."""
    return [place for place, item in enumerate(items) if scope.covers(item.product)]


def _taken_off(
    promotion: Promotion, items: Sequence[Item], places: Sequence[int]
) -> Mapping[int, int]:
    """What a promotion takes off lines by their place; never more than they cost."""
    covered = {place: items[place] for place in places}
    match promotion.offer:
        case PercentOff(basis_points):
            off = Discount(basis_points=basis_points)
            return {place: off.of(item.gross) for place, item in covered.items()}
        case QuantityPrice(steps):
            return _by_quantity(covered, steps)
        case LotPrice(pieces, price):
            return _by_lot(covered, pieces, price)
        case BuyGet(buy, get, basis_points):
            return _by_gift(covered, buy, get, Discount(basis_points=basis_points))


def _by_quantity(
    covered: Mapping[int, Item], steps: Sequence[tuple[int, int]]
) -> Mapping[int, int]:
    whole = sum(item.qty_milli for item in covered.values())
    reached = [(qty_milli, price) for qty_milli, price in steps if qty_milli <= whole]
    if not reached:
        return {}
    price = max(reached)[1]
    return {
        place: max(item.gross - quantity.price_of(price, item.qty_milli), 0)
        for place, item in covered.items()
    }


def _by_lot(covered: Mapping[int, Item], pieces: int, price: int) -> Mapping[int, int]:
    lots = sum(item.pieces for item in covered.values()) // pieces
    if not lots:
        return {}
    counted = _counted_out(covered, lots * pieces, key=lambda item: -item.unit_price)
    worth = [covered[place].unit_price * number for place, number in counted.items()]
    off = sum(worth) - lots * price
    return dict(zip(counted, split(off, worth), strict=True)) if off > 0 else {}


def _by_gift(covered: Mapping[int, Item], buy: int, get: int, off: Discount) -> Mapping[int, int]:
    gifts = sum(item.pieces for item in covered.values()) // (buy + get) * get
    counted = _counted_out(covered, gifts, key=lambda item: item.unit_price)
    return {place: off.of(covered[place].unit_price * number) for place, number in counted.items()}


def _counted_out(
    covered: Mapping[int, Item], number: int, key: Callable[[Item], int]
) -> dict[int, int]:
    """So many pieces, counted out of the lines in an order: how many of each line."""
    counted = {}
    for place in sorted(covered, key=lambda place: (key(covered[place]), place)):
        here = min(covered[place].pieces, number)
        if here:
            counted[place] = here
            number -= here
    return counted
