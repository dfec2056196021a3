"""A place to drop a picture or text on, and the same things taken from the clipboard."""

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QImage
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from ui.theme import Look
from ui.widgets.cards import wrapped
from ui.widgets.restyle import give_role


class DropZone(QFrame):
    """Says what may be dropped. `take` does with a clipboard's content what a drop would do."""

    file_taken = Signal(str)
    picture_taken = Signal(object)  # QImage
    text_taken = Signal(str)

    def __init__(self, name: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "drop")
        self.setAcceptDrops(True)
        self._icon_name = icon
        self._icon = QLabel()
        self._words = wrapped("soft", f"{name}_words")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 16, 20, 16)
        row.setSpacing(16)
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)

    def retranslate(self, words: str) -> None:
        """Say what may be dropped."""
        self._words.setText(words)
        self.setAccessibleName(words)

    def restyle(self, look: Look) -> None:
        """Tint the icon."""
        self._icon.setPixmap(look.pixmap(self._icon_name, "ink_soft", 40))

    def take(self, content: QMimeData | None) -> bool:
        """Emit the first of file, picture and text that there is; False if there is none."""
        if content is None:  # an empty clipboard
            return False
        files = [url.toLocalFile() for url in content.urls() if url.isLocalFile()]
        picture = content.imageData() if content.hasImage() else None
        if files:
            self.file_taken.emit(files[0])
        elif isinstance(picture, QImage) and not picture.isNull():
            self.picture_taken.emit(picture)
        elif content.text().strip():
            self.text_taken.emit(content.text())
        else:
            return False
        return True

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Light up under what can be dropped."""
        content = event.mimeData()
        if content.hasUrls() or content.hasImage() or content.hasText():
            give_role(self, "drop-over")
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Be as before."""
        give_role(self, "drop")
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take it."""
        give_role(self, "drop")
        if self.take(event.mimeData()):
            event.acceptProposedAction()
