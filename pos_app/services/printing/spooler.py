"""The print spooler: stored jobs, a worker for each printer, and the truth about what came out.

A job is stored in the sale's own transaction and printed later; nothing here can delay or undo a
sale. `queued -> sending -> sent | failed | uncertain`; only what certainly was not printed is
tried again by itself.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future

from pos_app.devices.papers.sample_page import sample_page
from pos_app.devices.rendering.document import Document
from pos_app.devices.transports.printers import transport_from
from pos_app.devices.transports.transport import NoPrinter, NoWay, Transport
from pos_app.domain.errors import LapakError
from pos_app.services.papers.letterhead import logo_of
from pos_app.services.printing import print_queue
from pos_app.services.printing.known_printer import KnownPrinter, forget_printer
from pos_app.services.printing.print_routes import Routes, routes_of
from pos_app.services.printing.print_worker import PrintWorker
from pos_app.services.printing.printer import (
    Errand,
    Printer,
    PrinterSettings,
    Reach,
    drawer_pulse,
    printer_of,
)
from pos_app.services.printing.printer_state import PrinterState, overall
from pos_app.services.till import Till
from pos_app.settings import PrinterSetup

log = logging.getLogger(__name__)

_LAST_JOB_S = 15.0


class Spooler:
    """All printers of a till; one that hangs keeps no other from printing.

    `reach` makes the transports, for those who need other timeouts or none of the real ones.
    """

    def __init__(
        self, till: Till, settings: PrinterSettings, reach: Reach = transport_from
    ) -> None:
        self._till = till
        self._reach = reach
        self._heard: list[Callable[[PrinterState], None]] = []
        self._workers: dict[str, PrintWorker] = {}
        self._leaving: list[PrintWorker] = []
        self._changing = threading.RLock()
        self._telling = threading.RLock()
        self._started_after_s: float | None = None
        self._settings, self._routes = settings, Routes(frozenset(), {})
        self.use(settings)

    @property
    def state(self) -> PrinterState:
        """The printers together: what the one says that needs somebody most."""
        return overall(self.printers)

    @property
    def printers(self) -> tuple[PrinterState, ...]:
        """Each printer, in the order of the settings."""
        with self._changing:
            return tuple(worker.state for worker in self._workers.values())

    def start(self, after_s: float = 0.0) -> None:
        """Begin to print what is queued; `after_s` seconds later, or when first woken."""
        with self._changing:
            self._started_after_s = after_s
            for worker in self._workers.values():
                worker.start(after_s, adopts=True)

    def subscribe(self, heard: Callable[[PrinterState], None]) -> None:
        """Call `heard` with the state whenever that of a printer changes, from its thread."""
        self._heard.append(heard)

    def use(self, settings: PrinterSettings) -> None:
        """Print on these printers, in this language, from the next job on.

        Raises LapakError as `printer_of` does; then everything stays as it was.
        """
        printers = [self._printer_of(setup, settings) for setup in settings.printers]
        routes = routes_of(settings.printers)
        if settings != self._settings:
            self._till.write(print_queue.requeue_unmade)  # other paper may have room for it
        with self._changing:
            self._settings, self._routes = settings, routes
            before, self._workers = self._workers, {}
            for printer in printers:
                worker = before.pop(printer.setup.id, None)
                self._workers[printer.setup.id] = self._put_to_work(worker, printer, routes)
            for gone in before.values():
                gone.stop()
                self._leaving.append(gone)
        self._tell()

    def wake(self) -> None:
        """Look at the queue now."""
        self._wake(at_once=False)

    def retry(self, job_id: str) -> None:
        """Try a failed job again, now."""
        self._till.write(print_queue.requeue, [job_id])
        self._wake(at_once=True)

    def answer(self, job_id: str, *, came_out: bool) -> None:
        """What the cashier says of a job nobody is sure about; a no prints it again."""
        self._till.write(print_queue.answer, job_id, came_out=came_out)
        self._wake(at_once=True)

    def print_now(self, job_ids: Sequence[str]) -> None:
        """Print jobs that waited for more than ten minutes."""
        self._till.write(print_queue.requeue, job_ids)
        self._wake(at_once=True)

    def drop(self, job_ids: Sequence[str]) -> None:
        """Print these no more."""
        self._till.write(print_queue.drop, job_ids)
        self._wake(at_once=False)

    def take_over(self, job_ids: Sequence[str], printer: str) -> None:
        """Let another printer print what certainly is not on paper yet."""
        self._till.write(print_queue.move, job_ids, printer)
        self._wake(at_once=True)

    def test_print(self, printer: str = "") -> Future[None]:
        """Print a test page, on the receipts' printer if none is named.

        Somebody looks at what comes out, so what was known of the printer is learned anew: another
        one may be there now. The future raises PrinterUnreachable, DeliveryUncertain or LapakError
        `printer_taken_away`.
        """
        with self._changing:
            worker = self._worker(printer)
            if worker is not None:
                setup = worker.printer.setup
                self._till.write(forget_printer, worker.printer.transport.address)
                worker.use(self._printer_of(setup, self._settings), self._routes)
        return self._errand(_test_page, printer)

    def print_once(self, document: Document) -> Future[None]:
        """Print something on the receipts' printer, now or never; raises as `test_print` does."""
        return self._errand(lambda _printer: document)

    def open_drawer(self, printer: str = "") -> Future[None]:
        """Let a printer open its drawer, now or never: nobody wants it to spring open later.

        It is the receipts' printer if none is named.

        The future raises as that of `test_print`, and LapakError `drawer_without_printer`.
        """
        return self._errand(drawer_pulse, printer)

    def drain(self, timeout_s: float) -> bool:
        """Wait until nothing is queued or being sent; whether that came to pass in time."""
        deadline = time.monotonic() + timeout_s
        while self._till.read(print_queue.is_busy).result():
            if time.monotonic() > deadline or not self._is_alive():
                return False
            time.sleep(0.02)
        return True

    def close(self) -> None:
        """Stop after the jobs that are being sent."""
        with self._changing:
            workers = [*self._workers.values(), *self._leaving]
        for worker in workers:
            worker.stop()
        deadline = time.monotonic() + _LAST_JOB_S
        for worker in workers:
            worker.join(max(0.0, deadline - time.monotonic()))

    def _known(self, address: str) -> Transport:
        try:
            transport = self._reach(address)
        except LapakError:
            return NoWay(address)
        return (
            transport if isinstance(transport, NoPrinter) else KnownPrinter(transport, self._till)
        )

    def _printer_of(self, setup: PrinterSetup, settings: PrinterSettings) -> Printer:
        return printer_of(setup, settings.language, self._known, settings.receipt)

    def _worker(self, printer: str) -> PrintWorker | None:
        """A printer's worker, or that of receipts; None for one that was removed."""
        return self._workers.get(printer or self._routes.by_role["receipt"])

    def _put_to_work(
        self, worker: PrintWorker | None, printer: Printer, routes: Routes
    ) -> PrintWorker:
        if worker is not None:
            worker.use(printer, routes)
            return worker
        new = PrintWorker(self._till, printer, routes, self._tell, self.wake)
        if self._started_after_s is not None:
            new.start()
        return new

    def _errand(self, errand: Errand, printer: str = "") -> Future[None]:
        with self._changing:
            worker = self._worker(printer)
        if worker is None:
            refused: Future[None] = Future()
            refused.set_exception(LapakError("printer_taken_away"))
            return refused
        return worker.run_errand(errand)

    def _wake(self, *, at_once: bool) -> None:
        with self._changing:
            for worker in self._workers.values():
                worker.wake(at_once=at_once)

    def _is_alive(self) -> bool:
        with self._changing:
            return any(worker.is_alive for worker in self._workers.values())

    def _tell(self) -> None:
        """Tell how the printers are now; what is told later is never older."""
        with self._telling:
            state = self.state
            for heard in tuple(self._heard):
                try:
                    heard(state)
                except Exception:
                    # Who listens may be gone already; printing goes on.
                    log.exception("a listener to the printer failed")


def _test_page(printer: Printer) -> Document:
    return sample_page(printer.paper, printer.tr, logo_of(printer.look.design))
