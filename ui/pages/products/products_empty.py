"""What an empty catalogue says: three ways to the first product."""

from PySide6.QtCore import Qt

from resources.translations import Catalog
from ui.key_table import key_of
from ui.theme import Look
from ui.widgets.cards import Card, wrapped
from ui.widgets.key_button import KeyButton
from ui.widgets.restyle import label


class ProductsEmpty(Card):
    """Bring a file in, type the first product, or look around with samples."""

    def __init__(self) -> None:
        super().__init__("products_empty_card")
        self._icon = label("soft", "products_empty_icon")
        self._title = label("title", "products_empty_title")
        self._text = wrapped("soft", "products_empty_text")
        self.import_button = KeyButton("empty_import_button", role="primary", icon="file-up")
        self.add_button = KeyButton("empty_add_button", key_of("new_product"), icon="plus")
        self.sample_button = KeyButton("sample_products_button", icon="package")
        self.buttons = (self.import_button, self.add_button, self.sample_button)
        middle = Qt.AlignmentFlag.AlignHCenter
        self._text.setAlignment(middle)
        self.column.addStretch(2)
        for part in (self._icon, self._title, self._text, *self.buttons):
            self.column.addWidget(part, 0, middle)
        self.column.addStretch(3)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._title.setText(tr("No products yet"))
        self._text.setText(
            tr("Bring them in from a spreadsheet (XLSX or CSV) with columns for name and price.")
        )
        self.import_button.retranslate(tr("Import"))
        self.add_button.retranslate(tr("Add product"))
        self.sample_button.retranslate(tr("Use sample products"))

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        for button in self.buttons:
            button.restyle(look)
        self._text.setFixedSize(look.px(420), look.px(44))
        self._icon.setPixmap(look.pixmap("package", "ink_soft", 56))
