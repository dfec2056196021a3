"""A card over a page in which something is chosen or typed; the page waits under it."""

from PySide6.QtCore import QEvent, QMargins, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QCursor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from ui.theme import Look
from ui.widgets.cards import Card
from ui.widgets.touch_scroll import TouchScroll

_MARGIN = 16
_FINGER = 48
_LINE = 24
"""What begins within so many px of height stands on one line."""


class Overlay(QWidget):
    """Covers its page; Esc emits `left`, and no key or press reaches what lies under it.

    Tab stays inside. The card is as large as its content, at most as the page. For a moment after
    it closed, the place under the finger takes no press: it was meant for the card.
    """

    left = Signal()

    def __init__(self, name: str, look: Look, page: QWidget, least: QSize | None = None) -> None:
        super().__init__(page)
        self.setObjectName(name)
        self._least = least or QSize(0, 0)
        self.card = Card(f"{name}_card", parent=self)
        self._veil = QColor()
        self._tint(look)
        self._lingering = QTimer(self, singleShot=True)
        self._lingering.timeout.connect(self.hide)
        self.hide()
        page.installEventFilter(self)

    @property
    def is_open(self) -> bool:
        """Whether the card is shown."""
        return self.card.isVisible()

    @property
    def _page(self) -> QWidget:
        page = self.parentWidget()
        assert page is not None
        return page

    def show_over(self) -> None:
        """Cover the page."""
        self._lingering.stop()
        self.card.show()
        self.show()
        self.raise_()
        self.place()

    def put_away(self) -> None:
        """Uncover the page, which takes the keys again."""
        if self.is_open:
            self.card.hide()
            finger = QRect(0, 0, _FINGER, _FINGER)
            finger.moveCenter(self._page.mapFromGlobal(QCursor.pos()))
            self.setGeometry(finger)
            self._lingering.start(QApplication.doubleClickInterval())
            self.give_back()

    def give_back(self) -> None:
        """Let the page have the keys."""
        self._page.enter()  # type: ignore[attr-defined]  # every page has it

    def place(self) -> None:
        """Put the card in the middle of the page."""
        if not self.is_open:
            return
        self.setGeometry(self._page.rect())
        room = self.size().shrunkBy(QMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN))
        layout = self.card.layout()
        assert layout is not None
        for area in self.card.findChildren(Scrolled):
            area.updateGeometry()  # what it scrolls tells nobody that it grew
        layout.activate()
        size = self.card.sizeHint().expandedTo(self._least)
        width = min(size.width(), room.width())
        height = max(size.height(), self.card.heightForWidth(width))
        card = QRect(0, 0, width, min(height, room.height()))
        card.moveCenter(self.rect().center())
        self.card.setGeometry(card)

    def restyle(self, look: Look) -> None:
        """Take the colours of another look."""
        self._tint(look)
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep up with the page's size."""
        if event.type() == QEvent.Type.Resize and watched is self.parentWidget():
            self.place()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves; nothing reaches the page below."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Dim what lies below."""
        if self.is_open:
            painter = QPainter(self)
            painter.fillRect(self.rect(), self._veil)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt says how
        """Walk through what stands on the card as one reads it, round and round.

        Not by Qt's chain of focus: PySide ties each widget of it to the next, for ever.
        """
        stops = sorted(filter(_takes_tab, self.card.findChildren(QWidget)), key=self._reading_order)
        if not stops:
            return False
        here = self.focusWidget()
        place = stops.index(here) if here in stops else -1
        found = stops[(place + (1 if forward else -1)) % len(stops)]
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        found.setFocus(reason)
        return True

    def _reading_order(self, widget: QWidget) -> tuple[int, int]:
        corner = widget.mapTo(self, QPoint(0, 0))
        return corner.y() // _LINE, corner.x()

    def _tint(self, look: Look) -> None:
        self._veil = look.color("ground" if look.dark else "ink")
        self._veil.setAlpha(120)


class Scrolled(QScrollArea):
    """Content that scrolls where the card has no room for all of it."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        self._content = content
        TouchScroll(self)

    def sizeHint(self) -> QSize:
        """All of the content; Qt would ask for less."""
        size = self._content.sizeHint()
        needed = self._content.heightForWidth(max(size.width(), self.width()))
        return size.expandedTo(QSize(0, max(needed, self._content.minimumHeight())))


def _takes_tab(widget: QWidget) -> bool:
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return takes and widget.isVisible() and widget.isEnabled()
