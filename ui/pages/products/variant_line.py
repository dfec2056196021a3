"""One variant among the others of its product: what makes it different, price, code, stock."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QWidget

from pos_app.domain import product as rules
from pos_app.domain import quantity
from pos_app.domain.errors import LapakError
from pos_app.domain.money import format_amount, parse_rupiah
from pos_app.domain.product import MAX_BARCODE, MAX_OPTIONS, OPTION_SEPARATOR, Product
from pos_app.domain.quantity import format_quantity
from pos_app.domain.shelf import OnShelf
from pos_app.services.product_cells import OPTIONS, listed, unlisted
from pos_app.services.product_editing import VariantRow
from resources.translations import Catalog
from ui.theme import Look
from ui.widgets.cards import TOUCHABLE

T = TypeVar("T")

SHARES = {"options": 5, "price": 3, "barcode": 4, "stock": 2}
"""Columns, and how much of the width each takes."""
_LONGEST = {"options": 120, "price": 20, "barcode": MAX_BARCODE, "stock": 10}
BUTTON = 46


class VariantLine(QWidget):
    """Four fields and a button: a new line goes away, a known variant is sold no more, or again."""

    submitted = Signal()
    dropped = Signal()  # only from a line that nobody stored yet

    def __init__(self, place: int, variant: OnShelf | None, price: int, look: Look) -> None:
        super().__init__()
        self.variant = variant
        self.is_sold = variant.active if variant else True
        self._look = look
        self._tr = Catalog("en")
        self._shown_stock = ""
        self.fields = {name: QLineEdit() for name in SHARES}
        self.button = QPushButton()
        self.button.setObjectName(f"variant_{place}_drop_button")
        self.button.setProperty("role", "step")
        self.button.setStyleSheet(TOUCHABLE)
        self.button.setFixedWidth(BUTTON)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for name, field in self.fields.items():
            field.setObjectName(f"variant_{place}_{name}_field")
            field.setMinimumHeight(44)
            field.setMaxLength(_LONGEST[name])
            field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            field.returnPressed.connect(self.submitted)
            row.addWidget(field, SHARES[name])
        for name in ("price", "stock"):
            self.fields[name].setAlignment(Qt.AlignmentFlag.AlignRight)
        row.addWidget(self.button)
        self.button.clicked.connect(self._turn)
        self._fill(price)
        self._tell()

    def retranslate(self, tr: Catalog) -> None:
        """Name the fields."""
        self._tr = tr
        for name, words in column_words(tr).items():
            self.fields[name].setAccessibleName(words)
        self._tell()

    def row(self, group: Product) -> VariantRow | None:
        """The variant as it was typed; None for one that is not sold, or of which nothing is.

        Raises LapakError `options_not_usable`, `price_missing`, of `parse_rupiah`,
        `normalise_barcode`, `parse_count` and `quantity.checked`; the field has the focus then.
        """
        if not self.is_sold or (self.variant is None and not self._text("options")):
            return None
        return VariantRow(
            options=self._options(group),
            price=self._price(),
            barcode=self._read("barcode", rules.normalise_barcode) or "",
            id=self.variant.id if self.variant else "",
            stock_milli=self._stock(group),
        )

    def focus(self, name: str) -> None:
        """Let the next key change a field."""
        self.fields[name].setFocus()
        self.fields[name].selectAll()

    def _fill(self, price: int) -> None:
        variant = self.variant
        self.fields["price"].setText(format_amount(variant.price if variant else price))
        if variant is None:
            return
        self.fields["options"].setText(listed(variant.options, OPTION_SEPARATOR, OPTIONS))
        self.fields["barcode"].setText("".join(variant.barcodes[:1]))
        left = variant.left_milli
        self._shown_stock = "" if left is None else format_quantity(left)
        self.fields["stock"].setText(self._shown_stock)
        for field in self.fields.values():
            field.setCursorPosition(0)

    def _options(self, group: Product) -> tuple[str, ...]:
        options = unlisted(self._text("options"), OPTIONS)
        if not options:
            self.focus("options")
            raise LapakError("options_not_usable", name=group.name, limit=MAX_OPTIONS)
        return options

    def _price(self) -> int:
        price = self._read("price", parse_rupiah)
        if price is None:
            self.focus("price")
            raise LapakError("price_missing")
        return price

    def _stock(self, group: Product) -> int | None:
        if self._text("stock") == self._shown_stock:
            return None
        found = self._read("stock", partial(quantity.parse_count, unit=group.unit))
        if not found:
            return found
        try:
            return quantity.checked(found, group.unit)
        except LapakError:
            self.focus("stock")
            raise

    def _read(self, name: str, read: Callable[[str], T]) -> T | None:
        typed = self._text(name)
        if not typed:
            return None
        try:
            return read(typed)
        except LapakError:
            self.focus(name)
            raise

    def _text(self, name: str) -> str:
        return self.fields[name].text().strip()

    def _turn(self) -> None:
        if self.variant is None:
            self.dropped.emit()
            return
        self.is_sold = not self.is_sold
        self._tell()

    def _tell(self) -> None:
        for field in self.fields.values():
            field.setEnabled(self.is_sold)
        tr = self._tr
        words = tr("Sell no more") if self.is_sold else tr("Sell again")
        self.button.setAccessibleName(f"{words}: {self._text('options')}")
        self.button.setToolTip(words)
        self.button.setIcon(self._look.icon("trash-2" if self.is_sold else "undo-2", size=20))


def column_words(tr: Catalog) -> dict[str, str]:
    """What the columns are called."""
    return {
        "options": tr("Variant"),
        "price": tr("Price"),
        "barcode": tr("Barcode"),
        "stock": tr("Stock"),
    }
