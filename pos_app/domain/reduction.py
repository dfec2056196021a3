"""What promotions take off the lines of a cart."""

from collections.abc import Callable, Mapping, Sequence

import msgspec

from pos_app.domain import quantity
from pos_app.domain.discount import Discount
from pos_app.domain.product import Product
from pos_app.domain.promotion import BuyGet, LotPrice, PercentOff, Promotion, QuantityPrice
from pos_app.domain.quantity import ONE
from pos_app.domain.rounding import split


class Item(msgspec.Struct, frozen=True, gc=False):
    """A line as promotions see it. `gross` is what it costs without any."""

    product: Product
    unit_price: int
    qty_milli: int
    gross: int

    @property
    def pieces(self) -> int:
        """How many pieces it counts in an offer by the piece; what is weighed counts none."""
        return 0 if quantity.is_divisible(self.product.unit) else self.qty_milli // ONE


class Reduction(msgspec.Struct, frozen=True, gc=False):
    """What a promotion takes off one line, and the promotion's name."""

    amount: int = 0
    promotion: str = ""


NOTHING = Reduction()


def reductions(items: Sequence[Item], promotions: Sequence[Promotion]) -> list[Reduction]:
    """What each line costs less; a line takes part in one promotion, the best come first.

    Best is what takes most off the whole cart; of equal ones the smallest id, so that the same
    cart always costs the same.
    """
    reduced = [NOTHING] * len(items)
    free = set(range(len(items)))
    offered = [(promotion, _covered(promotion, items)) for promotion in promotions]
    worth = [
        (-sum(_taken_off(promotion, items, places).values()), promotion.id, promotion, places)
        for promotion, places in offered
        if places
    ]
    for negative, _, promotion, places in sorted(worth, key=lambda one: one[:2]):
        if negative == 0:
            break
        taken = _taken_off(promotion, items, [place for place in places if place in free])
        for place, amount in taken.items():
            if amount:
                reduced[place] = Reduction(amount, promotion.name)
                free.discard(place)
    return reduced


def _covered(promotion: Promotion, items: Sequence[Item]) -> list[int]:
    return [place for place, item in enumerate(items) if promotion.scope.covers(item.product)]


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
