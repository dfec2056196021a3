"""Changing one product of the catalogue, over the products page."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pos_app.domain.errors import LapakError
from pos_app.domain.product import Product
from resources.translations import Catalog
from ui.pages.product_form import ProductForm
from ui.pages.told import told
from ui.theme import Look
from ui.widgets.cards import wrapped
from ui.widgets.key_button import KeyButton
from ui.widgets.overlay import Overlay, Scrolled
from ui.widgets.restyle import label


class ProductEditor(Overlay):
    """`submitted` carries the product before and after; Esc leaves everything as it was."""

    submitted = Signal(object, object)  # Product, Product

    def __init__(self, look: Look, page: QWidget) -> None:
        super().__init__("product_editor", look, page, QSize(560, 0))
        self._tr = Catalog("en")
        self._before = Product("", "", 0)
        self._title = label("title", "product_editor_title")
        self.form = ProductForm()
        self._error = wrapped("error", "product_editor_error")
        self._cancel = KeyButton("product_cancel_button", "Esc")
        self.save = KeyButton("product_save_button", "Enter", role="primary")
        buttons = QHBoxLayout()
        buttons.addWidget(self._cancel)
        buttons.addWidget(self.save, 1)
        column = self.card.column
        column.addWidget(self._title)
        column.addWidget(Scrolled(self.form), 1)
        column.addWidget(self._error)
        column.addLayout(buttons)
        self._cancel.clicked.connect(self.left)
        self.left.connect(self.put_away)
        self.save.clicked.connect(self.submit)
        self.form.submitted.connect(self.submit)

    def edit(self, product: Product) -> None:
        """Show a product's fields."""
        self._before = product
        self.form.show_product(product)
        self._error.hide()
        self.save.setEnabled(True)
        self.show_over()
        self.form.price.field.setFocus()
        self.form.price.field.selectAll()

    def submit(self) -> None:
        """Hand over what was typed, once."""
        if not self.save.isEnabled():
            return
        try:
            after = self.form.filled(self._before)
        except LapakError as error:
            self.refuse(error)
            return
        self.save.setEnabled(False)
        self.submitted.emit(self._before, after)

    def refuse(self, error: Exception) -> None:
        """Say why that cannot be, beside the field that it is about."""
        self.save.setEnabled(True)
        sentence = told(error, self._tr)
        if isinstance(error, LapakError) and error.code != "not_approved":
            self.form.refuse(error.code, sentence)
        else:
            self._error.setText(sentence)
            self._error.show()
        self.place()

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self._title.setText(tr("Change product"))
        self.form.retranslate(tr)
        self._cancel.retranslate(tr("Cancel"))
        self.save.retranslate(tr("Save"))
