"""Choosing a PIN: the old one where it is one's own, the new one, and the new one again."""

from enum import Enum, auto

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.domain.errors import LapakError
from pos_app.domain.people import is_easy, pin_checked
from resources.translations import Catalog
from ui.pages.told import told
from ui.theme import Look
from ui.widgets.cards import wrapped
from ui.widgets.key_button import KeyButton
from ui.widgets.overlay import Overlay
from ui.widgets.pin_entry import PinEntry

_LEAST = QSize(660, 480)
_PIN_WIDTH = 288


class _Step(Enum):
    OLD = auto()
    NEW = auto()
    AGAIN = auto()


class PinSteps(Overlay):
    """`chosen` carries the old PIN, or nothing, and the new one."""

    chosen = Signal(str, str)

    def __init__(self, look: Look, page: QWidget) -> None:
        super().__init__("pin_steps", look, page, _LEAST)
        self._tr = Catalog("en")
        self._name = ""
        self._step = _Step.NEW
        self._old = self._new = ""
        self._title = wrapped("title", "pin_steps_title")
        self._hint = wrapped("soft", "pin_steps_hint")
        self.entry = PinEntry(look)
        self.cancel_button = KeyButton("pin_steps_cancel_button", "Esc", tall=True)
        left = QVBoxLayout()
        left.addWidget(self._title)
        left.addWidget(self._hint)
        left.addStretch(1)
        left.addWidget(self.cancel_button)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addLayout(left, 1)
        row.addWidget(self.entry)
        self.card.column.addLayout(row, 1)
        self.entry.entered.connect(self._on_entered)
        self.cancel_button.clicked.connect(self.put_away)
        self.left.connect(self.put_away)
        self.restyle(look)

    def ask(self, name: str, *, own: bool) -> None:
        """Ask for somebody's new PIN; one who changes their own proves it with the old one."""
        self._name = name
        self._old = self._new = ""
        self._go_to(_Step.OLD if own else _Step.NEW)
        self.show_over()
        self.entry.setFocus()

    def refuse(self, sentence: str, wait_s: int = 0) -> None:
        """Say that the old PIN was wrong, and ask for it again."""
        self._go_to(_Step.OLD)
        self.entry.refuse(sentence, wait_s)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self.entry.retranslate(tr)
        self.entry.go_button.retranslate(tr("Next"))
        self.cancel_button.retranslate(tr("Cancel"))
        self._tell()

    def restyle(self, look: Look) -> None:
        """Take the colours of another look."""
        super().restyle(look)
        self.entry.restyle(look)
        self.entry.setFixedWidth(look.px(_PIN_WIDTH))
        self.cancel_button.restyle(look)

    def _go_to(self, step: _Step) -> None:
        self._step = step
        self.entry.begin("")
        self._tell()

    def _tell(self) -> None:
        tr = self._tr
        titles = {
            _Step.OLD: tr("Your PIN until now"),
            _Step.NEW: tr("A new PIN for {name}"),
            _Step.AGAIN: tr("The same PIN again"),
        }
        hints = {
            _Step.OLD: tr("So that nobody else changes it."),
            _Step.NEW: tr("4 to 6 digits that only {name} knows."),
            _Step.AGAIN: tr("So that no digit slipped."),
        }
        hint = hints[self._step]
        if self._step is _Step.AGAIN and is_easy(self._new):
            hint = tr("This PIN is easy to guess. Press Esc for a better one, or type it again.")
        self._title.setText(titles[self._step].format(name=self._name))
        self._hint.setText(hint.format(name=self._name))
        self.entry.field.setAccessibleName(self._title.text())

    def _on_entered(self, pin: str) -> None:
        match self._step:
            case _Step.OLD:
                self._old = pin
                self._go_to(_Step.NEW)
            case _Step.NEW:
                self._take_new(pin)
            case _Step.AGAIN if pin == self._new:
                self.entry.set_busy(busy=True)
                self.chosen.emit(self._old, pin)
            case _Step.AGAIN:
                self._go_to(_Step.NEW)
                self.entry.refuse(self._tr("The two PINs differ. Type the new one once more."))

    def _take_new(self, pin: str) -> None:
        try:
            self._new = pin_checked(pin)
        except LapakError as error:
            self.entry.refuse(told(error, self._tr))
        else:
            self._go_to(_Step.AGAIN)
