"""Writing the products into a file, without holding the window or a sale up."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from pos_app.services import product_export
from pos_app.services.counter import Counter
from pos_app.services.product_export import Portion
from ui.background import Background
from ui.presenters.saved_file import saved


class ProductExport(QObject):
    """One file at a time."""

    written = Signal(object, int)  # Path, how many products
    failed = Signal(object)  # Exception

    def __init__(self, counter: Counter, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._counter = counter
        self._background = background
        self._busy = False

    def write(self, path: Path, language: str) -> None:
        """Write all products into a file, with headings in a language: CSV if it is called so."""
        if self._busy:
            return
        self._busy = True

        self._read(path, language, [], 0)

    def _read(self, path: Path, language: str, so_far: list[Portion], after: int) -> None:
        """One portion after the other, sales in between."""

        def read(portion: Portion) -> None:
            so_far.append(portion)
            if portion.after is None:
                self._write(path, language, so_far)
            else:
                self._read(path, language, so_far, portion.after)

        future = self._counter.till.read(product_export.portion, after)
        self._background.watch(future, read, self._on_failed)

    def _write(self, path: Path, language: str, portions: list[Portion]) -> None:
        def written(path: Path) -> None:
            self._busy = False
            self.written.emit(path, sum(len(portion.products) for portion in portions))

        future = self._background.run_blocking(_write, portions, path, language)
        self._background.watch(future, written, self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        self._busy = False
        self.failed.emit(error)


def _write(portions: list[Portion], path: Path, language: str) -> Path:
    found = product_export.catalogue(portions)
    as_file = product_export.as_csv if _is_csv(path) else product_export.as_xlsx
    return saved(path, as_file(product_export.rows(found, language)))


def _is_csv(path: Path) -> bool:
    return path.suffix.casefold() == ".csv"
