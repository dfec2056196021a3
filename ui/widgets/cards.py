"""How pages are laid out: cards, rows of a name and its value, pages that scroll."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.widgets.restyle import label
from ui.widgets.tone_panel import CLEAR
from ui.widgets.touch_scroll import TouchScroll

GAP = 16
READING = 760
"""How wide a column of text may be, in px."""
_BODY = 14
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


class _Reading(QWidget):
    """A column in the middle of a scroll area, no wider than one reads with ease.

    It grows with the size of text, and is as high as its wrapped words need: a scroll area asks
    for the least size only, which takes every label for one line.
    """

    def __init__(self, width: int) -> None:
        super().__init__()
        self._width = width
        self._middle = QWidget()
        self.column = QVBoxLayout(self._middle)
        self.column.setSpacing(GAP)
        self.column.setContentsMargins(0, 0, 0, 0)
        around = QHBoxLayout(self)
        around.setContentsMargins(GAP, GAP, GAP, GAP)
        around.addStretch(1)
        around.addWidget(self._middle, 100)
        around.addStretch(1)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another height."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Words that changed may need more lines, larger ones more room."""
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.FontChange):
            self._fit()
        return done

    def _fit(self) -> None:
        self._middle.setMaximumWidth(_scaled(self, self._width))
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            self.setMinimumHeight(layout.heightForWidth(self.width()))


def bring_into_view(part: QWidget) -> None:
    """Scroll a page that `reading_page` laid out so that a part is seen."""
    around = part.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    if around is not None:
        content = around.widget()
        layout = content.layout() if content is not None else None
        if layout is not None:
            layout.activate()  # what just appeared has its place
        around.ensureWidgetVisible(part, 0, GAP)


def reading_page(page: QWidget, width: int = READING) -> QVBoxLayout:
    """Lay a page out as one scrolling column of cards; `width` is in px at text of 100 %."""
    content = _Reading(width)
    outer = QVBoxLayout(page)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(scrolling(content))
    return content.column


def buttons_below(page: QWidget, *buttons: QWidget) -> None:
    """Keep buttons in sight under a page that `reading_page` laid out; the last is the widest."""
    middle = QWidget()
    middle.setMaximumWidth(READING)
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


def _scaled(widget: QWidget, px: int) -> int:
    """A width in px at the size of text that a widget has."""
    return px * widget.fontInfo().pixelSize() // _BODY
