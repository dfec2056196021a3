"""Promotions that apply themselves: what they are about, when they hold, what they take off."""

from datetime import date, datetime

import msgspec

from pos_app.domain.errors import LapakError
from pos_app.domain.money import MAX_AMOUNT
from pos_app.domain.product import Product
from pos_app.domain.quantity import ONE
from pos_app.domain.words import one_line

MAX_PROMOTION_NAME = 40
MAX_PIECES = 1_000
_DAY_MINUTES = 24 * 60


class Scope(msgspec.Struct, frozen=True):
    """What a promotion is about: these products, categories and brands; empty is everything."""

    products: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()

    def covers(self, product: Product) -> bool:
        """Whether a product belongs to it."""
        if not (self.products or self.categories or self.brands):
            return True
        return (
            product.id in self.products
            or (product.variant_of != "" and product.variant_of in self.products)
            or (product.category != "" and product.category in self.categories)
            or (product.brand != "" and product.brand in self.brands)
        )


class Hours(msgspec.Struct, frozen=True):
    """When a promotion holds: dates (the last included), weekdays (0 is Monday), minutes of a day.

    What is None or empty sets no bound. Hours over midnight belong to the day they begin on.
    """

    first: date | None = None
    last: date | None = None
    weekdays: tuple[int, ...] = ()
    from_minute: int = 0
    to_minute: int = _DAY_MINUTES

    def hold(self, local: datetime) -> bool:
        """Whether a moment of the booth's own clock falls into them."""
        minute, day = local.hour * 60 + local.minute, local.date()
        if self.from_minute < self.to_minute:
            return self.from_minute <= minute < self.to_minute and self._of(day)
        if minute >= self.from_minute:
            return self._of(day)
        return minute < self.to_minute and self._of(date.fromordinal(day.toordinal() - 1))

    def _of(self, day: date) -> bool:
        return (
            (self.first is None or self.first <= day)
            and (self.last is None or day <= self.last)
            and (not self.weekdays or day.weekday() in self.weekdays)
        )


class PercentOff(msgspec.Struct, frozen=True, tag="percent_off"):
    """So many basis points off each of them."""

    basis_points: int


class QuantityPrice(msgspec.Struct, frozen=True, tag="quantity_price"):
    """From a quantity on (thousandths, all of them together) a unit costs this: `(from, price)`."""

    steps: tuple[tuple[int, int], ...]


class LotPrice(msgspec.Struct, frozen=True, tag="lot_price"):
    """Every so many `pieces` cost `price` together, the dearest first: three for Rp100.000."""

    pieces: int
    price: int


class BuyGet(msgspec.Struct, frozen=True, tag="buy_get"):
    """Of every `buy + get` pieces the `get` cheapest cost so many basis points less."""

    buy: int
    get: int
    basis_points: int = 10_000


Offer = PercentOff | QuantityPrice | LotPrice | BuyGet


class Promotion(msgspec.Struct, frozen=True):
    """An offer with the name that stands on the line, what it is about and when it holds."""

    id: str
    name: str
    offer: Offer
    scope: Scope = Scope()
    hours: Hours = Hours()
    active: bool = True


class PromotionChanged(msgspec.Struct, frozen=True):
    """Body of `promotion.changed`: a promotion as it is from now on; one that ended is inactive."""

    promotion: Promotion


def checked(promotion: Promotion) -> Promotion:
    """Return a promotion that can apply.

    Raises LapakError `promotion_name_missing`, `promotion_name_too_long`, `promotion_hours_empty`,
    `rate_out_of_range`, `promotion_pieces_out_of_range` or `promotion_price_out_of_range`.
    """
    name = one_line(promotion.name)
    if not name:
        raise LapakError("promotion_name_missing")
    if len(name) > MAX_PROMOTION_NAME:
        raise LapakError("promotion_name_too_long", limit=MAX_PROMOTION_NAME)
    hours = promotion.hours
    if hours.from_minute == hours.to_minute or (
        hours.first is not None and hours.last is not None and hours.first > hours.last
    ):
        raise LapakError("promotion_hours_empty")
    match promotion.offer:
        case PercentOff(basis_points):
            _check_rate(basis_points)
        case QuantityPrice(steps):
            _check_pieces(
                bool(steps), *(qty_milli for qty_milli, _ in steps), most=MAX_PIECES * ONE
            )
            _check_prices(*(price for _, price in steps))
        case LotPrice(pieces, price):
            _check_pieces(pieces > 1, pieces)
            _check_prices(price)
        case BuyGet(buy, get, basis_points):
            _check_pieces(True, buy, get)
            _check_rate(basis_points)
    return msgspec.structs.replace(promotion, name=name)


def _check_rate(basis_points: int) -> None:
    if not 0 < basis_points <= 10_000:
        raise LapakError("rate_out_of_range")


def _check_pieces(enough: bool, *numbers: int, most: int = MAX_PIECES) -> None:  # noqa: FBT001 read at the calls above
    if not enough or any(not 0 < number <= most for number in numbers):
        raise LapakError("promotion_pieces_out_of_range", limit=MAX_PIECES)


def _check_prices(*prices: int) -> None:
    if any(not 0 <= price <= MAX_AMOUNT for price in prices):
        raise LapakError("promotion_price_out_of_range")
