"""A new product, or changing one of the catalogue, over the products page."""

import msgspec
from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.domain.errors import LapakError
from pos_app.domain.product import Product
from pos_app.domain.shelf import OnShelf
from resources.translations import Catalog
from ui.pages.products.product_form import ProductForm
from ui.pages.products.product_stock_form import StockForm
from ui.pages.told import told
from ui.theme import Look
from ui.widgets.cards import wrapped
from ui.widgets.key_button import KeyButton
from ui.widgets.overlay import Overlay, Scrolled
from ui.widgets.restyle import label

_BLANK = Product("", "", 0)


class ProductEditor(Overlay):
    """`submitted` carries what was typed; Esc leaves everything as it was."""

    submitted = Signal(object, object, object, str)  # before or None, Product, counted, next

    def __init__(self, look: Look, page: QWidget) -> None:
        super().__init__("product_editor", look, page, QSize(560, 0))
        self._tr = Catalog("en")
        self._before: Product | None = None
        self._shown = _BLANK
        self._title = label("title", "product_editor_title")
        self.form = ProductForm()
        self.stock = StockForm()
        self.variants_button = KeyButton("product_variants_button", icon="tag")
        self.parts_button = KeyButton("product_parts_button", icon="package")
        self.sold_button = KeyButton("product_sold_button")
        self._error = wrapped("error", "product_editor_error")
        self._cancel = KeyButton("product_cancel_button", "Esc")
        self.save = KeyButton("product_save_button", "Enter", role="primary")
        self._lay_out()
        self._cancel.clicked.connect(self.left)
        self.left.connect(self.put_away)
        self.save.clicked.connect(self.submit)
        self.variants_button.clicked.connect(self._to_variants)
        self.parts_button.clicked.connect(self._to_parts)
        self.sold_button.clicked.connect(self._turn_sold)
        self.stock.tracked.clicked.connect(self._on_tracked)
        for form in (self.form, self.stock):
            form.submitted.connect(self.submit)
        self.restyle(look)

    def add(self, blank: Product) -> None:
        """Ask for a product that there is not yet."""
        self._before = None
        self._show(blank)
        self.form.name.field.setFocus()

    def edit(self, product: Product) -> None:
        """Show a product's fields."""
        self._before = product
        self._show(product)
        self.form.price.field.setFocus()
        self.form.price.field.selectAll()

    def submit(self) -> None:
        """Hand over what was typed, once."""
        self._submit("", sold=self._shown.active)

    def refuse(self, error: Exception) -> None:
        """Say why that cannot be, beside the field that it is about."""
        self._let(free=True)
        sentence = told(error, self._tr)
        if isinstance(error, LapakError) and error.code in _ELSEWHERE:
            self._error.setText(sentence)
            self._error.show()
        elif isinstance(error, LapakError):
            self.form.refuse(error.code, sentence)
        else:
            self._error.setText(sentence)
            self._error.show()
        self.place()

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self.form.retranslate(tr)
        self.stock.retranslate(tr)
        self._cancel.retranslate(tr("Cancel"))
        self.save.retranslate(tr("Save"))
        self._tell()

    def restyle(self, look: Look) -> None:
        """Take the colours of another look."""
        super().restyle(look)
        for button in (self.variants_button, self.parts_button):
            button.restyle(look)

    def _show(self, product: Product) -> None:
        self._shown = product
        self.form.show_product(product)
        self.form.name.field.setReadOnly(bool(product.variant_of))
        self.stock.show_product(product)
        self._error.hide()
        self._tell()
        self._let(free=True)
        self.show_over()

    def _tell(self) -> None:
        tr, product = self._tr, self._shown
        self._title.setText(tr("Add product") if self._before is None else tr("Change product"))
        variants = product.variants if isinstance(product, OnShelf) else 0
        words = tr("Variants ({n})").format(n=variants) if variants else tr("Variants …")
        self.variants_button.retranslate(words)
        self.variants_button.setVisible(not product.variant_of and not product.parts)
        parts = len(product.parts)
        words = tr("In the parcel ({n})").format(n=parts) if parts else tr("Make a parcel …")
        self.parts_button.retranslate(words)
        self.parts_button.setVisible(not product.variant_of and not variants)
        self.sold_button.retranslate(tr("Sell no more") if product.active else tr("Sell again"))
        self.sold_button.setVisible(self._before is not None)

    def _let(self, *, free: bool) -> None:
        for button in (self.save, self.variants_button, self.parts_button, self.sold_button):
            button.setEnabled(free)

    def _to_variants(self) -> None:
        self._submit("variants", sold=self._shown.active)

    def _to_parts(self) -> None:
        self._submit("parts", sold=self._shown.active)

    def _on_tracked(self) -> None:
        self.place()
        self._area.ensureWidgetVisible(self.stock)
        if self.stock.tracked.isChecked():
            self.stock.now.field.setFocus()

    def _turn_sold(self) -> None:
        self._submit("", sold=not self._shown.active)

    def _submit(self, then: str, *, sold: bool) -> None:
        if not self.save.isEnabled():
            return
        try:
            after = msgspec.structs.replace(self.form.filled(self._shown), active=sold)
        except LapakError as error:
            self.refuse(error)
            return
        try:
            after, counted = self.stock.filled(after)
        except LapakError:
            self.place()
            return
        self._error.hide()
        self._let(free=False)
        self.submitted.emit(self._before, after, counted, then)

    def _lay_out(self) -> None:
        body = QWidget()
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, 12, 0)
        inner.setSpacing(8)
        inner.addWidget(self.form)
        inner.addWidget(self.stock)
        more = QHBoxLayout()
        more.setSpacing(8)
        for button in (self.variants_button, self.parts_button, self.sold_button):
            more.addWidget(button, 1)
        inner.addLayout(more)
        buttons = QHBoxLayout()
        buttons.addWidget(self._cancel)
        buttons.addWidget(self.save, 1)
        column = self.card.column
        column.addWidget(self._title)
        self._area = Scrolled(body)
        column.addWidget(self._area, 1)
        column.addWidget(self._error)
        column.addLayout(buttons)


_ELSEWHERE = frozenset(
    {"not_approved", "permission_needed", "product_unknown", "part_of_parcel", "parts_not_usable"}
)
"""What is about no field of the form."""
