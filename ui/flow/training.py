"""Training mode in the window: its band, the pages that take part in it, its beginning and end."""

from PySide6.QtCore import QObject, Signal

from ui.notices import Notice, NoticeAction
from ui.presenters.sell import SellPresenter
from ui.window import TillWindow

_PAGES = frozenset({"sell", "pay", "done", "settings", "printer", "printers", "sync", "help"})
"""Pages whose acts are either practised or change nothing that counts."""


class Training(QObject):
    """Whether somebody practises, shown over the whole window."""

    end_wanted = Signal()

    def __init__(self, window: TillWindow, sell: SellPresenter) -> None:
        super().__init__(window)
        self._window = window
        self._sell = sell
        sell.at_hand.training_changed.connect(window.training_band.setVisible)

    @property
    def on(self) -> bool:
        """Whether sales are only practised."""
        return self._sell.training

    def begin(self) -> None:
        """Practise with an empty cart; the one at hand waits."""
        self._sell.at_hand.train(on=True)
        tr = self._window.catalog
        text = tr("Training: nothing is counted, no stock changes, no drawer opens.")
        self._window.say(Notice(text, "attention", (self._way_out(),)))

    def end(self) -> None:
        """Sell again; the practised cart is gone, the real one is back."""
        self._sell.at_hand.train(on=False)
        tr = self._window.catalog
        self._window.say(Notice(tr("The training is over. Sales count again."), "good"))

    def keeps_from(self, page: str) -> bool:
        """Whether a page does what counts: then it says so, and nobody goes there."""
        if not self.on or page in _PAGES:
            return False
        tr = self._window.catalog
        text = tr("What is done on that page counts. End the training first.")
        self._window.say(Notice(text, "attention", (self._way_out(),)))
        return True

    def _way_out(self) -> NoticeAction:
        tr = self._window.catalog
        return NoticeAction(tr("End the training"), self.end_wanted.emit, "end_training_button")
