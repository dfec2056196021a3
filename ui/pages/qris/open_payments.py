"""Payments that nobody has found at the bank yet: what they come to, and each of them."""

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pos_app.domain.awaited import AwaitedPayment, PaymentState
from pos_app.domain.money import format_rupiah
from pos_app.services.reconciliation import Open
from resources.translations import Catalog
from ui.models.payment_tables import PAYMENT_WIDTHS, PaymentTable, state_words
from ui.pages.qris.settle_panel import SettlePanel
from ui.theme import Look
from ui.widgets.cards import Card, wrapped
from ui.widgets.key_button import KeyButton
from ui.widgets.keys import on_key
from ui.widgets.plain_table import PlainTable
from ui.widgets.restyle import label

_STATES = tuple(PaymentState)


class OpenPayments(QWidget):
    """Sums by state, the table, and what to do with the row that is chosen."""

    statement_wanted = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("open_payments")
        self._tr = Catalog("en")
        self._open = Open((), (), "Asia/Jakarta")
        self._title = label("title", "reconcile_title")
        self._explained = wrapped("soft", "reconcile_explained")
        self._sums = {
            state: (label("soft", f"{state}_name"), label("amount", f"{state}_sum"))
            for state in _STATES
        }
        self.model = PaymentTable(self)
        self.table = PlainTable("open_payments_table", self.model)
        self.table.set_widths(0, **PAYMENT_WIDTHS)
        self._empty = wrapped("soft", "reconcile_empty")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.panel = SettlePanel()
        self.statement_button = KeyButton("statement_button", role="primary", icon="file-up")
        self.back_button = KeyButton("reconcile_back_button", "Esc")
        self._lay_out()
        self._connect()
        for part in (self.table, self.panel, self._empty):
            part.hide()  # nobody knows yet which of them it will be

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self._title.setText(tr("Reconcile payments"))
        self._explained.setText(
            tr("The till cannot see the bank. Payments stay open until they are found there.")
        )
        self._empty.setText(tr("No payment waits. QRIS, transfers and e-wallets appear here."))
        self.statement_button.retranslate(tr("Open a statement"))
        self.back_button.retranslate(tr("Back"))
        self.table.setAccessibleName(tr("Open payments"))
        for state, (name, _) in self._sums.items():
            name.setText(state_words(state, tr))
        self.panel.retranslate(tr)
        self.model.use(tr, self._open.zone)
        self._say_sums()

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        for part in (self.table, self.panel, self.statement_button, self.back_button):
            part.restyle(look)

    def enter(self) -> None:
        """The table is ready for the arrow keys."""
        (self.table if self._open.payments else self.statement_button).setFocus()

    def show_open(self, found: Open) -> None:
        """Show what is open; the row after one that was settled is chosen."""
        place = max(self.table.currentIndex().row(), 0)
        self._open = found
        self.model.show_rows(found.payments)
        self.model.use(self._tr, found.zone)
        self.table.setVisible(bool(found.payments))
        self.panel.setVisible(bool(found.payments))
        self._empty.setVisible(not found.payments)
        self._say_sums()
        if found.payments:
            self.table.selectRow(min(place, len(found.payments) - 1))
        self.panel.show_payment(self._chosen())

    def _lay_out(self) -> None:
        card = Card("open_payments_card")
        head = QHBoxLayout()
        head.setSpacing(12)
        titles = QVBoxLayout()
        titles.setSpacing(2)
        titles.addWidget(self._title)
        titles.addWidget(self._explained)
        head.addLayout(titles, 1)
        head.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.statement_button, 0, Qt.AlignmentFlag.AlignTop)
        card.column.addLayout(head)
        sums = QGridLayout()
        sums.setVerticalSpacing(2)
        for column, (name, value) in enumerate(self._sums.values()):
            sums.addWidget(name, 0, column)
            sums.addWidget(value, 1, column)
            sums.setColumnStretch(column, 1)
        card.column.addLayout(sums)
        card.column.addWidget(self.table, 1)
        card.column.addWidget(self._empty, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(12)
        page.addWidget(card, 1)
        page.addWidget(self.panel)

    def _connect(self) -> None:
        self.statement_button.clicked.connect(self.statement_wanted)
        self.back_button.clicked.connect(self.left)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        on_key(self.table, (Qt.Key.Key_Return, Qt.Key.Key_Enter), self._to_panel)

    @Slot(QModelIndex, QModelIndex)
    def _on_row(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.panel.show_payment(self._chosen())

    @Slot()
    def _to_panel(self) -> None:
        self.panel.found_button.setFocus()

    def _chosen(self) -> AwaitedPayment | None:
        row = self.table.currentIndex().row()
        return self.model.row_at(row) if 0 <= row < self.model.rowCount() else None

    def _say_sums(self) -> None:
        for state, (_, value) in self._sums.items():
            amount = format_rupiah(self._open.amount(state))
            value.setText(f"{amount} ({self._open.count(state)})")
