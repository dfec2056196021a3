"""The sale that was opened: its paper, what became of it, and what can be done about it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.domain.money import format_rupiah
from pos_app.domain.slips import Slip
from pos_app.services.history import Opened
from pos_app.services.papers.views import PaperRow
from pos_app.services.printing.printer_state import PrintJob
from resources.translations import Catalog
from ui.models.history_words import sale_word
from ui.pages.printing.job_words import became_words
from ui.theme import Look
from ui.widgets.cards import wrapped
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.key_button import KeyButton
from ui.widgets.receipt_view import ReceiptView


class HistoryReceipt(QWidget):
    """Buttons are there when they can be pressed; why one is not is said above them."""

    refund_pressed = Signal()
    exchange_pressed = Signal()
    void_pressed = Signal()
    reprint_pressed = Signal()
    pdf_pressed = Signal()
    sale_pressed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._tr = Catalog("en")
        self._opened: Opened | None = None
        self._busy = False
        self._prints = True
        self.paper = ReceiptView(look)
        self._became = ElidedLabel("small", "history_became")
        self._job: PrintJob | None = None
        self._standing = wrapped("soft", "history_standing")
        self.sale_button = KeyButton("open_sale_button", icon="receipt")
        self.refund_button = KeyButton("refund_button")
        self.exchange_button = KeyButton("exchange_button")
        self.void_button = KeyButton("void_button", role="danger")
        self.reprint_button = KeyButton("reprint_button", icon="printer")
        self.pdf_button = KeyButton("save_pdf_button", icon="download")
        self._lay_out()
        self._connect()
        self.restyle(look)
        self.show_opened(None)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        for button, words in (
            (self.refund_button, tr("Refund")),
            (self.exchange_button, tr("Exchange")),
            (self.void_button, tr("Void")),
            (self.reprint_button, tr("Print again")),
            (self.pdf_button, tr("Save PDF")),
        ):
            button.retranslate(words)
        self._render()

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self.paper.restyle(look)
        for button in self.buttons():
            button.restyle(look)

    def buttons(self) -> tuple[KeyButton, ...]:
        """What can be done, in the order of Tab."""
        return (
            self.sale_button,
            self.refund_button,
            self.exchange_button,
            self.void_button,
            self.reprint_button,
            self.pdf_button,
        )

    def show_opened(self, opened: Opened | None, *, prints: bool = True) -> None:
        """Show what was opened; its paper follows."""
        self._opened = opened
        self._prints = prints
        if opened is None:
            self.paper.show_rows(())
        self._render()

    def show_paper(self, rows: tuple[PaperRow, ...]) -> None:
        """Put the paper there."""
        self.paper.show_rows(rows)

    def show_became(self, job: PrintJob | None) -> None:
        """Tell what the printer made of it, where that is known."""
        self._job = job
        self._say_became()

    def _say_became(self) -> None:
        """One row that is always there: the paper above it does not jump."""
        known = self._job is not None and self._opened is not None
        self._became.setText(became_words(self._job, self._tr) if known and self._job else "")

    def set_busy(self, *, busy: bool) -> None:
        """While something is recorded nothing can be pressed twice."""
        self._busy = busy
        self._render()

    def focus_first(self) -> None:
        """Go to the first thing that can be done."""
        for button in self.buttons():
            if button.isEnabled() and button.isVisible():
                button.setFocus()
                return

    def show_buttons(self, *, shown: bool) -> None:
        """Whether something can be begun: not while it is."""
        self._actions.setVisible(shown)

    def _render(self) -> None:
        opened, tr = self._opened, self._tr
        may = opened is not None and not self._busy
        refund = may and opened is not None and opened.may_refund
        slip = may and opened is not None and opened.slip is not None
        self.refund_button.setEnabled(refund)
        self.exchange_button.setEnabled(refund)
        self.void_button.setEnabled(may and opened is not None and opened.may_void)
        self.reprint_button.setEnabled(slip and self._prints)
        self.pdf_button.setEnabled(slip)
        of_sale = opened is not None and not opened.is_sale and opened.original is not None
        self.sale_button.setVisible(of_sale)
        for button in (self.refund_button, self.exchange_button, self.void_button):
            button.setVisible(opened is None or opened.is_sale)
        if of_sale and opened is not None and opened.original is not None:
            number = opened.original.receipt_number
            self.sale_button.retranslate(tr("Open {number}").format(number=number))
        self._say_became()
        told = _standing(opened, tr) if opened is not None else ""
        self._standing.setText(told)
        self._standing.setVisible(bool(told))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.paper, 1)
        column.addWidget(self._standing)
        self._actions = QWidget()
        rows = QVBoxLayout(self._actions)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self._became)
        rows.addWidget(self.sale_button)
        above = (self.refund_button, self.exchange_button, self.void_button)
        for row in (above, (self.reprint_button, self.pdf_button)):
            beside = QHBoxLayout()
            beside.setSpacing(8)
            for button in row:
                beside.addWidget(button, 1)
            rows.addLayout(beside)
        column.addWidget(self._actions)

    def _connect(self) -> None:
        self.sale_button.clicked.connect(self.sale_pressed)
        self.refund_button.clicked.connect(self.refund_pressed)
        self.exchange_button.clicked.connect(self.exchange_pressed)
        self.void_button.clicked.connect(self.void_pressed)
        self.reprint_button.clicked.connect(self.reprint_pressed)
        self.pdf_button.clicked.connect(self.pdf_pressed)


def _standing(opened: Opened, tr: Catalog) -> str:
    """What became of it, and why nothing can be done where that is so."""
    told = []
    if opened.slip is None:
        told.append(tr("From another register: what came back there is not known here."))
    elif opened.slip is not Slip.SALE:
        return ""
    given = opened.earlier.total
    if given:
        word, amount = sale_word(opened.state, tr), format_rupiah(given)
        told.append(tr("{state}: {amount} given back.").format(state=word, amount=amount))
    if not opened.has_shift:
        told.append(tr("Open the register to give something back."))
    return " ".join(told)
