"""One printer's thread: it works off what is queued for it, and asks the printer how it is."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future

import msgspec

from pos_app.devices.rendering.document import Document, DrawerPulse
from pos_app.devices.transports.transport import PrinterState as Said
from pos_app.devices.transports.transport import PrinterStatus
from pos_app.domain.errors import LapakError
from pos_app.services.printing import print_queue
from pos_app.services.printing.print_queue import Queue
from pos_app.services.printing.print_routes import Routes
from pos_app.services.printing.printer import Errand, Printer
from pos_app.services.printing.printer_state import PrinterState, Shown, seen
from pos_app.services.till import Till
from pos_app.store.print_jobs import PrintJob

log = logging.getLogger(__name__)

STATUS_EVERY_S = 20.0
_FIRST_RETRY_S = 3.0
_LONGEST_RETRY_S = 60.0


class PrintWorker:
    """Prints the jobs of one printer, one after the other, on a thread of its own.

    `tell` is called from that thread when `state` is a new one, `give_away` when a job that it
    could not print is for another printer by now.
    """

    def __init__(
        self,
        till: Till,
        printer: Printer,
        routes: Routes,
        tell: Callable[[], None],
        give_away: Callable[[], None],
    ) -> None:
        self._till = till
        self._printer = printer
        self._routes = routes
        self._heard = tell
        self._give_away = give_away
        self._id = printer.setup.id
        self._status = PrinterStatus(Said.UNKNOWN)
        self._error: LapakError | None = None
        self.state = self._named(PrinterState(Shown.UNKNOWN))
        self._errands: list[tuple[Errand, Future[None]]] = []
        self._retry_s = _FIRST_RETRY_S
        self._begin_after_s = 0.0
        self._adopts = False
        self._turn = threading.Condition()
        self._woken = self._stopped = False
        self._thread = threading.Thread(target=self._work, name="lapak-printer", daemon=True)

    @property
    def printer(self) -> Printer:
        """What it prints on."""
        return self._printer

    @property
    def is_alive(self) -> bool:
        """Whether it works still."""
        return self._thread.is_alive()

    def start(self, after_s: float = 0.0, *, adopts: bool = False) -> None:
        """Begin to print what is queued; `after_s` seconds later, or when first woken.

        `adopts` is for the start of a till: jobs of printers that there are no more are its too.
        """
        self._begin_after_s = after_s
        self._adopts = adopts
        self._thread.start()

    def use(self, printer: Printer, routes: Routes) -> None:
        """Print so, and what the routes say, from the next job on."""
        if printer.setup != self._printer.setup:
            self._status, self._error = PrinterStatus(Said.UNKNOWN), None
        self._printer, self._routes = printer, routes
        self.wake()

    def wake(self, *, at_once: bool = False) -> None:
        """Look at the queue now; `at_once` ends the patience with a printer that failed."""
        with self._turn:
            if at_once:
                self._retry_s = _FIRST_RETRY_S
            self._woken = True
            self._turn.notify()

    def run_errand(self, errand: Errand) -> Future[None]:
        """Print something now or never; the future raises why it did not come out."""
        asked: Future[None] = Future()
        with self._turn:
            self._errands.append((errand, asked))
        self.wake()
        return asked

    def stop(self) -> None:
        """End after the job that is being sent."""
        with self._turn:
            self._stopped = True
            self._turn.notify_all()

    def join(self, timeout_s: float) -> None:
        """Wait for the end."""
        if self._thread.is_alive():
            self._thread.join(timeout_s)

    def _work(self) -> None:
        with self._turn:
            self._turn.wait_for(lambda: self._woken or self._stopped, self._begin_after_s)
        recovered = False
        while not self._stopped:
            try:
                if not recovered:
                    self._recover()
                recovered = True
                self._go_round()
            except Exception:
                # The worker's edge: a bug or a full disk must be seen, and must not end printing.
                log.exception("printing failed")
                recovered = False
                stuck = LapakError("print_queue_stuck")
                self._tell(PrinterState(Shown.FAILED, self.state.waiting or 1, error=stuck))
            self._wait()
        self._give_errands_up()

    def _recover(self) -> None:
        known = self._routes.known if self._adopts else None
        self._till.write(print_queue.recover, self._id, known).result()
        self._adopts = False

    def _go_round(self) -> None:
        self._run_errands()
        if self._routes.by_role.get("order") == self._id and not self._printer.is_none:
            self._till.write(print_queue.add_order_copies).result()
        for job in self._queue().due:
            if self._stopped or not self._print(job):
                break
        self._look()

    def _queue(self) -> Queue:
        return self._till.read(print_queue.queue_of, self._routes, self._id).result()

    def _wait(self) -> None:
        """Sleep until woken, until a retry is due, or until the printer should be asked again."""
        patience = self._retry_s if self.state.waiting else STATUS_EVERY_S
        with self._turn:
            if not self._woken and not self._stopped:
                self._turn.wait(patience)
            self._woken = False

    def _look(self) -> None:
        self._status = self._printer.transport.status()
        state = seen(self._queue(), self._status)
        job = state.job
        error = None if job is None or print_queue.is_unmade(job) else self._error
        self._tell(msgspec.structs.replace(state, error=error))

    def _named(self, state: PrinterState) -> PrinterState:
        return msgspec.structs.replace(state, printer=self._id, name=self._printer.name)

    def _tell(self, state: PrinterState) -> None:
        state = self._named(state)
        if state != self.state:
            self.state = state
            self._heard()

    def _run_errands(self) -> None:
        with self._turn:
            errands, self._errands = self._errands, []
        printer = self._printer
        for errand, asked in errands:
            try:
                printer.transport.send(printer.rendered(errand(printer)))
            except Exception as error:
                if not isinstance(error, LapakError):
                    log.exception("an errand of the printer failed")
                asked.set_exception(error)
            else:
                asked.set_result(None)

    def _give_errands_up(self) -> None:
        with self._turn:
            errands, self._errands = self._errands, []
        for _, asked in errands:
            asked.set_exception(LapakError("printer_taken_away"))

    def _print(self, job: PrintJob) -> bool:
        """Print one job and store what became of it; whether the next one may be tried."""
        printer = self._printer
        if printer.is_none:
            self._till.write(print_queue.drop, [job.id]).result()
            return True
        try:
            data = self._rendered(job, printer)
        except Exception as error:
            # One receipt that cannot be made must not keep the others from being printed.
            log.exception("%s %s", job.slip, job.title)
            self._till.write(print_queue.note, job, "failed", _why_not_made(error)).result()
            return True
        begun = self._till.write(print_queue.begin, job.id, self._routes, self._id).result()
        return True if begun is None else self._send(begun, data, printer)

    def _send(self, job: PrintJob, data: bytes, printer: Printer) -> bool:
        self._tell(PrinterState(Shown.PRINTING, waiting=self.state.waiting or 1))
        ended = printer.deliver(data)
        outcome, self._error = ended.state, ended.error
        noted = self._till.write(print_queue.note, job, outcome, ended.reason).result()
        if noted.printer not in {"", self._id}:
            self._give_away()
        if outcome == "failed":
            self._retry_s = min(self._retry_s * 2, _LONGEST_RETRY_S)
        else:
            self._retry_s = _FIRST_RETRY_S
        return outcome == "sent"

    def _rendered(self, job: PrintJob, printer: Printer) -> bytes:
        from pos_app.services.papers.receipts import (
            document_of,  # the start needs no slip of any kind
        )

        document = self._till.read(document_of, job, printer.look, self._till.install).result()
        return printer.rendered(_without_pulse(document) if job.drawer_done else document)


def _why_not_made(error: Exception) -> str:
    """What is stored with a job whose paper cannot be made."""
    if isinstance(error, LapakError):
        return f"{print_queue.NOT_MADE}.{error.code}"
    return print_queue.NOT_MADE


def _without_pulse(document: Document) -> Document:
    """A paper that is printed once more, whose drawer sprang open at the first try."""
    blocks = tuple(block for block in document.blocks if not isinstance(block, DrawerPulse))
    return msgspec.structs.replace(document, blocks=blocks)
