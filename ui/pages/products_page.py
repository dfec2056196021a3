"""The catalogue as a table, and bringing products in from a file."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from pos_app.domain.money import format_amount
from pos_app.domain.product import Product
from pos_app.services.product_file import ProductFile
from pos_app.services.product_import import ImportResult
from resources.translations import Catalog
from ui.models.product_table import ProductTable
from ui.pages.import_preview import ImportPreview, import_words, product_headings
from ui.pages.product_editor import ProductEditor
from ui.pages.told import told
from ui.presenters.products import PAGE, ProductsPresenter
from ui.theme import Look
from ui.widgets.cards import GAP, Card, wrapped
from ui.widgets.file_dialogs import opening_dialog
from ui.widgets.key_button import KeyButton
from ui.widgets.keys import on_key
from ui.widgets.notice_panel import NoticePanel
from ui.widgets.plain_table import PlainTable
from ui.widgets.restyle import label

_NARROW = 1100


class ProductsPage(QWidget):
    """Search, table and import; an empty catalogue says what to do first."""

    page_asked = Signal(str)

    def __init__(self, presenter: ProductsPresenter, look: Look) -> None:
        super().__init__()
        self.setObjectName("products_page")
        self._presenter = presenter
        self._look = look
        self._tr = Catalog("en")
        self._total = 0
        self._make_parts(look)
        self._lay_out()
        self._connect()
        self.restyle(look)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self._title.setText(tr("Products"))
        self.search_field.setPlaceholderText(tr("Search by name, code or barcode"))
        self.search_field.setAccessibleName(tr("Search by name, code or barcode"))
        self._empty_title.setText(tr("No products yet"))
        self._empty_text.setText(
            tr("Bring them in from a spreadsheet saved as CSV, with columns for name and price.")
        )
        self.editor.retranslate(tr)
        for button, text in (
            (self.stock_button, tr("Stock")),
            (self.import_button, tr("Import CSV")),
            (self.empty_import_button, tr("Import CSV")),
            (self.sample_button, tr("Use sample products")),
        ):
            button.retranslate(text)
        self.table.setAccessibleName(tr("Products"))
        self.model.set_headings(*product_headings(tr))
        self.preview.retranslate(tr)
        self.notice.retranslate(tr)
        self._say_count()

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self._look = look
        self.editor.restyle(look)
        for button in (
            self.stock_button,
            self.import_button,
            self.empty_import_button,
            self.sample_button,
        ):
            button.restyle(look)
        self.table.restyle(look)
        self.preview.restyle(look)
        self._empty_text.setFixedSize(look.px(420), look.px(44))
        self._empty_icon.setPixmap(look.pixmap("package", "ink_soft", 56))
        self.notice.restyle(look)

    def enter(self) -> None:
        """Read the catalogue and be ready to search."""
        self._presenter.load()
        self.search_field.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The less important columns are narrower on a narrow screen."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        self.table.set_widths(
            0, _1=104, _2=158, _3=100 if narrow else 150, _4=72, _5=150 if narrow else 220
        )

    def _make_parts(self, look: Look) -> None:
        self._title = label("title", "products_title")
        self._count = label("soft", "products_count")
        self.search_field = QLineEdit()
        self.search_field.setObjectName("product_search_field")
        self.search_field.setClearButtonEnabled(True)
        self.search_field.setMaximumWidth(420)
        self.import_button = KeyButton("import_csv_button", icon="file-up")
        self.stock_button = KeyButton("stock_button", icon="clipboard-list")
        self.editor = ProductEditor(look, self)
        self.model = ProductTable(PAGE, self)
        self.table = PlainTable("product_table", self.model)
        self.preview = ImportPreview()
        self.notice = NoticePanel("products_notice", look)
        self._empty_icon = label("soft", "products_empty_icon")
        self._empty_title = label("title", "products_empty_title")
        self._empty_text = wrapped("soft", "products_empty_text")
        self.empty_import_button = KeyButton("empty_import_button", role="primary", icon="file-up")
        self.sample_button = KeyButton("sample_products_button", icon="package")

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._table_side = self._table_card()
        self._empty_side = self._empty_card()
        self._preview_side = Card("import_card")
        self._preview_side.column.addWidget(self.preview)
        for side in (self._table_side, self._empty_side, self._preview_side):
            self._stack.addWidget(side)
        page = QVBoxLayout(self)
        page.setContentsMargins(GAP, GAP, GAP, GAP)
        page.setSpacing(12)
        page.addWidget(self.notice)
        page.addWidget(self._stack, 1)

    def _table_card(self) -> QWidget:
        card = Card("products_card")
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._title)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self.search_field, 4)
        head.addWidget(self.stock_button)
        head.addWidget(self.import_button)
        card.column.addLayout(head)
        card.column.addWidget(self.table, 1)
        return card

    def _empty_card(self) -> QWidget:
        card = Card("products_empty_card")
        middle = Qt.AlignmentFlag.AlignHCenter
        self._empty_text.setAlignment(middle)
        card.column.addStretch(2)
        for part in (
            self._empty_icon,
            self._empty_title,
            self._empty_text,
            self.empty_import_button,
            self.sample_button,
        ):
            card.column.addWidget(part, 0, middle)
        card.column.addStretch(3)
        return card

    def _connect(self) -> None:
        presenter, products = self._presenter, self._presenter.products
        presenter.counted.connect(self._on_counted)
        presenter.found.connect(self._on_found)
        presenter.page_read.connect(self.model.fill)
        presenter.failed.connect(self._on_failed)
        self.model.page_wanted.connect(presenter.read_page)
        self.search_field.textChanged.connect(presenter.search)
        products.previewed.connect(self._on_previewed)
        products.store_started.connect(self._on_storing)
        products.imported.connect(self._on_imported)
        products.failed.connect(self._on_failed)
        self.preview.accepted.connect(products.store)
        self.preview.refused.connect(self.ask_for_file)
        self.import_button.clicked.connect(self.ask_for_file)
        self.stock_button.clicked.connect(self._to_stock)
        self.table.clicked.connect(self._edit)
        self.editor.submitted.connect(presenter.change)
        presenter.labels_read.connect(self.editor.form.offer)
        presenter.product_changed.connect(self._on_changed)
        presenter.change_failed.connect(self.editor.refuse)
        on_key(self.table, (Qt.Key.Key_Return, Qt.Key.Key_Enter), self._edit_current)
        self.empty_import_button.clicked.connect(self.ask_for_file)
        self.sample_button.clicked.connect(products.read_samples)
        on_key(self, (Qt.Key.Key_Escape,), self._one_step_back)

    @Slot()
    def ask_for_file(self) -> None:
        """Let somebody choose a CSV file, without stopping anything else."""
        ask_for_csv(self, self._tr, self._on_file_chosen)

    @Slot(str)
    def _on_file_chosen(self, path: str) -> None:
        self.notice.hide()
        self._presenter.products.read(Path(path))

    @Slot(object)
    def _on_previewed(self, file: ProductFile) -> None:
        self.preview.show_file(file)
        self._stack.setCurrentWidget(self._preview_side)
        self.preview.import_button.setFocus()

    @Slot()
    def _on_storing(self) -> None:
        self.preview.set_busy(busy=True)

    @Slot(object)
    def _on_imported(self, result: ImportResult) -> None:
        self.preview.set_busy(busy=False)
        self._stack.setCurrentWidget(self._table_side)
        words = import_words(result, self._presenter.products.left_out, self._tr)
        self.notice.tell(words, "good")

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.preview.set_busy(busy=False)
        self.notice.tell(told(error, self._tr), "error")

    @Slot(int)
    def _on_counted(self, total: int) -> None:
        self._total = total
        self.model.show_catalogue(total)
        self._say_count()
        if self._stack.currentWidget() is not self._preview_side:
            side = self._table_side if total else self._empty_side
            self._stack.setCurrentWidget(side)

    @Slot(object)
    def _on_found(self, products: tuple[Product, ...]) -> None:
        self.model.show_found(products)
        self._say_count()

    def _to_stock(self) -> None:
        self.page_asked.emit("stock")

    def _edit(self, index: QModelIndex) -> None:
        product = self.model.row_at(index.row()) if index.isValid() else None
        if product is not None:
            self._presenter.read_labels()
            self.editor.edit(product)

    def _edit_current(self) -> None:
        self._edit(self.table.currentIndex())

    def _on_changed(self, product: Product) -> None:
        self.editor.put_away()
        words = self._tr("{name} is stored.").format(name=product.name)
        self.notice.tell(words, "good")

    @Slot()
    def _one_step_back(self) -> None:
        if self.editor.is_open:
            self.editor.put_away()
        elif self._stack.currentWidget() is self._preview_side:
            self._presenter.products.forget()
            self._stack.setCurrentWidget(self._table_side if self._total else self._empty_side)
        else:
            self.search_field.clear()

    def _say_count(self) -> None:
        tr, shown = self._tr, self.model.rowCount()
        if self._presenter.text:
            words = tr("{n} found")
        else:
            words = tr.plural("{n} product", "{n} products", shown)
        self._count.setText(words.format(n=format_amount(shown)))


def ask_for_csv(page: QWidget, tr: Catalog, chosen: Callable[[str], None]) -> None:
    """Open a file dialog that does not block; `chosen` is a slot that takes the path."""
    kind = tr("CSV file")
    dialog = opening_dialog(page, tr, tr("Choose a CSV file"), f"{kind} (*.csv *.txt *.tsv)")
    dialog.setObjectName("csv_dialog")
    dialog.fileSelected.connect(chosen)
    dialog.open()
