"""The printers' page over real printers: what is pressed on it comes out on paper, once."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from pos_app.devices.virtual_printer import Fault, VirtualPrinter
from pos_app.services.counter import Counter
from pos_app.services.printing.printer import printer_settings
from pos_app.services.printing.spooler import Spooler
from pos_app.settings import PrinterSetup, SettingsFile
from resources.translations import Catalog
from tests.drivers.counters import StillBundles, StillOrganizer
from tests.drivers.tills import sell, selling_till
from ui.background import Background
from ui.pages.printing.printer_page import PrinterPage
from ui.presenters.printer import PrinterPresenter
from ui.theme import Look, apply


class Booth:
    """A till that sells, two printers, and the page on the screen."""

    def __init__(self, qtbot: QtBot, folder: Path, closing: ExitStack) -> None:
        self.qtbot = qtbot
        self.till = closing.enter_context(selling_till(folder))
        self.counter = closing.enter_context(VirtualPrinter())
        self.kitchen = closing.enter_context(VirtualPrinter())
        file = SettingsFile(folder / "settings.json")
        file.change(
            language="en",
            printers=(
                PrinterSetup("p1", "Counter", self.counter.address, ("receipt",)),
                PrinterSetup("p2", "Kitchen", self.kitchen.address, ()),
            ),
        )
        self.spooler = Spooler(self.till, printer_settings(file.settings))
        closing.callback(self.spooler.close)
        self.background = Background()
        closing.callback(self.background.stop)
        parts = Counter(self.till, self.spooler, StillOrganizer(), file, StillBundles)
        self.page = PrinterPage(PrinterPresenter(parts, self.background), Look())

    def open(self) -> None:
        """Let the printers work and look at them."""
        self.spooler.start()
        self.qtbot.addWidget(self.page)
        self.page.retranslate(Catalog("en"))
        self.page.setMinimumSize(951, 676)
        self.page.show()
        self.page.enter()

    def says(self) -> list[str]:
        return [row.says for row in self.page.queue.model.rows]

    def press(self, name: str) -> None:
        button = self.page.findChild(QPushButton, name)
        assert isinstance(button, QPushButton)
        self.qtbot.waitUntil(lambda: button.isVisible() and button.isEnabled(), timeout=20_000)
        button.click()

    def wait_for_rows(self, number: int) -> None:
        self.qtbot.waitUntil(lambda: len(self.says()) == number, timeout=20_000)


@pytest.fixture
def booth(qtbot: QtBot, tmp_path: Path) -> Iterator[Booth]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply(app, Look())
    with ExitStack() as closing:
        booth = Booth(qtbot, tmp_path, closing)
        yield booth
        booth.page.hide()


def test_another_printer_takes_over_what_waits_for_paper(booth: Booth) -> None:
    booth.counter.begin(Fault.PAPER_OUT)
    numbers = [sell(booth.till).sale.receipt_number for _ in range(2)]
    booth.open()
    booth.wait_for_rows(2)
    booth.qtbot.waitUntil(
        lambda: booth.page.panel.line.text() == "The paper is used up. Put in a new roll.",
        timeout=20_000,
    )
    booth.press("move_all_button")
    printed = booth.kitchen.wait_for_jobs(2)
    assert [sum(n.encode() in job.data for job in printed) for n in numbers] == [1, 1]
    booth.wait_for_rows(0)
    assert booth.counter.jobs == ()


def test_a_receipt_that_nobody_needs_is_never_printed(booth: Booth) -> None:
    booth.counter.begin(Fault.COVER_OPEN)
    sell(booth.till)
    booth.open()
    booth.wait_for_rows(1)
    booth.press("drop_job_button")
    booth.wait_for_rows(0)
    booth.counter.end(Fault.COVER_OPEN)
    booth.spooler.wake()
    booth.qtbot.waitUntil(
        lambda: booth.page.panel.line.text() == "The printer is ready.", timeout=30_000
    )
    assert booth.counter.jobs == ()
