"""What buyers promised: every order with what it is worth, what was paid and what is left."""

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pos_app.domain.business_day import format_date
from pos_app.domain.money import format_amount
from pos_app.domain.order import OrderState, OrderStatus
from resources.translations import Catalog
from ui.models.row_table import Column, RowTable
from ui.pages.orders.order_words import short_number, status_name, totals_words
from ui.presenters.listed_orders import OrdersView
from ui.theme import Look
from ui.widgets.cards import GAP, Card, wrapped
from ui.widgets.choice_chips import ChoiceChips
from ui.widgets.key_button import KeyButton
from ui.widgets.notice_panel import NoticePanel
from ui.widgets.plain_table import PlainTable
from ui.widgets.restyle import label
from ui.widgets.sure_button import SureButton

_ALL = "all"
_ROW = 48
_BUYER = 1
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class OrderTable(RowTable[OrderState]):
    """Rows in the language of the page."""

    def __init__(self, parent: QWidget) -> None:
        self._tr = Catalog("en")
        columns = (
            Column(short_number),
            Column(_buyer),
            Column(self._status),
            Column(self._due),
            Column(_value, right=True),
            Column(_paid, right=True),
            Column(_left, right=True),
        )
        super().__init__(columns, parent)

    def retranslate(self, tr: Catalog) -> None:
        """Name the columns."""
        self._tr = tr
        self.set_headings(
            tr("No."),
            tr("Buyer"),
            tr("Status"),
            tr("Due"),
            tr("Value"),
            tr("Paid so far"),
            tr("Still to be paid"),
        )

    def _status(self, state: OrderState) -> str:
        return status_name(state.order.status, self._tr)

    def _due(self, state: OrderState) -> str:
        due = state.order.due
        return format_date(due, self._tr.language) if due else "–"


class OrderList(QWidget):
    """Chips choose a status, typing searches, Enter opens."""

    opened = Signal(str)
    status_chosen = Signal(object)  # OrderStatus or None
    searched = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("order_list")
        self._tr = Catalog("en")
        self._view = OrdersView()
        self.notice = NoticePanel("orders_notice", look)
        self._title = label("title", "orders_title")
        self._totals = wrapped("soft", "orders_totals")
        self._nothing = wrapped("soft", "orders_nothing")
        self.search_field = QLineEdit()
        self.search_field.setObjectName("order_search_field")
        self.search_field.setClearButtonEnabled(True)
        self.chips = ChoiceChips("order_status", (_ALL, *OrderStatus))
        self.model = OrderTable(self)
        self.table = PlainTable("order_table", self.model, _ROW)
        self.table.set_widths(_BUYER, _0=92, _2=120, _3=112, _4=112, _5=124, _6=112)
        self.new_button = KeyButton("new_order_button", "F7", role="primary", icon="plus")
        self.open_button = KeyButton("open_order_button", "Enter", icon="clipboard-list")
        self.forget_button = SureButton("forget_phones_button", icon="trash-2")
        self._lay_out()
        self._connect()
        self.restyle(look)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self._title.setText(tr("Orders"))
        self.search_field.setPlaceholderText(tr("Search by buyer or number"))
        self.search_field.setAccessibleName(tr("Search by buyer or number"))
        self.chips.retranslate(
            {_ALL: tr("All"), **{one.value: status_name(one, tr) for one in OrderStatus}}
        )
        self.table.setAccessibleName(tr("Orders"))
        self.model.retranslate(tr)
        self.new_button.retranslate(tr("New order"))
        self.open_button.retranslate(tr("Open"))
        self.notice.retranslate(tr)
        self._show()

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        for part in (
            self.notice,
            self.table,
            self.new_button,
            self.open_button,
            self.forget_button,
        ):
            part.restyle(look)

    def enter(self) -> None:
        """Ready to search."""
        self.search_field.setFocus()

    def show_view(self, view: OrdersView, chosen: str) -> None:
        """Show orders; the chosen one is current."""
        self._view = view
        self._show()
        ids = [one.order.id for one in view.shown]
        if ids:
            self.table.selectRow(ids.index(chosen) if chosen in ids else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the current order; the arrows go into the table from the search."""
        if event.key() in _ENTER and not event.isAutoRepeat():
            self._open()
        elif event.key() == Qt.Key.Key_Down and self.search_field.hasFocus():
            self.table.setFocus()
        else:
            super().keyPressEvent(event)

    def _show(self) -> None:
        tr, view = self._tr, self._view
        self.model.show_rows(view.shown)
        self._totals.setText(totals_words(view.totals, tr))
        self.table.setVisible(bool(view.shown))
        self._nothing.setVisible(not view.shown)
        self._nothing.setText(
            tr("No order looks like that.")
            if view.orders
            else tr("No orders yet. F7 on the sell page takes the cart's goods into a new one.")
        )
        self.open_button.setEnabled(bool(view.shown))
        self.forget_button.setVisible(view.phones > 0)
        phones = tr.plural("Forget {count} phone", "Forget {count} phones", view.phones)
        sure = tr("Press again: they are gone for good")
        self.forget_button.tell(phones.format(count=view.phones), sure)

    @Slot()
    def _open(self) -> None:
        row = self.table.currentIndex().row()
        if 0 <= row < len(self._view.shown):
            self.opened.emit(self._view.shown[row].order.id)

    @Slot(QModelIndex)
    def _on_row(self, _index: QModelIndex) -> None:
        self._open()

    @Slot(str)
    def _on_chip(self, value: str) -> None:
        self.status_chosen.emit(None if value == _ALL else OrderStatus(value))

    def _connect(self) -> None:
        self.chips.chosen.connect(self._on_chip)
        self.search_field.textChanged.connect(self.searched)
        self.open_button.clicked.connect(self._open)
        self.table.doubleClicked.connect(self._on_row)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.search_field, 2)
        head.addWidget(self.new_button)
        below = QHBoxLayout()
        below.setSpacing(10)
        below.addWidget(self.forget_button)
        below.addStretch(1)
        below.addWidget(self.open_button)
        card = Card("orders_card", 10)
        card.column.addLayout(head)
        card.column.addWidget(self._totals)
        card.column.addWidget(self.chips)
        card.column.addWidget(self.table, 1)
        card.column.addWidget(self._nothing, 1, Qt.AlignmentFlag.AlignTop)
        card.column.addLayout(below)
        page = QVBoxLayout(self)
        page.setContentsMargins(GAP, GAP, GAP, GAP)
        page.setSpacing(12)
        page.addWidget(self.notice)
        page.addWidget(card, 1)


def _buyer(state: OrderState) -> str:
    buyer = state.order.buyer
    return f"{buyer.name} · {buyer.company}" if buyer.company else buyer.name


def _value(state: OrderState) -> str:
    return format_amount(state.order.value)


def _paid(state: OrderState) -> str:
    return format_amount(state.paid)


def _left(state: OrderState) -> str:
    return format_amount(state.left)
