"""A small panel over a page in which one name is typed; Enter takes what stands there."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from resources.translations import Catalog
from ui.theme import Look
from ui.widgets.floating import give_shadow
from ui.widgets.key_button import KeyButton
from ui.widgets.restyle import label


class NamePad(QFrame):
    """`entered` carries the name, once a showing; `left` says that nothing happens."""

    entered = Signal(str)
    left = Signal()

    def __init__(self, most: int, look: Look, tr: Catalog, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("name_pad")
        self.setProperty("role", "card")
        self._title = label("heading", "name_title", self)
        self._hint = label("soft", "name_hint", self)
        self._hint.setWordWrap(True)
        self._field = QLineEdit(self)
        self._field.setObjectName("name_field")
        self._field.setMaxLength(most)
        self._cancel = QPushButton(self)
        self._cancel.setObjectName("name_cancel_button")
        self._apply = KeyButton("name_apply_button", "Enter", role="primary")
        self._lay_out()
        self._field.returnPressed.connect(self._enter)
        self._apply.clicked.connect(self._enter)
        self._cancel.clicked.connect(self.left)
        self.retranslate(tr)
        self.restyle(look)
        self.hide()

    def ask(self, title: str, hint: str, proposal: str, act: str) -> None:
        """Show the panel with a proposal, selected to be typed over."""
        self._title.setText(title)
        self._hint.setText(hint)
        self._apply.retranslate(act)
        self._field.setAccessibleName(title)
        self._field.setText(proposal)
        self._field.selectAll()
        self.show()
        self.raise_()
        self._field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves; nothing reaches the page below."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        event.accept()

    def retranslate(self, tr: Catalog) -> None:
        """Set the texts that are always the same."""
        self._cancel.setText(tr("Cancel"))
        self._cancel.setAccessibleName(tr("Cancel"))

    def restyle(self, look: Look) -> None:
        """Take the colours of another look."""
        give_shadow(self, look)

    def _enter(self) -> None:
        if self.isVisible():
            name = self._field.text()
            self.hide()
            self.entered.emit(name)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._apply, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        for part in (self._title, self._field, self._hint):
            column.addWidget(part)
        column.addSpacing(4)
        column.addLayout(buttons)
