"""Whether somebody counts a product, how much of it there is, and when that is little."""

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from pos_app.domain import quantity
from pos_app.domain.errors import LapakError
from pos_app.domain.product import Product
from pos_app.domain.quantity import format_quantity
from pos_app.domain.shelf import OnShelf
from resources.translations import Catalog
from ui.pages.told import told
from ui.widgets.cards import TOUCHABLE
from ui.widgets.form_field import FormField

_LONGEST = 10


class StockForm(QWidget):
    """A box to tick and two fields; a parcel and a tile of variants have no stock of their own."""

    submitted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._tr = Catalog("en")
        self._shown = ""
        self.tracked = QCheckBox()
        self.tracked.setObjectName("product_tracked_box")
        self.tracked.setStyleSheet(TOUCHABLE)
        self.now = FormField("product_stock_field")
        self.low = FormField("product_low_field")
        self._fields = QWidget()
        row = QHBoxLayout(self._fields)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for field in (self.now, self.low):
            field.field.setMaxLength(_LONGEST)
            field.field.setAlignment(Qt.AlignmentFlag.AlignRight)
            field.submitted.connect(self.submitted)
            row.addWidget(field, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.tracked)
        column.addWidget(self._fields)
        self.tracked.toggled.connect(self._fields.setVisible)
        self._fields.hide()

    def show_product(self, product: Product) -> None:
        """Show how a product stands."""
        left = product.left_milli if isinstance(product, OnShelf) else None
        is_tile = isinstance(product, OnShelf) and product.variants
        self._shown = "" if left is None else format_quantity(left)
        self.now.field.setText(self._shown)
        self.low.field.setText(format_quantity(product.low_milli) if product.low_milli else "")
        for field in (self.now, self.low):
            field.show_error("")
        self.tracked.setChecked(product.tracked)
        self._fields.setVisible(product.tracked)
        self.setVisible(not product.parts and not is_tile)

    def filled(self, product: Product) -> tuple[Product, int | None]:
        """The product as it was ticked and typed, and what lies there if that was typed too.

        Raises LapakError of `parse_count` and `quantity.checked`, said beside the field already.
        """
        if self.isHidden():
            return product, None
        tracked = self.tracked.isChecked()
        low = self._read(self.low, product.unit) if tracked else product.low_milli
        typed = self.now.text().strip() != self._shown
        counted = self._read(self.now, product.unit) if tracked and typed else None
        return msgspec.structs.replace(product, tracked=tracked, low_milli=low or 0), counted

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self.tracked.setText(tr("Count the stock of this product"))
        self.tracked.setAccessibleName(self.tracked.text())
        self.now.retranslate(tr("In stock now"), tr("May stay empty"))
        self.low.retranslate(tr("Low from"), tr("May stay empty"))

    def _read(self, field: FormField, unit: str) -> int | None:
        typed = field.text().strip()
        if not typed:
            return None
        try:
            found = quantity.parse_count(typed, unit)
            return quantity.checked(found, unit) if found else 0
        except LapakError as error:
            field.show_error(told(error, self._tr))
            raise
