"""The key that opens the drawer: asks why over whatever page is open, and says what came of it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from pos_app.domain.drawer import DrawerOpened
from pos_app.domain.errors import LapakError
from ui.flow.presenter_set import PresenterSet
from ui.notices import Notice, NoticeAction
from ui.pages.told import told
from ui.window import TillWindow

if TYPE_CHECKING:
    from resources.translations import Catalog
    from ui.pages.shift.drawer_pad import DrawerPad
    from ui.theme import Look


class Drawer(QObject):
    """Makes its pad when it is first needed."""

    def __init__(self, window: TillWindow, presenters: PresenterSet) -> None:
        super().__init__(window)
        self._window = window
        self._presenters = presenters
        self._pad: DrawerPad | None = None

    @property
    def is_asking(self) -> bool:
        """Whether the pad is open."""
        return self._pad is not None and self._pad.is_open

    def ask(self) -> None:
        """Ask why, if there is a printer that could open it."""
        if not self._presenters.drawer.has_printer:
            self._on_failed(LapakError("drawer_without_printer"))
        else:
            self._made().ask()

    def leave(self) -> None:
        """Put the pad away; the drawer stays shut."""
        if self._pad is not None:
            self._pad.put_away()

    def retranslate(self, tr: "Catalog") -> None:
        """Take another language."""
        if self._pad is not None:
            self._pad.retranslate(tr)

    def restyle(self, look: "Look") -> None:
        """Take another theme."""
        if self._pad is not None:
            self._pad.restyle(look)

    def _made(self) -> "DrawerPad":
        if self._pad is None:
            from ui.pages.shift.drawer_pad import DrawerPad

            presenter = self._presenters.drawer
            self._pad = DrawerPad(self._window.look, self._window.catalog, self._window)
            self._pad.chosen.connect(presenter.open)
            self._pad.left.connect(self.leave)
            presenter.recorded.connect(self._on_recorded)
            presenter.opened.connect(self._on_opened)
            presenter.refused.connect(self._on_refused)
            presenter.failed.connect(self._on_failed)
        return self._pad

    def _on_recorded(self, _opened: DrawerOpened) -> None:
        self.leave()

    def _on_opened(self, opened: DrawerOpened) -> None:
        tr = self._window.catalog
        text = tr("Drawer opened: {reason}.").format(reason=opened.reason)
        self._window.say(Notice(text, "good"))

    def _on_refused(self, error: Exception) -> None:
        if self._pad is not None and self._pad.is_open:
            self._pad.refuse(told(error, self._window.catalog))

    def _on_failed(self, error: Exception) -> None:
        tr = self._window.catalog
        to_printer = NoticeAction(tr("Show the printer"), self._to_printer, "show_printer_button")
        self._window.say(Notice(told(error, tr), "attention", (to_printer,)))

    def _to_printer(self) -> None:
        self._window.page_wanted.emit("printer")
