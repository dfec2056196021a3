"""The state of the first start: a language, a booth, its first products."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from pos_app.domain.continuation import Continued
from pos_app.services import booth
from pos_app.services.booth import RegisterState
from pos_app.services.counter import Counter
from pos_app.services.moving import move_here, moved_here
from pos_app.services.printing.printer import printer_settings
from pos_app.settings import Settings
from ui.background import Background
from ui.presenters.product_import import ProductImport
from ui.presenters.server_search import ServerSearch


class WelcomePresenter(QObject):
    """Makes a register, on its own or in an expo, and fills its catalogue."""

    look_changed = Signal()
    started = Signal()  # a register is being made
    registered = Signal(object)  # RegisterState
    moved = Signal(object)  # Continued
    ready = Signal(object)  # RegisterState
    failed = Signal(object)  # Exception

    def __init__(self, counter: Counter, background: Background) -> None:
        super().__init__()
        self._counter = counter
        self._background = background
        self.search = ServerSearch(counter, background, self)
        self._register: RegisterState | None = None
        self._busy = False
        self.products = ProductImport(counter, background, self)

    @property
    def language(self) -> str:
        """The language that is set: `id` or `en`."""
        return self._counter.settings_file.settings.language

    @property
    def language_chosen(self) -> bool:
        """Whether somebody chose it, rather than the program."""
        return self._counter.settings_file.settings.language_chosen

    @property
    def register(self) -> RegisterState | None:
        """The register that was made."""
        return self._register

    def choose_language(self, language: str) -> None:
        """Speak another language from now on."""
        change = self._counter.settings_file.change
        future = self._background.run_blocking(
            lambda: change(language=language, language_chosen=True)
        )
        self._background.watch(future, self._on_language, self.failed.emit)

    def create(self, name: str, code: str, zone: str) -> None:
        """Make a booth that sells on its own."""
        if self._may_start():
            till = self._counter.till
            future = till.write(booth.create_booth, till.install, name, code, zone)
            self._background.watch(future, self._on_registered, self._on_failed)

    def join(self, address: str, code: str) -> None:
        """Make a register of an expo's booth with a join code."""
        if self._may_start():
            future = self._counter.organizer.join(address, code)
            self._background.watch(future, self._on_joined, self._on_failed)

    def move_here(self, source: Path) -> None:
        """Take over another laptop's till; what it sold and set up stands here then."""
        if self._may_start():
            moving = self._background.run_blocking(move_here, self._counter.till, source)
            self._background.watch(moving, self._on_moved, self._on_failed)

    def bring(self, path: Path, code: str) -> None:
        """Take over what another laptop's till wrote for its organizer, by its recovery code."""
        if self._may_start():
            bring = self._counter.bundles().bring
            moving = self._background.run_blocking(bring, path, code)
            self._background.watch(moving, self._on_moved, self._on_failed)

    def finish(self) -> None:
        """Go on to the first shift."""
        if self._register is not None:
            self.ready.emit(self._register)

    def _may_start(self) -> bool:
        if self._busy or self._register is not None:
            return False
        self._busy = True
        self.started.emit()
        return True

    def _on_language(self, settings: Settings) -> None:
        self._counter.spooler.use(printer_settings(settings))
        self.look_changed.emit()

    def _on_registered(self, register: RegisterState) -> None:
        self._busy = False
        self._register = register
        self.registered.emit(register)

    def _on_joined(self, register: RegisterState) -> None:
        def told(continued: Continued | None) -> None:
            if continued is None:
                self._on_registered(register)
            else:
                self._on_moved(continued)

        self._background.watch(self._counter.till.read(moved_here), told, self._on_failed)

    def _on_moved(self, continued: Continued) -> None:
        self._counter.organizer.send_now()
        self.moved.emit(continued)
        self._background.watch(self._counter.till.read(booth.register_in_use), self._on_arrived)

    def _on_arrived(self, register: RegisterState) -> None:
        self._busy = False
        self._register = register
        self.ready.emit(register)

    def _on_failed(self, error: Exception) -> None:
        self._busy = False
        self.failed.emit(error)
