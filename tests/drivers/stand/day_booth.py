"""A booth before its first day: people, products of every kind, a QRIS code, a printer."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pytestqt.qtbot import QtBot

from pos_app.devices.virtual_printer import VirtualPrinter
from pos_app.domain.permission import By
from pos_app.domain.qris import ImportedFrom, read_code
from pos_app.services import booth, product_import, qris
from pos_app.services.counter import Counter
from pos_app.services.product_import import ProductRow
from pos_app.settings import PrinterSetup, SettingsFile
from pos_app.wiring import open_counter
from tests.drivers.people import staffed
from tests.drivers.qris_codes import COFFEE
from tests.drivers.till_driver import TillDriver, open_till_window
from tests.drivers.tills import SHELF, Clock, database_in, make_till

SHIRTS = tuple(
    ProductRow(
        f"Kaos Pameran · {size}",
        85_000,
        f"89910021111{place}",
        "Kaos",
        group="Kaos Pameran",
        options=(size,),
    )
    for place, size in enumerate(("S", "M", "L"))
)


def set_booth_up(folder: Path, clock: Clock) -> None:
    """Everything but an open shift."""
    till = make_till(folder, clock)
    till.write(booth.create_booth, till.install, "Batik Polokarto", "A12").result()
    people = staffed(till)
    owner = people["Bu Tini"]
    by = By(owner.id, "", owner.name)
    till.write(product_import.import_products, (*SHELF, *SHIRTS), by=by).result()
    code = read_code(COFFEE)
    till.write(qris.use_code, code, ImportedFrom.TEXT, by=by).result()
    till.close()


@contextmanager
def day_window(
    qtbot: QtBot, folder: Path, printer: VirtualPrinter, clock: Clock
) -> Iterator[TillDriver]:
    """The booth's window on its real parts, in the morning: somebody has to enter first."""
    settings = SettingsFile(folder / "settings.json")
    settings.change(printers=(PrinterSetup(address=printer.address),), lock_after_minutes=0)

    def start() -> Counter:
        return open_counter(database_in(folder), SettingsFile(folder / "settings.json"), clock)

    with open_till_window(qtbot, folder, start=start, wait=False) as till:
        till.wait_for_page("lock")
        till.wait_for(lambda: till.has("person_0_button"))
        yield till
