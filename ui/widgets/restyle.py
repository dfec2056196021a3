"""Small acts on a widget's style."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QWidget


def repolish(widget: QWidget) -> None:
    """Have the style sheet read a widget's changed properties, if it has read them before."""
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def give_role(widget: QWidget, role: str) -> None:
    """Set the property that the style sheet goes by, again if the widget is already shown."""
    if widget.property("role") != role:
        widget.setProperty("role", role)
        repolish(widget)


def label(role: str, name: str, parent: QWidget | None = None) -> QLabel:
    """A label of a role with an object name; its text is set by `retranslate`."""
    made = QLabel(parent)
    made.setProperty("role", role)
    made.setObjectName(name)
    return made


def line(parent: QWidget | None = None, *, upright: bool = False) -> QFrame:
    """A thin line between things."""
    made = QFrame(parent)
    made.setProperty("role", "line")
    made.setProperty("upright", upright)
    return made
