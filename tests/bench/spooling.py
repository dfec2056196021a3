"""The spooler: from a committed sale to the first byte, a full queue, a printer that stalls."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication

from pos_app.devices.virtual_printer import Fault, VirtualPrinter
from pos_app.services.printing.printer import PrinterSettings
from pos_app.services.printing.spooler import Spooler
from pos_app.settings import PrinterSetup
from tests.bench.checkout import CASH_OF_FOUR, Shop, till_with
from tests.bench.folder import barcode
from tests.bench.measure import Figure, Sizes, ms, p99, ratio
from tests.bench.open_window import OpenWindow
from tests.bench.processes import TOP
from tests.bench.shelf import stocked

_CART = 12


def measure(work: Path, sizes: Sizes) -> tuple[Figure, ...]:
    """`first_byte_p99_ms`, `drained_per_s` and `frame_stalled_vs_none`."""
    return (
        _first_byte(work / "first", sizes),
        _drained(work / "drained", sizes),
        _beside_a_stalled_printer(work / "stalled", sizes),
    )


class _Printer:
    """A printer in a process of its own."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self.address = f"tcp://127.0.0.1:{self._line()}"

    def first_byte(self) -> float:
        """When the first byte of the next job came, by the system's monotonic clock."""
        return float(self._line())

    def _line(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the printer ended"
        return line.strip()


@contextmanager
def _printer() -> Iterator[_Printer]:
    command = [sys.executable, "-m", "tests.bench.printer_process"]
    with subprocess.Popen(command, cwd=TOP, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield _Printer(process)
        finally:
            process.kill()


def _settings(address: str) -> PrinterSettings:
    return PrinterSettings((PrinterSetup(address=address),))


def _first_byte(folder: Path, sizes: Sizes) -> Figure:
    """One sale after the other, as a buyer follows the one before."""
    till = till_with(folder, sizes.few_products)
    shop = Shop(till, CASH_OF_FOUR)
    took = []
    with _printer() as printer:
        spooler = Spooler(till, _settings(printer.address))
        spooler.start()
        try:
            for _ in range(sizes.receipts):
                shop.seconds_to_sell(shop.fill_cart())
                committed = time.monotonic()
                spooler.wake()
                took.append(printer.first_byte() - committed)
                spooler.drain(30)
        finally:
            spooler.close()
            till.close()
    middle = sorted(took)[len(took) // 2]
    return Figure("first_byte_p99_ms", p99(took) * 1000, f"median {ms(middle)}, {len(took)} sales")


def _drained(folder: Path, sizes: Sizes) -> Figure:
    """What piled up while the printer was away, once it is back."""
    till = till_with(folder, sizes.few_products)
    shop = Shop(till, CASH_OF_FOUR)
    for _ in range(sizes.queued):
        shop.seconds_to_sell(shop.fill_cart())
    with _printer() as printer:
        spooler = Spooler(till, _settings(printer.address))
        try:
            start = time.monotonic()
            spooler.start()
            for _ in range(sizes.queued):
                printer.first_byte()
            spooler.drain(30)
            took = time.monotonic() - start
        finally:
            spooler.close()
            till.close()
    return Figure("drained_per_s", sizes.queued / took, f"{sizes.queued} jobs in {took:.2f} s")


def _beside_a_stalled_printer(folder: Path, sizes: Sizes) -> Figure:
    """Scans into two windows in turns: one whose printer takes nothing, one without a printer."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    took: tuple[list[float], list[float]] = ([], [])
    with VirtualPrinter(fault_after=20) as printer:
        printer.begin(Fault.STALL)
        windows = (
            OpenWindow(app, stocked(folder / "stalled", sizes.few_products), printer.address),
            OpenWindow(app, stocked(folder / "none", sizes.few_products)),
        )
        try:
            for window in windows:
                _sell(window, sizes.stalled_receipts)
            for turn in range(sizes.scans):
                for window, times in zip(windows, took, strict=True):
                    if turn % _CART == 0:
                        window.new_sale()
                    code = barcode(turn % sizes.few_products)
                    times.append(window.seconds_to_scan(code))
                    window.settle()
        finally:
            printer.end(Fault.STALL)
            for window in windows:
                window.close()
    return ratio("frame_stalled_vs_none", *took)


def _sell(window: OpenWindow, receipts: int) -> None:
    shop = Shop(window.counter.till, CASH_OF_FOUR)
    for _ in range(receipts):
        shop.seconds_to_sell(shop.fill_cart())
    window.counter.spooler.wake()
