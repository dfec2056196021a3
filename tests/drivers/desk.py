"""A counter to test single pages with, and what a page needs beside it."""

from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from pos_app.services.booth import RegisterState
from pos_app.services.counter import Counter
from pos_app.services.printing.printer import PrinterSettings, paper_of_setup
from pos_app.services.till import Till
from pos_app.settings import SettingsFile
from tests.drivers.counters import StillBundles, StillOrganizer, StillSpooler
from tests.drivers.tills import Clock, make_till, set_up
from ui.background import Background


@dataclass
class PatientSpooler(StillSpooler):
    """A still spooler that refuses papers as the real one, and waits with its test pages."""

    tests: list["Future[None]"] = field(default_factory=list)

    def use(self, printer: PrinterSettings) -> None:
        for setup in printer.printers:
            paper_of_setup(setup)
        super().use(printer)

    def test_print(self, printer: str = "") -> "Future[None]":
        self.asked.append(("test print", printer))
        self.tests.append(Future())
        return self.tests[-1]


@dataclass
class PatientOrganizer(StillOrganizer):
    """A still organizer whose joins wait until a test answers them."""

    joins: list[tuple[str, str, "Future[RegisterState]"]] = field(default_factory=list)

    sent_now: int = 0

    def send_now(self) -> None:
        self.sent_now += 1

    def join(self, address: str, code: str) -> "Future[RegisterState]":
        answer: Future[RegisterState] = Future()
        self.joins.append((address, code, answer))
        return answer


@dataclass(frozen=True)
class Desk:
    """What presenters are made with, its parts at hand."""

    counter: Counter
    background: Background
    spooler: PatientSpooler
    organizer: PatientOrganizer
    clock: Clock
    bundles: StillBundles

    @property
    def till(self) -> Till:
        return self.counter.till


@contextmanager
def open_desk(folder: Path, *, ready: bool = True) -> Iterator[Desk]:
    """A desk with a till that is ready to sell, or one that nobody has set up yet."""
    clock = Clock()
    till = make_till(folder, clock)
    spooler, organizer, bundles = PatientSpooler(), PatientOrganizer(), StillBundles()
    counter = Counter(
        till,
        spooler,  # type: ignore[arg-type]  # the parts of a Spooler that pages use
        organizer,
        SettingsFile(folder / "settings.json"),
        lambda: bundles,
    )
    background = Background()
    try:
        if ready:
            set_up(till)
        yield Desk(counter, background, spooler, organizer, clock, bundles)
    finally:
        background.stop()
        till.close()
