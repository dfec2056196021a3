"""The print spooler: stored jobs, one worker, and the truth about what came out.

A job is stored in the sale's own transaction and printed later; nothing here can delay or undo a
sale. `queued -> sending -> sent | failed | uncertain`; only what certainly was not printed is
tried again by itself.
"""

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future

from pos_app.devices.receipt import test_page
from pos_app.devices.transport import PrinterState as Said
from pos_app.devices.transport import PrinterStatus
from pos_app.domain.errors import LapakError
from pos_app.services import print_queue as queue
from pos_app.services.printer import Errand, Printer, PrinterSettings, drawer_pulse, printer_of
from pos_app.services.printer_state import PrinterState, Shown, seen
from pos_app.services.till import Till
from pos_app.store.print_jobs import PrintJob

log = logging.getLogger(__name__)

STATUS_EVERY_S = 20.0
_FIRST_RETRY_S = 3.0
_LONGEST_RETRY_S = 60.0


class Spooler:
    """One printer's queue and the thread that works it off."""

    def __init__(self, till: Till, printer: PrinterSettings) -> None:
        self._till = till
        self._printer = printer_of(printer)
        self._status = PrinterStatus(Said.UNKNOWN)
        self._state = PrinterState(Shown.UNKNOWN)
        self._heard: list[Callable[[PrinterState], None]] = []
        self._errands: list[tuple[Errand, Future[None]]] = []
        self._retry_s = _FIRST_RETRY_S
        self._begin_after_s = 0.0
        self._turn = threading.Condition()
        self._woken = self._stopped = False
        self._thread = threading.Thread(target=self._work, name="lapak-printer", daemon=True)

    @property
    def state(self) -> PrinterState:
        """The latest state."""
        return self._state

    def start(self, after_s: float = 0.0) -> None:
        """Begin to print what is queued; `after_s` seconds later, or when first woken."""
        self._begin_after_s = after_s
        self._thread.start()

    def subscribe(self, heard: Callable[[PrinterState], None]) -> None:
        """Call `heard` with each new state, from the spooler's thread."""
        self._heard.append(heard)

    def use(self, printer: PrinterSettings) -> None:
        """Print on another printer, paper or in another language from the next job on.

        Raises LapakError `printer_address_not_understood` or `paper_unknown`.
        """
        self._printer = printer_of(printer)
        self._status = PrinterStatus(Said.UNKNOWN)
        self.wake()

    def wake(self) -> None:
        """Look at the queue now."""
        with self._turn:
            self._woken = True
            self._turn.notify()

    def retry(self, job_id: str) -> None:
        """Try a failed job again, now."""
        self._retry_s = _FIRST_RETRY_S
        self._till.write(queue.requeue, job_id)
        self.wake()

    def answer(self, job_id: str, came_out: bool) -> None:  # noqa: FBT001 the person's yes or no
        """What the cashier says of a job nobody is sure about; a no prints it again."""
        self._till.write(queue.settle if came_out else queue.requeue, job_id)
        self.wake()

    def test_print(self) -> Future[None]:
        """Print a test page; the future raises PrinterUnreachable or DeliveryUncertain."""
        return self._run_errand(lambda printer: test_page(printer.paper.columns, printer.tr))

    def open_drawer(self) -> Future[None]:
        """Let the printer open the drawer, now or never: nobody wants it to spring open later.

        The future raises as that of `test_print`, and LapakError `drawer_without_printer`.
        """
        return self._run_errand(drawer_pulse)

    def _run_errand(self, errand: Errand) -> Future[None]:
        asked: Future[None] = Future()
        with self._turn:
            self._errands.append((errand, asked))
        self.wake()
        return asked

    def drain(self, timeout_s: float) -> bool:
        """Wait until nothing is queued or being sent; whether that came to pass in time."""
        deadline = time.monotonic() + timeout_s
        while self._till.read(queue.is_busy).result():
            with self._turn:
                if time.monotonic() > deadline or not self._thread.is_alive():
                    return False
                self._turn.wait(0.02)
        return True

    def close(self) -> None:
        """Stop after the job that is being sent."""
        with self._turn:
            self._stopped = True
            self._turn.notify_all()
        if self._thread.is_alive():
            self._thread.join(timeout=15)

    def _work(self) -> None:
        with self._turn:
            self._turn.wait_for(lambda: self._woken or self._stopped, self._begin_after_s)
        recovered = False
        while not self._stopped:
            try:
                if not recovered:
                    self._till.write(queue.recover).result()
                recovered = True
                self._go_round()
            except Exception:
                # The spooler's edge: a bug or a full disk must be seen, and must not end printing.
                log.exception("printing failed")
                recovered = False
                self._tell(PrinterState(Shown.FAILED, waiting=self._state.waiting or 1))
            self._wait()

    def _go_round(self) -> None:
        self._run_errands()
        self._print_queued()
        self._look()

    def _wait(self) -> None:
        """Sleep until woken, until a retry is due, or until the printer should be asked again."""
        patience = self._retry_s if self._state.waiting else STATUS_EVERY_S
        with self._turn:
            if not self._woken and not self._stopped:
                self._turn.wait(patience)
            self._woken = False

    def _look(self) -> None:
        self._status = self._printer.transport.status()
        self._tell(seen(self._till.read(queue.unfinished).result(), self._status))

    def _tell(self, state: PrinterState) -> None:
        if state == self._state:
            return
        self._state = state
        for heard in tuple(self._heard):
            try:
                heard(state)
            except Exception:
                # Who listens may be gone already; printing goes on.
                log.exception("a listener to the printer failed")

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

    def _print_queued(self) -> None:
        jobs = self._till.read(queue.unfinished).result()
        for job in jobs:
            if self._stopped or (job.state in queue.DUE and not self._print(job)):
                return

    def _print(self, job: PrintJob) -> bool:
        """Print one job and store what became of it; whether the next one may be tried."""
        printer = self._printer
        if printer.is_none:
            self._till.write(queue.note, job, "dropped").result()
            return True
        try:
            data = self._rendered_job(job, printer)
        except Exception:
            # One receipt that cannot be made must not keep the others from being printed.
            log.exception("%s %s", job.slip, job.title)
            self._till.write(queue.note, job, "failed", "receipt_not_made").result()
            return True
        job = self._till.write(queue.begin, job).result()
        self._tell(PrinterState(Shown.PRINTING, waiting=self._state.waiting or 1))
        outcome, reason = printer.deliver(data)
        self._till.write(queue.note, job, outcome, reason).result()
        if outcome == "failed":
            self._retry_s = min(self._retry_s * 2, _LONGEST_RETRY_S)
        else:
            self._retry_s = _FIRST_RETRY_S
        return outcome == "sent"

    def _rendered_job(self, job: PrintJob, printer: Printer) -> bytes:
        from pos_app.services.receipts import document_of  # the start needs no slip of any kind

        document = self._till.read(document_of, job, printer.tr, self._till.install).result()
        return printer.rendered(document)
