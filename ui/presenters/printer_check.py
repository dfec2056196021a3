"""The test page and what somebody sees on it: asked step by step, the setup put right."""

from enum import StrEnum

import msgspec
from PySide6.QtCore import QObject, Signal

from pos_app.domain.errors import LapakError
from pos_app.services import drawer
from pos_app.services.counter import Counter
from pos_app.services.printing.printer_check import FINE, Seen, Step, after, answers, corrected
from pos_app.services.printing.printer_setup import with_columns
from pos_app.settings import PrinterSetup
from ui.background import Background
from ui.guarded import Guarded
from ui.presenters.one_write import OneWrite
from ui.presenters.printers import PrintersPresenter

_DOUBTFUL = "delivery_uncertain"


class Phase(StrEnum):
    """What goes on at a step; `helpless` is where no setting can help."""

    SENDING = "sending"
    ASKING = "asking"
    NOTHING = "nothing"
    COLUMNS = "columns"
    CORRECTED = "corrected"
    HELPLESS = "helpless"


class CheckView(msgspec.Struct, frozen=True):
    """Where the questions are; `seen` is what was answered last, `error` why nothing was sent."""

    setup: PrinterSetup
    step: Step = Step.CAME_OUT
    phase: Phase = Phase.SENDING
    seen: Seen | None = None
    error: Exception | None = None
    speed_changed: bool = False

    @property
    def answers(self) -> tuple[Seen, ...]:
        """What may be said now."""
        return answers(self.step, self.setup) if self.phase is Phase.ASKING else ()


class PrinterCheckPresenter(QObject):
    """One printer at a time; each correction is stored at once."""

    changed = Signal(object)  # CheckView
    refused = Signal(object)  # LapakError: no such number of letters

    def __init__(
        self,
        counter: Counter,
        background: Background,
        printers: PrintersPresenter,
        guarded: Guarded,
    ) -> None:
        super().__init__()
        self._spooler = counter.spooler
        self._background = background
        self._printers = printers
        self._recording = OneWrite(counter, guarded)
        self._recording.failed.connect(self._on_shut)
        self._prints = 0
        self.view = CheckView(PrinterSetup())

    def begin(self, setup: PrinterSetup) -> None:
        """Print the test page on a printer that is set, and ask from the first question on."""
        self.view = CheckView(setup)
        self.print_again()

    def print_again(self) -> None:
        """Print it once more; the question at hand is asked again then."""
        self._prints += 1
        number = self._prints
        step = Step.CAME_OUT if self.view.step is Step.READY else self.view.step
        self._show(step=step, phase=Phase.SENDING, error=None)

        def sent(_nothing: None) -> None:
            if number == self._prints:
                self._show(phase=Phase.ASKING)

        def failed(error: Exception) -> None:
            if number == self._prints:
                self._on_not_sent(error)

        self._background.watch(self._spooler.test_print(self.view.setup.id), sent, failed)

    def answer(self, seen: Seen) -> None:
        """Somebody said what they see."""
        if seen not in self.view.answers:
            return
        if seen is Seen.NOTHING:
            self._show(phase=Phase.NOTHING, seen=seen)
        elif seen in {Seen.RULER_WRAPS, Seen.RULER_SHORT}:
            self._show(phase=Phase.COLUMNS, seen=seen)
        elif seen is self.view.answers[0] or seen in FINE:
            self.go_on()
        else:
            self._correct(corrected(self.view.setup, seen), seen)

    def open_drawer(self, reason: str) -> None:
        """Let the drawer spring open; it is recorded, and approved where it has to be."""
        if self.view.step is Step.DRAWER:
            self._recording.run(drawer.open_drawer, reason, done=self._on_recorded, subject=reason)

    def _on_recorded(self, _opened: object) -> None:
        opening = self._spooler.open_drawer(self.view.setup.id)
        self._background.watch(opening, self._on_open, self._on_shut)

    def _on_open(self, _nothing: None) -> None:
        self._show(phase=Phase.ASKING, seen=None, error=None)

    def _on_shut(self, error: Exception) -> None:
        self._show(phase=Phase.ASKING, seen=None, error=error)

    def use_columns(self, columns: int) -> None:
        """Somebody told how many letters stand on a row; `refused` says what is wrong with it."""
        try:
            setup = with_columns(self.view.setup, columns)
        except LapakError as error:
            self.refused.emit(error)
            return
        self._correct(setup, self.view.seen)

    def go_on(self) -> None:
        """To the next question."""
        step = after(self.view.step, self.view.setup)
        self._show(step=step, phase=Phase.ASKING, seen=None, error=None)

    def leave(self) -> None:
        """Nobody waits for the test page any more."""
        self._prints += 1

    def _correct(self, setup: PrinterSetup, seen: Seen | None) -> None:
        if setup == self.view.setup:
            self._show(phase=Phase.HELPLESS, seen=seen)
            return
        try:
            self._printers.save(setup)
        except LapakError as error:
            self._show(phase=Phase.HELPLESS, seen=seen, error=error)
            return
        another_speed = setup.address != self.view.setup.address
        setup = self._printers.setup_of(setup.id) or setup
        self._show(setup=setup, phase=Phase.CORRECTED, seen=seen, speed_changed=another_speed)

    def _on_not_sent(self, error: Exception) -> None:
        """What broke off on its way may have come out; only people know."""
        doubtful = getattr(error, "code", "") == _DOUBTFUL
        phase = Phase.ASKING if doubtful else Phase.NOTHING
        self._show(step=Step.CAME_OUT, phase=phase, seen=None, error=error)

    def _show(self, **changed: object) -> None:
        self.view = msgspec.structs.replace(self.view, **changed)
        self.changed.emit(self.view)
