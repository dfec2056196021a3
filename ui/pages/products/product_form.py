"""The fields of a product: what it is called, what it costs, how it is sold and found."""

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.domain.errors import LapakError
from pos_app.domain.money import format_amount, parse_rupiah
from pos_app.domain.product import MAX_LABEL, MAX_NAME, Product
from resources.translations import Catalog
from ui.widgets.choice_field import ChoiceChips, ChoiceField
from ui.widgets.form_field import FormField

_LABELS = ("unit", "category", "brand")
_FIELD_OF = {
    "product_name": "name",
    "price": "price",
    "amount": "price",
    "barcode": "barcode",
    "product_label": "category",
    "bundle": "unit",
}
"""The field that an error is about, by the start of its code."""


class ProductForm(QWidget):
    """`submitted` is Enter in any field. What cannot be taken is said beside its field."""

    submitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = FormField("product_name_field")
        self.price = FormField("product_price_field")
        self.unit = FormField("product_unit_field", ChoiceField())
        self.category = FormField("product_category_field", ChoiceField())
        self.brand = FormField("product_brand_field", ChoiceField())
        self.barcode = FormField("product_barcode_field")
        self._fields = {
            name: getattr(self, name)
            for name in ("name", "price", "unit", "category", "brand", "barcode")
        }
        self._chips = ChoiceChips(*(self._choice_field(name) for name in _LABELS))
        self._prepare()
        self._lay_out()

    def show_product(self, product: Product) -> None:
        """Show what is set; a price of nothing is left to be typed."""
        self.name.field.setText(product.name)
        self.price.field.setText(format_amount(product.price) if product.price else "")
        self.barcode.field.setText(", ".join(product.barcodes))
        for name in _LABELS:
            self._fields[name].field.setText(getattr(product, name))
        for field in self._fields.values():
            field.show_error("")
            field.field.setCursorPosition(0)
        self._chips.forget()

    def offer(self, labels: dict[str, tuple[str, ...]]) -> None:
        """Let units, categories and brands be chosen from those in use."""
        for name in _LABELS:
            self._choice_field(name).offer(labels[name])
        self._chips.renew()

    def filled(self, product: Product) -> Product:
        """The product as it was typed; raises LapakError `price_missing` or of `parse_rupiah`."""
        price = self.price.text().strip()
        if not price:
            raise LapakError("price_missing")
        codes = (code.strip() for code in self.barcode.text().split(","))
        return msgspec.structs.replace(
            product,
            name=self.name.text(),
            price=parse_rupiah(price),
            barcodes=tuple(filter(None, codes)),
            **{name: self._fields[name].text() for name in _LABELS},
        )

    def take_code(self, code: str) -> None:
        """Put a scanned code to those that the product has."""
        codes = [one for one in self.barcode.text().split(",") if one.strip()]
        if code not in (one.strip() for one in codes):
            self.barcode.field.setText(", ".join([*(one.strip() for one in codes), code]))

    def refuse(self, code: str, sentence: str) -> None:
        """Say beside the field that an error is about what is wrong."""
        named = (name for start, name in _FIELD_OF.items() if code.startswith(start))
        self._fields[next(named, "name")].show_error(sentence)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self.name.retranslate(tr("Name"))
        self.price.retranslate(tr("Price"))
        self.unit.retranslate(tr("Unit"))
        self.category.retranslate(tr("Category"))
        self.brand.retranslate(tr("Brand"))
        self.barcode.retranslate(tr("Barcode"), tr("Several with commas between them"))

    def _choice_field(self, name: str) -> ChoiceField:
        field = self._fields[name].field
        assert isinstance(field, ChoiceField)
        return field

    def _prepare(self) -> None:
        self.name.field.setMaxLength(MAX_NAME)
        self.price.field.setMaxLength(20)
        self.price.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.price.field.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        for name in _LABELS:
            self._fields[name].field.setMaxLength(MAX_LABEL)
        for field in self._fields.values():
            field.submitted.connect(self.submitted)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.name)
        column.addLayout(_pair(self.price, self.unit))
        column.addLayout(_pair(self.category, self.brand))
        column.addWidget(self._chips)
        column.addWidget(self.barcode)


def _pair(left: QWidget, right: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addWidget(left, 1)
    row.addWidget(right, 1)
    return row
