"""What is here, what the organizer has, and since when."""

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pos_app.domain.business_day import format_date, format_moment
from pos_app.domain.invitation import is_invitation
from pos_app.domain.money import format_amount
from pos_app.services.booth import RegisterState
from pos_app.services.organizer import BLOCKED, SyncKind, SyncState
from pos_app.services.sync_log import SyncReceipt
from resources.translations import Catalog
from ui.pages.machine.join_form import JoinForm
from ui.pages.machine.sync_words import sync_words
from ui.pages.told import told
from ui.presenters.sync import SyncPresenter
from ui.theme import Look
from ui.widgets.cards import Card, ValueRow, reading_page, wrapped
from ui.widgets.file_dialogs import saving_dialog
from ui.widgets.key_button import KeyButton
from ui.widgets.notice_panel import ICONS, NoticePanel
from ui.widgets.restyle import label
from ui.widgets.tone_panel import TonePanel

_ROWS = ("here", "held", "receipt", "waiting", "contact", "expo", "register", "address")


class SyncPage(QWidget):
    """Opened by the sync chip; a booth on its own can join an expo here."""

    def __init__(self, presenter: SyncPresenter, look: Look) -> None:
        super().__init__()
        self.setObjectName("sync_page")
        self._presenter = presenter
        self._look = look
        self._tr = Catalog("en")
        self._register: RegisterState | None = None
        self._receipt: SyncReceipt | None = None
        self._make_parts(look)
        self._lay_out()
        self._connect()
        self.restyle(look)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self._title.setText(tr("Sending to the organizer"))
        self._join_title.setText(tr("Join an expo"))
        self.send_button.retranslate(tr("Send now"))
        self.bundle_button.retranslate(tr("Hand data over on a stick"))
        self.log_button.retranslate(tr("Save the log"))
        self.join_form.retranslate(tr)
        self.notice.retranslate(tr)
        self._show(self._presenter.state)

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self._look = look
        self.send_button.restyle(look)
        self.bundle_button.restyle(look)
        self.log_button.restyle(look)
        self.join_form.restyle(look)
        self.notice.restyle(look)
        self._show(self._presenter.state)

    def enter(self) -> None:
        """Show what is known now."""
        self._presenter.load()
        self._show(self._presenter.state)
        if self.send_button.isHidden():
            self.join_form.address.field.setFocus()
        else:
            self.send_button.setFocus()

    def scan(self, code: str) -> bool:
        """A scan here is a code for joining."""
        if not self._join_card.isHidden():
            return self.join_form.scan(code)
        if is_invitation(code):
            self.notice.tell(self._tr("This till belongs to an expo already."), "card")
        return is_invitation(code)

    def _make_parts(self, look: Look) -> None:
        self._title = label("title", "sync_title")
        self.panel = TonePanel("sync_panel")
        self._icon = QLabel()
        self._line = self.panel.toned(wrapped("soft", "sync_line"))
        self._next = wrapped("soft", "sync_next_step")
        self._rows = {name: ValueRow(f"sync_{name}") for name in _ROWS}
        self.send_button = KeyButton("send_now_button", icon="refresh-cw")
        self.bundle_button = KeyButton("bundle_button", icon="file-up")
        self.log_button = KeyButton("sync_log_button", icon="download")
        self._join_title = label("title", "sync_join_title")
        self.join_form = JoinForm(look, self._presenter.search)
        self.notice = NoticePanel("sync_notice", look)

    def _lay_out(self) -> None:
        column = reading_page(self)
        column.addWidget(self.notice)
        card = Card("sync_card")
        card.column.addWidget(self._title)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._line)
        words.addWidget(self._next)
        row = QHBoxLayout(self.panel)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(12)
        row.addWidget(self._icon)
        row.addLayout(words, 1)
        card.column.addWidget(self.panel)
        for value in self._rows.values():
            card.column.addWidget(value)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.send_button)
        buttons.addWidget(self.bundle_button)
        buttons.addWidget(self.log_button)
        buttons.addStretch(1)
        card.column.addLayout(buttons)
        column.addWidget(card)
        self._join_card = Card("sync_join_card")
        self._join_card.column.addWidget(self._join_title)
        self._join_card.column.addWidget(self.join_form)
        column.addWidget(self._join_card)
        column.addStretch(1)

    def _connect(self) -> None:
        presenter = self._presenter
        presenter.changed.connect(self._on_changed)
        presenter.register_shown.connect(self._on_register)
        presenter.join_started.connect(self._on_join_started)
        presenter.joined.connect(self._on_joined)
        presenter.join_failed.connect(self._on_join_failed)
        presenter.failed.connect(self._on_failed)
        self.send_button.clicked.connect(presenter.send_now)
        self.join_form.submitted.connect(presenter.join)
        presenter.receipt_shown.connect(self._on_receipt)
        presenter.log_saved.connect(self._on_log_saved)
        self.log_button.clicked.connect(self._ask_for_log)

    @Slot(object)
    def _show(self, state: SyncState) -> None:
        words = sync_words(state, self._zone, self._tr)
        self.panel.set_tone(words.tone)
        self._line.setText(words.line)
        self._next.setText(words.next_step)
        self._next.setVisible(bool(words.next_step))
        color = ICONS[words.tone][1]
        self._icon.setPixmap(self._look.pixmap(words.icon, color, 24))
        alone = state.kind is SyncKind.STANDALONE
        self.send_button.setVisible(not alone)
        self.log_button.setVisible(not alone)
        self._join_card.setVisible(alone or state.code in BLOCKED)
        self._show_rows(state, alone=alone)

    def _show_rows(self, state: SyncState, *, alone: bool) -> None:
        tr, register = self._tr, self._register
        zone = self._zone
        contact = format_moment(state.at, zone, tr.language) if state.at else tr("not yet")
        code = f"{register.booth.code}-{register.code}" if register else ""
        values = {
            "here": (tr("Entries on this machine"), format_amount(state.of)),
            "held": (tr("Confirmed by the organizer"), format_amount(state.of - state.waiting)),
            "receipt": (tr("The organizer's signature"), self._receipt_words()),
            "waiting": (tr("Not sent yet"), format_amount(state.waiting)),
            "contact": (tr("Last contact"), contact),
            "expo": (tr("Expo"), self._expo_words()),
            "register": (tr("Register"), code),
            "address": (tr("Organizer's address"), self._presenter.address),
        }
        for name, (words, value) in values.items():
            self._rows[name].tell(words, value)
            self._rows[name].setVisible(bool(value) and (not alone or name == "register"))

    @Slot(object)
    def _on_changed(self, state: SyncState) -> None:
        self._show(state)
        if state.kind is SyncKind.SYNCED and self.isVisible():
            self._presenter.load()

    @property
    def _zone(self) -> str:
        return self._register.zone if self._register else "Asia/Jakarta"

    def _expo_words(self) -> str:
        register = self._register
        if register is None or register.expo is None:
            return ""
        told, language = register.details, self._tr.language
        days = [told.first_day, told.last_day] if told else []
        written = list(dict.fromkeys(format_date(day, language) for day in days if day))
        return " · ".join(
            (register.expo.name, " – ".join(written)) if written else (register.expo.name,)
        )

    def _receipt_words(self) -> str:
        if self._receipt is None:
            return ""
        seq = format_amount(self._receipt.acked_seq)
        told = self._tr("up to entry {seq} · {hash}")
        return told.format(seq=seq, hash=self._receipt.acked_hash[:8])

    @Slot(object)
    def _on_receipt(self, receipt: SyncReceipt | None) -> None:
        self._receipt = receipt
        self._show(self._presenter.state)

    @Slot()
    def _ask_for_log(self) -> None:
        tr = self._tr
        title, kind = tr("Save the log"), tr("Text")
        dialog = saving_dialog(self, tr, title, f"{kind} (*.txt)", "lapak-log.txt")
        dialog.setObjectName("sync_log_dialog")
        dialog.fileSelected.connect(self._on_log_place)
        dialog.open()

    @Slot(str)
    def _on_log_place(self, path: str) -> None:
        self._presenter.save_log(Path(path))

    @Slot(object)
    def _on_log_saved(self, path: Path) -> None:
        told = self._tr("Saved as {name}. Nobody's data is in it.")
        self.notice.tell(told.format(name=path.name), "good")

    @Slot(object)
    def _on_register(self, register: RegisterState | None) -> None:
        self._register = register
        self._show(self._presenter.state)

    @Slot()
    def _on_join_started(self) -> None:
        self.join_form.set_busy(busy=True)

    @Slot(object)
    def _on_joined(self, register: RegisterState) -> None:
        self.join_form.set_busy(busy=False)
        expo = register.expo.name if register.expo else ""
        self.notice.tell(self._tr("Joined {expo}.").format(expo=expo), "good")

    @Slot(object)
    def _on_join_failed(self, error: Exception) -> None:
        self.join_form.show_error(error)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.notice.tell(told(error, self._tr), "error")
