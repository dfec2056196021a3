"""Keys that work anywhere on a page."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QWidget


def on_key(
    page: QWidget, keys: Iterable[Qt.Key | QKeyCombination], act: Callable[[], object]
) -> None:
    """Call `act` when one of the keys is pressed while the focus is on the page.

    `act` is a bound method, so nothing holds the page alive. A held key acts once.
    """
    for key in keys:
        shortcut = QShortcut(QKeySequence(key), page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(act)


def press_focused(page: QWidget, but: QAbstractButton) -> bool:
    """Press the button on a page that has the focus, unless it is `but`; whether there was one.

    A shortcut for Enter comes before the focused button's own.
    """
    focused = page.focusWidget()
    if not isinstance(focused, QAbstractButton) or focused is but or not focused.hasFocus():
        return False
    focused.click()
    return True
