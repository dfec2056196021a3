"""Past sales: found at the left, opened at the right, and taken back where that can be."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pos_app.domain.money import format_rupiah
from pos_app.domain.original import Payment
from pos_app.domain.pdf_form import PdfForm, forms_of
from pos_app.domain.refund import Return
from pos_app.domain.tender import Method
from pos_app.services.history import Listing, Opened
from pos_app.services.returns import Refunded, Voided
from resources.translations import Catalog
from ui.models.method_words import method_name
from ui.notices import Notice
from ui.pages.history.history_list import HistoryList
from ui.pages.history.history_receipt import HistoryReceipt
from ui.pages.history.refund_form import RefundForm
from ui.pages.history.void_form import VoidForm
from ui.pages.pdf_choice import PdfChoice
from ui.pages.saved_words import saved_notice
from ui.pages.told import told
from ui.presenters.history import HistoryPresenter
from ui.presenters.past_sales import PAGE
from ui.theme import Look
from ui.widgets.cards import GAP
from ui.widgets.current_stack import CurrentStack
from ui.widgets.keys import on_key

_NARROW = 1100
_PAPER, _LEAST_PAPER = 340, 280
_BETWEEN = 12


class HistoryPage(QWidget):
    """The list makes room for the form of a refund or void; the paper stays beside it."""

    fits = True

    told = Signal(object)  # Notice
    page_asked = Signal(str)

    def __init__(self, presenter: HistoryPresenter, look: Look) -> None:
        super().__init__()
        self.setObjectName("history_page")
        self._presenter = presenter
        self._tr = Catalog("en")
        self.list = HistoryList(PAGE, look)
        self.refund = RefundForm(look)
        self.void = VoidForm(look)
        self.receipt = HistoryReceipt(look)
        self.pdf_choice = PdfChoice(look, self)
        self._lay_out()
        self._connect()

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts, and the paper's."""
        self._tr = tr
        for part in (self.list, self.refund, self.void, self.receipt, self.pdf_choice):
            part.retranslate(tr)
        self._presenter.use_language(tr)

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        for part in (self.list, self.refund, self.void, self.receipt, self.pdf_choice):
            part.restyle(look)
        self._share()

    def enter(self) -> None:
        """Read the list anew and be ready to search; what was searched before is typed over."""
        self._show_list()
        self._presenter.load()
        self.list.search_field.setFocus()
        self.list.search_field.selectAll()

    def scan(self, code: str) -> None:
        """Open the receipt that was scanned, whatever is being searched."""
        self._show_list()
        self._presenter.scan(code)

    def keys_hint(self, tr: Catalog) -> str:
        """The keys that the message line shows on this page."""
        return tr("Type to search · ↓ list · Enter opens · scan a receipt")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The paper has a third of the page, and never less than it needs."""
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """Without room for both, a form comes before the paper."""
        wanted = _PAPER if self.width() < _NARROW else self.width() // 3
        needed = self._left.minimumSizeHint().width()
        width = min(wanted, self.width() - 2 * GAP - _BETWEEN - needed)
        self.receipt.setVisible(width >= _LEAST_PAPER or self._left.currentWidget() is self.list)
        self.receipt.setFixedWidth(max(width, _LEAST_PAPER))

    def _lay_out(self) -> None:
        self._left = CurrentStack()
        for part in (self.list, self.refund, self.void):
            self._left.addWidget(part)
        page = QHBoxLayout(self)
        page.setContentsMargins(GAP, GAP, GAP, GAP)
        page.setSpacing(_BETWEEN)
        page.addWidget(self._left, 1)
        page.addWidget(self.receipt)

    def _connect(self) -> None:
        presenter, listed, receipt = self._presenter, self.list, self.receipt
        sales, paper = presenter.sales, presenter.paper
        sales.listed.connect(self._on_listed)
        sales.page_read.connect(listed.fill)
        presenter.opened.connect(self._on_opened)
        paper.previewed.connect(receipt.show_paper)
        paper.became.connect(receipt.show_became)
        paper.printer_told.connect(self._on_printer_told)
        presenter.busy_changed.connect(self._on_busy)
        presenter.voided.connect(self._on_voided)
        presenter.refunded.connect(self._on_refunded)
        paper.copy_queued.connect(self._on_copy_queued)
        paper.pdf_saved.connect(self._on_pdf_saved)
        presenter.failed.connect(self._on_failed)
        listed.searched.connect(sales.search)
        listed.span_chosen.connect(sales.choose_span)
        listed.method_chosen.connect(sales.choose_method)
        listed.page_wanted.connect(sales.read_page)
        listed.chosen.connect(self._on_chosen)
        listed.entered.connect(receipt.focus_first)
        receipt.refund_pressed.connect(self._begin_refund)
        receipt.exchange_pressed.connect(self._begin_exchange)
        receipt.void_pressed.connect(self._begin_void)
        receipt.reprint_pressed.connect(paper.reprint)
        receipt.pdf_pressed.connect(self._ask_where)
        self.pdf_choice.chosen.connect(self._on_place_chosen)
        receipt.sale_pressed.connect(presenter.show_sale)
        self.refund.submitted.connect(self._on_submitted)
        self.refund.left.connect(self._show_list)
        self.void.submitted.connect(presenter.void)
        self.void.left.connect(self._show_list)
        on_key(self.list, (Qt.Key.Key_Escape,), self._one_step_back)
        on_key(self.list.search_field, (Qt.Key.Key_Down,), self._to_table)
        on_key(self.list.search_field, (Qt.Key.Key_Return, Qt.Key.Key_Enter), self._to_table)

    @Slot(object)
    def _on_listed(self, listing: Listing) -> None:
        presenter, searching = self._presenter, self._presenter.sales.searching
        self.list.show_listing(listing, presenter.wanted, searching=searching)
        if presenter.idle and not searching:
            self.list.choose_first()

    @Slot(object)
    def _on_opened(self, opened: Opened) -> None:
        self.receipt.show_opened(opened, prints=self._presenter.paper.can_print)
        if opened.key is None:
            self.list.forget_row()

    @Slot()
    def _on_printer_told(self) -> None:
        """Ask while somebody looks only: every sale prints, and nothing may wait for this page."""
        if self.isVisible():
            self._presenter.paper.ask_what_became()

    @Slot(int)
    def _on_chosen(self, key: int) -> None:
        if self._presenter.wanted != key:
            self._presenter.show(key)

    @Slot(bool)
    def _on_busy(self, busy: bool) -> None:  # noqa: FBT001 a Qt signal's argument
        self.receipt.set_busy(busy=busy)
        self.refund.set_busy(busy=busy)
        self.void.set_busy(busy=busy)

    @Slot()
    def _begin_refund(self) -> None:
        self._begin(exchange=False)

    @Slot()
    def _begin_exchange(self) -> None:
        self._begin(exchange=True)

    def _begin(self, *, exchange: bool) -> None:
        opened = self._presenter.current
        if opened is not None and opened.may_refund:
            self.refund.begin(opened, self._presenter.new_id(), exchange=exchange)
            self._show_form(self.refund)
            self.refund.enter()

    @Slot()
    def _begin_void(self) -> None:
        opened = self._presenter.current
        if opened is not None and opened.may_void:
            self.void.begin(opened)
            self._show_form(self.void)
            self.void.reason.setFocus()

    def _show_form(self, form: QWidget) -> None:
        self._left.setCurrentWidget(form)
        self.receipt.show_buttons(shown=False)
        self._share()

    @Slot(object)
    def _on_submitted(self, returned: Return) -> None:
        if self.refund.exchanges:
            self._presenter.exchange(returned)
        else:
            self._presenter.refund(returned)

    @Slot(object)
    def _on_voided(self, voided: Voided) -> None:
        self._show_list()
        words = self._tr("was voided. Hand back: {amounts}.")
        self._say_given(words, voided.body.receipt_number, voided.body.payments)

    @Slot(object)
    def _on_refunded(self, refunded: Refunded) -> None:
        self._show_list()
        words = self._tr("is recorded. Hand back: {amounts}.")
        self._say_given(words, refunded.body.number, refunded.body.payments)

    def _say_given(self, words: str, number: str, payments: tuple[Payment, ...]) -> None:
        tr = self._tr
        amounts = [
            f"{format_rupiah(-one.amount)} {method_name(one.method, tr)}"
            for one in payments
            if one.method is not Method.EXCHANGE
        ]
        given = ", ".join(amounts) or tr("nothing")
        self.told.emit(Notice(words.format(amounts=given), "good", strong=number))

    @Slot()
    def _on_copy_queued(self) -> None:
        self.told.emit(Notice(self._tr("A copy goes to the printer."), "good"))

    @Slot(object)
    def _on_pdf_saved(self, path: Path) -> None:
        self.told.emit(saved_notice(path, self._tr))

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        shown = self._left.currentWidget()
        if isinstance(shown, RefundForm | VoidForm):
            shown.show_error(error)
        else:
            self.told.emit(Notice(told(error, self._tr), "error"))

    @Slot()
    def _show_list(self) -> None:
        if self._left.currentWidget() is not self.list:
            self._left.setCurrentWidget(self.list)
            self.receipt.show_buttons(shown=True)
            self._share()
            is_listed = self._presenter.wanted is not None  # a table with the focus opens its first
            (self.list.table if is_listed else self.list.search_field).setFocus()

    @Slot()
    def _to_table(self) -> None:
        if self.list.table.currentIndex().isValid():
            self.list.table.setFocus()
        else:
            self.list.choose_first()
            self.list.table.setFocus()

    @Slot()
    def _one_step_back(self) -> None:
        if self.list.search_field.text():
            self.list.search_field.clear()
            self.list.search_field.setFocus()
        else:
            self.page_asked.emit("sell")

    @Slot()
    def _ask_where(self) -> None:
        """Ask in which form, and where, without stopping anything else."""
        opened = self._presenter.open
        if opened is not None and opened.slip is not None:
            forms, last = forms_of(opened.slip), self._presenter.paper.last_form
            self.pdf_choice.ask(f"{opened.number}.pdf", forms, last)

    @Slot(str, object, str)
    def _on_place_chosen(self, path: str, form: PdfForm, buyer: str) -> None:
        self._presenter.paper.save_pdf(Path(path), form, buyer)
