"""Scenes of the page where printers are set up, and of the settings' card that leads there."""

import threading
from collections.abc import Callable, Sequence
from functools import partial

from pos_app.domain.errors import LapakError
from pos_app.services.printing.printer_check import Seen, Step
from pos_app.services.printing.printer_finding import (
    Answer,
    Connection,
    FoundPrinter,
    Listing,
    Looked,
    NetworkSearch,
)
from pos_app.services.printing.printer_state import PrinterState, Shown
from pos_app.settings import PrinterSetup
from tests.drivers.scenes.page_stage import Scene, Stage
from ui.guarded import Guarded
from ui.pages.printing.printers_page import PrintersPage
from ui.presenters.printer_check import Phase, PrinterCheckPresenter
from ui.presenters.printer_finding import FindingPresenter
from ui.presenters.printers import PrintersPresenter
from ui.presenters.settings import SettingsPresenter

COUNTER = PrinterSetup(
    id="p1",
    name="Kasir depan",
    address="tcp://192.168.1.50:9100",
    profile="epson-tm-t82",
    paper="80",
)
KITCHEN = PrinterSetup(
    id="p2",
    name="Dapur",
    address="serial:///dev/rfcomm0?baud=9600",
    roles=("order",),
    profile="iware-c58bt",
)
LABELS = PrinterSetup(
    id="p3", address="usb://0416:5011", roles=("label",), paper="custom", columns=30, width_dots=360
)

FOUND = (
    FoundPrinter("cups://EPSON_TM_T82", "EPSON_TM_T82", Connection.SYSTEM),
    FoundPrinter("file:///dev/usb/lp0", "Xprinter XP-58 · /dev/usb/lp0", Connection.USB),
    FoundPrinter("serial:///dev/ttyS0?baud=9600", "/dev/ttyS0", Connection.SERIAL),
    FoundPrinter("serial:///dev/rfcomm0?baud=9600", "/dev/rfcomm0", Connection.BLUETOOTH),
)
_MISSING = LapakError("usb_printers_need_part", part="pyusb", install="pip install pyusb")
_ANSWERED = (
    FoundPrinter("tcp://192.168.1.1:9100", "192.168.1.1", Connection.NETWORK, Answer.STRANGER),
    FoundPrinter("tcp://192.168.1.50:9100", "192.168.1.50", Connection.NETWORK, Answer.PRINTER),
    FoundPrinter("tcp://192.168.1.77:9100", "192.168.1.77", Connection.NETWORK, Answer.SILENT),
)


class StillSearch(NetworkSearch):
    """A look that found some and goes on until somebody ends it."""

    def __init__(self, text: str, *, done: int = 87) -> None:
        super().__init__(text)
        self._at = Looked(done, self.total, _ANSWERED)
        self._over = threading.Event()
        if done == self.total:
            self._over.set()

    def run(self, heard: Callable[[Looked], None]) -> Looked:
        heard(self._at)
        self._over.wait(30)
        return self._at

    def cancel(self) -> None:
        self._over.set()


def listing_of(*found: FoundPrinter, missing: Sequence[LapakError] = ()) -> Callable[[], Listing]:
    """What a machine knows of."""
    return partial(Listing, found, tuple(missing))


def a_range() -> str:
    return "192.168.1.1-192.168.1.254"


def printers_page(
    stage: Stage,
    *setups: PrinterSetup,
    listing: Callable[[], Listing] | None = None,
    search: Callable[[str], NetworkSearch] = StillSearch,
) -> PrintersPage:
    desk = stage.desk
    if setups:
        desk.counter.settings_file.change(printers=setups)
    settings = SettingsPresenter(desk.counter, desk.background)
    presenter = PrintersPresenter(desk.counter, settings)
    finding = FindingPresenter(
        desk.background, listing=listing or listing_of(), search=search, own_range=a_range
    )
    guarded = Guarded(desk.till, desk.background)
    checking = PrinterCheckPresenter(desk.counter, desk.background, presenter, guarded)
    page = PrintersPage(presenter, finding, checking, stage.look, clock=_a_second_later())
    return stage.show(page)


def printers_none(stage: Stage) -> None:
    printers_page(stage)


def printers_some(stage: Stage) -> None:
    stage.desk.spooler.several = (
        PrinterState(Shown.READY, printer="p1"),
        PrinterState(Shown.PAPER_OUT, 2, printer="p2"),
        PrinterState(Shown.UNKNOWN, printer="p3"),
    )
    printers_page(stage, COUNTER, KITCHEN, LABELS)


def printers_found(stage: Stage) -> None:
    page = printers_page(stage, KITCHEN, listing=listing_of(*FOUND, missing=[_MISSING]))
    stage.press("find_printers_button")
    stage.until(lambda: len(page.finder.rows.buttons) == len(FOUND))


def printers_not_found(stage: Stage) -> None:
    page = printers_page(stage)
    stage.press("find_printers_button")
    stage.until(lambda: bool(page.finder.range.text()) and page.finder.again_button.isEnabled())


def printers_searching(stage: Stage) -> None:
    printers_not_found(stage)
    page = _page(stage)
    stage.press("look_button")
    stage.until(lambda: page.finder.progress.value() == 87)


def printers_looked(stage: Stage) -> None:
    page = printers_page(stage, search=partial(StillSearch, done=254))
    stage.press("find_printers_button")
    stage.until(lambda: bool(page.finder.range.text()))
    stage.press("look_button")
    stage.until(page.finder.look_button.isVisible)


def printers_typed(stage: Stage) -> None:
    printers_not_found(stage)
    page = _page(stage)
    stage.press("place_serial_button")
    page.finder.address.address.field.setText("COM")
    stage.press("use_address_button")


def printers_form(stage: Stage) -> None:
    printers_page(stage, COUNTER, KITCHEN)
    stage.press("printers_0_button")


def printers_form_custom(stage: Stage) -> None:
    printers_page(stage, LABELS)
    stage.press("printers_0_button")
    _page(stage).form.paper.columns.field.setText("3")
    stage.press("save_printer_button")


def printers_form_unknown(stage: Stage) -> None:
    old = PrinterSetup(name="Kasir", address="tcp://192.168.1.50", profile="Iware 2031")
    printers_page(stage, old)
    stage.press("printers_0_button")


def printers_models(stage: Stage) -> None:
    printers_form(stage)
    stage.press("printer_way_1_button")


def _asked(step: Step, phase: Phase = Phase.ASKING, seen: Seen | None = None) -> Scene:
    """A scene of one question, reached by answering those before it as if all was well."""

    def printers_check(stage: Stage) -> None:
        printers_page(stage, COUNTER)
        checking = _page(stage)._checking
        stage.press("printers_0_button")
        stage.press("save_and_test_button")
        if phase is Phase.SENDING:
            return
        stage.desk.spooler.tests[-1].set_result(None)
        stage.until(lambda: checking.view.phase is Phase.ASKING)
        while checking.view.step is not step:
            checking.answer(checking.view.answers[0])
        if seen is not None:
            checking.answer(seen)
        stage.settle()
        assert checking.view.phase is phase

    return printers_check


def printers_unreachable(stage: Stage) -> None:
    printers_page(stage, COUNTER)
    stage.press("printers_0_button")
    stage.press("save_and_test_button")
    stage.desk.spooler.tests[-1].set_exception(LapakError("printer_unreachable"))
    stage.until(lambda: _page(stage)._checking.view.phase is Phase.NOTHING)


def printers_put_right(stage: Stage) -> None:
    _asked(Step.RULER, Phase.COLUMNS, Seen.RULER_WRAPS)(stage)
    _page(stage)._checking.use_columns(42)
    stage.settle()


PAGES: list[tuple[str, Scene]] = [
    ("printer-kosong", printers_none),
    ("printer-beberapa", printers_some),
    ("printer-ditemukan", printers_found),
    ("printer-tidak-ditemukan", printers_not_found),
    ("printer-mencari", printers_searching),
    ("printer-dicari", printers_looked),
    ("printer-ketik-alamat", printers_typed),
    ("printer-setelan", printers_form),
    ("printer-setelan-kolom", printers_form_custom),
    ("printer-setelan-tak-dikenal", printers_form_unknown),
    ("printer-model", printers_models),
    ("printer-tes", _asked(Step.CAME_OUT, Phase.SENDING)),
    ("printer-tes-keluar", _asked(Step.CAME_OUT)),
    ("printer-tes-tidak-keluar", printers_unreachable),
    ("printer-tes-huruf", _asked(Step.LETTERS)),
    ("printer-tes-huruf-buntu", _asked(Step.LETTERS, Phase.HELPLESS, Seen.LETTERS_STRANGE)),
    ("printer-tes-penggaris", _asked(Step.RULER)),
    ("printer-tes-kolom", _asked(Step.RULER, Phase.COLUMNS, Seen.RULER_WRAPS)),
    ("printer-tes-diperbaiki", printers_put_right),
    ("printer-tes-potong", _asked(Step.CUT)),
    ("printer-tes-qr", _asked(Step.QR)),
    ("printer-tes-qr-lain", _asked(Step.QR, Phase.CORRECTED, Seen.QR_C)),
    ("printer-tes-qr-buntu", _asked(Step.QR, Phase.HELPLESS, Seen.QR_NONE)),
    ("printer-tes-laci", _asked(Step.DRAWER)),
    ("printer-tes-siap", _asked(Step.READY)),
]


def _page(stage: Stage) -> PrintersPage:
    assert isinstance(stage.page, PrintersPage)
    return stage.page


def _a_second_later() -> Callable[[], float]:
    """A clock by which a second goes by between two looks at it."""
    seconds = iter(range(10**6))
    return lambda: float(next(seconds))
