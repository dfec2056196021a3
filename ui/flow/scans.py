"""A scan, wherever the focus is: the page that is shown takes it, or it is said why not."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from pos_app.domain.invitation import is_invitation
from pos_app.services.bundles import CONFIRMATION
from ui.flow.doorway import Doorway
from ui.flow.drawer import Drawer
from ui.flow.navigation import Navigation
from ui.flow.presenter_set import PresenterSet
from ui.flow.return_desk import ReturnDesk
from ui.notices import Notice, NoticeAction
from ui.sounds import Sounds
from ui.window import TillWindow

_BUSY = frozenset({"pay", "order_pay"})
"""Pages that nobody leaves because something was scanned."""


class Scans(QObject):
    """No scan is lost silently: one that nobody takes is kept until the next."""

    def __init__(
        self,
        window: TillWindow,
        presenters: PresenterSet,
        navigation: Navigation,
        returns: ReturnDesk,
        *,
        doorway: Doorway,
        drawer: Drawer,
        sounds: Sounds,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._presenters = presenters
        self._navigation = navigation
        self._returns = returns
        self._doorway = doorway
        self._drawer = drawer
        self._sounds = sounds
        self._kept = ""

    def take(self, code: str) -> None:
        """A code was scanned."""
        window, tr = self._window, self._window.catalog
        if self._doorway.is_locked:
            self._refuse(code, tr("was not taken: enter with your PIN first."))
            return
        if self._is_asking:
            self._refuse(code, tr("was not taken: close the open dialog first."))
            return
        if self._returns.take_scan(code):
            return
        if code.upper().startswith(CONFIRMATION) and window.current not in _BUSY:
            self._navigation.show("bundle")
        if is_invitation(code) and window.current not in {*_BUSY, "welcome"}:
            self._navigation.show("sync")
        if window.current == "done":
            self._presenters.done.start_next()
        take = getattr(window.page(window.current), "scan", None)
        if take is None or take(code) is False:
            self._keep(code)

    @property
    def _is_asking(self) -> bool:
        """Whether something lies over the page that has to be answered first."""
        dialog = QApplication.activeModalWidget() is not None
        return dialog or self._doorway.is_asking or self._drawer.is_asking

    def _refuse(self, code: str, why: str) -> None:
        self._sounds.refused()
        self._window.say(Notice(why, "attention", strong=code))

    def _keep(self, code: str) -> None:
        self._sounds.refused()
        self._kept = code
        window, tr = self._window, self._window.catalog
        sell_it = NoticeAction(tr("Sell it"), self._sell_kept, "sell_scan_button")
        may_sell = self._navigation.may_sell and window.current != "pay"
        text = tr("was scanned; scans count on the sell page only.")
        window.say(Notice(text, "info", (sell_it,) if may_sell else (), strong=code))

    def _sell_kept(self) -> None:
        self._navigation.show("sell")
        self._presenters.sell.scan(self._kept)
