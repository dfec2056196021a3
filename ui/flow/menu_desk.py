"""What the menu in the top bar does: settings of this till, training, the lock, the drawer."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from pos_app.domain.permission import Action, Need
from pos_app.services.counter import Counter
from ui.background import Background
from ui.flow.closing import Closing
from ui.flow.doorway import Doorway
from ui.flow.drawer import Drawer
from ui.flow.frame_state import FrameState
from ui.flow.navigation import Navigation
from ui.flow.presenter_set import PresenterSet
from ui.flow.training import Training
from ui.notices import Notice
from ui.pages.told import told
from ui.till_menu import TillMenu
from ui.window import TillWindow


class MenuDesk(QObject):
    """`look_changed` comes when another language, theme or size was chosen."""

    look_changed = Signal()

    def __init__(
        self,
        window: TillWindow,
        counter: Counter,
        background: Background,
        presenters: PresenterSet,
        navigation: Navigation,
        *,
        frame: FrameState,
        doorway: Doorway,
        drawer: Drawer,
        training: Training,
        closing: Closing,
    ) -> None:
        super().__init__(window)
        self.menu = TillMenu(window)
        self._window = window
        self._settings_file = counter.settings_file
        self._background = background
        self._presenters = presenters
        self._navigation = navigation
        self._frame = frame
        self._doorway = doorway
        self._drawer = drawer
        self._training = training
        self._closing = closing
        self._connect()

    def choose(self, field: str, value: str | int) -> None:
        """Keep a setting of this till, and show it."""
        change = partial(self._settings_file.change, **{field: value})
        self._background.watch(self._background.run_blocking(change), self._on_stored)

    def open_drawer(self) -> None:
        """Ask why the drawer is to be opened, unless something else has to be answered first."""
        ready = self._frame.register is not None and not self._doorway.is_locked
        if ready and not self._doorway.is_asking:
            self._drawer.ask()

    def train(self, on: bool) -> None:  # noqa: FBT001 a Qt signal's argument
        """Begin to practise, if the person at the till may, or end that."""
        if not on:
            self._end_training()
        elif not self._closing.is_saving:
            tr, guarded = self._window.catalog, self._presenters.guarded
            need = Need(Action.SETTINGS)
            guarded.ask(need, tr("Training mode"), self._begin_training, self._on_not_approved)

    def _connect(self) -> None:
        window, menu = self._window, self.menu
        window.menu_wanted.connect(self._open)
        menu.setting_chosen.connect(self.choose)
        menu.training_chosen.connect(self.train)
        menu.lock_chosen.connect(self._doorway.lock)
        menu.drawer_chosen.connect(self.open_drawer)
        menu.own_pin_chosen.connect(self._change_own_pin)
        menu.full_screen_chosen.connect(window.toggle_full_screen)
        menu.help_chosen.connect(self._navigation.to_help)
        menu.close_chosen.connect(window.close)
        self._training.end_wanted.connect(self._end_training)

    def _open(self) -> None:
        window = self._window
        locked = self._doorway.is_locked
        may_train = self._frame.register is not None and not locked
        self.menu.fill(
            self._settings_file.settings,
            window.catalog,
            window.look,
            training=self._training.on if may_train else None,
            lockable=self._doorway.is_staffed and not locked,
        )
        window.popup(self.menu)

    def _on_stored(self, _settings: object) -> None:
        self.look_changed.emit()

    def _on_not_approved(self, error: Exception) -> None:
        self._window.say(Notice(told(error, self._window.catalog), "error"))

    def _begin_training(self) -> None:
        self._navigation.show("sell")
        self._training.begin()

    def _end_training(self) -> None:
        if not self._closing.is_saving:
            self._navigation.show("sell" if self._frame.shift is not None else "shift")
            self._training.end()

    def _change_own_pin(self) -> None:
        self._navigation.go("people")
        page = self._window.page("people")
        if page is not None and self._window.current == "people":
            page.change_own_pin()  # type: ignore[attr-defined]  # the people page has it
