"""The sheet on which a move of stock is noted: a scan or a search adds, a number is typed."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from pos_app.domain.errors import LapakError
from pos_app.domain.quantity import format_quantity
from pos_app.domain.shelf import OnShelf
from pos_app.domain.stock import MoveKind
from pos_app.domain.words import MAX_REASON
from resources.translations import Catalog
from ui.models.stock_tables import FoundTable, SheetRow, SheetTable
from ui.pages.told import told
from ui.presenters.stock import StockPresenter
from ui.theme import Look
from ui.widgets.cards import wrapped
from ui.widgets.key_button import KeyButton
from ui.widgets.keys import on_key
from ui.widgets.plain_table import PlainTable
from ui.widgets.quantity_pad import QuantityPad

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class StockSheet(QWidget):
    """Search, sheet, reason, and recording it. `failed` carries what the page says."""

    failed = Signal(object)  # Exception

    def __init__(self, presenter: StockPresenter, look: Look, page: QWidget) -> None:
        super().__init__()
        self._presenter = presenter
        self._tr = Catalog("en")
        self.model = SheetTable(self)
        self.found = FoundTable(self)
        self.pad = QuantityPad(look, page)
        self._asked = ""
        self._make_parts()
        self._lay_out()
        self._connect()

    def enter(self) -> None:
        """Ready to search and scan."""
        self.search.setFocus()

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self.search.setPlaceholderText(tr("Scan, or search by name"))
        self.search.setAccessibleName(tr("Scan, or search by name"))
        self._reason.setPlaceholderText(tr("Reason or note (optional)"))
        self._reason.setAccessibleName(tr("Reason or note (optional)"))
        self._empty.setText(tr("Scan products, or search for them. Scanning again counts up."))
        self._table.setAccessibleName(tr("What was noted"))
        self._found_table.setAccessibleName(tr("Search results"))
        self._remove.retranslate(tr("Remove line"))
        self._clear.retranslate(tr("Start over"))
        self.found.use(tr)
        self.pad.retranslate(tr)
        self.use(self._presenter.kind)

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        for part in (self._table, self._found_table, self._remove, self._clear, self.save):
            part.restyle(look)
        self.pad.restyle(look)

    def use(self, kind: MoveKind) -> None:
        """Note another kind of move; what stands on the sheet stays."""
        self._presenter.kind = kind
        self.model.use(kind, self._tr)
        self._tell()

    def _make_parts(self) -> None:
        self.search = QLineEdit()
        self.search.setObjectName("stock_search_field")
        self.search.setClearButtonEnabled(True)
        self.search.installEventFilter(self)
        self._table = PlainTable("stock_sheet_table", self.model)
        self._table.set_widths(0, _1=110, _2=110, _3=110)
        self._found_table = PlainTable("stock_found_table", self.found)
        self._found_table.set_widths(0, _1=140)
        self._empty = wrapped("soft", "stock_empty")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._reason = QLineEdit()
        self._reason.setObjectName("stock_reason_field")
        self._reason.setMaxLength(MAX_REASON)
        self._remove = KeyButton("stock_remove_button", "Del", icon="trash-2")
        self._clear = KeyButton("stock_clear_button")
        self.save = KeyButton("stock_save_button", "F12", role="primary", icon="check")

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        for side in (self._empty, self._table, self._found_table):
            self._stack.addWidget(side)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self._remove)
        below.addWidget(self._clear)
        below.addWidget(self._reason, 1)
        below.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.search)
        column.addWidget(self._stack, 1)
        column.addLayout(below)

    def _connect(self) -> None:
        presenter = self._presenter
        presenter.sheet_changed.connect(self._on_sheet)
        presenter.quantity_wanted.connect(self._ask)
        presenter.found.connect(self._on_found)
        presenter.failed.connect(self._on_failed)
        self.search.textChanged.connect(presenter.search)
        self._table.clicked.connect(self._ask_at)
        self._found_table.clicked.connect(self._pick_at)
        self.pad.entered.connect(self._on_entered)
        self._remove.clicked.connect(self._remove_current)
        self._clear.clicked.connect(presenter.clear)
        self.save.clicked.connect(self.store)
        self._reason.returnPressed.connect(self.store)
        on_key(self._table, _ENTER, self._ask_current)
        on_key(self._table, (Qt.Key.Key_Delete,), self._remove_current)
        on_key(self._table, (Qt.Key.Key_Plus,), self._one_more)
        on_key(self._table, (Qt.Key.Key_Minus,), self._one_less)
        on_key(self._found_table, _ENTER, self._pick_current)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the search field picks the first hit, Down goes to the list."""
        if watched is not self.search or event.type() != QEvent.Type.KeyPress:
            return False
        if not isinstance(event, QKeyEvent):
            return False
        table = self._stack.currentWidget()
        if event.key() == Qt.Key.Key_Down and isinstance(table, PlainTable):
            table.setFocus()
            table.selectRow(max(table.currentIndex().row(), 0))
            return True
        if event.key() in _ENTER and table is self._found_table and self.found.rowCount():
            self._pick_at(self.found.index(0, 0))
            return True
        return False

    def step_back(self) -> bool:
        """Go one step back; False where there is none."""
        if self.pad.is_open:
            self.pad.put_away()
            return True
        if not self.search.text() and self._stack.currentWidget() is not self._found_table:
            return False
        self.search.clear()
        self._presenter.search("")
        self.search.setFocus()
        return True

    def store(self) -> None:
        """Record what stands on the sheet."""
        if self.save.isEnabled() and not self.pad.is_open:
            self.save.setEnabled(False)
            self._presenter.store(self._reason.text())

    def forget_reason(self) -> None:
        """Start the next sheet without one."""
        self._reason.clear()

    def _on_sheet(self, rows: tuple[SheetRow, ...], touched: int) -> None:
        self.model.show_sheet(rows)
        if 0 <= touched < len(rows):
            self._table.selectRow(touched)
            self._table.scrollTo(self.model.index(touched, 0))
        if self.search.text():
            self.search.clear()
        else:
            self._presenter.search("")
        self._tell()

    def _on_found(self, products: tuple[OnShelf, ...]) -> None:
        self.found.show_rows(products)
        shown = self._table if self._presenter.rows else self._empty
        looking = bool(products) or bool(self.search.text().strip())
        self._stack.setCurrentWidget(self._found_table if looking else shown)

    def _on_failed(self, error: Exception) -> None:
        self._tell()
        if self.pad.is_open and isinstance(error, LapakError):
            self.pad.refuse(told(error, self._tr))
        else:
            self.failed.emit(error)

    def _tell(self) -> None:
        number = len(self._presenter.rows)
        words = self._tr.plural("SAVE {n} PRODUCT", "SAVE {n} PRODUCTS", number)
        self.save.retranslate(words.format(n=number))
        for button in (self.save, self._remove, self._clear):
            button.setEnabled(number > 0)

    def _ask(self, row: SheetRow) -> None:
        self._asked = row.product.id
        unit = row.product.unit
        self.pad.ask(row.product.name, format_quantity(row.qty_milli), unit)

    def _ask_at(self, index: QModelIndex) -> None:
        rows = self._presenter.rows
        if 0 <= index.row() < len(rows):
            self._ask(rows[index.row()])

    def _ask_current(self) -> None:
        self._ask_at(self._table.currentIndex())

    def _on_entered(self, typed: str) -> None:
        if self._presenter.set_quantity(self._asked, typed):
            self.pad.put_away()

    def _pick_at(self, index: QModelIndex) -> None:
        product = self.found.row_at(index.row())
        if product is not None:
            self._presenter.pick(product)

    def _pick_current(self) -> None:
        if self._found_table.currentIndex().isValid():
            self._pick_at(self._found_table.currentIndex())

    def _current(self) -> str:
        place, rows = self._table.currentIndex().row(), self._presenter.rows
        return rows[place].product.id if 0 <= place < len(rows) else ""

    def _remove_current(self) -> None:
        self._presenter.remove(self._current())

    def _one_more(self) -> None:
        self._presenter.step(self._current(), 1)

    def _one_less(self) -> None:
        self._presenter.step(self._current(), -1)
