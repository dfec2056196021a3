"""Which page is shown, and which one has to come before it."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.flow.doorway import Doorway
from ui.flow.frame_state import FrameState
from ui.flow.page_set import PageSet
from ui.flow.presenter_set import PresenterSet
from ui.flow.settings_gate import SettingsGate
from ui.flow.training import Training
from ui.notices import Notice
from ui.pages.settings_links import BACK, BEHIND_SETTINGS
from ui.rail import RailEntry
from ui.window import TillWindow

_WITHOUT_BOOTH = frozenset({"welcome", "settings", "help", "printer", "printers"})
_GATED = frozenset({"settings", "printers"})
_ON_RAIL = {
    "pay": "sell",
    "done": "sell",
    "stock": "products",
    "labels": "products",
    "printer": "settings",
    "sync": "settings",
    "bundle": "settings",
    "order_pay": "orders",
    **dict.fromkeys(BEHIND_SETTINGS, "settings"),
}
_HOME = frozenset({"sell", "welcome", "opening", "done"})
_NOT_BACK_TO = BEHIND_SETTINGS | {"lock", "opening"}


class Navigation(QObject):
    """Makes pages when they are first shown; `made` is the time to connect one."""

    made = Signal(str, QWidget)
    pay_left = Signal()  # for another page than the one that says it is paid

    def __init__(
        self,
        window: TillWindow,
        presenters: PresenterSet,
        frame: FrameState,
        doorway: Doorway,
        training: Training,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._presenters = presenters
        self._pages = PageSet(presenters)
        self._frame = frame
        self._doorway = doorway
        self._training = training
        self._gate = SettingsGate(window, presenters.guarded)
        self._gate.opened.connect(self._pass_gate)
        self._behind_gate = "settings"
        self._whence = "settings"

    @property
    def may_sell(self) -> bool:
        """Whether a shift is open; to practise needs none."""
        return self._frame.shift is not None or self._training.on

    def go(self, name: str) -> None:
        """Show a page, or the one that has to come before it."""
        if self._doorway.is_locked:
            return
        if name == BACK:
            self.back()
        elif name in _GATED and not self._gate.is_open:
            self._ask_for_settings(name)
        elif name == "sell" and self._window.current == "pay":
            self._presenters.pay.leave()
        elif self._frame.register is None and name not in _WITHOUT_BOOTH:
            self.show("welcome")
        elif self._training.keeps_from(name):
            return
        elif name == "sell" and not self.may_sell:
            self.show("shift")
            tr = self._window.catalog
            self._window.say(Notice(tr("Open the register first."), "info"))
        else:
            self.show(name)

    def show(self, name: str) -> None:
        """Show a page, unless somebody has to enter first."""
        if self._doorway.holds(name):
            return
        window = self._window
        leaving = window.current == "pay" and name not in {"pay", "done"}
        entry = _ON_RAIL.get(name, name)
        if name in BEHIND_SETTINGS and window.current not in _NOT_BACK_TO:
            self._whence = window.current
        if entry != "settings":
            self._gate.shut()
        self.page(name)
        window.show_page(name, entry)
        alone = self._frame.register is None and name not in {"welcome", "lock"}
        window.top_bar.show_back(shown=alone)
        if leaving:
            self.pay_left.emit()

    def page(self, name: str) -> QWidget:
        """A page, made now if it was not before."""
        page = self._window.page(name)
        if page is None:
            page = self._pages.build(name, self._window.look)
            self.made.emit(name, page)
            self._window.add_page(name, page)
        return page

    def back(self) -> None:
        """One step back, from whatever page is shown."""
        if self._window.current == "bundle":
            self.go("sync")
        elif self._window.current in BEHIND_SETTINGS:
            self._go_back()
        elif self._window.current not in _HOME:
            self.go("sell")

    def show_rail(self) -> None:
        """Show the rail, once there is a booth, in the window's language."""
        if self._frame.register is None:
            return
        tr = self._window.catalog
        self._window.rail.show_entries(
            (
                RailEntry("sell", "shopping-cart", tr("Sell")),
                RailEntry("history", "history", tr("History")),
                RailEntry("shift", "wallet", tr("Register")),
                RailEntry("products", "package", tr("Products")),
                RailEntry("orders", "clipboard-list", tr("Orders")),
                RailEntry("reports", "chart-column", tr("Reports")),
                RailEntry("settings", "settings", tr("Settings"), below=True),
                RailEntry("help", "circle-question-mark", tr("Help"), below=True),
            )
        )
        self._window.rail.mark(_ON_RAIL.get(self._window.current, self._window.current))

    def to_sell(self) -> None:
        """Show the sell page."""
        self.show("sell")

    def to_shift(self) -> None:
        """Go to the register's page."""
        self.go("shift")

    def to_printer(self) -> None:
        """Go to the printer's page."""
        self.go("printer")

    def to_sync(self) -> None:
        """Go to the organizer's page."""
        self.go("sync")

    def to_bundle(self) -> None:
        """Go to where data is handed over on a stick."""
        self.go("bundle")

    def to_help(self) -> None:
        """Go to the help."""
        self.go("help")

    def to_printers(self) -> None:
        """Go to where printers are set up."""
        self.go("printers")

    def _go_back(self) -> None:
        """To where the page behind the settings was opened: a payment goes on, read anew."""
        if self._whence == "pay":
            self.show("sell")
            self._presenters.sell.pay()
        elif self._whence == "order_pay":
            self.show("orders")
        else:
            self.go(self._whence)

    def _pass_gate(self) -> None:
        self.go(self._behind_gate)

    def _ask_for_settings(self, name: str) -> None:
        self._behind_gate = name
        if self._window.current in BEHIND_SETTINGS:  # one's own PIN is changed there
            self.go("sell")
        else:
            self._gate.ask()
