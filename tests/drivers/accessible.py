"""What a screen reader has to go by: names of what can be used, words for what is painted."""

from collections.abc import Iterator

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QTextEdit,
    QWidget,
)

_USED = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)
_MOST_ROWS = 20


def used(part: QWidget) -> Iterator[QWidget]:
    """Everything shown that a person presses, fills or walks through; not Qt's own inner parts."""
    for kind in _USED:
        for one in part.findChildren(kind):
            if one.isVisible() and not _is_inner(one):
                yield one


def nameless(part: QWidget) -> list[str]:
    """What of it a screen reader could not name, or a test not find."""
    return [
        f"{one.metaObject().className()} {one.objectName()!r} in {_whereabouts(one)}"
        for one in used(part)
        if not _heard(one) or not one.objectName()
    ]


def silent_rows(part: QWidget) -> list[str]:
    """Rows shown by a view of its own painting whose words a screen reader would not hear."""
    return [
        f"{view.objectName()}: {index.data()!r}"
        for view in used(part)
        if isinstance(view, QAbstractItemView)
        for index in _cells(view)
        if not _spoken(view, index)
    ]


def _heard(one: QWidget) -> str:
    """What a screen reader says: the accessible name, or for instance a button's text."""
    interface = QAccessible.queryAccessibleInterface(one)
    return interface.text(QAccessible.Text.Name).strip()


def _spoken(view: QAbstractItemView, index: QModelIndex) -> bool:
    if not index.flags() & Qt.ItemFlag.ItemIsEnabled:
        return True
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    shown = index.data()
    if _paints_itself(view):
        return bool(spoken) and len(str(spoken)) > len(str(shown))
    return shown is not None


def _paints_itself(view: QAbstractItemView) -> bool:
    """Whether rows are painted by us; a plain table's cells are read by Qt as they stand."""
    delegate = view.itemDelegate()
    plain = delegate is None or type(delegate).__module__.startswith("PySide6")
    return not plain or view.property("role") == "grid"


def _cells(view: QAbstractItemView) -> Iterator[QModelIndex]:
    model = view.model()
    if model is None:
        return
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    for row in range(min(model.rowCount(), _MOST_ROWS)):
        for column in range(columns):
            yield model.index(row, column)


def _is_inner(one: QWidget) -> bool:
    around = one.parentWidget()
    inner = isinstance(one, QHeaderView) or one.objectName().startswith("qt_")
    return (
        inner
        or isinstance(around, QLineEdit | QComboBox | QAbstractSpinBox)
        or (isinstance(around, QTableView) and isinstance(one, QAbstractButton))
    )


def _whereabouts(one: QWidget) -> str:
    around = one.parentWidget()
    while around is not None and not around.objectName():
        around = around.parentWidget()
    return around.objectName() if around is not None else "a window"


def guessing(window: QWidget) -> list[str]:
    """Labels that would take what somebody typed, such as `<b>Kopi</b>`, for markup."""
    return [
        f"{part.objectName()}: {part.text()[:40]}"
        for part in window.findChildren(QLabel)
        if part.textFormat() is Qt.TextFormat.AutoText and part.text()
    ]
