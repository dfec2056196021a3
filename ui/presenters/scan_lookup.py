"""Scans that wait for their product: looked up one after another, so their order is kept."""

from collections import deque

from PySide6.QtCore import QObject, Signal

from pos_app.domain.product import Product
from pos_app.domain.run_together import taken_apart
from pos_app.services import catalogue
from pos_app.services.till import Till
from ui.background import Background


class ScanLookup(QObject):
    """Codes that ran together into one scan are taken apart, if that one names no product."""

    found = Signal(object)  # Product
    unknown = Signal(str)
    failed = Signal(object)  # Exception
    answered = Signal()  # after each of the three

    def __init__(self, till: Till, background: Background) -> None:
        super().__init__()
        self._till = till
        self._background = background
        self._waiting: deque[str] = deque()
        self._looking = ""

    @property
    def busy(self) -> bool:
        """Whether a scan is still being looked up."""
        return bool(self._looking)

    def scan(self, code: str) -> None:
        """Look a barcode up, after those scanned before it."""
        self._waiting.append(code)
        self._look_up_next()

    def _look_up_next(self) -> None:
        if self._looking or not self._waiting:
            return
        self._looking = self._waiting.popleft()
        future = self._till.read(catalogue.find_by_barcode, self._looking)
        self._background.watch(future, self._on_found, self._on_failed)

    def _on_found(self, product: Product | None) -> None:
        code, self._looking = self._looking, ""
        if product is not None:
            self.found.emit(product)
        elif len(apart := taken_apart(code)) > 1:
            self._waiting.extendleft(reversed(apart))
        else:
            self.unknown.emit(code)
        self._go_on()

    def _on_failed(self, error: Exception) -> None:
        self._looking = ""
        self.failed.emit(error)
        self._go_on()

    def _go_on(self) -> None:
        self._look_up_next()
        self.answered.emit()
