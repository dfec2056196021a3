"""Who may see the settings: one whose role allows it, or for one visit whom somebody lets in."""

from PySide6.QtCore import QObject, Signal

from pos_app.domain.permission import Action, Need
from ui.guarded import Guarded
from ui.notices import Notice
from ui.pages.told import told
from ui.window import TillWindow


class SettingsGate(QObject):
    """`opened` comes when somebody has approved the visit."""

    opened = Signal()

    def __init__(self, window: TillWindow, guarded: Guarded) -> None:
        super().__init__(window)
        self._window = window
        self._guarded = guarded
        self._approved = False

    @property
    def is_open(self) -> bool:
        """Whether the person at the till may go in."""
        return self._approved or self._guarded.may(Action.SETTINGS)

    def ask(self) -> None:
        """Ask somebody to let the person at the till in."""
        self._guarded.ask(Need(Action.SETTINGS), "", self._on_approved, self._on_not_approved)

    def shut(self) -> None:
        """The visit is over: the next one is asked for anew."""
        self._approved = False

    def _on_approved(self) -> None:
        self._approved = True
        self.opened.emit()

    def _on_not_approved(self, error: Exception) -> None:
        self._window.say(Notice(told(error, self._window.catalog), "info"))
