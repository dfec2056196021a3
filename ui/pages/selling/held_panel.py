"""The carts that wait, over the sell page: which one to take up, merge, rename or throw away."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from pos_app.domain.business_day import format_clock
from pos_app.domain.money import format_amount
from resources.translations import Catalog
from ui.models.row_table import Column, RowTable
from ui.presenters.held_carts import WaitingCart
from ui.theme import Look
from ui.widgets.floating import give_shadow
from ui.widgets.key_button import KeyButton
from ui.widgets.plain_table import PlainTable
from ui.widgets.restyle import label

_ROW = 52
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class HeldRow(NamedTuple):
    """What the list says of a cart."""

    cart_id: str
    name: str
    since: str
    lines: str
    total: str


class HeldPanel(QFrame):
    """Signals carry the chosen cart's id; `left` closes."""

    resume_pressed = Signal(str)
    merge_pressed = Signal(str)
    rename_pressed = Signal(str)
    discard_pressed = Signal(str)
    left = Signal()

    def __init__(self, look: Look, tr: Catalog, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("held_panel")
        self.setProperty("role", "card")
        self._tr = tr
        self._zone = "Asia/Jakarta"
        self._waiting: tuple[WaitingCart, ...] = ()
        self._title = label("title", "held_title", self)
        self.close_button = QPushButton(self)
        self.close_button.setObjectName("held_close_button")
        self.close_button.setIconSize(QSize(20, 20))
        self.model = RowTable[HeldRow](_COLUMNS, self)
        self.table = PlainTable("held_table", self.model, _ROW)
        self.resume_button = KeyButton("held_resume_button", "Enter", role="primary")
        self.merge_button = KeyButton("held_merge_button")
        self.rename_button = KeyButton("held_rename_button")
        self.discard_button = KeyButton("held_discard_button", "Del", role="danger")
        self._lay_out()
        self._connect()
        self.retranslate(tr)
        self.restyle(look)
        self.hide()

    def show_waiting(self, waiting: tuple[WaitingCart, ...], zone: str) -> None:
        """Show these carts; the chosen one stays chosen, else the next in its place."""
        chosen, place = self._chosen(), max(self.table.currentIndex().row(), 0)
        self._waiting, self._zone = waiting, zone
        self._show_rows()
        ids = [one.held.id for one in waiting]
        if ids:
            self.table.selectRow(ids.index(chosen) if chosen in ids else min(place, len(ids) - 1))

    def offer_merge(self, *, possible: bool) -> None:
        """Whether there is a cart at hand to merge into."""
        self.merge_button.setEnabled(possible)

    def open(self) -> None:
        """Show the panel over the page."""
        self.show()
        self.raise_()
        self.table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes up, Del throws away, Esc leaves; nothing reaches the page below."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F6):
            self.left.emit()
        elif event.key() in _ENTER and not event.isAutoRepeat():
            self._tell(self.resume_pressed.emit)
        elif event.key() == Qt.Key.Key_Delete and not event.isAutoRepeat():
            self._tell(self.discard_pressed.emit)
        event.accept()

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self._title.setText(tr("Held carts"))
        self.close_button.setAccessibleName(tr("Close"))
        self.close_button.setToolTip(tr("Close"))
        self.resume_button.retranslate(tr("Take up"))
        self.merge_button.retranslate(tr("Merge"))
        self.rename_button.retranslate(tr("Rename"))
        self.discard_button.retranslate(tr("Throw away"))
        self.table.setAccessibleName(tr("Held carts"))
        self.model.set_headings(tr("Name"), tr("Since"), tr("Products"), tr("Total"))
        self._show_rows()

    def restyle(self, look: Look) -> None:
        """Take the colours of another look."""
        give_shadow(self, look)
        self.close_button.setIcon(look.icon("x", "ink", 20))
        self.table.restyle(look)
        for button in self._acts():
            button.restyle(look)

    def _acts(self) -> tuple[KeyButton, ...]:
        return self.resume_button, self.merge_button, self.rename_button, self.discard_button

    def _show_rows(self) -> None:
        self.model.show_rows([self._row(one) for one in self._waiting])

    def _row(self, one: WaitingCart) -> HeldRow:
        since = format_clock(one.held.at, self._zone)
        lines = len(one.held.cart.lines)
        return HeldRow(one.held.id, one.held.name, since, str(lines), format_amount(one.total))

    def _chosen(self) -> str:
        place = self.table.currentIndex().row()
        return self._waiting[place].held.id if 0 <= place < len(self._waiting) else ""

    def _tell(self, act: Callable[[str], None]) -> None:
        chosen = self._chosen()
        if chosen and self.isVisible():
            act(chosen)

    def _resume(self) -> None:
        self._tell(self.resume_pressed.emit)

    def _merge(self) -> None:
        self._tell(self.merge_pressed.emit)

    def _rename(self) -> None:
        self._tell(self.rename_pressed.emit)

    def _discard(self) -> None:
        self._tell(self.discard_pressed.emit)

    def _connect(self) -> None:
        self.resume_button.clicked.connect(self._resume)
        self.merge_button.clicked.connect(self._merge)
        self.rename_button.clicked.connect(self._rename)
        self.discard_button.clicked.connect(self._discard)
        self.close_button.clicked.connect(self.left)

    def _lay_out(self) -> None:
        self.table.set_widths(0, _1=84, _2=96, _3=124)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.close_button)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button, share in zip(self._acts(), (3, 2, 2, 2), strict=True):
            buttons.addWidget(button, share)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addLayout(buttons)


def _name(row: HeldRow) -> str:
    return row.name


def _since(row: HeldRow) -> str:
    return row.since


def _lines(row: HeldRow) -> str:
    return row.lines


def _total(row: HeldRow) -> str:
    return row.total


_COLUMNS = (
    Column(_name),
    Column(_since),
    Column(_lines, right=True),
    Column(_total, right=True),
)
