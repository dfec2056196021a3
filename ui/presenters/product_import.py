"""Bringing products in from a file: read it, show what is in it, store it when told to."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from pos_app.services import product_file, product_import
from pos_app.services.counter import Counter
from pos_app.services.product_file import ProductFile
from ui.background import Background
from ui.guarded import Guarded


class ProductImport(QObject):
    """One file on its way into the catalogue; nothing is stored before `store`."""

    read_started = Signal()
    previewed = Signal(object)  # ProductFile
    store_started = Signal()
    imported = Signal(object)  # ImportResult
    failed = Signal(object)  # Exception

    def __init__(
        self,
        counter: Counter,
        background: Background,
        parent: QObject,
        guarded: Guarded | None = None,
    ) -> None:
        super().__init__(parent)
        self._guarded = guarded or Guarded(counter.till, background)
        self._counter = counter
        self._background = background
        self._asked = 0
        self._file: ProductFile | None = None
        self._storing = False
        self._left_out = 0
        self._id = ""

    @property
    def file(self) -> ProductFile | None:
        """What was read and waits to be stored."""
        return self._file

    @property
    def left_out(self) -> int:
        """How many lines had a problem in the file that was stored last."""
        return self._left_out

    def read(self, path: Path, *, at_once: bool = False) -> None:
        """Read a file and show its rows and problems; the last file asked for counts.

        `at_once` stores a file without problems without asking.
        """
        self._file = None
        self._asked += 1
        asked = self._asked

        def read(found: ProductFile) -> None:
            if asked == self._asked:
                self._file = found
                self._id = self._counter.till.new_id()
                self._go_on(at_once=at_once)

        def failed(error: Exception) -> None:
            if asked == self._asked:
                self.failed.emit(error)

        self.read_started.emit()
        future = self._background.run_blocking(product_file.read_product_file, path)
        self._background.watch(future, read, failed)

    def read_samples(self) -> None:
        """Bring the sample catalogue in that comes with the program."""
        self.read(product_file.sample_products(), at_once=True)

    def forget(self) -> None:
        """Drop what was read; nothing was stored."""
        self._asked += 1
        self._file = None

    def store(self) -> None:
        """Put the good rows into the catalogue; those with problems stay out."""
        if self._file is None or self._storing:
            return
        self._storing = True
        self._left_out = len(self._file.problems)
        self.store_started.emit()
        self._guarded.write(
            product_import.import_products,
            self._file.rows,
            self._id,
            done=self._on_stored,
            failed=self._on_failed,
        )

    def _go_on(self, *, at_once: bool) -> None:
        if at_once and self._file is not None and not self._file.problems:
            self.store()
        else:
            self.previewed.emit(self._file)

    def _on_stored(self, result: object) -> None:
        self._storing = False
        self._file = None
        self._counter.organizer.wake()
        self.imported.emit(result)

    def _on_failed(self, error: Exception) -> None:
        self._storing = False
        self.failed.emit(error)
