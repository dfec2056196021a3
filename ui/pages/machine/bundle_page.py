"""Handing data over without a network: a stick there, a confirmation back."""

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_app.domain.money import format_amount
from pos_app.services.bundles import Standing, Written
from resources.translations import Catalog
from ui.pages.machine.confirm_card import ConfirmCard
from ui.pages.machine.recovery_card import RecoveryCard
from ui.pages.machine.write_card import WriteCard
from ui.pages.told import told
from ui.presenters.bundle import BundlePresenter
from ui.theme import Look
from ui.widgets.cards import bring_into_view, buttons_below, reading_page
from ui.widgets.choice_chips import ChoiceChips
from ui.widgets.key_button import KeyButton
from ui.widgets.notice_panel import NoticePanel

_WRITE, _CONFIRM, _RECOVER = "write", "confirm", "recover"


class BundlePage(QWidget):
    """One step at a time: write, take the confirmation, or see the recovery code.

    Opened from the sync page, or by scanning a confirmation wherever one is.
    """

    def __init__(self, presenter: BundlePresenter, look: Look) -> None:
        super().__init__()
        self.setObjectName("bundle_page")
        self._presenter = presenter
        self._tr = Catalog("en")
        self._steps = ChoiceChips("bundle_step", (_WRITE, _CONFIRM, _RECOVER))
        self.notice = NoticePanel("bundle_notice", look)
        self.write_card = WriteCard(look)
        self.confirm_card = ConfirmCard(look)
        self.recovery_card = RecoveryCard(look)
        self.back_button = KeyButton("bundle_back_button", "Esc")
        self._cards: dict[str, WriteCard | ConfirmCard | RecoveryCard] = {
            _WRITE: self.write_card,
            _CONFIRM: self.confirm_card,
            _RECOVER: self.recovery_card,
        }
        column: QVBoxLayout = reading_page(self)
        for part in (self._steps, self.notice, *self._cards.values()):
            column.addWidget(part)
        column.addStretch(1)
        buttons_below(self, self.back_button, QWidget())
        self._connect()
        self.restyle(look)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self.back_button.retranslate(tr("Back"))
        self._steps.retranslate(
            {
                _WRITE: tr("1. Write on a stick"),
                _CONFIRM: tr("2. Take the confirmation"),
                _RECOVER: tr("Recovery code"),
            }
        )
        for part in (self.notice, *self._cards.values()):
            part.retranslate(tr)

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        for part in (self.notice, *self._cards.values(), self.back_button):
            part.restyle(look)

    def enter(self) -> None:
        """Show what there is to hand over and what is plugged in."""
        self._presenter.load()
        self._show_step(_WRITE)
        self.write_card.look_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def scan(self, code: str) -> None:
        """A scan here is the organizer's confirmation."""
        self._show_step(_CONFIRM)
        self.confirm_card.take(code)

    def _connect(self) -> None:
        presenter, write, confirm = self._presenter, self.write_card, self.confirm_card
        presenter.standing_shown.connect(self._on_standing)
        presenter.sticks_shown.connect(write.show_sticks)
        presenter.busy_changed.connect(self._on_busy)
        presenter.progressed.connect(write.show_progress)
        presenter.written.connect(self._on_written)
        presenter.write_failed.connect(self._on_failed)
        presenter.failed.connect(self._on_failed)
        presenter.confirmed.connect(confirm.show_confirmed)
        presenter.confirm_failed.connect(confirm.show_error)
        presenter.code_shown.connect(self.recovery_card.show_code)
        self._steps.chosen.connect(self._show_step)
        write.look_button.clicked.connect(presenter.look)
        write.place_chosen.connect(self._write)
        confirm.code_given.connect(presenter.confirm)
        confirm.file_chosen.connect(self._on_file_chosen)
        confirm.stick_button.clicked.connect(presenter.confirm_from_sticks)
        self.recovery_card.button.clicked.connect(presenter.show_code)

    @Slot(str)
    def _show_step(self, step: str) -> None:
        self._steps.choose(step)
        self.recovery_card.hide_code()
        if not self._presenter.busy:
            self.notice.hide()
        for name, card in self._cards.items():
            card.setVisible(name == step)

    @Slot(object)
    def _on_standing(self, standing: Standing | None) -> None:
        self._steps.setVisible(standing is not None)
        if standing is None:
            self._show_step(_WRITE)
        self.write_card.show_standing(standing)

    @Slot(bool)
    def _on_busy(self, busy: bool) -> None:  # noqa: FBT001 a signal's slot
        if busy:  # or the focus, and with it the page, would jump to what can still be pressed
            self.back_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.write_card.set_busy(busy=busy)
        self.confirm_card.set_busy(busy=busy)

    @Slot(str)
    def _write(self, folder: str) -> None:
        self.notice.hide()
        self._presenter.write(Path(folder), complete=self.write_card.wants_all)

    @Slot(object)
    def _on_written(self, files: tuple[Written, ...]) -> None:
        tr = self._tr
        entries = sum(file.entries for file in files)
        text = tr(
            "{entries} entries are written and were read back. Remove the stick safely and bring "
            "it to the organizer. Keep the file until it is confirmed here: {files}"
        )
        paths = ", ".join(str(file.path) for file in files)
        said = text.format(files=paths, entries=format_amount(entries))
        self._say(said, "good")
        self._presenter.look()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._say(told(error, self._tr), "error")
        self._presenter.look()

    @Slot(str)
    def _on_file_chosen(self, path: str) -> None:
        self._presenter.confirm_file(Path(path))

    def _say(self, sentence: str, tone: str) -> None:
        self.notice.tell(sentence, "good" if tone == "good" else "error")
        bring_into_view(self.notice)
