"""A new product in the middle of a sale: a few fields over the sell page, then it is sold."""

from PySide6.QtCore import QObject, QSize
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pos_app.domain.errors import LapakError
from pos_app.domain.product import Product
from resources.translations import Catalog
from ui.pages.products.product_form import ProductForm
from ui.pages.told import told
from ui.presenters.adding import AddingPresenter
from ui.theme import Look
from ui.widgets.cards import wrapped
from ui.widgets.key_button import KeyButton
from ui.widgets.overlay import Overlay, Scrolled
from ui.widgets.restyle import label


class NewProduct(QObject):
    """Shows the panel over a page; Esc leaves everything as it was. Made when first needed."""

    def __init__(self, presenter: AddingPresenter, look: Look, page: QWidget) -> None:
        super().__init__(page)
        self._presenter = presenter
        self._tr = Catalog("en")
        self._panel = _Panel(look, page)
        self._panel.left.connect(self.close)
        self._panel.form.submitted.connect(self._submit)
        self._panel.save.clicked.connect(self._submit)
        presenter.begun.connect(self._on_begun)
        presenter.labels_read.connect(self._panel.form.offer)
        presenter.added.connect(self.close)
        presenter.failed.connect(self._on_failed)

    @property
    def is_open(self) -> bool:
        """Whether the panel is shown."""
        return self._panel.is_open

    def close(self) -> None:
        """Put the panel away."""
        self._panel.put_away()

    def place(self) -> None:
        """Keep up with the page's size."""
        self._panel.place()

    def retranslate(self, tr: Catalog) -> None:
        """Take another language."""
        self._tr = tr
        self._panel.retranslate(tr)

    def restyle(self, look: Look) -> None:
        """Take the colours of another look."""
        self._panel.restyle(look)

    def _on_begun(self, product: Product) -> None:
        panel = self._panel
        panel.form.show_product(product)
        panel.error.hide()
        panel.save.setEnabled(True)
        panel.show_over()
        panel.form.name.field.setFocus()

    def _submit(self) -> None:
        if not self._panel.save.isEnabled():
            return
        try:
            product = self._panel.form.filled(self._presenter.blank)
        except LapakError as error:
            self._on_failed(error)
            return
        self._panel.error.hide()
        self._panel.save.setEnabled(False)
        self._presenter.save(product)

    def _on_failed(self, error: Exception) -> None:
        self._panel.save.setEnabled(True)
        sentence = told(error, self._tr)
        if isinstance(error, LapakError) and error.code != "not_approved":
            self._panel.form.refuse(error.code, sentence)
        else:
            self._panel.error.setText(sentence)
            self._panel.error.show()
        self._panel.place()


class _Panel(Overlay):
    """The product's fields, and saving it."""

    def __init__(self, look: Look, page: QWidget) -> None:
        super().__init__("new_product_panel", look, page, QSize(560, 0))
        self._title = label("title", "new_product_title")
        self._hint = wrapped("soft", "new_product_hint")
        self.form = ProductForm()
        self.error = wrapped("error", "new_product_error")
        self.error.hide()
        self._cancel = KeyButton("new_product_cancel_button", "Esc")
        self.save = KeyButton("new_product_save_button", "Enter", role="primary")
        self._cancel.clicked.connect(self.left)
        buttons = QHBoxLayout()
        buttons.addWidget(self._cancel)
        buttons.addWidget(self.save, 1)
        column = self.card.column
        column.addWidget(self._title)
        column.addWidget(self._hint)
        column.addWidget(Scrolled(self.form), 1)
        column.addWidget(self.error)
        column.addLayout(buttons)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._title.setText(tr("Add product"))
        self._hint.setText(tr("It is stored in the catalogue and put into the cart."))
        self.form.retranslate(tr)
        self._cancel.retranslate(tr("Cancel"))
        self.save.retranslate(tr("Save and sell"))
