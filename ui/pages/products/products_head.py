"""What stands over the product table: how many there are, search, and what one can do."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from resources.translations import Catalog
from ui.key_table import key_of
from ui.theme import Look
from ui.widgets.choice_chips import ChoiceChips
from ui.widgets.key_button import KeyButton
from ui.widgets.restyle import label

_SOLD, _UNSOLD = "sold", "unsold"


class ProductsHead(QWidget):
    """`unsold_wanted` tells whether the products that are sold no more shall be shown."""

    unsold_wanted = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.title = label("title", "products_title")
        self.count = label("soft", "products_count")
        self.search = QLineEdit()
        self.search.setObjectName("product_search_field")
        self.search.setClearButtonEnabled(True)
        self.chips = ChoiceChips("products", (_SOLD, _UNSOLD))
        self.add_button = KeyButton(
            "add_product_button", key_of("new_product"), role="primary", icon="plus"
        )
        self.stock_button = KeyButton("stock_button", icon="clipboard-list")
        self.import_button = KeyButton("import_csv_button", icon="file-up")
        self.export_button = KeyButton("export_button", icon="download")
        self.tags_button = KeyButton("tags_button", icon="tag")
        self.buttons = (
            self.tags_button,
            self.stock_button,
            self.import_button,
            self.export_button,
            self.add_button,
        )
        self._lay_out()
        self.chips.chosen.connect(self._on_chosen)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts but the count."""
        self.title.setText(tr("Products"))
        self.search.setPlaceholderText(tr("Search by name, code or barcode"))
        self.search.setAccessibleName(tr("Search by name, code or barcode"))
        self.chips.retranslate({_SOLD: tr("Sold"), _UNSOLD: tr("Not sold")})
        self.add_button.retranslate(tr("Add product"))
        self.tags_button.retranslate(tr("Price tags"))
        self.stock_button.retranslate(tr("Stock"))
        self.import_button.retranslate(tr("Import"))
        self.export_button.retranslate(tr("Export"))

    def restyle(self, look: Look) -> None:
        """Tint the icons."""
        for button in self.buttons:
            button.restyle(look)

    def fit(self, *, slim: bool) -> None:
        """Show words alone where there is no room for icons and keys."""
        for button in self.buttons:
            button.fit(slim=slim)

    def _on_chosen(self, chosen: str) -> None:
        self.unsold_wanted.emit(chosen == _UNSOLD)

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(8)
        above.addWidget(self.title)
        above.addWidget(self.count)
        above.addStretch(1)
        for button in self.buttons[1:]:
            above.addWidget(button)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self.search, 1)
        below.addWidget(self.chips)
        below.addWidget(self.tags_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(above)
        column.addLayout(below)
