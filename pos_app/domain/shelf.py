"""A product as it stands on the shelf: what somebody set, and what follows from the journal."""

import msgspec

from pos_app.domain.product import Product


class InStock(msgspec.Struct, frozen=True):
    """How much of a tracked product there is; negative where more was sold than counted."""

    product_id: str
    name: str
    qty_milli: int


class OnShelf(Product, frozen=True):
    """A product with its stock and its variants, as of the moment it was read.

    `left_milli` is how much can still be sold, None where nobody counts. `stock` names what it
    takes from: itself, or the tracked parts of a bundle. A product with `variants` is only a tile:
    one of them is sold, for `from_price` to `to_price`.
    """

    left_milli: int | None = None
    stock: tuple[InStock, ...] = ()
    variants: int = 0
    from_price: int = 0
    to_price: int = 0

    @property
    def is_sold_out(self) -> bool:
        """Whether nothing is left of what somebody counts."""
        return self.left_milli is not None and self.left_milli <= 0

    @property
    def is_low(self) -> bool:
        """Whether little is left, but something."""
        return self.left_milli is not None and 0 < self.left_milli <= self.low_milli
