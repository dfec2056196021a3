"""Handing data over on a stick, and taking the organizer's answer."""

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from pos_app.domain.errors import LapakError
from pos_app.domain.permission import Action, Need
from pos_app.services import bundles
from pos_app.services.bundles import Bundles, Confirmed, Written
from pos_app.services.counter import Counter
from ui.background import Background
from ui.guarded import Guarded
from ui.presenters.sticks import Stick, sticks


class BundlePresenter(QObject):
    """One thing at a time goes to or comes from a stick; selling goes on meanwhile."""

    standing_shown = Signal(object)  # Standing | None
    sticks_shown = Signal(object)  # tuple[Stick, ...]
    busy_changed = Signal(bool)
    progressed = Signal(int, int)  # entries written, of how many
    written = Signal(object)  # tuple[Written, ...]
    write_failed = Signal(object)  # Exception
    confirmed = Signal(object)  # Confirmed
    confirm_failed = Signal(object)  # Exception
    code_shown = Signal(str)
    failed = Signal(object)  # Exception

    def __init__(
        self,
        counter: Counter,
        background: Background,
        guarded: Guarded,
        find: Callable[[], tuple[Stick, ...]] = sticks,
    ) -> None:
        super().__init__()
        self._counter = counter
        self._background = background
        self._guarded = guarded
        self._find = find
        self._busy = False

    @property
    def busy(self) -> bool:
        """Whether a stick is being written or read."""
        return self._busy

    def load(self) -> None:
        """Read what there is to hand over, and look for sticks."""
        future = self._counter.till.read(bundles.standing)
        self._background.watch(future, self.standing_shown.emit, self.failed.emit)
        self.look()

    def look(self) -> None:
        """Look for sticks once more."""
        future = self._background.run_blocking(self._find)
        self._background.watch(future, self.sticks_shown.emit, self.failed.emit)

    def write(self, folder: Path, *, complete: bool) -> None:
        """Write what the organizer lacks, or all of it."""

        def work(made: Bundles) -> tuple[Written, ...]:
            return made.write(folder, self.progressed.emit, complete=complete)

        self._run(work, self.written.emit, self.write_failed.emit)

    def confirm(self, code: str) -> None:
        """Take the organizer's answer, scanned or typed."""
        self._confirm(lambda made: made.confirm(code))

    def confirm_file(self, path: Path) -> None:
        """Take the organizer's answer as a file."""
        self._confirm(lambda made: made.confirm_file(path))

    def confirm_from_sticks(self) -> None:
        """Take the organizer's answer from whatever is plugged in."""

        def work(made: Bundles) -> Confirmed:
            problem = LapakError("bundle_folder_missing", place="USB")
            for stick in self._find():
                try:
                    return made.confirm_file(stick.path)
                except LapakError as error:
                    problem = error
            raise problem

        self._confirm(work)

    def show_code(self) -> None:
        """Show the recovery code to somebody who may see it."""

        def allowed() -> None:
            future = self._background.run_blocking(lambda: self._counter.bundles().recovery_code())
            self._background.watch(future, self.code_shown.emit, self.failed.emit)

        self._guarded.ask(Need(Action.SETTINGS), "", allowed, self.failed.emit)

    def _confirm(self, work: Callable[[Bundles], Confirmed]) -> None:
        def done(confirmed: Confirmed) -> None:
            self.confirmed.emit(confirmed)
            self._counter.organizer.wake()
            self.load()

        self._run(work, done, self.confirm_failed.emit)

    def _run(
        self,
        work: Callable[[Bundles], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Do one thing on the pool; what is asked for meanwhile does nothing."""
        if self._busy:
            return
        self._set_busy(busy=True)

        def ended(result: Any) -> None:
            self._set_busy(busy=False)
            done(result)

        def broke(error: Exception) -> None:
            self._set_busy(busy=False)
            failed(error)

        future: Future[Any] = self._background.run_blocking(lambda: work(self._counter.bundles()))
        self._background.watch(future, ended, broke)

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self.busy_changed.emit(busy)
