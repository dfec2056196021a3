"""A button for what cannot be taken back: the first press asks, the second does it."""

import time
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent

from ui.widgets.key_button import KeyButton
from ui.widgets.settling import Settling


class SureButton(KeyButton):
    """`sure` comes after two presses, the second by somebody who had the time to read the words.

    Leaving the button takes the first press back.
    """

    sure = Signal()

    def __init__(
        self,
        name: str,
        *,
        role: str = "",
        icon: str = "",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(name, role=role, icon=icon)
        self._texts = "", ""
        self._asking = False
        self._settling = Settling(clock)
        self.clicked.connect(self._on_clicked)

    def tell(self, text: str, question: str) -> None:
        """The words on the button, and those that ask for the second press."""
        self._texts = text, question
        self._ask(asking=False)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Somebody went elsewhere."""
        super().focusOutEvent(event)
        self._ask(asking=False)

    def _ask(self, *, asking: bool) -> None:
        self._asking = asking
        self.retranslate(self._texts[asking])

    def _on_clicked(self) -> None:
        if not self._asking:
            self._settling.begin()
            self._ask(asking=True)
        elif self._settling.is_over:
            self._ask(asking=False)
            self.sure.emit()
