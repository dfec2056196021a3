"""Whether a cart wants more than there is, by what the shelf told last; no question is asked."""

from collections.abc import Iterable

import msgspec

from pos_app.domain.cart import Cart, line_of
from pos_app.domain.errors import LapakError
from pos_app.domain.product import Product
from pos_app.domain.quantity import format_quantity
from pos_app.domain.shelf import InStock, OnShelf
from pos_app.domain.stock import shortage, sums, taken_by
from pos_app.settings import SettingsFile

REFUSE, WARN = "refuse", "warn"


class Short(msgspec.Struct, frozen=True):
    """A product that a cart wants more of than is left, in thousandths."""

    name: str
    left_milli: int
    wanted_milli: int


class StockWatch:
    """Remembers the stock of what was looked up; how strict it is follows the settings."""

    def __init__(self, settings_file: SettingsFile) -> None:
        self._settings_file = settings_file
        self._known: dict[str, InStock] = {}

    def remember(self, products: Iterable[Product]) -> None:
        """Learn what is left of products that were just read."""
        for product in products:
            if isinstance(product, OnShelf):
                self._known.update((one.product_id, one) for one in product.stock)

    def allowed(self, before: Cart, after: Cart) -> Cart:
        """The cart after; raises LapakError `stock_short` where the settings refuse that."""
        if self._settings_file.settings.below_zero == REFUSE:
            short = self._short(before, after)
            if short is not None:
                raise LapakError(
                    "stock_short",
                    name=short.name,
                    left=format_quantity(max(short.left_milli, 0)),
                    wanted=format_quantity(short.wanted_milli),
                )
        return after

    def asked_at_payment(self, cart: Cart) -> frozenset[str]:
        """The products whose stock is read again before a cart is paid, by their ids.

        None unless the settings refuse: a held cart may have waited while others were sold.
        """
        strict = self._settings_file.settings.below_zero == REFUSE
        return frozenset(_taken(cart)) if strict and not cart.training else frozenset()

    def check(self, cart: Cart, products: Iterable[Product]) -> None:
        """Learn what is left of a cart's products; raises LapakError `stock_gone` if too little."""
        self.remember(products)
        wanted = _taken(cart)
        left = {one: self._known[one].qty_milli for one in wanted if one in self._known}
        short = shortage(wanted, left, wanted)
        if short is not None:
            raise LapakError(
                "stock_gone",
                name=self._known[short.product_id].name,
                left=format_quantity(max(short.left_milli, 0)),
                wanted=format_quantity(short.wanted_milli),
            )

    def warning(self, before: Cart, after: Cart) -> Short | None:
        """What to warn of after a change of the cart, where the settings say so."""
        if self._settings_file.settings.below_zero != WARN:
            return None
        return self._short(before, after)

    def _short(self, before: Cart, after: Cart) -> Short | None:
        """What the touched line takes too much of; only where the cart takes more than before."""
        if after.touched is None or after.training:  # practice takes nothing
            return None
        line = line_of(after, after.touched)
        among = [one.product_id for one in taken_by(line.product, line.qty_milli)]
        if not among:
            return None
        wanted, earlier = _taken(after), _taken(before)
        more = [one for one in among if wanted.get(one, 0) > earlier.get(one, 0)]
        left = {one: self._known[one].qty_milli for one in more if one in self._known}
        short = shortage(wanted, left, more)
        if short is None:
            return None
        name = self._known[short.product_id].name
        return Short(name, short.left_milli, short.wanted_milli)


def _taken(cart: Cart) -> dict[str, int]:
    return sums(one for line in cart.lines for one in taken_by(line.product, line.qty_milli))
