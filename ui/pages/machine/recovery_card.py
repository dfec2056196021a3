"""The code that opens this till's files, for a laptop that has to be replaced."""

from PySide6.QtCore import Qt, Slot

from resources.translations import Catalog
from ui.theme import Look
from ui.widgets.cards import Card, wrapped
from ui.widgets.key_button import KeyButton
from ui.widgets.restyle import label


class RecoveryCard(Card):
    """Shown to somebody who may change settings, and gone when the page is left."""

    def __init__(self, look: Look) -> None:
        super().__init__("bundle_recovery_card")
        self._title = label("title", "bundle_recovery_title")
        self._text = wrapped("soft", "bundle_recovery_text")
        self.code = label("amount", "bundle_recovery_code")
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.button = KeyButton("bundle_recovery_button", icon="key-round")
        for part in (self._title, self._text, self.code):
            self.column.addWidget(part)
        self.column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide_code()
        self.restyle(look)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._title.setText(tr("Recovery code"))
        self._text.setText(
            tr(
                "With this code and a complete file this till's data can be read on a new laptop, "
                "also without the organizer. Write it down and keep it apart from the stick."
            )
        )
        self.button.retranslate(tr("Show the recovery code"))

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self.button.restyle(look)

    @Slot(str)
    def show_code(self, code: str) -> None:
        """Show it in place of the button."""
        self.code.setText(code)
        self.code.show()
        self.button.hide()

    def hide_code(self) -> None:
        """Hide it again."""
        self.code.clear()
        self.code.hide()
        self.button.show()
