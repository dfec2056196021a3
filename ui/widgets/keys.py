"""Keys that work anywhere on a page."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def on_key(page: QWidget, keys: Iterable[Qt.Key], act: Callable[[], object]) -> None:
    """Call `act` when one of the keys is pressed while the focus is on the page.

    `act` is a bound method, so nothing holds the page alive. A held key acts once.
    """
    for key in keys:
        shortcut = QShortcut(QKeySequence(key), page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(act)
