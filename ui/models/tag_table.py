"""Price tags as a table: the product, what stands on its tag, and how many are wanted."""

from operator import itemgetter

from PySide6.QtCore import QObject

from pos_app.domain.money import format_amount
from pos_app.domain.quantity import format_quantity
from pos_app.services.papers.labels import Tag
from resources.translations import Catalog
from ui.models.row_table import Column, RowTable

PRICE, BARCODE, STOCK, NUMBER = range(1, 5)
_NONE = "–"


class TagTable(RowTable[tuple[str, ...]]):
    """A row for each product; only rows that changed are painted anew."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(
            (
                Column(itemgetter(0)),
                Column(itemgetter(PRICE), right=True),
                Column(itemgetter(BARCODE)),
                Column(itemgetter(STOCK), right=True),
                Column(itemgetter(NUMBER), right=True),
            ),
            parent,
        )

    def use(self, tr: Catalog) -> None:
        """Head the columns in a language."""
        self.set_headings(
            tr("Product"), tr("Price"), tr("Barcode"), tr("In stock"), tr("Price tags")
        )

    def show_tags(self, tags: tuple[Tag, ...]) -> None:
        """Show these; the current row stays where the products are the same."""
        rows = tuple(map(_cells, tags))
        if [row[0] for row in rows] != [row[0] for row in self._rows]:
            self.show_rows(rows)
            return
        self._rows = rows
        if rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, NUMBER))


def _cells(tag: Tag) -> tuple[str, ...]:
    product = tag.product
    left = product.left_milli
    return (
        product.name,
        format_amount(product.price),
        product.barcodes[0] if product.barcodes else _NONE,
        _NONE if left is None else format_quantity(left),
        format_amount(tag.number),
    )
