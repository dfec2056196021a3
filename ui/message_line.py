"""The line at the bottom of the window: what happened, what to do next, which keys work here."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from ui.notices import Notice, NoticeAction
from ui.theme import Look
from ui.widgets.restyle import label

_ICONS = {
    "info": ("info", "ink_soft"),
    "good": ("circle-check", "good"),
    "attention": ("triangle-alert", "gold"),
    "error": ("circle-x", "danger"),
}
_LINE_HEIGHT = 36
_HEIGHT_WITH_ACTIONS = 48
_EACH_FURTHER_LINE = 20
_LONGEST_STRONG = 40


class _ActionButton(QPushButton):
    """A button that remembers what it does."""

    def __init__(self, action: NoticeAction, line: "MessageLine") -> None:
        super().__init__(action.text, line)
        self.setProperty("role", "link")
        self.setObjectName(action.name)
        self.setAccessibleName(action.text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._act = action.act
        self._line = line
        self.clicked.connect(self._run)

    def _run(self) -> None:
        self._line.clear()
        self._act()


class MessageLine(QFrame):
    """Shows one notice until the next one; a hint of keys stands at the right.

    A sentence too long for the width makes the line higher, and so do buttons, which are touched.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message_line")
        self.setProperty("role", "bar")
        self._look = look
        self._notice: Notice | None = None
        self._buttons: list[_ActionButton] = []
        self._icon = QLabel(self)
        self._strong = label("strong", "message_strong", self)
        self._text = label("", "message_text", self)
        self._keys = label("soft", "message_keys", self)
        for part in (self._strong, self._text):
            part.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 0, 16, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self._icon)
        said = QHBoxLayout()
        said.setSpacing(4)
        said.addWidget(self._strong)
        said.addWidget(self._text, 1)
        self._row.addLayout(said, 1)
        self._row.addWidget(self._keys)
        self._fit()

    @property
    def notice(self) -> Notice | None:
        """What is being said, if anything."""
        return self._notice

    def say(self, notice: Notice) -> None:
        """Show a notice in place of the one before."""
        self._drop_buttons()
        self._notice = notice
        self._strong.setText(_short(notice.strong))
        self._strong.setVisible(bool(notice.strong))
        self._text.setText(notice.text)
        self._text.setAccessibleName(f"{notice.strong} {notice.text}".strip())
        for action in notice.actions:
            button = _ActionButton(action, self)
            self._row.insertWidget(2 + len(self._buttons), button)
            self._buttons.append(button)
            button.show()
        self._keys.setVisible(not notice.actions and notice.kind != "error")
        self.restyle(self._look)
        self._fit()

    def clear(self) -> None:
        """Say nothing."""
        self._drop_buttons()
        self._notice = None
        self._strong.clear()
        self._text.clear()
        self._text.setAccessibleName("")
        self._icon.clear()
        self._keys.show()
        self._fit()

    def withdraw(self, notice: Notice | None) -> None:
        """Drop a notice that is no more true, if it is the one on show."""
        if notice is not None and self._notice is notice:
            self.clear()

    def forget(self) -> None:
        """Drop a notice that only told how something went, as another page is shown."""
        if self._notice is not None and self._notice.kind in ("good", "info"):
            self.clear()

    def show_keys(self, text: str) -> None:
        """Set the hint of keys."""
        self._keys.setText(text)

    def restyle(self, look: Look) -> None:
        """Take the colours of another look."""
        self._look = look
        self._fit()
        if self._notice is not None:
            name, color = _ICONS[self._notice.kind]
            self._icon.setPixmap(look.pixmap(name, color, 18))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make room for a text that needs another line."""
        super().resizeEvent(event)
        self._fit()

    def _drop_buttons(self) -> None:
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []

    def _fit(self) -> None:
        beside = [self._strong, self._keys, *self._buttons]
        taken = sum(part.sizeHint().width() + 8 for part in beside if not part.isHidden())
        room = max(200, self.width() - 60 - taken)
        metrics = self._text.fontMetrics()
        needed = metrics.boundingRect(0, 0, room, 1000, _WRAP, self._text.text()).height()
        further = max(0, round(needed / metrics.lineSpacing()) - 1)
        least = _HEIGHT_WITH_ACTIONS if self._buttons else _LINE_HEIGHT
        height = max(least, _LINE_HEIGHT + self._look.px(_EACH_FURTHER_LINE) * further)
        if self.minimumHeight() != height:
            self.setFixedHeight(height)


_WRAP = int(Qt.TextFlag.TextWordWrap)


def _short(text: str) -> str:
    """A scan may have 300 letters: its beginning tells which it was."""
    return text if len(text) <= _LONGEST_STRONG else f"{text[:_LONGEST_STRONG]}…"
