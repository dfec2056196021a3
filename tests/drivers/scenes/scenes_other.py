"""Scenes of the pages that a first booth needs, but the sell page.

A scene gets a `Stage` with a fresh till and leaves a page on it as a cashier would see it.
"""

from pathlib import Path

from PySide6.QtTest import QTest

from pos_app.domain.errors import LapakError
from pos_app.domain.pricing import price
from pos_app.domain.slips import Slip
from pos_app.services.booth import current_register
from pos_app.services.checkout import checkout
from pos_app.services.organizer import SyncKind, SyncState
from pos_app.services.outbox import acknowledge
from pos_app.services.printing.printer_state import PrinterState, Shown
from pos_app.services.sync_log import SyncReceipt
from pos_app.settings import PrinterSetup
from pos_app.store.print_jobs import PrintJob
from tests.drivers.scenes.page_stage import Scene, Stage
from tests.drivers.scenes.scenes_pay import filled_cart
from tests.drivers.scenes.scenes_shift import SHIFT_PAGES
from tests.drivers.tills import MORNING, cash
from ui.guarded import Guarded
from ui.pages.machine.cutoff_row import CutoffRow
from ui.pages.machine.help_page import HelpPage
from ui.pages.machine.settings_page import SettingsPage
from ui.pages.machine.sync_page import SyncPage
from ui.pages.machine.welcome_page import WelcomePage
from ui.pages.paying.done_page import DonePage
from ui.presenters.cutoff import CutoffPresenter
from ui.presenters.done import DonePresenter
from ui.presenters.printers import PrintersPresenter
from ui.presenters.settings import SettingsPresenter
from ui.presenters.sync import SyncPresenter
from ui.presenters.welcome import WelcomePresenter

_BAD_CSV = """nama;harga;barcode;kategori
Kopi Robusta Temanggung 250 g;55.000;8991002101111;Minuman
Keripik Tempe Sagu;delapan belas ribu;;Makanan
;12.000;;Makanan
Wingko Babat isi 10;40.000;8991002101111;Makanan
Madu Hutan 350 ml;85.000;;Minuman
Sandal Kulit Pria 39-43;145.000;;Kriya
"""


def done(stage: Stage) -> None:
    _done(stage)


def done_failed(stage: Stage) -> None:
    sale_id = _done(stage)
    job = PrintJob("job", Slip.SALE, sale_id, "A12-K1-000001", state="failed", tries=2)
    stage.desk.spooler.now(PrinterState(Shown.FAILED, 1, job))
    stage.settle()


def done_saved(stage: Stage) -> None:
    done_failed(stage)
    assert isinstance(stage.page, DonePage)
    stage.page._on_pdf_saved(Path("A12-K1-000001.pdf"))
    stage.settle()


def done_uncertain(stage: Stage) -> None:
    sale_id = _done(stage)
    job = PrintJob("job", Slip.SALE, sale_id, "A12-K1-000001", state="uncertain", tries=1)
    stage.desk.spooler.now(PrinterState(Shown.UNCERTAIN, 0, job))
    stage.settle()


def done_no_printer(stage: Stage) -> None:
    stage.desk.spooler.state = PrinterState(Shown.NONE)
    _done(stage)


def welcome_language(stage: Stage) -> None:
    _welcome(stage)


def welcome_way(stage: Stage) -> None:
    _welcome(stage)
    stage.press("language_en_button" if stage.tr.language == "en" else "language_id_button")


def welcome_booth(stage: Stage) -> None:
    page = _welcome(stage)
    stage.press("language_id_button")
    stage.press("start_alone_button")
    QTest.keyClicks(page.booth_step.name.field, "Batik Polokarto")
    QTest.keyClicks(page.booth_step.code.field, "A-12")
    stage.press("create_booth_button")
    stage.until(lambda: bool(page.booth_step.code.error()))


def welcome_join(stage: Stage) -> None:
    page = _welcome(stage)
    stage.press("language_id_button")
    stage.press("start_join_button")
    QTest.keyClicks(page.join_form.address.field, "192.168.1.10:8080")
    QTest.keyClicks(page.join_form.code.field, "K7QM2XPA")
    stage.press("join_button")
    stage.desk.organizer.joins[0][2].set_exception(LapakError("join_code_expired"))
    stage.until(lambda: bool(page.join_form.code.error()))


def welcome_move(stage: Stage) -> None:
    welcome_way(stage)
    stage.press("start_move_button")


def welcome_move_code(stage: Stage) -> None:
    welcome_move(stage)
    stage.press("move_by_code_button")


def welcome_move_file(stage: Stage) -> None:
    welcome_move(stage)
    page = stage.page
    assert isinstance(page, WelcomePage)
    page._on_bundle_chosen("/media/stik/setor-A12-K1-20261122-210500.lapak")
    QTest.keyClicks(page.file_step.code.field, "K7QM2-XPA4T-9WDE3-HJ5VC")
    stage.desk.bundles.outcomes.append(LapakError("recovery_code_wrong"))
    stage.press("bring_file_button")
    stage.until(lambda: bool(page.file_step.code.error()))


def welcome_products(stage: Stage) -> WelcomePage:
    page = _welcome(stage)
    stage.press("language_id_button")
    stage.press("start_alone_button")
    QTest.keyClicks(page.booth_step.name.field, "Batik Polokarto")
    QTest.keyClicks(page.booth_step.code.field, "A12")
    stage.press("create_booth_button")
    stage.until(page.products_step.isVisible)
    return page


def welcome_preview(stage: Stage) -> None:
    page = welcome_products(stage)
    page._presenter.products.read(bad_file(stage))
    stage.until(page.preview.isVisible)


def welcome_products_step(stage: Stage) -> None:
    welcome_products(stage)


def settings(stage: Stage) -> None:
    stage.desk.counter.settings_file.change(
        language=stage.tr.language,
        theme=stage.look.theme,
        printers=(PrinterSetup(address="tcp://192.168.1.50:9100", paper="80"),),
    )
    desk = stage.desk
    presenter = SettingsPresenter(desk.counter, desk.background)
    page = SettingsPage(presenter, PrintersPresenter(desk.counter, presenter), stage.look)
    cutoff = CutoffPresenter(desk.counter, desk.background, Guarded(desk.till, desk.background))
    page.add_to_booth(CutoffRow(cutoff, stage.look))
    stage.show(page)


def sync_alone(stage: Stage) -> None:
    presenter = SyncPresenter(
        stage.desk.counter, stage.desk.background, Guarded(stage.desk.till, stage.desk.background)
    )
    stage.show(SyncPage(presenter, stage.look))


def _sync(state: SyncState, *, signed: int = 0) -> Scene:
    """The sync page in a state; `signed` entries are vouched for by the organizer."""

    def scene(stage: Stage) -> None:
        desk = stage.desk
        desk.organizer.address = "https://192.168.1.10:8080"
        desk.organizer.state = state
        register = desk.till.read(current_register).result()
        if register is not None and signed:
            receipt = SyncReceipt(register.id, "s", 1, signed, "a1b2c3d4e5", "k", "r", MORNING)
            desk.till.write(acknowledge, register.id, signed, receipt).result()
        guarded = Guarded(desk.till, desk.background)
        page = stage.show(
            SyncPage(SyncPresenter(desk.counter, desk.background, guarded), stage.look)
        )
        page.enter()
        stage.settle()

    return scene


_SYNC = [
    ("sinkron", SyncState(SyncKind.SYNCED, 0, 160, MORNING), 160),
    ("sinkron-mengirim", SyncState(SyncKind.SENDING, 680, 900, MORNING, backlog=800), 220),
    ("sinkron-menunggu", SyncState(SyncKind.WAITING, 12, 160, MORNING, 12, "server_busy"), 148),
    ("sinkron-penuh", SyncState(SyncKind.WAITING, 12, 160, MORNING, 60, "server_disk_full"), 148),
    (
        "sinkron-luring",
        SyncState(SyncKind.OFFLINE, 12, 160, MORNING, 30, "server_unreachable"),
        148,
    ),
    (
        "sinkron-luring-lama",
        SyncState(SyncKind.OFFLINE, 312, 460, MORNING, 280, "server_unreachable", overdue_min=185),
        148,
    ),
    ("sinkron-menyambung", SyncState(SyncKind.CONNECTING), 0),
    ("sinkron-portal", SyncState(SyncKind.ATTENTION, 12, 160, None, 60, "server_redirects"), 0),
    ("sinkron-macet", SyncState(SyncKind.ATTENTION, 12, 160, MORNING, 0, "sync_stuck"), 148),
]


def sync_revoked(stage: Stage) -> None:
    stage.desk.organizer.address = "https://192.168.1.10:8080"
    why = {"reason": "Laptop hilang, temui penyelenggara di gerbang utara"}
    state = SyncState(SyncKind.ATTENTION, 12, 160, MORNING, 300, "token_revoked", dict(why))
    stage.desk.organizer.state = state
    presenter = SyncPresenter(
        stage.desk.counter, stage.desk.background, Guarded(stage.desk.till, stage.desk.background)
    )
    stage.show(SyncPage(presenter, stage.look))


def help_page(stage: Stage) -> None:
    stage.show(HelpPage(stage.look))


PAGES: list[tuple[str, Scene]] = [
    ("selesai", done),
    ("selesai-gagal-cetak", done_failed),
    ("selesai-disimpan", done_saved),
    ("selesai-ragu", done_uncertain),
    ("selesai-tanpa-printer", done_no_printer),
    ("mulai-bahasa", welcome_language),
    ("mulai-cara", welcome_way),
    ("mulai-stan", welcome_booth),
    ("mulai-gabung", welcome_join),
    ("mulai-pindah", welcome_move),
    ("mulai-pindah-kode", welcome_move_code),
    ("mulai-pindah-file", welcome_move_file),
    ("mulai-produk", welcome_products_step),
    ("mulai-impor", welcome_preview),
    *SHIFT_PAGES,
    ("pengaturan", settings),
    ("sinkron-sendiri", sync_alone),
    *((name, _sync(state, signed=signed)) for name, state, signed in _SYNC),
    ("sinkron-diblokir", sync_revoked),
    ("bantuan", help_page),
]


def _done(stage: Stage) -> str:
    cart = filled_cart(stage)
    completed = stage.desk.till.write(checkout, price(cart), cash(200_000)).result()
    presenter = DonePresenter(stage.desk.counter, stage.desk.background)
    presenter.show(completed)
    page = stage.show(DonePage(presenter, stage.look))
    stage.until(lambda: bool(page.receipt.paper.rows))
    return completed.sale.id


def _welcome(stage: Stage) -> WelcomePage:
    presenter = WelcomePresenter(stage.desk.counter, stage.desk.background)
    return stage.show(WelcomePage(presenter, stage.look))


def bad_file(stage: Stage) -> Path:
    """A product file in which half of the lines have a problem."""
    path = stage.folder / "produk.csv"
    path.write_text(_BAD_CSV, "utf-8")
    return path
