"""A pad over the window that asks why the drawer is opened without a sale."""

from PySide6.QtCore import QSignalMapper, QSize, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QWidget

from pos_app.domain.words import MAX_REASON
from resources.translations import Catalog
from ui.theme import Look
from ui.widgets.cards import wrapped
from ui.widgets.form_field import FormField
from ui.widgets.key_button import KeyButton
from ui.widgets.overlay import Overlay
from ui.widgets.restyle import label

_LEAST = QSize(560, 0)
_REASONS = 4


class DrawerPad(Overlay):
    """`chosen` carries the reason: one of the usual ones by one press, or what was typed."""

    chosen = Signal(str)

    def __init__(self, look: Look, tr: Catalog, window: QWidget) -> None:
        super().__init__("drawer_pad", look, window, _LEAST)
        self._focus_before: QWidget | None = None
        self._icon = QLabel()
        self._title = label("title", "drawer_title")
        self._hint = wrapped("soft", "drawer_hint")
        self._reasons = [QPushButton() for _ in range(_REASONS)]
        self.reason = FormField("drawer_reason_field")
        self.reason.field.setMaxLength(MAX_REASON)
        self._cancel = KeyButton("drawer_cancel_button", "Esc")
        self._open = KeyButton("drawer_open_button", "Enter", role="primary", icon="inbox")
        self._lay_out()
        self._connect()
        self.retranslate(tr)
        self.restyle(look)

    def ask(self) -> None:
        """Ask for a reason."""
        if not self.is_open:
            self._focus_before = QApplication.focusWidget()
        self.reason.field.clear()
        self.reason.show_error("")
        self.set_busy(busy=False)
        self.show_over()
        self.reason.field.setFocus()

    def refuse(self, sentence: str) -> None:
        """Say why it is not opened."""
        self.set_busy(busy=False)
        self.reason.show_error(sentence)
        self.place()

    def set_busy(self, *, busy: bool) -> None:
        """Whether a reason was given already."""
        for button in (self._open, *self._reasons):
            button.setEnabled(not busy)

    def give_back(self) -> None:
        """The keys go where they were before."""
        before, self._focus_before = self._focus_before, None
        if before is not None and before.isVisible():
            before.setFocus()

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._title.setText(tr("Open the drawer without a sale"))
        self._hint.setText(tr("Who opened it, when and why is recorded."))
        words = (tr("Change money"), tr("Wrong change"), tr("Check the cash"), tr("Put notes away"))
        for button, word in zip(self._reasons, words, strict=True):
            button.setText(word)
            button.setAccessibleName(word)
        self.reason.retranslate(tr("Another reason"))
        self._cancel.retranslate(tr("Cancel"))
        self._open.retranslate(tr("Open the drawer"))

    def restyle(self, look: Look) -> None:
        """Take the colours of another look."""
        super().restyle(look)
        self._icon.setPixmap(look.pixmap("inbox", "primary", 28))
        self._cancel.restyle(look)
        self._open.restyle(look)

    def _lay_out(self) -> None:
        column = self.card.column
        heading = QHBoxLayout()
        heading.setSpacing(12)
        heading.addWidget(self._icon)
        heading.addWidget(self._title, 1)
        column.addLayout(heading)
        column.addWidget(self._hint)
        for first in range(0, _REASONS, 2):
            row = QHBoxLayout()
            row.setSpacing(8)
            for button in self._reasons[first : first + 2]:
                row.addWidget(button, 1)
            column.addLayout(row)
        column.addWidget(self.reason)
        buttons = QHBoxLayout()
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._open, 1)
        column.addLayout(buttons)

    def _connect(self) -> None:
        mapper = QSignalMapper(self)
        mapper.mappedInt.connect(self._on_usual)
        for place, button in enumerate(self._reasons):
            button.setObjectName(f"drawer_reason_{place}_button")
            mapper.setMapping(button, place)
            button.clicked.connect(mapper.map)
        self._open.clicked.connect(self._on_typed)
        self.reason.submitted.connect(self._on_typed)
        self._cancel.clicked.connect(self.left)

    def _on_usual(self, place: int) -> None:
        self._choose(self._reasons[place].text())

    def _on_typed(self) -> None:
        self._choose(self.reason.text())

    def _choose(self, reason: str) -> None:
        if self._open.isEnabled():
            self.set_busy(busy=True)
            self.chosen.emit(reason)
