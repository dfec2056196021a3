"""How a product file writes what does not fit one plain cell; what is written here reads back.

Several options, barcodes or parts stand in one cell, and a text that a spreadsheet would take for
a formula stands behind an apostrophe.
"""

import re
from collections.abc import Iterable, Sequence

import msgspec

from pos_app.domain import product as rules
from pos_app.domain import quantity
from pos_app.domain.errors import LapakError
from pos_app.domain.product import Product, fold
from pos_app.domain.words import one_line

# Compiled at the first use: a till starts without.
_PART = r"(\d+(?:[.,]\d{1,3})?)\s*[x×*]\s*(.+)"
_NOT = frozenset({"tidak", "no", "n", "0", "false", "salah", "nonaktif", "tidak dijual"})
OPTIONS, CODES, PARTS = "/·|;", ",", ";"
"""What stands between several values of a cell."""


class NamedPart(msgspec.Struct, frozen=True):
    """What a file says lies in a bundle: how much, and of what, by name or barcode."""

    reference: str
    qty_milli: int


def listed(values: Iterable[str], between: str, separators: str) -> str:
    """Several values in one cell, those with a separator in quotes."""
    return between.join(_quoted(value, separators) for value in values)


def unlisted(cell: str, separators: str) -> tuple[str, ...]:
    """The values of a cell, without empty ones."""
    inside = re.escape(separators)
    value = rf'\s*(?:"((?:[^"]|"")*)"\s*(?=[{inside}]|$)|([^{inside}]+))'
    found = re.finditer(value, cell)
    values = (one_line((one[1] or "").replace('""', '"') or one[2] or "") for one in found)
    return tuple(filter(None, values))


def read_parts(cell: str) -> tuple[NamedPart, ...]:
    """`2 x Kopi Susu; Madu` as parts; raises LapakError as `parse_quantity` does."""
    return tuple(map(_part, unlisted(cell, PARTS)))


def written_part(part: NamedPart) -> str:
    """As `read_parts` reads one."""
    return f"{quantity.format_quantity(part.qty_milli)} x {part.reference}"


def is_sold(cell: str) -> bool | None:
    """Whether a product is sold; None for an empty cell."""
    return fold(cell) not in _NOT if cell else None


class References:
    """Products by what a file calls them: a name that only one has, a barcode, name and brand."""

    def __init__(self, products: Sequence[Product]) -> None:
        self._named: dict[str, list[Product]] = {}
        self._coded: dict[str, Product] = {}
        for product in products:
            for name in {fold(product.name), fold(_branded(product))}:
                self._named.setdefault(name, []).append(product)
            self._coded |= dict.fromkeys(product.barcodes, product)

    def find(self, reference: str) -> Product | None:
        """The only product that a reference can mean."""
        named = self._named.get(fold(reference), [])
        sold = [product for product in named if product.active] or named
        return sold[0] if len(sold) == 1 else self._coded.get(_code(reference))

    def to(self, product: Product) -> str:
        """A reference that means a product, its name if that will do."""
        ways = (product.name, _branded(product), *product.barcodes)
        means = (way for way in ways if self.find(way) is product)
        return next(means, product.name)


def _branded(product: Product) -> str:
    return f"{product.name} ({product.brand})" if product.brand else product.name


def _code(text: str) -> str:
    try:
        return rules.normalise_barcode(text)
    except LapakError:
        return ""


def _part(text: str) -> NamedPart:
    found = re.fullmatch(_PART, text)
    if found is None:
        return NamedPart(text, quantity.ONE)
    return NamedPart(found[2], quantity.parse_quantity(found[1]))


def _quoted(value: str, separators: str) -> str:
    if not set(value) & set(f'"{separators}'):
        return value
    doubled = value.replace('"', '""')
    return f'"{doubled}"'
