"""The booth's QRIS code: the one in use, and bringing another one in."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec
from PySide6.QtCore import QBuffer, QIODevice, QObject, Signal
from PySide6.QtGui import QImage

from pos_app.domain.qris import ImportedFrom, StaticCode, read_code
from pos_app.services import booth, qris
from pos_app.services.counter import Counter
from pos_app.services.qris import CodeInUse, Modules
from pos_app.services.till import Work
from ui.background import Background
from ui.guarded import Guarded
from ui.presenters.one_write import OneWrite


class CodeView(msgspec.Struct, frozen=True):
    """The code in use with its dots; None before the first one."""

    zone: str
    in_use: CodeInUse | None = None
    modules: Modules = ()


class Candidate(msgspec.Struct, frozen=True):
    """A code that was read, and waits for somebody to say that it is theirs."""

    code: StaticCode
    source: ImportedFrom
    modules: Modules


class QrisPresenter(QObject):
    """Reads codes; none is used before `use`. Of codes read at once, the last one counts."""

    shown = Signal(object)  # CodeView
    reading = Signal()
    read = Signal(object)  # Candidate
    saving_changed = Signal(bool)
    used = Signal(object)  # CodeInUse
    failed = Signal(object)  # Exception

    def __init__(self, counter: Counter, background: Background, guarded: Guarded) -> None:
        super().__init__()
        self._counter = counter
        self._background = background
        self._asked = 0
        self._candidate: Candidate | None = None
        self._recording = OneWrite(counter, guarded)
        self._recording.busy_changed.connect(self.saving_changed)
        self._recording.failed.connect(self.failed)

    @property
    def candidate(self) -> Candidate | None:
        """What was read and is not in use yet."""
        return self._candidate

    def load(self) -> None:
        """Show the code in use."""
        self._background.watch(self._counter.till.read(_place_and_code), self._draw)

    def read_text(self, text: str, source: ImportedFrom = ImportedFrom.TEXT) -> None:
        """Read what was typed, pasted or scanned."""
        self._read(partial(read_code, text), source)

    def read_file(self, path: Path) -> None:
        """Read the picture in a file."""
        self._read(partial(qris.code_in_file, path), ImportedFrom.PICTURE)

    def read_picture(self, picture: QImage) -> None:
        """Read a picture that was pasted or dropped."""
        self._read(partial(_code_in, picture.copy()), ImportedFrom.PICTURE)

    def forget(self) -> None:
        """Drop what was read; the code in use stays."""
        self._asked += 1
        self._candidate = None

    def use(self) -> None:
        """Show buyers the code that was read, from now on."""
        found = self._candidate
        if found is not None:
            code = found.code
            subject = f"QRIS {code.merchant} {code.nmid}".strip()
            self._recording.run(
                qris.use_code, code, found.source, done=self._on_used, subject=subject
            )

    def _read(self, read: Callable[[], StaticCode], source: ImportedFrom) -> None:
        if self._recording.busy:
            return
        self.forget()
        asked = self._asked

        def work() -> Candidate:
            code = read()
            return Candidate(code, source, qris.drawn(code.payload))

        def done(found: Candidate) -> None:
            if asked == self._asked:
                self._candidate = found
                self.read.emit(found)

        def failed(error: Exception) -> None:
            if asked == self._asked:
                self.failed.emit(error)

        self.reading.emit()
        self._background.watch(self._background.run_blocking(work), done, failed)

    def _draw(self, found: tuple[str, CodeInUse | None]) -> None:
        zone, in_use = found
        if in_use is None:
            self.shown.emit(CodeView(zone))
            return

        def drawn(modules: Modules) -> None:
            self.shown.emit(CodeView(zone, in_use, modules))

        future = self._background.run_blocking(qris.drawn, in_use.code.payload)
        self._background.watch(future, drawn)

    def _on_used(self, in_use: CodeInUse) -> None:
        self.forget()
        self.used.emit(in_use)
        self.load()


def _place_and_code(work: Work) -> tuple[str, CodeInUse | None]:
    register = booth.current_register(work)
    return register.zone if register else "Asia/Jakarta", qris.code_in_use(work)


def _code_in(picture: QImage) -> StaticCode:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs know only files
    return qris.code_in_picture(bytes(buffer.data().data()))
