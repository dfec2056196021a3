"""The ways by which a QRIS code gets in: a picture chosen, dropped or pasted, or its text."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout

from resources.translations import Catalog
from ui.theme import Look
from ui.widgets.cards import Card
from ui.widgets.drop_zone import DropZone
from ui.widgets.file_dialogs import opening_dialog
from ui.widgets.form_field import FormField
from ui.widgets.key_button import KeyButton
from ui.widgets.restyle import label


class CodeEntrance(Card):
    """Asks for a code; what comes in is told by the signals. A scan is the page's."""

    file_chosen = Signal(object)  # Path
    picture_pasted = Signal(object)  # QImage
    text_given = Signal(str)
    nothing_to_paste = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__("qris_bring_card")
        self._tr = Catalog("en")
        self.title = label("title", "qris_bring_title")
        self.drop = DropZone("qris_drop", "scan-barcode")
        self.file_button = KeyButton("qris_file_button", icon="file-up")
        self.paste_button = KeyButton("qris_paste_button", "Ctrl+V", icon="clipboard-list")
        self.text = FormField("qris_text_field")
        self.read_button = KeyButton("qris_read_button")
        self.back_button = KeyButton("qris_back_button", "Esc")
        self._lay_out()
        self._connect()

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts but the title."""
        self._tr = tr
        self.drop.retranslate(tr("Drop a picture of the code here, or scan the sign now."))
        self.file_button.retranslate(tr("Choose a picture"))
        self.paste_button.retranslate(tr("Paste"))
        self.text.retranslate(
            tr("Or type or paste the text of the code"), tr("It begins with 0002")
        )
        self.read_button.retranslate(tr("Read"))
        self.back_button.retranslate(tr("Back"))

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self.drop.restyle(look)
        for button in (self.file_button, self.paste_button, self.read_button, self.back_button):
            button.restyle(look)

    def enter(self) -> None:
        """Be ready for another code."""
        self.forget()
        self.file_button.setFocus()

    def forget(self) -> None:
        """What was typed is of no use any more."""
        self.text.show_error("")
        self.text.field.clear()

    @Slot()
    def ask_for_picture(self) -> None:
        """Let somebody choose a picture, without stopping anything else."""
        tr = self._tr
        kind = tr("Picture")
        kinds = f"{kind} (*.png *.jpg *.jpeg *.webp *.bmp *.gif)"
        dialog = opening_dialog(self, tr, tr("Choose a picture of the QRIS code"), kinds)
        dialog.setObjectName("qris_dialog")
        dialog.fileSelected.connect(self._on_file)
        dialog.open()

    @Slot()
    def paste(self) -> None:
        """Take a picture, a file or a text from the clipboard."""
        if not self.drop.take(QGuiApplication.clipboard().mimeData()):
            self.nothing_to_paste.emit()

    @Slot(str)
    def _on_file(self, path: str) -> None:
        self.file_chosen.emit(Path(path))

    @Slot()
    def _on_typed(self) -> None:
        if self.text.text().strip():
            self.text_given.emit(self.text.text())
        else:
            self.text.show_error(self._tr("Type or paste the text of the code first."))

    def _connect(self) -> None:
        self.drop.file_taken.connect(self._on_file)
        self.drop.picture_taken.connect(self.picture_pasted)
        self.drop.text_taken.connect(self.text_given)
        self.back_button.clicked.connect(self.left)
        self.file_button.clicked.connect(self.ask_for_picture)
        self.paste_button.clicked.connect(self.paste)
        self.read_button.clicked.connect(self._on_typed)
        self.text.submitted.connect(self._on_typed)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self.file_button)
        buttons.addWidget(self.paste_button)
        buttons.addStretch(1)
        buttons.addWidget(self.back_button)
        typing = QHBoxLayout()
        typing.setSpacing(10)
        typing.addWidget(self.text, 1)
        typing.addWidget(self.read_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.column.addWidget(self.title)
        self.column.addWidget(self.drop)
        self.column.addLayout(buttons)
        self.column.addLayout(typing)
