"""What a tile says of a product besides its name: its price, and how much is left."""

from pos_app.domain.money import format_rupiah
from pos_app.domain.quantity import format_quantity
from pos_app.domain.shelf import OnShelf
from resources.translations import Catalog


class ShelfWords:
    """Words in one language, looked up once: tiles are painted often."""

    def __init__(self, tr: Catalog) -> None:
        self._from = tr("from {price}")
        self._sold_out = tr("Sold out")
        self._left = tr("{quantity} left")

    def price(self, product: OnShelf) -> str:
        """The price; of a tile of variants the lowest."""
        if not product.variants:
            return format_rupiah(product.price)
        lowest = format_rupiah(product.from_price)
        if product.from_price == product.to_price:
            return lowest
        return self._from.format(price=lowest)

    def stock(self, product: OnShelf) -> str:
        """That it is sold out or that little is left; nothing where nobody counts."""
        left = product.left_milli
        if left is None:
            return ""
        if left <= 0:
            return self._sold_out
        if left > product.low_milli:
            return ""
        return self._left.format(quantity=format_quantity(left))
