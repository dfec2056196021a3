"""What the booth's other registers told of: shown at once, without a restart."""

from PySide6.QtCore import QObject

from ui.flow.doorway import Doorway
from ui.flow.frame_state import FrameState
from ui.flow.presenter_set import PresenterSet
from ui.window import TillWindow


class OtherRegisters(QObject):
    """Reads anew what is on show when something of other registers has come to count here.

    That waits while goods are in the cart, so nothing changes under a cashier's hands.
    """

    def __init__(
        self, window: TillWindow, presenters: PresenterSet, frame: FrameState, doorway: Doorway
    ) -> None:
        super().__init__(window)
        self._window = window
        self._presenters = presenters
        self._doorway = doorway
        frame.merged.connect(self._read_anew)

    def _read_anew(self) -> None:
        presenters = self._presenters
        presenters.shelf.load()
        presenters.sell.load_terms()
        self._doorway.load()
        match self._window.current:  # a page on which somebody types reads anew at its next visit
            case "history":
                presenters.history.load()
            case "orders":
                presenters.orders.load()
            case "products":
                presenters.products.load()
