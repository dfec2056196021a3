"""The first start of a spare laptop: where the booth that moves here comes from."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from resources.translations import Catalog
from ui.pages.machine.welcome_steps import step_column
from ui.pages.told import told
from ui.theme import Look
from ui.widgets.cards import wrapped
from ui.widgets.choice_button import ChoiceButton
from ui.widgets.form_field import FormField
from ui.widgets.key_button import KeyButton
from ui.widgets.restyle import label


class MoveStep(QWidget):
    """From a backup, from a file of “Setor data”, or from the organizer by a code."""

    backup = Signal()
    file = Signal()
    code = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._title = label("title", "welcome_move_title")
        self._text = wrapped("soft", "welcome_move_text")
        self.code_button = ChoiceButton("move_by_code_button", "ticket", look)
        self.backup_button = ChoiceButton("move_by_backup_button", "history", look)
        self.file_button = ChoiceButton("move_by_file_button", "file-up", look)
        self.code_button.clicked.connect(self.code)
        self.backup_button.clicked.connect(self.backup)
        self.file_button.clicked.connect(self.file)
        self.buttons = (self.code_button, self.backup_button, self.file_button)
        column = step_column(self)
        for part in (self._title, self._text, *self.buttons):
            column.addWidget(part)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._title.setText(tr("Move here from another laptop"))
        self._text.setText(tr("Products, cashiers, sales and the open shift come along."))
        self.code_button.tell(
            tr("With a code from the organizer"),
            tr("The other laptop is broken or lost; the organizer has its data."),
        )
        self.backup_button.tell(
            tr("From a backup file"), tr("Made on the other laptop, for example on a stick.")
        )
        self.file_button.tell(
            tr("From a “Setor data” file"),
            tr("A complete one, and its recovery code."),
        )

    def restyle(self, look: Look) -> None:
        """Tint the icons."""
        for button in self.buttons:
            button.restyle(look)

    def set_busy(self, *, busy: bool) -> None:
        """No way can be chosen while one is being gone."""
        for button in self.buttons:
            button.setEnabled(not busy)

    def enter(self) -> None:
        """The first way has the focus."""
        self.code_button.setFocus()


class FileStep(QWidget):
    """The recovery code of a file that was chosen."""

    submitted = Signal(object, str)  # Path, code

    def __init__(self) -> None:
        super().__init__()
        self._tr = Catalog("en")
        self._path = Path()
        self._title = label("title", "welcome_file_title")
        self._name = wrapped("soft", "welcome_file_name")
        self.code = FormField("recovery_code_field")
        self.button = KeyButton("bring_file_button", role="primary")
        self.button.clicked.connect(self.submit)
        self.code.submitted.connect(self.submit)
        column = step_column(self)
        for part in (self._title, self._name, self.code, self.button):
            column.addWidget(part)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self._title.setText(tr("From a “Setor data” file"))
        self.code.retranslate(
            tr("Recovery code"),
            tr("20 letters and digits, shown on the other laptop's page “Setor data”"),
        )
        self.set_busy(busy=False)

    def restyle(self, look: Look) -> None:
        """Nothing here is tinted."""

    def show_file(self, path: Path) -> None:
        """Begin with a file."""
        self._path = path
        self._name.setText(path.name)
        self.code.field.clear()

    def set_busy(self, *, busy: bool) -> None:
        """While the file is read nothing can be pressed twice."""
        words = self._tr("Bringing the booth here …") if busy else self._tr("Bring the booth here")
        self.button.retranslate(words)
        for part in (self.button, self.code.field):
            part.setEnabled(not busy)

    def enter(self) -> None:
        """Ready to type the code."""
        self.code.field.setFocus()

    @Slot()
    def submit(self) -> None:
        """Ask for it, once a code was typed."""
        code = self.code.text().strip()
        if code:
            self.submitted.emit(self._path, code)
        else:
            self.code.show_error(self._tr("Please type the recovery code."))

    def show_error(self, error: Exception) -> None:
        """Say what went wrong."""
        self.set_busy(busy=False)
        self.code.show_error(told(error, self._tr))
