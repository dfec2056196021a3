"""Address and code that join an expo, for the welcome and for the sync page."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_app.domain.errors import LapakError
from resources.translations import Catalog
from ui.pages.told import told
from ui.theme import Look
from ui.widgets.cards import wrapped
from ui.widgets.form_field import FormField
from ui.widgets.key_button import KeyButton

_ADDRESS_TROUBLE = "server_"
"""Codes of errors that start so are about the address; the others came from who answers there."""


class JoinForm(QWidget):
    """Two fields and a button; what is wrong stands beside the field that it is about."""

    submitted = Signal(str, str)  # address, code

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tr = Catalog("en")
        self._moving = False
        self._text = wrapped("soft", "join_text")
        self.address = FormField("join_address_field")
        self.code = FormField("join_code_field")
        self.button = KeyButton("join_button", role="primary", icon="link")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self._text, self.address, self.code, self.button):
            column.addWidget(part)
        self.button.clicked.connect(self.submit)
        self.address.submitted.connect(self.code.field.setFocus)
        self.code.submitted.connect(self.submit)
        self.restyle(look)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self._text.setText(tr("The organizer gives you both. A code works once."))
        self.address.retranslate(
            tr("Organizer's address"), tr("For example 192.168.1.10:8080 or expo.example.id")
        )
        name = tr("Move code") if self._moving else tr("Join code")
        self.code.retranslate(name, tr("8 letters and digits"))
        self.set_busy(busy=False)

    def restyle(self, look: Look) -> None:
        """Tint the icon."""
        self.button.restyle(look)

    def use_for(self, *, moving: bool) -> None:
        """Whether the code is to bring another laptop's booth here, or one that is new."""
        self._moving = moving
        self.retranslate(self._tr)

    def set_busy(self, *, busy: bool) -> None:
        """While the server is asked nothing can be pressed twice."""
        ready = self._tr("Bring the booth here") if self._moving else self._tr("Join")
        words = self._tr("Connecting …") if busy else ready
        self.button.retranslate(words)
        for part in (self.button, self.address.field, self.code.field):
            part.setEnabled(not busy)

    @Slot()
    def submit(self) -> None:
        """Ask to join, if both fields are filled."""
        address, code = self.address.text().strip(), self.code.text().strip()
        if not address:
            self.address.show_error(self._tr("Please type the organizer's address."))
        elif not code:
            self.code.show_error(self._tr("Please type the join code."))
        else:
            self.submitted.emit(address, code)

    def show_error(self, error: Exception) -> None:
        """Say what went wrong beside the field that can change it."""
        self.set_busy(busy=False)
        about_address = isinstance(error, LapakError) and error.code.startswith(_ADDRESS_TROUBLE)
        field = self.address if about_address else self.code
        field.show_error(told(error, self._tr))
