"""How pages are laid out: cards, rows of a name and its value, pages that scroll."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.widgets.restyle import label
from ui.widgets.tone_panel import CLEAR
from ui.widgets.touch_scroll import TouchScroll

GAP = 16
TOUCHABLE = "min-height: 44px; min-width: 44px;"
"""For buttons without a border, which the style sheet leaves two px too small for a finger."""


class Card(QFrame):
    """A surface on the page with a column of things in it."""

    def __init__(self, name: str, spacing: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 18, 20, 20)
        self.column.setSpacing(spacing)


class ValueRow(QWidget):
    """A name at the left and its value at the right."""

    def __init__(self, name: str, role: str = "amount", name_role: str = "soft") -> None:
        super().__init__()
        self.name = label(name_role, f"{name}_name")
        self.value = label(role, name)
        self.value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.name)
        row.addStretch(1)
        row.addWidget(self.value)

    def tell(self, name: str, value: str) -> None:
        """Show both."""
        self.name.setText(name)
        self.value.setText(value)


def wrapped(role: str, name: str) -> QLabel:
    """A label whose words may need several lines."""
    made = label(role, name)
    made.setWordWrap(True)
    made.setStyleSheet(CLEAR)
    return made


def scrolling(content: QWidget) -> QScrollArea:
    """Content that may be taller than the page."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    TouchScroll(area)
    return area


def reading_page(page: QWidget, width: int = 760) -> QVBoxLayout:
    """Lay a page out as one scrolling column of cards, no wider than one reads with ease."""
    content = QWidget()
    column = QVBoxLayout()
    column.setSpacing(GAP)
    middle = QWidget()
    middle.setMaximumWidth(width)
    middle.setLayout(column)
    column.setContentsMargins(0, 0, 0, 0)
    around = QHBoxLayout(content)
    around.setContentsMargins(GAP, GAP, GAP, GAP)
    around.addStretch(1)
    around.addWidget(middle, 100)
    around.addStretch(1)
    outer = QVBoxLayout(page)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(scrolling(content))
    return column


def buttons_below(page: QWidget, *buttons: QWidget, width: int = 760) -> None:
    """Keep buttons in sight under a page that `reading_page` laid out; the last is the widest."""
    middle = QWidget()
    middle.setMaximumWidth(width)
    row = QHBoxLayout(middle)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    for button in buttons[:-1]:
        row.addWidget(button)
    row.addWidget(buttons[-1], 1)
    around = QHBoxLayout()
    around.setContentsMargins(GAP, 10, GAP, 10)
    around.addStretch(1)
    around.addWidget(middle, 100)
    around.addStretch(1)
    outer = page.layout()
    assert isinstance(outer, QVBoxLayout)
    outer.addLayout(around)
