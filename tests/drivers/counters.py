"""Counters to test windows with: a real till, and a printer and an organizer that a test moves."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path

from pos_app.devices.rendering.document import Document
from pos_app.domain.continuation import Continued
from pos_app.domain.errors import LapakError
from pos_app.services.booth import RegisterState
from pos_app.services.bundles import Confirmed, Progress, Written
from pos_app.services.counter import Counter
from pos_app.services.organizer import FoundServer, SyncKind, SyncState
from pos_app.services.printing.printer import PrinterSettings
from pos_app.services.printing.printer_state import PrinterState, Shown, overall
from pos_app.services.till import Till
from pos_app.settings import SettingsFile


@dataclass
class StillSpooler:
    """A spooler that prints nothing and says what it is told to say."""

    state: PrinterState = field(default_factory=lambda: PrinterState(Shown.READY))
    heard: list[Callable[[PrinterState], None]] = field(default_factory=list)
    asked: list[tuple[str, object]] = field(default_factory=list)
    drawer_fails: Exception | None = None
    several: tuple[PrinterState, ...] = ()

    def now(self, *states: PrinterState) -> None:
        """One printer, or several, say how they are."""
        self.several = states if len(states) > 1 else ()
        self.state = state = overall(states) if self.several else states[0]
        for heard in self.heard:
            heard(state)

    def subscribe(self, heard: Callable[[PrinterState], None]) -> None:
        self.heard.append(heard)

    def wake(self) -> None:
        self.asked.append(("wake", None))

    @property
    def printers(self) -> tuple[PrinterState, ...]:
        return self.several or (self.state,)

    def print_now(self, job_ids: Sequence[str]) -> None:
        self.asked.append(("print now", tuple(job_ids)))

    def drop(self, job_ids: Sequence[str]) -> None:
        self.asked.append(("drop", tuple(job_ids)))

    def take_over(self, job_ids: Sequence[str], printer: str) -> None:
        self.asked.append(("take over", (printer, *job_ids)))

    def retry(self, job_id: str) -> None:
        self.asked.append(("retry", job_id))

    def answer(self, job_id: str, *, came_out: bool) -> None:
        self.asked.append(("came out" if came_out else "print again", job_id))

    def use(self, printer: PrinterSettings) -> None:
        self.asked.append(("use", printer))

    def test_print(self, printer: str = "") -> "Future[None]":
        self.asked.append(("test print", printer))
        asked: Future[None] = Future()
        asked.set_result(None)
        return asked

    def print_once(self, document: Document) -> "Future[None]":
        self.asked.append(("print once", document))
        asked: Future[None] = Future()
        asked.set_result(None)
        return asked

    def open_drawer(self, printer: str = "") -> "Future[None]":
        self.asked.append(("open drawer", printer or None))
        asked: Future[None] = Future()
        if self.drawer_fails is None:
            asked.set_result(None)
        else:
            asked.set_exception(self.drawer_fails)
        return asked

    def close(self) -> None:
        self.heard.clear()


@dataclass
class StillOrganizer:
    """A line to an organizer that says what it is told to say."""

    state: SyncState = field(default_factory=lambda: SyncState(SyncKind.STANDALONE))
    address: str = ""
    heard: list[Callable[[SyncState], None]] = field(default_factory=list)
    woken: int = 0
    servers: tuple[FoundServer, ...] = ()

    def now(self, state: SyncState) -> None:
        self.state = state
        for heard in self.heard:
            heard(state)

    def subscribe(self, heard: Callable[[SyncState], None]) -> None:
        self.heard.append(heard)

    def wake(self) -> None:
        self.woken += 1

    def send_now(self) -> None:
        self.woken += 1

    def join(self, address: str, code: str) -> "Future[RegisterState]":
        asked: Future[RegisterState] = Future()
        asked.set_exception(LapakError("server_unreachable", address=address, code=code))
        return asked

    def find(self) -> tuple[FoundServer, ...]:
        return self.servers

    def close(self) -> None:
        self.heard.clear()


@dataclass
class StillBundles:
    """Files for the organizer that are never written; what is to come of each call is told."""

    outcomes: list[object] = field(default_factory=list)
    asked: list[tuple[object, ...]] = field(default_factory=list)

    def write(self, folder: Path, progress: Progress, *, complete: bool) -> tuple[Written, ...]:
        self.asked.append(("write", folder, complete))
        progress(1, 2)
        return self._outcome()  # type: ignore[return-value]

    def confirm(self, code: str) -> Confirmed:
        self.asked.append(("confirm", code))
        return self._outcome()  # type: ignore[return-value]

    def confirm_file(self, path: Path) -> Confirmed:
        self.asked.append(("confirm file", path))
        return self._outcome()  # type: ignore[return-value]

    def recovery_code(self) -> str:
        return "K7QM2-XPA4T-9WDE3-HJ5VB"

    def bring(self, path: Path, code: str) -> Continued:
        self.asked.append(("bring", path, code))
        return self._outcome()  # type: ignore[return-value]

    def _outcome(self) -> object:
        outcome = self.outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


def still_counter(till: Till, folder: Path) -> Counter:
    """A counter over a real till whose printer and organizer do only what a test says."""
    return Counter(
        till,
        StillSpooler(),  # type: ignore[arg-type]  # the parts of a Spooler that windows use
        StillOrganizer(),
        SettingsFile(folder / "settings.json"),
        StillBundles,
    )
