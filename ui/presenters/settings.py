"""The state of the settings: language, theme, printers and what holds for the booth."""

from typing import Any

import msgspec
from PySide6.QtCore import QObject, Signal

from pos_app.services.counter import Counter
from pos_app.services.printing.printer import printer_settings
from pos_app.settings import Settings
from ui.background import Background

_LOOK = {"language", "theme", "text_size", "customer_display"}
_PRINTER = {"printers", "language", "receipt"}


class SettingsPresenter(QObject):
    """Stores each setting as soon as it is changed."""

    changed = Signal(object)  # Settings
    look_changed = Signal()
    failed = Signal(object)  # Exception

    def __init__(self, counter: Counter, background: Background) -> None:
        super().__init__()
        self._counter = counter
        self._background = background
        self._wanted: dict[str, Any] = {}
        self._storing: dict[str, Any] = {}

    @property
    def settings(self) -> Settings:
        """What is set now."""
        return self._counter.settings_file.settings

    @property
    def coming(self) -> Settings:
        """What will be set once everything that was wanted is stored."""
        return msgspec.structs.replace(self.settings, **{**self._storing, **self._wanted})

    def change(self, **fields: Any) -> None:
        """Store some settings and let them take effect, one change after the other."""
        self._use_printer(fields)
        self._wanted |= fields
        if not self._storing:
            self._store_wanted()

    def _use_printer(self, fields: dict[str, Any]) -> None:
        """Print so from now on."""
        coming = self.coming
        if any(getattr(coming, name) != value for name, value in fields.items()):
            after = msgspec.structs.replace(coming, **fields)
            after = self._counter.settings_file.as_kept(after)
            if fields.keys() & _PRINTER:
                self._counter.spooler.use(printer_settings(after))

    def _store_wanted(self) -> None:
        before, wanted = self.settings, self._wanted
        self._wanted = {}
        differing = {name for name, value in wanted.items() if getattr(before, name) != value}
        if not differing:
            return
        self._storing = wanted

        def stored(settings: Settings) -> None:
            self._storing = {}
            self._take_effect(settings, differing)
            self._store_wanted()

        change = self._counter.settings_file.change
        future = self._background.run_blocking(lambda: change(**wanted))
        self._background.watch(future, stored, self._on_failed)

    def _take_effect(self, settings: Settings, differing: set[str]) -> None:
        self.changed.emit(settings)
        if differing & _LOOK:
            self.look_changed.emit()

    def _on_failed(self, error: Exception) -> None:
        self._storing = {}
        self._counter.spooler.use(printer_settings(self.settings))
        self.failed.emit(error)
        self.changed.emit(self.settings)
