"""Small acts on a widget's style."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QWidget

from ui.theme import Look


def restyled(part: QWidget, look: Look) -> None:
    """Give a part another look, all of it measured anew."""
    part.restyle(look)  # type: ignore[attr-defined]  # every part of the window has it
    measure_anew(part)


def measure_anew(part: QWidget) -> None:
    """Have a part forget the sizes that it knows, also of what is hidden in it.

    Qt lets a hidden part keep those of a former look or room until it is shown, although a page
    asks for the room of the views that it does not show, too.
    """
    for layout in part.findChildren(QLayout):
        layout.invalidate()
    for one in (part, *part.findChildren(QWidget)):
        one.updateGeometry()


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
    made = plain("", parent)
    made.setProperty("role", role)
    made.setObjectName(name)
    return made


def plain(text: str = "", parent: QWidget | None = None) -> QLabel:
    """A label that shows what it is given as it stands: a name such as `<b>` is no markup."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made


def line(parent: QWidget | None = None, *, upright: bool = False) -> QFrame:
    """A thin line between things."""
    made = QFrame(parent)
    made.setProperty("role", "line")
    made.setProperty("upright", upright)
    return made
