"""The printer in words: how it is, what waits for it, what a person has to decide."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pos_app.domain.money import format_amount
from pos_app.services.printer_state import PrinterState, Shown
from resources.translations import Catalog
from ui.pages.print_words import print_words
from ui.pages.printer_test_button import PrinterTestButton
from ui.presenters.printer import PrinterPresenter
from ui.theme import Look
from ui.widgets.cards import Card, ValueRow, reading_page
from ui.widgets.key_button import KeyButton
from ui.widgets.notice_panel import NoticePanel
from ui.widgets.print_panel import PrintPanel
from ui.widgets.restyle import label


class PrinterPage(QWidget):
    """Opened by the printer chip."""

    def __init__(self, presenter: PrinterPresenter, look: Look) -> None:
        super().__init__()
        self.setObjectName("printer_page")
        self._presenter = presenter
        self._tr = Catalog("en")
        self._title = label("title", "printer_title")
        self.panel = PrintPanel("printer_panel", look)
        self.notice = NoticePanel("printer_notice", look)
        self._receipt = ValueRow("printer_receipt")
        self._waiting = ValueRow("printer_waiting")
        self._uncertain = ValueRow("printer_uncertain")
        self._uncertain.hide()
        self._tries = ValueRow("printer_tries")
        self._address = ValueRow("printer_address")
        self.test_button = PrinterTestButton("printer_test_button", presenter.test, self.notice)
        self.settings_button = KeyButton("printer_settings_button", icon="settings")
        self._lay_out()
        self._connect()
        self.restyle(look)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self._title.setText(tr("Printer"))
        self.test_button.translate(tr)
        self.settings_button.retranslate(tr("Printer settings"))
        self.panel.retranslate(tr)
        self.notice.retranslate(tr)
        self._show(self._presenter.state)

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self.panel.restyle(look)
        self.notice.restyle(look)
        self.test_button.restyle(look)
        self.settings_button.restyle(look)

    def enter(self) -> None:
        """Show what is known now."""
        self.notice.hide()
        self._show(self._presenter.state)
        for button in (
            self.panel.came_out_button,
            self.panel.retry_button,
            self.test_button,
            self.settings_button,
        ):
            if not button.isHidden():
                button.setFocus()
                break

    def _lay_out(self) -> None:
        column = reading_page(self)
        column.addWidget(self.notice)
        card = Card("printer_card")
        card.column.addWidget(self._title)
        card.column.addWidget(self.panel)
        for row in (self._receipt, self._uncertain, self._waiting, self._tries, self._address):
            card.column.addWidget(row)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self.test_button)
        buttons.addWidget(self.settings_button)
        buttons.addStretch(1)
        card.column.addLayout(buttons)
        column.addWidget(card)
        column.addStretch(1)

    def _connect(self) -> None:
        presenter = self._presenter
        presenter.changed.connect(self._show)
        presenter.uncertain_counted.connect(self._on_uncertain_counted)
        self.panel.retried.connect(presenter.retry)
        self.panel.came_out.connect(self._on_came_out)
        self.panel.print_again.connect(self._on_print_again)
        self.settings_button.clicked.connect(presenter.open_settings)

    @Slot(object)
    def _show(self, state: PrinterState) -> None:
        self._presenter.count_uncertain()
        tr, words = self._tr, print_words(state, self._tr)
        self.panel.tell(words.line, words.next_step, words.icon, words.tone)
        self.panel.offer(
            retry=state.state is Shown.FAILED and state.job is not None,
            question=state.state is Shown.UNCERTAIN,
        )
        none = state.state is Shown.NONE
        receipt = state.job.title if state.job else ""
        self._receipt.tell(tr("Receipt No."), receipt)
        self._receipt.setVisible(bool(receipt))
        self._waiting.tell(tr("Receipts waiting"), format_amount(state.waiting))
        tries = state.job.tries if state.job else 0
        self._tries.tell(tr("Tries so far"), format_amount(tries))
        self._tries.setVisible(tries > 0)
        self._address.tell(tr("Printer's address"), self._presenter.address)
        for part in (self._waiting, self._address, self.test_button):
            part.setVisible(not none)

    @Slot(int)
    def _on_uncertain_counted(self, count: int) -> None:
        self._uncertain.tell(self._tr("Receipts nobody is sure about"), format_amount(count))
        self._uncertain.setVisible(count > 0)

    @Slot()
    def _on_came_out(self) -> None:
        self._presenter.answer(came_out=True)

    @Slot()
    def _on_print_again(self) -> None:
        self._presenter.answer(came_out=False)
