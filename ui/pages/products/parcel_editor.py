"""What lies in a parcel: products looked for by name, scanned, or tapped, with how much of each."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QWidget

from pos_app.domain.errors import LapakError
from pos_app.domain.money import format_rupiah
from pos_app.domain.product import MAX_PARTS, Part, Product
from pos_app.domain.quantity import ONE, price_of
from pos_app.domain.shelf import OnShelf
from resources.translations import Catalog
from ui.models.stock_tables import FoundTable
from ui.pages.products.parcel_line import PartLine
from ui.pages.told import told
from ui.theme import Look
from ui.widgets.cards import wrapped
from ui.widgets.key_button import KeyButton
from ui.widgets.keys import on_key
from ui.widgets.line_column import LineColumn
from ui.widgets.overlay import Overlay
from ui.widgets.plain_table import PlainTable
from ui.widgets.restyle import label

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LEAST = 220


class ParcelEditor(Overlay):
    """`submitted` carries the product and its parts; Esc leaves everything as it was."""

    submitted = Signal(object, object)  # Product, tuple[Part, ...]
    searched = Signal(str)
    variants_wanted = Signal(object)  # Product: a tile, of which one is chosen

    def __init__(self, look: Look, page: QWidget) -> None:
        super().__init__("parcel_editor", look, page, QSize(760, 0))
        self._look = look
        self._tr = Catalog("en")
        self._product = Product("", "", 0)
        self._lines: list[PartLine] = []
        self._made = 0
        self._title = label("title", "parcel_title")
        self._hint = wrapped("soft", "parcel_hint")
        self.search = QLineEdit()
        self.search.setObjectName("parcel_search_field")
        self.search.setClearButtonEnabled(True)
        self.search.installEventFilter(self)
        self.found = FoundTable(self)
        self._table = PlainTable("parcel_found_table", self.found)
        self._table.set_widths(0, _1=140)
        self._column = LineColumn()
        self._worth = label("soft", "parcel_worth")
        self._error = wrapped("error", "parcel_error")
        self._cancel = KeyButton("parcel_cancel_button", "Esc")
        self.save = KeyButton("parcel_save_button", "Enter", role="primary")
        self._lay_out()
        self._connect()
        self.restyle(look)

    def edit(self, product: Product, parts: tuple[tuple[Product, int], ...]) -> None:
        """Show what lies in a parcel now."""
        self._product = product
        for line in tuple(self._lines):
            self._drop(line)
        for part, qty_milli in parts:
            self._add(part, qty_milli)
        self._title.setText(self._tr("In the parcel: {name}").format(name=product.name))
        self._error.hide()
        self._tell()
        self.save.setEnabled(True)
        self.search.clear()
        self.show_found(())
        self.show_over()
        self.search.setFocus()

    def show_found(self, products: tuple[OnShelf, ...]) -> None:
        """Show what a search found in place of the parts."""
        self.found.show_rows(products)
        looking = bool(products) or bool(self.search.text().strip())
        self._stack.setCurrentIndex(1 if looking else 0)

    def pick(self, product: OnShelf) -> None:
        """Put one of a product in, or one more; a parcel in a parcel is refused."""
        if product.variants:
            self.variants_wanted.emit(product)
            return
        known = next((one for one in self._lines if one.product.id == product.id), None)
        if product.parts or product.id == self._product.id or len(self._lines) >= MAX_PARTS:
            self._say(LapakError("parts_not_usable", name=self._product.name, limit=MAX_PARTS))
            return
        self._error.hide()
        line = self._add(product, ONE) if known is None else known
        if known is not None:
            known.one_more()
        self._tell()
        self.search.clear()
        self.searched.emit("")
        self.place()
        self._column.ensureWidgetVisible(line)
        self.search.setFocus()

    def submit(self) -> None:
        """Hand over what lies in it, once."""
        if not self.save.isEnabled():
            return
        try:
            parts = tuple(Part(line.product.id, line.quantity()) for line in self._lines)
        except LapakError as error:
            self._say(error)
            return
        self._error.hide()
        self.save.setEnabled(False)
        self.submitted.emit(self._product, parts)

    def refuse(self, error: Exception) -> None:
        """Say why that cannot be."""
        self.save.setEnabled(True)
        self._say(error)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self._hint.setText(tr("It sells as one line and takes the stock of what lies in it."))
        self.search.setPlaceholderText(tr("Scan, or search by name"))
        self.search.setAccessibleName(tr("Scan, or search by name"))
        self._table.setAccessibleName(tr("Search results"))
        self.found.use(tr)
        self._cancel.retranslate(tr("Cancel"))
        self.save.retranslate(tr("Save"))
        for line in self._lines:
            line.retranslate(tr)
        self._tell()

    def restyle(self, look: Look) -> None:
        """Take the colours of another look."""
        super().restyle(look)
        self._look = look
        self._table.restyle(look)
        for line in self._lines:
            line.restyle(look)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the search field takes the first hit, Down goes to the list."""
        if watched is not self.search or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        pressed = event.type() == QEvent.Type.KeyPress and self.found.rowCount() > 0
        if pressed and event.key() == Qt.Key.Key_Down:
            self._table.setFocus()
            self._table.selectRow(0)
        elif pressed and event.key() in _ENTER:
            self._pick_at(self.found.index(0, 0))
        else:
            return False
        return True

    def _connect(self) -> None:
        self.search.textChanged.connect(self.searched)
        self.search.returnPressed.connect(self._on_enter)
        self._table.clicked.connect(self._pick_at)
        on_key(self._table, _ENTER, self._pick_current)
        self._cancel.clicked.connect(self.left)
        self.left.connect(self._step_back)
        self.save.clicked.connect(self.submit)

    def _step_back(self) -> None:
        """From a search to the parts, from there to the page."""
        if self.search.text() or self.found.rowCount():
            self.search.clear()
            self.searched.emit("")
            self.search.setFocus()
        else:
            self.put_away()

    def _on_enter(self) -> None:
        """Enter without a search stores; one that found nothing says so by doing nothing."""
        if not self.search.text().strip():
            self.submit()

    def _pick_at(self, index: QModelIndex) -> None:
        product = self.found.row_at(index.row()) if index.isValid() else None
        if product is not None:
            self.pick(product)

    def _pick_current(self) -> None:
        self._pick_at(self._table.currentIndex())

    def _say(self, error: Exception) -> None:
        self._error.setText(told(error, self._tr))
        self._error.show()
        self.place()

    def _tell(self) -> None:
        """What the parts cost one by one, beside what the parcel costs."""
        worth = sum(price_of(line.product.price, line.counted()) for line in self._lines)
        words = self._tr("One by one {worth}, as a parcel {price}")
        told_words = words.format(
            worth=format_rupiah(worth), price=format_rupiah(self._product.price)
        )
        self._worth.setText(told_words if self._lines else self._tr("Nothing lies in it yet."))

    def _add(self, product: Product, qty_milli: int) -> PartLine:
        line = PartLine(self._made, product, qty_milli, self._look)
        self._made += 1
        line.retranslate(self._tr)
        line.changed.connect(self._tell)
        line.submitted.connect(self.submit)
        line.dropped.connect(self._on_dropped)
        self._lines.append(line)
        self._column.add(line)
        return line

    def _on_dropped(self) -> None:
        line = self.sender()
        if isinstance(line, PartLine):
            self._drop(line)
            self._tell()
            self.search.setFocus()

    def _drop(self, line: PartLine) -> None:
        self._lines.remove(line)
        self._column.drop(line)

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self._column)
        self._stack.addWidget(self._table)
        self._stack.setMinimumHeight(_LEAST)
        buttons = QHBoxLayout()
        buttons.addWidget(self._worth, 1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self.save)
        column = self.card.column
        for part in (self._title, self._hint, self.search):
            column.addWidget(part)
        column.addWidget(self._stack, 1)
        column.addWidget(self._error)
        column.addLayout(buttons)
