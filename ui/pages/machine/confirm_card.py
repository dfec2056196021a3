"""The organizer's confirmation: scanned, typed, chosen, or found on a stick."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout

from pos_app.domain.money import format_amount
from pos_app.services.bundles import ACK_SUFFIX, Confirmed
from resources.translations import Catalog
from ui.pages.told import told
from ui.theme import Look
from ui.widgets.cards import Card, bring_into_view, wrapped
from ui.widgets.file_dialogs import opening_dialog
from ui.widgets.form_field import FormField
from ui.widgets.key_button import KeyButton
from ui.widgets.notice_panel import NoticePanel
from ui.widgets.restyle import label


class ConfirmCard(Card):
    """`code_given` carries the text of a code, `file_chosen` a path."""

    code_given = Signal(str)
    file_chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__("bundle_confirm_card")
        self._tr = Catalog("en")
        self._title = label("title", "bundle_confirm_title")
        self._text = wrapped("soft", "bundle_confirm_text")
        self.code = FormField("bundle_code_field")
        self.take_button = KeyButton("bundle_take_button", icon="check")
        self.stick_button = KeyButton("bundle_find_ack_button", icon="search")
        self.file_button = KeyButton("bundle_ack_file_button", icon="inbox")
        self.notice = NoticePanel("bundle_confirm_notice", look)
        for part in (self._title, self._text, self.code, self.notice):
            self.column.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.take_button, self.stick_button, self.file_button):
            row.addWidget(button)
        row.addStretch(1)
        self.column.addLayout(row)
        self.code.submitted.connect(self._submit)
        self.take_button.clicked.connect(self._submit)
        self.file_button.clicked.connect(self._choose)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self._title.setText(tr("The organizer's confirmation"))
        self._text.setText(
            tr(
                "Scan the code that the organizer shows, or bring the stick back. What is "
                "confirmed counts as sent."
            )
        )
        self.code.retranslate(tr("Code"), tr("It begins with LAPAKA1"))
        self.take_button.retranslate(tr("Take"))
        self.stick_button.retranslate(tr("Look on the stick"))
        self.file_button.retranslate(tr("Choose a file …"))
        self.notice.retranslate(tr)

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        for part in (self.take_button, self.stick_button, self.file_button, self.notice):
            part.restyle(look)

    def take(self, code: str) -> None:
        """Take a code that was scanned."""
        self.code.field.setText(code)
        self._submit()

    def set_busy(self, *, busy: bool) -> None:
        """Nothing can be given twice."""
        for part in (self.code.field, self.take_button, self.stick_button, self.file_button):
            part.setEnabled(not busy)

    @Slot(object)
    def show_confirmed(self, confirmed: Confirmed) -> None:
        """Say what is confirmed now."""
        tr = self._tr
        if confirmed.waiting:
            text = tr("Confirmed: {news} entries. {waiting} came since and are still to be sent.")
        elif confirmed.news:
            text = tr("Confirmed: {news} entries. The organizer has everything.")
        else:
            text = tr("This was confirmed already. The organizer has everything.")
        news, waiting = format_amount(confirmed.news), format_amount(confirmed.waiting)
        self.code.field.clear()
        self.code.show_error("")
        self.notice.tell(text.format(news=news, waiting=waiting), "good")
        bring_into_view(self.notice)

    @Slot(object)
    def show_error(self, error: Exception) -> None:
        """Say why nothing is confirmed."""
        self.notice.tell(told(error, self._tr), "error")
        bring_into_view(self.notice)

    def _submit(self) -> None:
        code = self.code.text().strip()
        if not code:
            self.code.show_error(self._tr("Scan or type the code first."))
            return
        self.notice.hide()
        self.code_given.emit(code)

    def _choose(self) -> None:
        kind = self._tr("Confirmation")
        title = self._tr("Choose the organizer's confirmation")
        dialog = opening_dialog(self, self._tr, title, f"{kind} (*{ACK_SUFFIX})")
        dialog.setObjectName("bundle_ack_dialog")
        dialog.fileSelected.connect(self.file_chosen)
        dialog.open()
