"""One day of a booth on real parts: till, printer and the organizer's server on real ports."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from pos_app.devices.virtual_printer import Job, VirtualPrinter
from pos_app.domain import cart as carts
from pos_app.domain.cart import Cart
from pos_app.domain.pricing import price
from pos_app.domain.sale import Sale
from pos_app.domain.tender import Method, Tender, quick_cash
from pos_app.services import booth, catalogue, shifts
from pos_app.services.checkout import checkout
from pos_app.services.counter import Counter
from pos_app.services.organizer import SyncKind
from pos_app.services.product_file import read_product_file, sample_products
from pos_app.services.product_import import import_products
from pos_app.settings import PrinterSetup, SettingsFile
from pos_app.store.verification import verify
from pos_app.wiring import open_counter
from tests.drivers.listening import Heard
from tests.drivers.real_organizer import RealOrganizer
from tests.drivers.tills import Clock, database_in

FLOAT = 300_000


@contextmanager
def open_booth(folder: Path, printer: VirtualPrinter, clock: Clock) -> Iterator[Counter]:
    settings = SettingsFile(folder / "settings.json")
    settings.change(printers=(PrinterSetup(address=printer.address),))
    counter = open_counter(database_in(folder), settings, clock)
    try:
        yield counter
    finally:
        counter.close()


def sell(counter: Counter, rng: Random) -> Sale:
    """A buyer takes up to four things and pays in one of the usual ways."""
    till = counter.till
    products = till.read(catalogue.products_page, None, 0, 500).result()
    cart = Cart(till.new_id())
    for product in rng.sample(products, k=rng.randint(1, 4)):
        cart = carts.add(cart, product, rng.randint(1, 3) * 1000)
    paid = rng.choice((price(cart).total, *quick_cash(price(cart).total)))
    tenders = (
        (Tender(Method.QRIS, price(cart).total, "INV-1"),)
        if rng.random() < 0.25
        else (Tender(Method.CASH, paid),)
    )
    sale = till.write(checkout, price(cart), tenders).result().sale
    counter.spooler.wake()
    counter.organizer.wake()
    assert counter.spooler.drain(60)  # long before this clock says that nobody waits any more
    return sale


def total_on(job: Job) -> int:
    found = re.search(rb"TOTAL\s+Rp([\d.]+)", job.data)
    assert found is not None
    return int(found[1].replace(b".", b""))


def test_a_day_at_the_fair_adds_up_everywhere(tmp_path: Path) -> None:
    rng, clock = Random(7), Clock()
    with (
        VirtualPrinter() as printer,
        RealOrganizer(tmp_path) as organizer,
        open_booth(tmp_path, printer, clock) as counter,
    ):
        till = counter.till
        heard = Heard(counter.organizer.state, counter.organizer.subscribe)
        counter.organizer.join(organizer.address, organizer.join_code()).result(60)
        till.write(import_products, read_product_file(sample_products()).rows).result()
        till.write(shifts.open_shift, "Siti", FLOAT).result()

        sold = []
        for number in range(30):
            clock.move(minutes=9)
            if number == 10:
                organizer.go_down()
            if number == 20:
                assert heard.until(lambda now: now.kind is SyncKind.OFFLINE).code
                organizer.come_up()
                counter.organizer.send_now()
            sold.append(sell(counter, rng))

        summary = till.read(shifts.shift_summary).result()
        assert summary is not None
        closed = till.write(shifts.close_shift, summary.expected - 500, "kurang").result()
        counter.organizer.send_now()
        head = till.read(booth.register_in_use).result().head
        heard.until(lambda now: now.kind is SyncKind.SYNCED and now.of == head.seq)
        assert counter.spooler.drain(60)
        *receipts, report = printer.wait_for_jobs(31, 30)
        assert b"A1-K1-Z0001" in report.data

        turnover = sum(sale.total for sale in sold)
        assert (closed.sales, closed.turnover, closed.difference) == (30, turnover, -500)
        cash = sum(sale.total for sale in sold if sale.tenders[0].method is Method.CASH)
        assert closed.expected == FLOAT + cash
        told = organizer.booth()
        assert (told.sales, told.total) == (30, turnover)
        assert (told.status, told.missing, told.held) == ("complete", 0, head.seq)
        assert [total_on(job) for job in receipts] == [sale.total for sale in sold]
        assert [sale.receipt_number for sale in sold] == [
            f"A1-K1-{number:06d}" for number in range(1, 31)
        ]
    verified = verify(database_in(tmp_path))
    assert (verified.sales, verified.total, verified.entries) == (30, turnover, head.seq)
