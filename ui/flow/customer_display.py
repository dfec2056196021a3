"""The customer display: what buyers see, on a second screen or in a window of its own.

While it is off it costs nothing: what it would show is kept as it came, and no window is made.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QScreen

from pos_app.domain.pricing import PricedCart
from ui.flow.frame_state import FrameState
from ui.models.display import Display, Idle, Place, Thanks, cart_display
from ui.window import TillWindow

if TYPE_CHECKING:
    from ui.pages.selling.display_board import DisplayBoard

_THANKS_MS = 20_000


class CustomerDisplay(QObject):
    """`show` takes what buyers shall see; `closed` comes when a person closes the window."""

    closed = Signal()

    def __init__(self, window: TillWindow, frame: FrameState) -> None:
        super().__init__(window)
        self._window = window
        self._frame = frame
        self._latest: Display | PricedCart = Idle()
        self.board: DisplayBoard | None = None
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        self._app = app
        self._moving = QTimer(self, singleShot=True, interval=0)
        self._moving.timeout.connect(self._place)
        self._thanked = QTimer(self, singleShot=True, interval=_THANKS_MS)
        self._thanked.timeout.connect(self._welcome_next)
        frame.place_shown.connect(self._tell)

    def show(self, display: Display) -> None:
        """Let buyers see this until something else is shown; thanks give way to a welcome."""
        self._latest = display
        self._tell()
        if isinstance(display, Thanks):
            self._thanked.start()
        else:
            self._thanked.stop()

    def show_cart(self, priced: PricedCart, _flash: object = None) -> None:
        """Let buyers see what is being rung up."""
        self._latest = priced
        self._thanked.stop()
        self._tell()

    def use(self, *, on: bool) -> None:
        """Open the window or close it, and take the look and language that the till has now."""
        if not on:
            self.close()
            return
        if self.board is None:
            self._open()
        assert self.board is not None
        self.board.dress(self._window.look, self._window.catalog)
        self._tell()
        if not self.board.isVisible():
            self._place()

    def close(self) -> None:
        """Take the window away."""
        if self.board is not None:
            self._app.screenAdded.disconnect(self._on_screens_changed)
            self._app.screenRemoved.disconnect(self._on_screens_changed)
            self._moving.stop()
            self.board.close()
            self.board.deleteLater()
            self.board = None

    def _open(self) -> None:
        from ui.pages.selling.display_board import DisplayBoard  # never on the way of the start

        self.board = DisplayBoard()
        self.board.closed.connect(self.closed)
        self.board.activated.connect(
            self._window.activateWindow, Qt.ConnectionType.QueuedConnection
        )
        self._app.screenAdded.connect(self._on_screens_changed)
        self._app.screenRemoved.connect(self._on_screens_changed)

    def _on_screens_changed(self, _screen: object) -> None:
        self._moving.start()  # when Qt has moved the windows of a screen that went

    def _place(self) -> None:
        """Fill another screen than the till's; where there is none, be a window of its own."""
        board = self.board
        if board is None:
            return
        screen = other_screen(self._window.screen(), self._app.screens())
        if screen is None:
            board.showNormal()
        else:
            board.setScreen(screen)
            board.setGeometry(screen.geometry())
            board.showFullScreen()

    def _tell(self) -> None:
        if self.board is not None:
            latest = self._latest
            display = cart_display(latest) if isinstance(latest, PricedCart) else latest
            self.board.tell(display, _place_of(self._frame))

    def _welcome_next(self) -> None:
        self.show(Idle())


def other_screen(own: QScreen, screens: Sequence[QScreen]) -> QScreen | None:
    """The first screen on which the till's window does not stand."""
    return next((screen for screen in screens if screen is not own), None)


def _place_of(frame: FrameState) -> Place:
    register = frame.register
    if register is None:
        return Place()
    return Place(register.booth.name, register.expo.name if register.expo else "")
