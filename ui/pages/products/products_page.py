"""The catalogue as a table: looked through, added to, changed, brought in and written out."""

from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from pos_app.domain.money import format_amount
from pos_app.domain.product import Product
from pos_app.domain.shelf import OnShelf
from pos_app.services.product_file import ProductFile
from pos_app.services.product_import import ImportResult
from resources.translations import Catalog
from ui.models.product_table import (
    BARCODE,
    BRAND,
    CATEGORY,
    PRICE,
    STATE,
    STOCK,
    UNIT,
    ProductTable,
)
from ui.pages.products.import_preview import ImportPreview, import_words
from ui.pages.products.offers_strip import OffersStrip
from ui.pages.products.product_panels import ProductPanels
from ui.pages.products.product_picking import ProductPicking
from ui.pages.products.products_empty import ProductsEmpty
from ui.pages.products.products_head import ProductsHead
from ui.pages.told import told
from ui.presenters.products import PAGE, ProductsPresenter
from ui.theme import Look
from ui.widgets.cards import GAP, Card
from ui.widgets.file_dialogs import ask_for_table, ask_where_to_save_table
from ui.widgets.keys import on_key
from ui.widgets.notice_panel import NoticePanel
from ui.widgets.plain_table import PlainTable

_NARROW = 1100
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NEW = Qt.Modifier.CTRL | Qt.Key.Key_N


class ProductsPage(QWidget):
    """Search, table and import; an empty catalogue says what to do first."""

    page_asked = Signal(str)
    tags_asked = Signal(object)  # tuple[str, ...]: ids of products

    def __init__(self, presenter: ProductsPresenter, look: Look) -> None:
        super().__init__()
        self.setObjectName("products_page")
        self._presenter = presenter
        self._tr = Catalog("en")
        self._total = 0
        self._row = -1
        self.head = ProductsHead()
        self.search_field = self.head.search
        self.panels = ProductPanels(presenter.editing, look, self)
        self.editor = self.panels.editor
        self.model = ProductTable(PAGE, self)
        self.table = PlainTable("product_table", self.model)
        self.picking = ProductPicking(presenter, self.table, self.model, self)
        self.preview = ImportPreview()
        self.notice = NoticePanel("products_notice", look)
        self.offers = OffersStrip(presenter.offers, look, self)
        self.empty = ProductsEmpty()
        self._lay_out()
        self._connect()
        self.restyle(look)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        for part in (self.head, self.empty, self.panels, self.picking, self.preview, self.notice):
            part.retranslate(tr)
        self.offers.retranslate(tr)
        self.table.setAccessibleName(tr("Products"))
        self.model.use(tr)
        self._say_count()

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        for part in (self.head, self.empty, self.panels, self.table, self.picking):
            part.restyle(look)
        for panel in (self.preview, self.notice, self.offers):
            panel.restyle(look)

    def enter(self) -> None:
        """Read the catalogue and be ready to search, or to go on with the row that was changed."""
        self._presenter.load()
        self._presenter.offers.load()
        if self._row < 0:
            self.search_field.setFocus()
        else:
            self.table.setFocus()

    def scan(self, code: str) -> None:
        """Look a scanned code up, or pick what it is; in an open panel it belongs there."""
        if self.panels.scan(code):
            return
        if self.picking.is_on:
            self._presenter.picking.scan(code)
        else:
            self.search_field.setText(code)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow screen has no room for barcodes, which the search finds all the same."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        widths = {PRICE: 104, STOCK: 80, STATE: 120, CATEGORY: 110, UNIT: 64, BRAND: 140}
        if not narrow:
            widths |= {BARCODE: 140, CATEGORY: 130, BRAND: 170}
        self.table.setColumnHidden(BARCODE, narrow)
        self.table.set_widths(0, **{f"_{place}": width for place, width in widths.items()})
        for part in (self.head, self.picking.bar):
            part.fit(slim=narrow)
        self.panels.place()

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever comes back later searches."""
        super().hideEvent(event)
        if self.picking.is_on:
            self.picking.end()
        self._row = -1

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._table_side = Card("products_card")
        self._table_side.column.addWidget(self.head)
        self._table_side.column.addWidget(self.picking.bar)
        self._table_side.column.addWidget(self.table, 1)
        self._preview_side = Card("import_card")
        self._preview_side.column.addWidget(self.preview)
        for side in (self._table_side, self.empty, self._preview_side):
            self._stack.addWidget(side)
        page = QVBoxLayout(self)
        page.setContentsMargins(GAP, GAP, GAP, GAP)
        page.setSpacing(12)
        page.addWidget(self.notice)
        page.addWidget(self.offers)
        page.addWidget(self._stack, 1)

    def _connect(self) -> None:
        presenter, products = self._presenter, self._presenter.products
        presenter.counted.connect(self._on_counted)
        presenter.found.connect(self._on_found)
        presenter.page_read.connect(self.model.fill)
        self.model.page_wanted.connect(presenter.read_page)
        self.search_field.textChanged.connect(self._on_searched)
        self.head.unsold_wanted.connect(self._on_unsold_wanted)
        products.previewed.connect(self._on_previewed)
        products.store_started.connect(self._on_storing)
        products.imported.connect(self._on_imported)
        presenter.export.written.connect(self._on_written)
        for source in (presenter, products, presenter.export, presenter.picking):
            source.failed.connect(self._on_failed)
        self.preview.accepted.connect(products.store)
        self.preview.refused.connect(self.ask_for_file)
        self.head.import_button.clicked.connect(self.ask_for_file)
        self.head.export_button.clicked.connect(self.ask_where_to_save)
        self.head.stock_button.clicked.connect(self._to_stock)
        self.head.add_button.clicked.connect(self._add)
        self.head.tags_button.clicked.connect(self.picking.begin)
        self.picking.done.connect(self._to_tags)
        self.table.clicked.connect(self._edit)
        self.panels.stored.connect(self._on_stored)
        self.offers.answered.connect(self._on_answered)
        presenter.offers.refused.connect(self._on_failed)
        self.empty.add_button.clicked.connect(self._add)
        self.empty.import_button.clicked.connect(self.ask_for_file)
        self.empty.sample_button.clicked.connect(products.read_samples)
        on_key(self.table, _ENTER, self._edit_current)
        on_key(self, (_NEW,), self._add)
        on_key(self, (Qt.Key.Key_F2,), self._to_search)
        on_key(self, (Qt.Key.Key_Escape,), self._one_step_back)

    @Slot()
    def ask_for_file(self) -> None:
        """Let somebody choose a file, without stopping anything else."""
        ask_for_table(self, self._tr, self._on_file_chosen)

    @Slot()
    def ask_where_to_save(self) -> None:
        """Let somebody choose where the products go."""
        ask_where_to_save_table(self, self._tr, self._tr("Products"), self._on_place_chosen)

    @Slot(str)
    def _on_file_chosen(self, path: str) -> None:
        self.notice.hide()
        self._presenter.products.read(Path(path))

    @Slot(str)
    def _on_place_chosen(self, path: str) -> None:
        self.notice.hide()
        self._presenter.export.write(Path(path), self._tr.language)

    @Slot(object, int)
    def _on_written(self, path: Path, number: int) -> None:
        words = self._tr.plural("{n} product is in {name}.", "{n} products are in {name}.", number)
        self.notice.tell(words.format(n=format_amount(number), name=path.name), "good")

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

    @Slot(str)
    def _on_searched(self, text: str) -> None:
        self._row = -1
        self._presenter.search(text)

    @Slot(bool)
    def _on_unsold_wanted(self, unsold: bool) -> None:  # noqa: FBT001 - Qt hands it over so
        self._row = -1
        self.head.tags_button.setEnabled(not unsold)
        if self.picking.is_on:
            self.picking.end()
        self._presenter.show_unsold(unsold=unsold)

    @Slot(int)
    def _on_counted(self, total: int) -> None:
        self._total = total
        self.model.show_catalogue(total)
        self._say_count()
        if self._stack.currentWidget() is not self._preview_side:
            is_empty = not total and not self._presenter.shows_unsold
            self._stack.setCurrentWidget(self.empty if is_empty else self._table_side)
        self._keep_row()

    @Slot(object)
    def _on_found(self, products: tuple[OnShelf, ...]) -> None:
        self.model.show_found(products)
        self._say_count()
        self._keep_row()

    def _keep_row(self) -> None:
        """The row that was changed stays in sight, for the next one to be changed after it."""
        if 0 <= self._row < self.model.rowCount():
            self.table.selectRow(self._row)

    def _to_stock(self) -> None:
        self.page_asked.emit("stock")

    def _add(self) -> None:
        if self._stack.currentWidget() is not self._preview_side:
            self._row = -1
            self.notice.hide()
            self.panels.add()

    def _to_tags(self, picked: tuple[str, ...]) -> None:
        self.tags_asked.emit(picked)
        self.page_asked.emit("labels")

    def _edit(self, index: QModelIndex) -> None:
        if index.isValid() and self.picking.takes(index):
            return
        product = self.model.row_at(index.row()) if index.isValid() else None
        if product is not None:
            self._row = index.row()
            self.notice.hide()
            self.panels.edit(product)

    def _to_search(self) -> None:
        if self.panels.opened is None:
            self.search_field.setFocus()
            self.search_field.selectAll()

    def _edit_current(self) -> None:
        self._edit(self.table.currentIndex())

    def _on_stored(self, product: Product) -> None:
        words = self._tr("{name} is stored.").format(name=product.name)
        self.notice.tell(words, "good")

    @Slot(str)
    def _on_answered(self, words: str) -> None:
        self.notice.tell(words, "good")

    @Slot()
    def _one_step_back(self) -> None:
        if self.panels.step_back() or self.offers.step_back():
            return
        if self.picking.is_on and not self.search_field.text():
            self.picking.end()
            return
        if self._stack.currentWidget() is self._preview_side:
            self._presenter.products.forget()
            self._stack.setCurrentWidget(self._table_side if self._total else self.empty)
        else:
            self.search_field.clear()
            self.search_field.setFocus()

    def _say_count(self) -> None:
        tr, shown = self._tr, self.model.rowCount()
        if self._presenter.text:
            words = tr("{n} found")
        else:
            words = tr.plural("{n} product", "{n} products", shown)
        self.head.count.setText(words.format(n=format_amount(shown)))
