"""Reconciling: payments that wait for the bank's word, one by one or against a statement."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from pos_app.domain.awaited import AwaitedPayment, PaymentState
from pos_app.domain.money import format_amount, format_rupiah
from pos_app.services.reconciliation import Comparison, Open, Settled
from resources.translations import Catalog
from ui.pages.qris.comparison_view import ComparisonView
from ui.pages.qris.open_payments import OpenPayments
from ui.pages.settings_links import BACK
from ui.pages.told import told
from ui.presenters.reconciliation import ReconciliationPresenter
from ui.theme import Look
from ui.widgets.cards import GAP
from ui.widgets.file_dialogs import opening_dialog
from ui.widgets.keys import on_key
from ui.widgets.notice_panel import NoticePanel


class ReconcilePage(QWidget):
    """Shows what is open, or the statement that was opened."""

    page_asked = Signal(str)

    def __init__(self, presenter: ReconciliationPresenter, look: Look) -> None:
        super().__init__()
        self.setObjectName("reconcile_page")
        self._presenter = presenter
        self._tr = Catalog("en")
        self.notice = NoticePanel("reconcile_notice", look)
        self.open_view = OpenPayments()
        self.comparison = ComparisonView()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.open_view)
        self._stack.addWidget(self.comparison)
        page = QVBoxLayout(self)
        page.setContentsMargins(GAP, GAP, GAP, GAP)
        page.setSpacing(12)
        page.addWidget(self.notice)
        page.addWidget(self._stack, 1)
        self._connect()
        self.restyle(look)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        for part in (self.notice, self.open_view, self.comparison):
            part.retranslate(tr)

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        for part in (self.notice, self.open_view, self.comparison):
            part.restyle(look)

    def enter(self) -> None:
        """Read what is open; a statement that was being looked at is put away."""
        self.notice.hide()
        self._presenter.forget()
        self._stack.setCurrentWidget(self.open_view)
        self._presenter.load()

    @Slot()
    def ask_for_statement(self) -> None:
        """Let somebody choose a statement, without stopping anything else."""
        tr = self._tr
        kind = tr("Statement")
        kinds = f"{kind} (*.csv *.xlsx *.txt *.tsv)"
        dialog = opening_dialog(self, tr, tr("Choose the statement of the bank or wallet"), kinds)
        dialog.setObjectName("statement_dialog")
        dialog.fileSelected.connect(self._on_file)
        dialog.open()

    def _connect(self) -> None:
        presenter = self._presenter
        presenter.shown.connect(self._on_shown)
        presenter.reading.connect(self.notice.hide)
        presenter.compared.connect(self._on_compared)
        presenter.settled.connect(self._on_settled)
        presenter.found_settled.connect(self._on_found_settled)
        presenter.saving_changed.connect(self._on_saving)
        presenter.failed.connect(self._on_failed)
        self.open_view.statement_wanted.connect(self.ask_for_statement)
        self.open_view.left.connect(self._one_step_back)
        self.open_view.panel.settled.connect(presenter.settle)
        self.comparison.accepted.connect(presenter.settle_found)
        self.comparison.refused.connect(self.ask_for_statement)
        self.comparison.left.connect(self._one_step_back)
        on_key(self, (Qt.Key.Key_Escape,), self._one_step_back)

    @Slot(str)
    def _on_file(self, path: str) -> None:
        self._presenter.read(Path(path))

    @Slot(object)
    def _on_shown(self, found: Open) -> None:
        self.open_view.show_open(found)
        if self._stack.currentWidget() is self.open_view:
            self.open_view.enter()

    @Slot(object)
    def _on_compared(self, comparison: Comparison) -> None:
        self.comparison.show_comparison(comparison)
        self._stack.setCurrentWidget(self.comparison)
        self.comparison.enter()

    @Slot(object)
    def _on_settled(self, payment: AwaitedPayment) -> None:
        tr, amount = self._tr, format_rupiah(payment.amount)
        if payment.state is PaymentState.RECONCILED:
            words = tr("{number}: {amount} was found at the bank.")
            self.notice.tell(words.format(number=payment.title, amount=amount), "good")
        else:
            words = tr("{number}: {amount} is disputed. Talk to the buyer or the bank.")
            self.notice.tell(words.format(number=payment.title, amount=amount), "attention")

    @Slot(object)
    def _on_found_settled(self, settled: Settled) -> None:
        tr = self._tr
        words = tr.plural(
            "{n} payment was reconciled: {amount}.",
            "{n} payments were reconciled: {amount}.",
            settled.count,
        )
        amount = format_rupiah(settled.amount)
        self._stack.setCurrentWidget(self.open_view)
        self.notice.tell(words.format(n=format_amount(settled.count), amount=amount), "good")

    @Slot(bool)
    def _on_saving(self, busy: bool) -> None:  # noqa: FBT001 - a signal's own argument
        self.open_view.panel.set_busy(busy=busy)
        self.comparison.set_busy(busy=busy)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.notice.tell(told(error, self._tr), "error")

    @Slot()
    def _one_step_back(self) -> None:
        if self._stack.currentWidget() is self.comparison:
            self._presenter.forget()
            self._stack.setCurrentWidget(self.open_view)
            self.open_view.enter()
        elif self.open_view.panel.is_asking:
            self.open_view.panel.cancel()
        else:
            self.page_asked.emit(BACK)
