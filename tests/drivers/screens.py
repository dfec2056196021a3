"""Screenshots of every page: `python -m tests.drivers.screens --out DIR`.

In both languages, three themes and two sizes, over real services with the sample catalogue.
"""

import argparse
import os
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QElapsedTimer, QEvent, QEventLoop
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from pos_app.domain.errors import LapakError
from pos_app.domain.product import Product
from pos_app.domain.tender import Method, Tender
from pos_app.services import booth, carts, catalogue, product_import, shifts
from pos_app.services.checkout import checkout
from pos_app.services.counter import Counter
from pos_app.services.organizer import SyncKind, SyncState
from pos_app.services.printing.printer_state import PrinterState, Shown
from pos_app.services.product_file import read_product_file, sample_products
from pos_app.services.till import Till, open_till
from pos_app.settings import TEXT_SIZES, SettingsFile
from tests.drivers.counters import StillOrganizer, StillSpooler, still_counter
from ui.app import Program
from ui.flow.flow import Flow
from ui.flow.place import where_we_are
from ui.pages.selling.sell_page import SellPage
from ui.presenters.shelf import ShelfStart
from ui.widgets.line_pad import Asked
from ui.window import TillWindow

LANGUAGES = ("id", "en")
THEMES = ("light", "dark", "contrast")
SIZES = ((1366, 768), (1024, 768))
_AT = datetime(2026, 11, 21, 7, 2, tzinfo=UTC)
_OPENED = datetime(2026, 11, 21, 1, 2, tzinfo=UTC)


class Stage:
    """A till window on which a scene is set."""

    def __init__(self, program: Program, counter: Counter) -> None:
        self.program = program
        self.counter = counter
        self.beside: QWidget | None = None  # another window, when that is what a scene shows

    @property
    def window(self) -> TillWindow:
        return self.program.window

    @property
    def flow(self) -> Flow:
        assert self.program.flow is not None
        return self.program.flow

    @property
    def page(self) -> SellPage:
        page = self.window.page("sell")
        assert isinstance(page, SellPage)
        return page

    def show_state(self, till: Till | None, printer: PrinterState, organizer: SyncState) -> None:
        """Let bar and rail say what holds for a till, its printer and its organizer."""
        self.flow.doorway.leave_requests()
        self.flow.drawer.leave()
        register, shift = till.read(where_we_are).result() if till else (None, None)
        self.flow.frame.show_place(register, shift)
        for button in self.window.rail.findChildren(QPushButton):
            button.setVisible(register is not None)
        _spooler(self).now(printer)
        _organizer(self).now(organizer)

    def hide_state(self) -> None:
        """Let bar and rail say as little as they know of a till that is not open."""
        bar, rail = self.window.top_bar, self.window.rail
        bar.show_booth("", "")
        for part in (bar.cashier, bar.printer, bar.sync, *rail.findChildren(QPushButton)):
            part.hide()

    def search(self, text: str) -> None:
        """Look for a product."""
        self.page.search.setText(text)

    def wait(self, true: Callable[[], bool], ms: int = 10_000) -> None:
        """Run the event loop until something is true."""
        clock = QElapsedTimer()
        clock.start()
        while not true():
            if clock.elapsed() > ms:
                raise TimeoutError("a scene did not come to rest")
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)

    def settle(self, ms: int = 120) -> None:
        """Let what is under way come to its end."""
        clock = QElapsedTimer()
        clock.start()
        self.wait(lambda: clock.elapsed() > ms)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def add(self, *names: str) -> None:
        """Put products into the cart."""
        for name in names:
            found = self.counter.till.read(catalogue.search, name, 1).result()
            self.flow.presenters.sell.add(found[0])

    def products(self, number: int) -> Sequence[Product]:
        """Some products of the sample catalogue."""
        return self.counter.till.read(catalogue.search, "a", number).result()

    def customer_display(self) -> Flow:
        """Switch the customer display on: it is what the scene shows."""
        self.counter.settings_file.change(customer_display=True)
        self.flow.customer.use(on=True)
        self.beside = self.flow.customer.board
        return self.flow

    def sell_page(self) -> None:
        self.flow.go("sell")
        self.settle()
        self.page.search.clear()
        self.page._editor.close()
        self.page._held.close()
        self.flow.menu.train(on=False)
        for waiting in self.counter.till.read(carts.held).result():
            self.counter.till.write(carts.discard, waiting.id).result()
        self.flow.presenters.held.load()
        self.wait(lambda: self.flow.presenters.held.number == 0)
        self.flow.presenters.sell.at_hand.new_sale()
        self.flow.presenters.shelf.show_category(None)
        self.flow.presenters.shelf.load()
        self.wait(lambda: self.flow.presenters.shelf.grid.first() is not None)


Scene = tuple[str, Callable[[Stage], None]]


def sell(stage: Stage) -> None:
    stage.sell_page()
    stage.add("Syal Batik", "Syal Batik", "Dompet Batik", "Kopi", "Kopi", "Kopi")


def sell_empty(stage: Stage) -> None:
    stage.sell_page()
    stage.window.messages.clear()


def sell_search(stage: Stage) -> None:
    sell(stage)
    stage.search("batik")
    stage.settle()


def sell_nothing_found(stage: Stage) -> None:
    sell(stage)
    stage.search("xyzzy")
    stage.settle()


def sell_unknown_barcode(stage: Stage) -> None:
    sell(stage)
    stage.flow.presenters.sell.scan("8991234567890")
    stage.settle()


def sell_quantity(stage: Stage) -> None:
    sell(stage)
    stage.page.cart.quantity_pressed.emit()
    stage.settle()


def sell_discount(stage: Stage) -> None:
    sell(stage)
    sells = stage.flow.presenters.sell
    sells.set_price(1, "110000", "Cacat" if stage.window.catalog.language == "id" else "Flaw")
    sells.set_note(2, "Bungkus kado")
    sells.set_cart_discount("5%")
    sells.set_discount(3, "10%")
    stage.page.cart.discount_pressed.emit()
    stage.settle()


def sell_price(stage: Stage) -> None:
    sell(stage)
    stage.page._editor.ask(Asked.PRICE)
    stage.settle()


def hold(stage: Stage, name: str, *products: str) -> None:
    """Put a cart with these products aside."""
    number = stage.flow.presenters.held.number
    stage.add(*products)
    stage.flow.presenters.held.hold(name)
    stage.wait(lambda: stage.flow.presenters.held.number == number + 1)


def sell_hold(stage: Stage) -> None:
    sell(stage)
    stage.page._held.ask_name()
    stage.settle()


def sell_held(stage: Stage) -> None:
    stage.sell_page()
    hold(stage, "Bu Ani", "Kopi", "Dompet Batik")
    hold(stage, "", "Syal Batik", "Syal Batik", "Madu", "Keripik")
    hold(stage, "Pak Budi (batik merah)", "Batik Tulis")
    stage.add("Kopi")
    stage.page._held.open()
    stage.settle()


def sell_with_held(stage: Stage) -> None:
    sell_held(stage)
    stage.page._held.close()
    stage.settle()


def training(stage: Stage) -> None:
    sell(stage)
    stage.flow.menu.train(on=True)
    stage.add("Syal Batik", "Kopi")
    stage.settle()


def training_paid(stage: Stage) -> None:
    training(stage)
    priced = stage.flow.presenters.sell.priced
    tenders = (Tender(Method.CASH, priced.total),)
    completed = stage.counter.till.write(checkout, priced, tenders).result()
    stage.flow.presenters.pay.paid.emit(completed)
    stage.settle(400)


def sell_paper_out(stage: Stage) -> None:
    sell(stage)
    _spooler(stage).now(PrinterState(Shown.PAPER_OUT, 2))
    _organizer(stage).now(SyncState(SyncKind.OFFLINE, waiting=12, of=148))
    stage.settle()


def sell_first_steps(stage: Stage) -> None:
    stage.sell_page()
    stage.settle()
    stage.flow.presenters.shelf.shown.emit(ShelfStart(None, 0, ()))
    stage.flow.presenters.shelf.categories_shown.emit(())
    stage.window.messages.clear()


def not_opened(stage: Stage) -> None:
    stage.program.stop_with(LapakError("database_newer", path="C:/Lapak/lapak.db"))
    stage.hide_state()


def lost(stage: Stage) -> None:
    with tempfile.TemporaryDirectory() as folder:
        backup = Path(folder) / "till.backups" / "lapak-20261120-141500.db"
        backup.parent.mkdir()
        backup.touch()
        database = Path(folder) / "till" / "lapak.db"
        stage.program.stop_with(LapakError("database_lost", path=str(database)))
    stage.hide_state()


OWN_SCENES: tuple[Scene, ...] = (
    ("jual", sell),
    ("jual-kosong", sell_empty),
    ("jual-cari", sell_search),
    ("jual-tidak-ketemu", sell_nothing_found),
    ("jual-barcode-asing", sell_unknown_barcode),
    ("jual-jumlah", sell_quantity),
    ("jual-diskon", sell_discount),
    ("jual-harga", sell_price),
    ("jual-tahan", sell_hold),
    ("jual-ditahan", sell_held),
    ("jual-ada-ditahan", sell_with_held),
    ("latihan", training),
    ("latihan-selesai", training_paid),
    ("jual-kertas-habis", sell_paper_out),
    ("jual-pertama", sell_first_steps),
    ("buka-gagal", not_opened),
    ("buka-hilang", lost),
)


def scenes() -> Sequence[Scene]:
    from tests.drivers.scenes.page_scenes import WINDOW_SCENES
    from tests.drivers.scenes.scenes_customer import CUSTOMER_SCENES
    from tests.drivers.scenes.scenes_exchange import EXCHANGE_SCENES
    from tests.drivers.scenes.scenes_people import PEOPLE_SCENES
    from tests.drivers.scenes.scenes_shelf import SHELF_SCENES
    from tests.drivers.scenes.scenes_touch import TOUCH_SCENES

    return (
        *OWN_SCENES,
        *SHELF_SCENES,
        *WINDOW_SCENES,
        *CUSTOMER_SCENES,
        *EXCHANGE_SCENES,
        *TOUCH_SCENES,
        *PEOPLE_SCENES,
    )


def ready_till(folder: Path) -> Till:
    """A booth with the sample catalogue and an open shift."""
    at = [_OPENED]
    till = open_till(folder / "till" / "lapak.db", lambda: at[0])
    till.write(booth.create_booth, till.install, "Batik Polokarto", "A12").result()
    rows = read_product_file(sample_products()).rows
    till.write(product_import.import_products, rows).result()
    till.write(shifts.open_shift, "Siti", 300_000).result()
    at[0] = _AT
    return till


def counter_in(folder: Path, language: str, theme: str, text_size: int = 100) -> Counter:
    till = ready_till(folder)
    SettingsFile(folder / "settings.json").change(
        language=language, theme=theme, text_size=text_size, sounds=False
    )
    return still_counter(till, folder)


def shoot(
    stage: Stage, chosen: Sequence[Scene], size: tuple[int, int], folder: Path, mark: str
) -> None:
    """Set each scene and save its picture."""
    stage.window.resize(*size)
    for name, scene in chosen:
        stage.show_state(
            stage.counter.till,
            PrinterState(Shown.READY),
            SyncState(SyncKind.SYNCED, of=148, at=_AT),
        )
        stage.beside = None
        scene(stage)
        stage.settle()
        if stage.beside is not None:
            stage.beside.resize(*size)
        (stage.beside or stage.window).grab().save(str(folder / f"{name}-{mark}-{size[0]}.png"))


def shoot_all(
    out: Path,
    chosen: Sequence[Scene],
    languages: Sequence[str],
    themes: Sequence[str],
    sizes: Sequence[tuple[int, int]],
    text_size: int = 100,
) -> None:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    out.mkdir(parents=True, exist_ok=True)
    for language in languages:
        for theme in themes:
            with tempfile.TemporaryDirectory() as folder:
                _shoot_one(app, Path(folder), out, chosen, language, theme, sizes, text_size)


def _shoot_one(
    app: QApplication,
    folder: Path,
    out: Path,
    chosen: Sequence[Scene],
    language: str,
    theme: str,
    sizes: Sequence[tuple[int, int]],
    text_size: int,
) -> None:
    counter = counter_in(folder, language, theme, text_size)
    program = Program(app, lambda: counter, counter.settings_file)
    program.show()
    program.scanner.stop(app)  # scenes type faster than any person
    stage = Stage(program, counter)
    try:
        stage.wait(lambda: program.flow is not None and stage.window.current == "sell")
        for size in sizes:
            mark = f"{language}-{theme}" + (f"-{text_size}" if text_size != 100 else "")
            shoot(stage, chosen, size, out, mark)
    finally:
        program.close()
        program.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _spooler(stage: Stage) -> StillSpooler:
    spooler = stage.counter.spooler
    assert isinstance(spooler, StillSpooler)
    return spooler


def _organizer(stage: Stage) -> StillOrganizer:
    organizer = stage.counter.organizer
    assert isinstance(organizer, StillOrganizer)
    return organizer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("build/screens"))
    parser.add_argument("--scene", action="append", help="only scenes whose name starts so")
    parser.add_argument("--language", choices=LANGUAGES, action="append")
    parser.add_argument("--theme", choices=THEMES, action="append")
    parser.add_argument("--text-size", type=int, choices=TEXT_SIZES, default=100)
    parser.add_argument("--size", action="append", help="such as 1024x768, in place of the usual")
    parser.add_argument("--width", type=int, choices=[width for width, _ in SIZES], action="append")
    asked = parser.parse_args()
    chosen = [
        scene
        for scene in scenes()
        if not asked.scene or any(scene[0].startswith(start) for start in asked.scene)
    ]
    sizes = [size for size in SIZES if not asked.width or size[0] in asked.width]
    if asked.size:
        parted = [size.partition("x") for size in asked.size]
        sizes = [(int(width), int(height)) for width, _, height in parted]
    languages, themes = asked.language or LANGUAGES, asked.theme or THEMES
    shoot_all(asked.out, chosen, languages, themes, sizes, asked.text_size)


if __name__ == "__main__":
    main()
