"""What keys do on the sell page, wherever the focus is."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from ui.widgets.search_field import SearchField

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_COMMAND = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
_TYPING = (*ENTER, Qt.Key.Key_Escape)
"""Beside the keys with a number, all that a search field with text in it leaves to the page."""


class SellKeys:
    """`acts` by key and `signs` by what is typed; an act that answers False was not for it.

    Letters that mean nothing else go to the search field.
    """

    def __init__(
        self,
        search: SearchField,
        acts: Mapping[int, Callable[[], object]],
        signs: Mapping[str, Callable[[], object]],
    ) -> None:
        self._search = search
        self._acts = acts
        self._signs = signs

    def press(self, event: QKeyEvent) -> bool:
        """A key on the page; whether it was taken."""
        return self._act(event) or self._type(event)

    def press_in_search(self, event: QKeyEvent) -> bool:
        """A key in the search field; one that changes its text is not taken."""
        numbered = Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F12
        if self._search.text() and event.key() not in _TYPING and not numbered:
            return False
        return self._act(event)

    def _act(self, event: QKeyEvent) -> bool:
        act = self._acts.get(event.key()) or self._signs.get(event.text())
        if act is None or event.modifiers() & _COMMAND:
            return False
        return act() is not False

    def _type(self, event: QKeyEvent) -> bool:
        typed = event.text()
        if event.modifiers() & _COMMAND or not typed.isprintable() or not typed.strip():
            return False
        self._search.setFocus()
        self._search.insert(typed)
        return True
