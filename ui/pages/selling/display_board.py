"""The window that buyers look at: it paints a `Display` and takes neither focus nor keys."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from resources.translations import Catalog
from ui.models.display import Display, Idle, Place
from ui.models.display_painter import CANVAS, DisplayPainter
from ui.theme import Look


class DisplayBoard(QWidget):
    """Shows one `Display`. `closed` comes when a person closes the window.

    `activated` comes when a window system gives it the keys in spite of its asking not to.
    """

    closed = Signal()
    activated = Signal()

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.WindowDoesNotAcceptFocus)
        self.setObjectName("customer_display")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumSize(320, 200)
        self.resize(CANVAS)
        self._painter: DisplayPainter | None = None
        self._shown: tuple[Display, Place] = (Idle(), Place())

    @property
    def display(self) -> Display:
        """What is shown now."""
        return self._shown[0]

    def tell(self, display: Display, place: Place) -> None:
        """Show something else."""
        if (display, place) != self._shown:
            self._shown = (display, place)
            self.update()

    def dress(self, look: Look, tr: Catalog) -> None:
        """Take a look and a language."""
        self._painter = DisplayPainter(look, tr)
        name = tr("Customer display")
        self.setWindowTitle(f"{name} – Lapak")
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the whole window."""
        if self._painter is not None:
            with QPainter(self) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                self._painter.paint(painter, self.size(), *self._shown)
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        """Keys are none of its business."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.activated.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Fill the screen that it was dragged to, or no more."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        event.accept()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell when it was a person who closed it."""
        super().closeEvent(event)
        if event.spontaneous():
            self.closed.emit()
