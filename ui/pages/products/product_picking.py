"""Ticking products in the table, by finger, by mouse or by keys, to print their price tags."""

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pos_app.domain.money import format_amount
from resources.translations import Catalog
from ui.models.product_table import ProductTable
from ui.models.tick_boxes import TickBoxes
from ui.presenters.products import FOUND_AT_MOST, ProductsPresenter
from ui.theme import Look
from ui.widgets.key_button import KeyButton
from ui.widgets.keys import on_key
from ui.widgets.plain_table import PlainTable
from ui.widgets.restyle import label

_SPACE = (Qt.Key.Key_Space, Qt.Modifier.SHIFT | Qt.Key.Key_Space)
_ALL = Qt.Modifier.CTRL | Qt.Key.Key_A
_SEVERAL = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


class PickBar(QWidget):
    """How many are ticked, and what can be done with them."""

    def __init__(self) -> None:
        super().__init__()
        self.count = label("strong", "picked_count")
        self.all_button = KeyButton("pick_all_button", "Ctrl+A")
        self.none_button = KeyButton("pick_none_button")
        self.cancel_button = KeyButton("pick_cancel_button", "Esc")
        self.go_button = KeyButton("pick_go_button", "F12", role="primary", icon="tag")
        self.buttons = (self.all_button, self.none_button, self.cancel_button, self.go_button)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.count, 1)
        for button in self.buttons:
            row.addWidget(button)
        self.hide()

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts but the count."""
        self.all_button.retranslate(tr("All shown"))
        self.none_button.retranslate(tr("None"))
        self.cancel_button.retranslate(tr("Cancel"))
        self.go_button.retranslate(tr("Price tags"))

    def fit(self, *, slim: bool) -> None:
        """Show words alone where there is no room for icons and keys."""
        for button in self.buttons:
            button.fit(slim=slim)

    def restyle(self, look: Look) -> None:
        """Tint the icon."""
        for button in self.buttons:
            button.restyle(look)


class ProductPicking(QObject):
    """Between the table and what is picked; `done` carries the ids to print tags of.

    Shift picks all rows up to the one pressed before, Ctrl begins to pick.
    """

    done = Signal(object)  # tuple[str, ...]

    def __init__(
        self, presenter: ProductsPresenter, table: PlainTable, model: ProductTable, page: QWidget
    ) -> None:
        super().__init__(page)
        self._presenter = presenter
        self._picking = presenter.picking
        self._table = table
        self._model = model
        self._tr = Catalog("en")
        self._last = -1
        self._boxes: TickBoxes | None = None
        self.bar = PickBar()
        self._picking.changed.connect(self._on_changed)
        self.bar.all_button.clicked.connect(self.pick_all)
        self.bar.none_button.clicked.connect(self._picking.clear)
        self.bar.cancel_button.clicked.connect(self.end)
        self.bar.go_button.clicked.connect(self.go)
        model.modelReset.connect(self._forget_row)
        on_key(table, _SPACE, self._press_current)
        on_key(page, (Qt.Key.Key_F12,), self.go)
        on_key(table, (_ALL,), self.pick_all)

    @property
    def is_on(self) -> bool:
        """Whether rows are being ticked."""
        return self._model.picked is not None

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self.bar.retranslate(tr)
        self._tell(len(self._picking.picked))

    def restyle(self, look: Look) -> None:
        """Take another theme: boxes to tick have to be seen on a dark ground, too."""
        self.bar.restyle(look)
        if self._boxes is None:
            self._boxes = TickBoxes(look, self._table)
            self._table.setItemDelegateForColumn(0, self._boxes)
        self._boxes.restyle(look)

    def begin(self) -> None:
        """Tick rows from now on, none of them at first."""
        self._last = -1
        self.bar.show()
        self._picking.clear()
        self._table.setFocus()
        if self._model.rowCount() and not self._table.currentIndex().isValid():
            self._table.selectRow(0)

    def end(self) -> None:
        """Tick no more; what was ticked is forgotten."""
        self.bar.hide()
        self._picking.clear()
        self._model.show_picked(None)
        self._table.setFocus()

    def go(self) -> None:
        """Print tags of what is ticked."""
        picked = self._picking.picked
        if self.is_on and picked:
            self.end()
            self.done.emit(picked)

    def takes(self, index: QModelIndex) -> bool:
        """Tick a row that was pressed; False where rows are not ticked."""
        several = QGuiApplication.keyboardModifiers() & _SEVERAL
        if not self.is_on and not (several and not self._presenter.shows_unsold):
            return False
        if not self.is_on:
            self.begin()
        self._press(index.row(), up_to=bool(several & Qt.KeyboardModifier.ShiftModifier))
        return True

    def pick_all(self) -> None:
        """Tick all that are shown."""
        if self.is_on:
            self._picking.add_all(self._presenter.text, FOUND_AT_MOST)

    def _press_current(self) -> None:
        if self.is_on and self._table.currentIndex().isValid():
            shift = QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier
            self._press(self._table.currentIndex().row(), up_to=bool(shift))

    def _press(self, row: int, *, up_to: bool) -> None:
        product = self._model.row_at(row) if 0 <= row < self._model.rowCount() else None
        if product is None:
            return
        if up_to and self._last >= 0:
            self._pick_rows(*sorted((self._last, row)))
        else:
            self._picking.turn(product.id)
        self._last = row

    def _pick_rows(self, first: int, last: int) -> None:
        if self._presenter.text:
            found = (self._model.row_at(row) for row in range(first, last + 1))
            self._picking.add(one.id for one in found if one is not None)
        else:
            self._picking.add_rows(first, last)

    def _forget_row(self) -> None:
        self._last = -1

    def _on_changed(self, picked: frozenset[str]) -> None:
        if not self.bar.isHidden():
            self._model.show_picked(picked)
        self._tell(len(picked))

    def _tell(self, number: int) -> None:
        hint = self._tr("Tap the products whose price tags you need.")
        words = self._tr.plural("{n} product chosen", "{n} products chosen", number)
        self.bar.count.setText(words.format(n=format_amount(number)) if number else hint)
        self.bar.go_button.setEnabled(number > 0)
        self.bar.none_button.setEnabled(number > 0)
