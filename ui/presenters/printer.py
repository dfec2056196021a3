"""The printers, what waits for them, and what people decide about it."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import datetime

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from pos_app.services import booth
from pos_app.services.booth import RegisterState
from pos_app.services.counter import Counter
from pos_app.services.printing import print_queue
from pos_app.services.printing.print_queue import Queue, Queues
from pos_app.services.printing.print_routes import routes_of
from pos_app.services.printing.printer_state import PrinterState, PrintJob, Shown
from pos_app.settings import PrinterSetup
from ui.background import Background
from ui.presenters.printer_test import PrinterTest

_SOON_MS = 80
"""A queue that is printed changes many times a second; nobody reads it that quickly."""


class PrinterQueue(msgspec.Struct, frozen=True):
    """A printer that is set, how it is, and what is before it."""

    setup: PrinterSetup
    state: PrinterState
    queue: Queue = Queue()

    @property
    def name(self) -> str:
        """What people call it; its address where it has no name."""
        return self.setup.name or self.setup.address.partition("://")[2].rstrip("/")

    @property
    def prints(self) -> bool:
        """Whether anything comes out here."""
        return self.state.state is not Shown.NONE


class PrinterPresenter(QObject):
    """Tells how the printers are and passes on what people decide about their jobs.

    `at` is when the queues were read, `zone` where that was.
    """

    shown = Signal(object)  # tuple[PrinterQueue, ...]
    settings_wanted = Signal()
    _told = Signal(object)

    def __init__(self, counter: Counter, background: Background) -> None:
        super().__init__()
        self._counter = counter
        self._background = background
        self._watching = False
        self._queues: dict[str, Queue] = {}
        self.at: datetime | None = None
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._read)
        self.zone = "Asia/Jakarta"
        self.test = PrinterTest(counter, background)
        self._told.connect(self._on_told)
        counter.spooler.subscribe(self._told.emit)

    @property
    def printers(self) -> tuple[PrinterQueue, ...]:
        """Each printer with what was before it when the queues were read last."""
        setups = {setup.id: setup for setup in self._counter.settings_file.settings.printers}
        states = self._counter.spooler.printers
        first = next(iter(setups.values()))
        return tuple(
            PrinterQueue(
                setup := setups.get(state.printer, first),
                state,
                self._queues.get(setup.id, Queue()),
            )
            for state in states
        )

    def watch(self, *, on: bool) -> None:
        """Keep telling what the queues hold, or no more: somebody looks at them, or nobody."""
        self._watching = on
        if on:
            asked = self._counter.till.read(booth.current_register)
            self._background.watch(asked, self._on_register)
            self._read()
        else:
            self._soon.stop()

    def print_now(self, job_ids: Sequence[str]) -> None:
        """Print jobs that failed, or that were asked for long ago."""
        self._counter.spooler.print_now(job_ids)
        self._look_soon()

    def drop(self, job_ids: Sequence[str]) -> None:
        """Print these no more."""
        self._counter.spooler.drop(job_ids)
        self._look_soon()

    def take_over(self, job_ids: Sequence[str], printer: str) -> None:
        """Let another printer print these."""
        self._counter.spooler.take_over(job_ids, printer)
        self._look_soon()

    def answer(self, job_id: str, *, came_out: bool) -> None:
        """Say whether a paper came out that the printer is not sure about."""
        self._counter.spooler.answer(job_id, came_out=came_out)
        self._look_soon()

    def print_offered(self) -> None:
        """Print everything that was asked for long ago."""
        self._with_offered(self.print_now)

    def drop_offered(self) -> None:
        """Print nothing of what was asked for long ago."""
        self._with_offered(self.drop)

    def open_settings(self) -> None:
        """Ask for the page where a printer is set."""
        self.settings_wanted.emit()

    def _with_offered(self, act: Callable[[Sequence[str]], None]) -> None:
        def found(queues: Queues) -> None:
            offered = [job for queue in queues.by_printer.values() for job in queue.offered]
            if offered:
                act(tuple(job.id for job in offered))

        self._background.watch(self._reading(), found)

    def _reading(self) -> Future[Queues]:
        routes = routes_of(self._counter.settings_file.settings.printers)
        return self._counter.till.read(print_queue.queues, routes)

    def _look_soon(self) -> None:
        if self._watching and not self._soon.isActive():
            self._soon.start()

    @Slot()
    def _read(self) -> None:
        self._background.watch(self._reading(), self._on_read)

    def _on_read(self, queues: Queues) -> None:
        self._queues, self.at = queues.by_printer, queues.at
        self.shown.emit(self.printers)

    def _on_register(self, register: RegisterState | None) -> None:
        if register is not None:
            self.zone = register.zone

    @Slot(object)
    def _on_told(self, _state: PrinterState) -> None:
        self._look_soon()


def movable(queue: Queue) -> tuple[PrintJob, ...]:
    """What of a queue may be dropped or moved; one that is tried, if nothing comes out."""
    return (*queue.due, *queue.unmade, *queue.offered, *queue.sending)
