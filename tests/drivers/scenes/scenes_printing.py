"""Scenes of printing: the queue of one printer and of several, and each state of the chip."""

from datetime import timedelta

import msgspec

from pos_app.devices.transports.transport import PrinterUnreachable
from pos_app.domain.slips import Slip
from pos_app.services.papers.letterhead import import_logo
from pos_app.services.printing.printer_state import PrinterState, Shown
from pos_app.settings import PrinterSetup, ReceiptDesign
from pos_app.store import print_jobs
from pos_app.store.database import Work
from pos_app.store.print_jobs import PrintJob
from tests.drivers.printers.logos import a_logo
from tests.drivers.scenes.chip_sheet import ChipSheet
from tests.drivers.scenes.page_stage import Scene, Stage
from tests.drivers.tills import MORNING
from ui.pages.printing.printer_page import PrinterPage
from ui.pages.printing.receipt_design_page import ReceiptDesignPage
from ui.presenters.printer import PrinterPresenter
from ui.presenters.receipt_design import ReceiptDesignPresenter
from ui.presenters.settings import SettingsPresenter

ADDRESS = "tcp://192.168.1.50:9100"
THREE = (
    PrinterSetup("p1", "Kasir", ADDRESS, roles=("receipt",), paper="80"),
    PrinterSetup("p2", "Dapur", "tcp://192.168.1.51:9100", roles=("order",)),
    PrinterSetup("p3", "Label", "file:///dev/usb/lp0", roles=("label",)),
)
REFUSED = PrinterUnreachable("printer_unreachable", address=ADDRESS, reason="refused")


def keep_jobs(stage: Stage, *jobs: PrintJob) -> None:
    """Put jobs into the queue as they are; a minute lies between them, the last is new."""

    def keep(work: Work) -> None:
        for place, job in enumerate(jobs, start=1):
            asked = job.asked_at or work.at - timedelta(minutes=len(jobs) - place)
            print_jobs.add(work.db, job, asked)
            print_jobs.set_state(work.db, msgspec.structs.replace(job, asked_at=asked), work.at)

    stage.desk.till.write(keep).result()


def a_job(number: int, state: str = "queued", **fields: object) -> PrintJob:
    """A receipt in the queue."""
    title = f"A12-K1-{number:06}"
    job = PrintJob(f"job{number}", Slip.SALE, f"sale{number}", title, state=state)
    return msgspec.structs.replace(job, **fields)


def printer_paper_out(stage: Stage) -> None:
    _one_printer(stage)
    keep_jobs(
        stage,
        a_job(39, "failed", tries=3, error="printer_paper_out", tried_on="p1"),
        a_job(40),
        a_job(41, copy=True),
        a_job(42),
    )
    state = PrinterState(Shown.PAPER_OUT, 4, a_job(39, "failed"))
    _show(stage, state)


def printer_failed(stage: Stage) -> None:
    _one_printer(stage)
    failed = a_job(40, "failed", tries=3, error="refused", tried_on="p1")
    z = PrintJob("z", Slip.SHIFT_Z, "shift", "Z-0007")
    keep_jobs(stage, failed, a_job(41), z)
    _show(stage, PrinterState(Shown.FAILED, 3, failed, error=REFUSED))


def printer_forbidden(stage: Stage) -> None:
    """A reason that is too long for its row."""
    setup = PrinterSetup(address="file:///dev/usb/lp0")
    stage.desk.counter.settings_file.change(printers=(setup,))
    failed = a_job(40, "failed", tries=2, error="no_permission", tried_on="p1")
    keep_jobs(stage, failed, a_job(41))
    _show(stage, PrinterState(Shown.FAILED, 2, failed))


def printer_unmade(stage: Stage) -> None:
    """A paper that cannot be made, told as one, and the others go on."""
    _one_printer(stage)
    unmade = a_job(39, "failed", error="receipt_not_made.qr_too_wide")
    keep_jobs(stage, unmade, a_job(41))
    _show(stage, PrinterState(Shown.FAILED, 1, unmade))


def printer_uncertain(stage: Stage) -> None:
    _one_printer(stage)
    doubtful = [
        a_job(number, "uncertain", tries=1, error="connection_lost", tried_on="p1")
        for number in (38, 39)
    ]
    keep_jobs(stage, *doubtful, a_job(40), a_job(41))
    _show(stage, PrinterState(Shown.UNCERTAIN, 2, doubtful[0]))


def printer_offered(stage: Stage) -> None:
    _one_printer(stage)
    old = [
        a_job(number, asked_at=MORNING - timedelta(minutes=40 - number)) for number in (20, 21, 22)
    ]
    keep_jobs(stage, *old)
    _show(stage, PrinterState(Shown.OFFERED, 0, None, 3))


def printer_ready(stage: Stage) -> None:
    _one_printer(stage)
    _show(stage, PrinterState(Shown.READY))


def printer_unknown(stage: Stage) -> None:
    stage.desk.counter.settings_file.change(printers=(PrinterSetup(address="file:///dev/usb/lp0"),))
    _show(stage, PrinterState(Shown.UNKNOWN))


def printer_none(stage: Stage) -> None:
    _show(stage, PrinterState(Shown.NONE))


def printer_several(stage: Stage) -> None:
    """The kitchen's printer has trouble; the others could take over."""
    _several(stage)


def printer_take_over(stage: Stage) -> None:
    _several(stage)
    stage.press("move_all_button")


def _several(stage: Stage) -> None:
    stage.desk.counter.settings_file.change(printers=THREE)
    copies = [
        PrintJob(f"copy{n}", Slip.ORDER_COPY, f"sale{n}", f"A12-K1-{n:06}") for n in range(30, 35)
    ]
    first = msgspec.structs.replace(copies[1], state="failed", tries=4, error="timeout")
    old = msgspec.structs.replace(copies[0], asked_at=MORNING - timedelta(minutes=25))
    keep_jobs(stage, old, first, *copies[2:])
    _show(
        stage,
        PrinterState(Shown.READY, printer="p1", name="Kasir"),
        PrinterState(Shown.OFFLINE, 4, first, 1, error=REFUSED, printer="p2", name="Dapur"),
        PrinterState(Shown.PAPER_NEAR_END, printer="p3", name="Label"),
    )


def _one_printer(stage: Stage) -> None:
    stage.desk.counter.settings_file.change(printers=(PrinterSetup(address=ADDRESS),))


def _show(stage: Stage, *states: PrinterState) -> None:
    stage.desk.spooler.now(*states)
    presenter = PrinterPresenter(stage.desk.counter, stage.desk.background)
    stage.show(PrinterPage(presenter, stage.look))
    stage.until(lambda: presenter.at is not None)


def printer_chips(stage: Stage) -> None:
    """The chip of the top bar in each state that it knows."""
    stage.show(ChipSheet(stage.look))


def design_empty(stage: Stage) -> None:
    _design(stage, ReceiptDesign(), "58")


def design_58(stage: Stage) -> None:
    _design(stage, _OWN, "58")


def design_80(stage: Stage) -> None:
    _design(stage, _OWN, "80")


def design_42(stage: Stage) -> None:
    _design(stage, _OWN, "80-42")


def design_bad_logo(stage: Stage) -> None:
    page = _design(stage, ReceiptDesign(code="none"), "58")
    spoilt = stage.folder / "logo.jpg"
    spoilt.write_bytes(b"this is no picture")
    page._presenter.choose_logo(spoilt)
    stage.until(page.notice.isVisible)


def _design(stage: Stage, design: ReceiptDesign, paper: str) -> ReceiptDesignPage:
    desk = stage.desk
    setup = PrinterSetup(address=ADDRESS, paper=paper)
    desk.counter.settings_file.change(printers=(setup,), receipt=design, language=stage.tr.language)
    import_logo(a_logo(stage.folder / "toko.png"), desk.counter.settings_file.logo_file)
    settings = SettingsPresenter(desk.counter, desk.background)
    presenter = ReceiptDesignPresenter(desk.counter, desk.background, settings)
    page = stage.show(ReceiptDesignPage(presenter, stage.look))
    stage.until(lambda: bool(page.receipt.paper.rows))
    return page


_OWN = ReceiptDesign(
    header="Jl. Slamet Riyadi 12, Solo\n0812-3456-7890",
    footer="Terima kasih sudah mampir!\nBarang bisa ditukar dalam 7 hari",
    code="link",
    link="instagram.com/batikpolokarto",
    logo=True,
)

PAGES: list[tuple[str, Scene]] = [
    ("desain-kosong", design_empty),
    ("desain-32", design_58),
    ("desain-42", design_42),
    ("desain-48", design_80),
    ("desain-logo-rusak", design_bad_logo),
    ("chip-printer", printer_chips),
    ("antrean-siap", printer_ready),
    ("antrean-tidak-tahu", printer_unknown),
    ("antrean-kertas-habis", printer_paper_out),
    ("antrean-gagal", printer_failed),
    ("antrean-dilarang", printer_forbidden),
    ("antrean-tidak-jadi", printer_unmade),
    ("antrean-ragu", printer_uncertain),
    ("antrean-dari-tadi", printer_offered),
    ("antrean-beberapa", printer_several),
    ("antrean-ambil-alih", printer_take_over),
    ("antrean-tidak-ada", printer_none),
]
