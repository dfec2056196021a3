"""The test page, asked about step by step with large buttons."""

import time
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.services.printing.printer_check import Seen, Step, columns_offered
from resources.translations import Catalog
from ui.pages.printing.check_words import AGAIN, DONE, FIND, GO_ON, OPEN, SETUP, check_words
from ui.pages.printing.unsent_words import unsent_words
from ui.pages.told import told
from ui.presenters.printer_check import CheckView, Phase, PrinterCheckPresenter
from ui.theme import Look
from ui.widgets.cards import Card, buttons_below, reading_page, wrapped
from ui.widgets.chip_row import Chip, ChipRow
from ui.widgets.choice_list import ChoiceList
from ui.widgets.form_field import FormField
from ui.widgets.key_button import KeyButton
from ui.widgets.notice_panel import NoticePanel
from ui.widgets.restyle import label
from ui.widgets.settling import Settling


class PrinterCheck(QWidget):
    """`asked` carries what somebody wants beside answering: `setup`, `find` or `done`.

    A second press that came too soon was meant for the question before.
    """

    asked = Signal(str)
    left = Signal()

    def __init__(
        self,
        presenter: PrinterCheckPresenter,
        look: Look,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._presenter = presenter
        self._look = look
        self._tr = Catalog("en")
        self._settling = Settling(clock)
        self.notice = NoticePanel("check_notice", look)
        self._icon = label("", "check_icon")
        self.title = label("title", "check_title")
        self.text = wrapped("soft", "check_text")
        self.columns = FormField("check_columns_field")
        self.columns.field.setMaxLength(2)
        self.chips = ChipRow("columns")
        self.use_button = KeyButton("use_columns_button", icon="check")
        self.choices = ChoiceList("check", look)
        self.back_button = KeyButton("check_back_button", "Esc")
        self._lay_out()
        self._connect()
        self._show(presenter.view)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self.notice.retranslate(tr)
        self.columns.retranslate(tr("Letters a row"))
        self.use_button.retranslate(tr("Use this"))
        self.back_button.retranslate(tr("Back"))
        self._show(self._presenter.view)

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self._look = look
        for part in (self.notice, self.choices, self.use_button, self.back_button):
            part.restyle(look)
        self._show_icon(self._presenter.view)

    def _lay_out(self) -> None:
        column = reading_page(self)
        column.addWidget(self.notice)
        card = Card("check_card")
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._icon)
        head.addWidget(self.title, 1)
        card.column.addLayout(head)
        card.column.addWidget(self.text)
        card.column.addWidget(self._columns_part())
        card.column.addWidget(self.choices)
        column.addWidget(card)
        column.addStretch(1)
        buttons_below(self, self.back_button, QWidget())

    def _columns_part(self) -> QWidget:
        self._columns = QWidget()
        column = QVBoxLayout(self._columns)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.chips)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.columns, 1)
        beside = QVBoxLayout()
        beside.setSpacing(4)
        beside.addWidget(label("", "columns_beside"))
        beside.addWidget(self.use_button)
        beside.addStretch(1)
        row.addLayout(beside)
        column.addLayout(row)
        return self._columns

    def _connect(self) -> None:
        self._presenter.changed.connect(self._on_changed)
        self._presenter.refused.connect(self._on_refused)
        self.choices.chosen.connect(self._on_chosen)
        self.chips.chosen.connect(self._on_chip)
        self.columns.submitted.connect(self._use)
        self.use_button.clicked.connect(self._use)
        self.back_button.clicked.connect(self.left)

    def _on_changed(self, view: CheckView) -> None:
        self._settling.begin()
        self._show(view)
        if view.phase is Phase.COLUMNS:
            self.columns.field.clear()
            self.columns.field.setFocus()
        elif self.choices.buttons:
            self.choices.focus_first()
        else:
            self.back_button.setFocus()

    def _show(self, view: CheckView) -> None:
        words = check_words(view, self._tr)
        self.title.setText(words.title)
        self.text.setText(words.text)
        self.choices.show_choices(words.choices)
        asks_columns = view.phase is Phase.COLUMNS
        self._columns.setVisible(asks_columns)
        if asks_columns and view.seen is not None:
            offered = columns_offered(view.setup, view.seen)
            self.chips.show_chips([Chip(str(one), str(one)) for one in offered], None)
            self.columns.show_error("")
        if view.error is None:
            self.notice.hide()
        else:
            self.notice.tell(unsent_words(view.error, self._tr), "attention")
        self._show_icon(view)

    def _show_icon(self, view: CheckView) -> None:
        icon, color = "printer", "primary"
        if view.phase in {Phase.NOTHING, Phase.HELPLESS}:
            icon, color = "triangle-alert", "gold"
        elif view.step is Step.READY or view.phase is Phase.CORRECTED:
            icon, color = "circle-check", "good"
        elif view.phase is not Phase.SENDING:
            icon = "circle-question-mark"
        self._icon.setPixmap(self._look.pixmap(icon, color, 28))

    def _on_refused(self, error: Exception) -> None:
        self.columns.show_error(told(error, self._tr))

    def _on_chosen(self, key: str) -> None:
        if not self._settling.is_over:
            return
        if key == AGAIN:
            self._presenter.print_again()
        elif key == OPEN:
            self._presenter.open_drawer(self._tr("Trying the drawer"))
        elif key == GO_ON:
            self._presenter.go_on()
        elif key in {SETUP, FIND, DONE}:
            self.asked.emit(key)
        else:
            self._presenter.answer(Seen(key))

    def _on_chip(self, columns: str) -> None:
        self._presenter.use_columns(int(columns))

    def _use(self) -> None:
        typed = self.columns.text().strip()
        usable = typed.isascii() and typed.isdigit()
        self._presenter.use_columns(int(typed) if usable else 0)
