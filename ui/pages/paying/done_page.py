"""After a sale: the change to hand out, the receipt, and the way to the next sale."""

import time
from collections.abc import Callable
from html import escape
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QSpacerItem, QWidget

from pos_app.domain.business_day import format_clock, zone_name
from pos_app.domain.money import format_rupiah
from pos_app.domain.pdf_form import PdfForm, forms_of
from pos_app.domain.sale import Sale
from pos_app.domain.slips import Slip
from pos_app.services.printing.printer_state import PrinterState
from resources.translations import Catalog
from ui.pages.paying.pay_words import tender_name
from ui.pages.pdf_choice import PdfChoice
from ui.pages.printing.print_words import receipt_words
from ui.pages.saved_words import saved_notice
from ui.pages.told import told
from ui.presenters.done import DonePresenter
from ui.theme import Look
from ui.widgets.cards import GAP, Card, wrapped
from ui.widgets.key_button import KeyButton
from ui.widgets.keys import on_key
from ui.widgets.print_panel import PrintPanel
from ui.widgets.receipt_view import ReceiptView
from ui.widgets.restyle import give_role, label
from ui.widgets.settling import Settling

_MIDDLE = Qt.AlignmentFlag.AlignHCenter
_CHANGE_PX = 64
_LOW = 640
"""Below this height in px at 100 % the tick and the hint make room for what has to be read."""
_SMALL = 1000
"""A low page narrower than this shows no receipt beside the change."""


class DonePage(QWidget):
    """Paid, change, number and time at the left; the receipt on paper at the right."""

    told = Signal(object)  # Notice

    def __init__(
        self, presenter: DonePresenter, look: Look, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__()
        self.setObjectName("done_page")
        self._presenter = presenter
        self._look = look
        self._tr = Catalog("en")
        self._settling = Settling(clock)
        self._make_parts(look)
        self._lay_out()
        self._connect()
        self.restyle(look)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts, and the receipt's."""
        self._tr = tr
        self._paid.setText(tr("Paid"))
        self._or_scan.setText(tr("or just scan the next item"))
        self.next_button.retranslate(tr("NEW SALE"))
        for button, text in (
            (self.reprint_button, tr("Print again")),
            (self.pdf_button, tr("Save PDF")),
        ):
            button.retranslate(text)
        self.panel.retranslate(tr)
        self.pdf_choice.retranslate(tr)
        self._presenter.use_language(tr)
        self._show_printer(self._presenter.printer)
        if self._presenter.sale is not None:
            self._show_sale(self._presenter.sale)

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self._look = look
        self._tick.setPixmap(look.pixmap("circle-check", "good", 60))
        for button in (self.reprint_button, self.pdf_button, self.next_button):
            button.restyle(look)
        for part in (self.panel, self.receipt, self.pdf_choice):
            part.restyle(look)

    def enter(self) -> None:
        """Ready for Enter, which starts the next sale."""
        self.next_button.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the receipt a third of the page; a low page keeps what has to be read."""
        super().resizeEvent(event)
        low = self.height() < self._look.px(_LOW)
        self._tick.setVisible(not low)
        self._or_scan.setVisible(not low)
        self.receipt.setVisible(not low or self.width() >= _SMALL)
        self.receipt.setFixedWidth(max(300, self.width() // 3 - 20))
        right = 0 if self.receipt.isVisibleTo(self) else GAP
        self._row.setContentsMargins(GAP, GAP, right, GAP)
        self._card.column.setContentsMargins(20, *((8, 20, 10) if low else (18, 20, 20)))

    def _make_parts(self, look: Look) -> None:
        self._tick = QLabel()
        self._paid = label("total", "done_paid")
        self._summary = wrapped("soft", "done_summary")
        self._summary.setTextFormat(Qt.TextFormat.PlainText)
        self._summary.setAlignment(_MIDDLE)
        self._change_name = label("strong", "done_change_name")
        self.change = label("change", "done_change")
        self.change.setProperty("px", _CHANGE_PX)
        self._number = label("soft", "done_number")
        self._number.setTextFormat(Qt.TextFormat.RichText)  # escaped; the number stands out
        self.reprint_button = KeyButton("reprint_button", icon="printer")
        self.pdf_button = KeyButton("save_pdf_button", icon="download")
        self.next_button = KeyButton("next_sale_button", "Enter", role="primary", tall=True)
        self.next_button.setFixedWidth(420)
        self._or_scan = label("soft", "done_or_scan")
        self._said = wrapped("good", "done_said")
        self._said.setAlignment(_MIDDLE)
        self._said.hide()
        self.panel = PrintPanel("print_panel", look)
        self.pdf_choice = PdfChoice(look, self)
        self.receipt = ReceiptView(look)

    def _lay_out(self) -> None:
        self._card = card = Card("done_card", 4)
        column = card.column
        column.addStretch(3)
        for part, below in (
            (self._tick, 4),
            (self._paid, 0),
            (self._summary, 12),
            (self._change_name, 0),
            (self.change, 8),
            (self._number, 12),
        ):
            wide = part is self._summary  # a wrapped label would be as narrow as it can be
            column.addWidget(part, 0, Qt.AlignmentFlag(0) if wide else _MIDDLE)
            column.addSpacerItem(_yielding(below))
        column.addLayout(self._copies())
        column.addWidget(self._said)
        column.addSpacerItem(_yielding(16))
        column.addWidget(self.next_button, 0, _MIDDLE)
        column.addWidget(self._or_scan, 0, _MIDDLE)
        column.addStretch(4)
        column.addWidget(self.panel)
        page = QHBoxLayout(self)
        page.setContentsMargins(GAP, GAP, 0, GAP)
        page.setSpacing(8)
        page.addWidget(card, 1)
        page.addWidget(self.receipt)
        self._row = page

    def _copies(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addStretch(1)
        row.addWidget(self.reprint_button)
        row.addWidget(self.pdf_button)
        row.addStretch(1)
        return row

    def _connect(self) -> None:
        presenter = self._presenter
        presenter.sale_shown.connect(self._on_new_sale)
        presenter.previewed.connect(self.receipt.show_rows)
        presenter.printer_changed.connect(self._show_printer)
        presenter.copy_queued.connect(self._on_copy_queued)
        presenter.pdf_saved.connect(self._on_pdf_saved)
        presenter.failed.connect(self._on_failed)
        self.reprint_button.clicked.connect(presenter.reprint)
        self.pdf_button.clicked.connect(self._ask_where)
        self.pdf_choice.chosen.connect(self._on_place_chosen)
        self.next_button.clicked.connect(self._leave)
        self.panel.retried.connect(presenter.retry)
        self.panel.came_out.connect(self._on_came_out)
        self.panel.print_again.connect(self._on_print_again)
        on_key(self, (Qt.Key.Key_Return, Qt.Key.Key_Enter), self._on_enter)
        on_key(self, (Qt.Key.Key_Escape,), self._on_escape)

    @Slot()
    def _on_enter(self) -> None:
        """A shortcut of the page comes before what lies over it."""
        if self.pdf_choice.is_open:
            self.pdf_choice.go_on()
        else:
            self._leave()

    @Slot()
    def _on_escape(self) -> None:
        if self.pdf_choice.is_open:
            self.pdf_choice.put_away()
        else:
            self._leave()

    @Slot()
    def _leave(self) -> None:
        """Go on to the next sale, unless the press was the second of the one that paid."""
        if self._settling.is_over:
            self._presenter.start_next()

    @Slot(object)
    def _on_new_sale(self, sale: Sale) -> None:
        self._settling.begin()
        self.pdf_choice.put_away()
        self._say("", good=True)
        self.receipt.show_rows(())
        self._show_sale(sale)

    def _show_sale(self, sale: Sale) -> None:
        tr = self._tr
        paid = [f"{tender_name(one, tr)} {format_rupiah(one.amount)}" for one in sale.tenders]
        self._summary.setText(" · ".join([format_rupiah(sale.total), *paid]))
        number_is = tr("Receipt No.")
        handed_back = self._presenter.handed_back
        self._change_name.setText(tr("Give back in cash") if handed_back else tr("Change"))
        self.change.setText(format_rupiah(handed_back + sale.change))
        at = f"{format_clock(sale.at, sale.zone)} {zone_name(sale.at, sale.zone)}"
        number = f"<b>{escape(sale.receipt_number)}</b>"
        self._number.setText(f"{escape(number_is)} {number} · {at}")
        self._number.setAccessibleName(f"{number_is} {sale.receipt_number}, {at}")

    @Slot(object)
    def _show_printer(self, state: PrinterState) -> None:
        words = receipt_words(state, self._tr, this_sale=self._presenter.concerns_this_sale)
        self.panel.tell(words.line, words.next_step, words.icon, words.tone)
        self.panel.offer(retry=state.state == "failed", question=state.state == "uncertain")
        self.reprint_button.setEnabled(state.state != "none")

    @Slot()
    def _on_copy_queued(self) -> None:
        self._say(self._tr("A copy goes to the printer."), good=True)

    @Slot(object)
    def _on_pdf_saved(self, path: Path) -> None:
        self._say("", good=True)
        self.told.emit(saved_notice(path, self._tr))

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._say(told(error, self._tr), good=False)

    def _say(self, text: str, *, good: bool) -> None:
        give_role(self._said, "good" if good else "error")
        self._said.setText(text)
        self._said.setVisible(bool(text))

    @Slot()
    def _on_came_out(self) -> None:
        self._presenter.answer(came_out=True)

    @Slot()
    def _on_print_again(self) -> None:
        self._presenter.answer(came_out=False)

    @Slot()
    def _ask_where(self) -> None:
        """Ask in which form, and where, without stopping anything else."""
        sale = self._presenter.sale
        if sale is not None:
            forms = forms_of(Slip.SALE)
            name = f"{sale.receipt_number}.pdf"
            self.pdf_choice.ask(name, forms, self._presenter.last_form)

    @Slot(str, object, str)
    def _on_place_chosen(self, path: str, form: PdfForm, buyer: str) -> None:
        self._presenter.save_pdf(Path(path), form, buyer)


def _yielding(height: int) -> QSpacerItem:
    """Space that a low page takes back."""
    return QSpacerItem(0, height, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Maximum)
