"""A fair with made-up booths that sell through the same services as the window."""

import csv
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import msgspec

import resources
from pos_app.demo.network import Relay
from pos_app.demo.plan import Plan
from pos_app.demo.shoppers import filled_cart, payment
from pos_app.devices.virtual_printer import VirtualPrinter
from pos_app.domain.errors import LapakError
from pos_app.domain.pricing import price
from pos_app.domain.product import Product
from pos_app.domain.refund import Return, SaleRefunded
from pos_app.domain.sale import Sale
from pos_app.domain.void import SaleVoided
from pos_app.services import catalogue, checkout, outbox, product_import, returns, shifts
from pos_app.services.counter import Counter
from pos_app.services.organizer import SyncKind
from pos_app.services.printing import print_queue
from pos_app.services.product_file import read_product_file, sample_products
from pos_app.services.product_import import ProductRow
from pos_app.services.till import utc_now
from pos_app.settings import PrinterSetup, SettingsFile
from pos_app.wiring import open_counter
from sync.client.organizer_api import OrganizerApi

_CASHIERS = ("Siti", "Budi", "Wulan", "Agus", "Rina", "Joko")
_BETWEEN_SALES = timedelta(minutes=3)
_PRODUCTS_AT_ONCE = 500


class Stall(msgspec.Struct, frozen=True):
    """A booth of the sample fair; `brand` `*` sells everything."""

    code: str
    name: str
    brand: str


class FairClock:
    """A clock that each sale moves forward, so that a few seconds tell of hours."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def __call__(self) -> datetime:
        """The moment at the fair."""
        return self._now

    def pass_time(self) -> None:
        """Until the next buyer."""
        self._now += _BETWEEN_SALES


@dataclass
class DemoBooth:
    """A booth that is open: its counter, its printer and its own network cable.

    `trouble` is the code of why its till could not be opened again; its counter is closed then.
    """

    stall: Stall
    database: Path
    settings_file: SettingsFile
    counter: Counter
    printer: VirtualPrinter
    relay: Relay
    clock: FairClock
    products: Sequence[Product]
    sold: list[Sale] = field(default_factory=list)
    voided: list[SaleVoided] = field(default_factory=list)
    refunded: list[SaleRefunded] = field(default_factory=list)
    trouble: str = ""

    @property
    def sales(self) -> int:
        """How many sales stood at the end."""
        return len(self.sold) - len(self.voided)

    @property
    def total(self) -> int:
        """What the till took, less what was given back."""
        given_back = sum(one.total for one in self.voided) + sum(one.total for one in self.refunded)
        return sum(sale.total for sale in self.sold) + given_back

    def open_counter(self) -> Counter:
        """Open the till again after it was closed."""
        self.counter = open_counter(self.database, self.settings_file, self.clock)
        return self.counter


def stalls(number: int) -> list[Stall]:
    """The sample fair's booths; more than the sample has are numbered."""
    with resources.path("samples", "booths.csv").open(encoding="utf-8", newline="") as file:
        known = [Stall(row["code"], row["name"], row["brand"]) for row in csv.DictReader(file)]
    more = [
        Stall(f"Z{place}", f"Stan {place}", known[place % len(known)].brand)
        for place in range(len(known) + 1, number + 1)
    ]
    return [*known, *more][:number]


@contextmanager
def open_fair(
    plan: Plan, server_port: int, api: OrganizerApi, expo: str
) -> Iterator[list[DemoBooth]]:
    """Join all booths to the expo, fill their catalogues and open their shifts."""
    with ExitStack() as closing:
        yield [
            _open_booth(plan, stall, number, server_port, api, expo, closing)
            for number, stall in enumerate(stalls(plan.booths))
        ]


def trade(plan: Plan, booths: Sequence[DemoBooth]) -> None:
    """Let all booths sell, each without network for its share of the day.

    The first booth's last sale is left to its window.
    """
    rng = Random(plan.seed)  # noqa: S311 no secret: the same seed sells the same
    away = round(plan.sales * plan.offline)
    starts = [rng.randint(0, plan.sales - away) for _ in booths]
    for number in range(plan.sales):
        for booth, start in zip(booths, starts, strict=True):
            if away and number == start:
                booth.relay.cut()
            if away and number == start + away:
                _plug_in(booth)
            if booth is not booths[0] or number < plan.sales - 1:
                _sell(rng, booth)
    for booth in booths:
        _plug_in(booth)


def close_counters(booths: Sequence[DemoBooth]) -> None:
    """Pack up; printers and network stay."""
    for booth in booths:
        if not booth.trouble:
            booth.counter.close()


def settle(booths: Sequence[DemoBooth], timeout_s: float = 120.0) -> None:
    """Wait until everything is printed and sent, or the time is over.

    Nobody waits for a till that is damaged: the summary tells of it.
    """
    deadline = time.monotonic() + timeout_s
    for booth in booths:
        if not booth.trouble:
            with suppress(LapakError):
                _settle(booth, deadline)


def _settle(booth: DemoBooth, deadline: float) -> None:
    spooler = booth.counter.spooler  # the fair's clock runs ahead of its printers
    waiting = booth.counter.till.read(print_queue.unfinished).result()
    spooler.print_now([job.id for job in waiting])
    spooler.drain(max(0.0, deadline - time.monotonic()))
    while not _is_sent(booth) and time.monotonic() < deadline:
        booth.counter.organizer.send_now()
        time.sleep(0.05)


def _is_sent(booth: DemoBooth) -> bool:
    state = booth.counter.organizer.state
    now = booth.counter.till.read(outbox.situation).result()
    return state.kind is SyncKind.SYNCED and now.waiting == 0


def _open_booth(
    plan: Plan,
    stall: Stall,
    number: int,
    server_port: int,
    api: OrganizerApi,
    expo: str,
    closing: ExitStack,
) -> DemoBooth:
    folder = plan.out / "tills" / stall.code
    printer = closing.enter_context(VirtualPrinter())
    relay = Relay(server_port)
    closing.callback(relay.close)
    clock = FairClock(utc_now() - _BETWEEN_SALES * (plan.sales + 1))
    settings = SettingsFile(folder / "settings.json")
    only = PrinterSetup(address=printer.address)
    settings.change(printers=(only,), language_chosen=True)
    counter = open_counter(folder / "lapak.db", settings, clock)
    code = api.join_code(expo, api.create_booth(expo, stall.code, stall.name).id)
    counter.organizer.join(relay.address, code).result(timeout=60)
    till = counter.till
    till.write(product_import.import_products, _rows(stall)).result()
    till.write(shifts.open_shift, _CASHIERS[number % len(_CASHIERS)], 300_000).result()
    count = till.read(catalogue.count_products).result()
    products = till.read(catalogue.products_page, None, 0, min(count, _PRODUCTS_AT_ONCE)).result()
    return DemoBooth(stall, till.path, settings, counter, printer, relay, clock, products)


def _rows(stall: Stall) -> tuple[ProductRow, ...]:
    rows = read_product_file(sample_products()).rows
    return tuple(row for row in rows if stall.brand in {"*", row.brand})


def _plug_in(booth: DemoBooth) -> None:
    booth.relay.heal()
    booth.counter.organizer.send_now()


def _sell(rng: Random, booth: DemoBooth) -> None:
    till = booth.counter.till
    priced = price(filled_cart(rng, till.new_id(), booth.products))
    completed = till.write(checkout.checkout, priced, payment(rng, priced)).result()
    booth.sold.append(completed.sale)
    _take_back(rng, booth)
    booth.counter.spooler.wake()
    booth.counter.organizer.wake()
    booth.clock.pass_time()


def _take_back(rng: Random, booth: DemoBooth) -> None:
    """One sale in twenty was a mistake; of another one something is brought back later."""
    till, back = booth.counter.till, rng.randrange(20)
    if back == 0:
        latest = booth.sold[-1]
        voided = till.write(returns.void_sale, latest.id, "Salah ketik").result()
        booth.voided.append(voided.body)
    elif back == 1:
        chosen = rng.choice(booth.sold)
        returned = Return(till.new_id(), {1: chosen.lines[0].qty_milli}, reason="Rusak")
        with suppress(LapakError):  # nothing is left of a sale that was voided or brought back
            original = till.read(returns.original_sale, chosen.id).result()
            refund = till.write(returns.refund_sale, original, returned).result()
            booth.refunded.append(refund.body)
