"""Several printers: each has its own queue, and none waits for another."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import msgspec
import pytest

from pos_app.devices.virtual_printer import Fault, Job, VirtualPrinter
from pos_app.domain.errors import LapakError
from pos_app.services.papers.receipts import reprint
from pos_app.services.printing import print_queue
from pos_app.services.printing.print_routes import routes_of
from pos_app.services.printing.printer import PrinterSettings
from pos_app.services.printing.printer_state import PrinterState, PrintJob, Shown
from pos_app.services.printing.spooler import Spooler
from pos_app.services.till import Till
from pos_app.settings import PrinterSetup
from tests.drivers.listening import Heard
from tests.drivers.tills import Clock, sell, selling_till

PULSE = b"\x1bp"
NOBODY_THERE = "tcp://127.0.0.1:1"


class Booth:
    """A till, a printer for receipts, one in the kitchen, and a clock that stands still."""

    def __init__(self, till: Till, clock: Clock, closing: ExitStack) -> None:
        self.till = till
        self.clock = clock
        self.counter = closing.enter_context(VirtualPrinter(fault_after=20))
        self.kitchen = closing.enter_context(VirtualPrinter(fault_after=20))
        self._closing = closing

    @property
    def setups(self) -> tuple[PrinterSetup, PrinterSetup]:
        return (
            PrinterSetup("counter", "Kasir", self.counter.address, ("receipt", "label")),
            PrinterSetup("kitchen", "Dapur", self.kitchen.address, ("order",)),
        )

    def spooler(self, *setups: PrinterSetup) -> Spooler:
        made = Spooler(self.till, PrinterSettings(setups or self.setups))
        self._closing.callback(made.close)
        made.start()
        return made

    def sell(self, spooler: Spooler | None = None) -> str:
        number = sell(self.till).sale.receipt_number
        if spooler is not None:
            spooler.wake()
        return number

    def unfinished(self) -> tuple[PrintJob, ...]:
        return self.till.read(print_queue.unfinished).result()


@pytest.fixture
def booth(tmp_path: Path) -> Iterator[Booth]:
    clock = Clock()
    with selling_till(tmp_path, clock) as till, ExitStack() as closing:
        yield Booth(till, clock, closing)


def on(jobs: tuple[Job, ...], number: str) -> int:
    return sum(number.encode() in job.data for job in jobs)


def until(spooler: Spooler, shown: Shown) -> PrinterState:
    """The printers together, once they are so."""
    heard = Heard(spooler.state, spooler.subscribe)
    return heard.until(lambda state: state.state is shown)


def test_the_kitchen_gets_what_was_sold_without_prices(booth: Booth) -> None:
    spooler = booth.spooler()
    numbers = [booth.sell(spooler) for _ in range(3)]
    receipts = booth.counter.wait_for_jobs(3)
    copies = booth.kitchen.wait_for_jobs(3)
    assert [on(copies, number) for number in numbers] == [1, 1, 1]
    assert all(b"Rp" not in job.data and PULSE not in job.data for job in copies)
    assert all(b"SALINAN PESANAN" in job.data.upper() for job in copies)
    assert [on(receipts, number) for number in numbers] == [1, 1, 1]


def test_the_kitchen_gets_no_copy_twice_and_none_of_a_reprint(booth: Booth) -> None:
    first = booth.spooler()
    booth.sell(first)
    booth.kitchen.wait_for_jobs(1)
    booth.counter.wait_for_jobs(1)
    assert first.drain(20)
    first.close()
    second = booth.spooler()
    sale = sell(booth.till).sale
    booth.till.write(reprint, sale.id).result()
    second.wake()
    booth.counter.wait_for_jobs(3)
    booth.kitchen.wait_for_jobs(2)
    assert second.drain(20)
    assert len(booth.kitchen.jobs) == 2


def test_a_printer_that_hangs_keeps_no_other_from_printing(booth: Booth) -> None:
    booth.kitchen.begin(Fault.STALL)
    spooler = booth.spooler()
    numbers = [booth.sell(spooler) for _ in range(4)]
    receipts = booth.counter.wait_for_jobs(4)
    assert [on(receipts, number) for number in numbers] == [1, 1, 1, 1]
    booth.kitchen.end(Fault.STALL)


def test_what_nobody_waits_for_any_more_is_offered_and_not_printed(booth: Booth) -> None:
    old = [booth.sell() for _ in range(2)]
    booth.clock.move(minutes=11)
    spooler = booth.spooler(booth.setups[0])
    fresh = booth.sell(spooler)
    [receipt] = booth.counter.wait_for_jobs(1)
    assert on((receipt,), fresh) == 1
    told = until(spooler, Shown.OFFERED)
    assert (told.offered, told.waiting) == (2, 0)
    waiting = booth.unfinished()
    assert [job.title for job in waiting] == old
    spooler.print_now([waiting[0].id])
    spooler.drop([waiting[1].id])
    jobs = booth.counter.wait_for_jobs(2)
    assert on(jobs, old[0]) == 1
    assert until(spooler, Shown.READY).offered == 0
    assert on(booth.counter.jobs, old[1]) == 0


def test_another_printer_takes_the_queue_over_and_nothing_comes_out_twice(booth: Booth) -> None:
    dead, alive = (
        msgspec.structs.replace(booth.setups[0], address=NOBODY_THERE),
        msgspec.structs.replace(booth.setups[1], roles=("label",)),
    )
    spooler = booth.spooler(dead, alive)
    numbers = [booth.sell(spooler) for _ in range(3)]
    told = until(spooler, Shown.OFFLINE)
    assert (told.printer, told.name) == ("counter", "Kasir")
    spooler.take_over([job.id for job in booth.unfinished()], "kitchen")
    jobs = booth.kitchen.wait_for_jobs(3)
    assert [on(jobs, number) for number in numbers] == [1, 1, 1]
    spooler.use(PrinterSettings((booth.setups[0], alive)))
    later = booth.sell(spooler)
    assert on(booth.counter.wait_for_jobs(1), later) == 1
    assert spooler.drain(20)
    assert (len(booth.counter.jobs), len(booth.kitchen.jobs)) == (1, 3)


def test_a_job_that_was_moved_is_not_printed_from_a_list_read_before(booth: Booth) -> None:
    booth.counter.begin(Fault.STALL)
    two = (booth.setups[0], msgspec.structs.replace(booth.setups[1], roles=("label",)))
    spooler = booth.spooler(*two)
    numbers = [booth.sell() for _ in range(3)]
    spooler.wake()
    until(spooler, Shown.PRINTING)
    spooler.take_over([job.id for job in booth.unfinished()], "kitchen")
    moved = booth.kitchen.wait_for_jobs(2)
    assert [on(moved, number) for number in numbers] == [0, 1, 1]
    booth.counter.end(Fault.STALL)
    assert spooler.drain(20)
    assert [on(booth.counter.jobs, number) for number in numbers] == [1, 0, 0]


def test_the_drawer_opens_once_however_often_the_receipt_is_tried(booth: Booth) -> None:
    booth.counter.begin(Fault.RESET)
    spooler = booth.spooler(booth.setups[0])
    booth.sell(spooler)
    job = until(spooler, Shown.UNCERTAIN).job
    assert job is not None
    booth.counter.end(Fault.RESET)
    [cut] = booth.counter.wait_for_jobs(1)
    spooler.answer(job.id, came_out=False)
    again = booth.counter.wait_for_jobs(2)[1]
    assert PULSE in cut.data
    assert PULSE not in again.data
    assert again.complete


def test_a_receipt_that_certainly_was_not_printed_opens_the_drawer_when_it_is(booth: Booth) -> None:
    booth.counter.begin(Fault.PAPER_OUT)
    spooler = booth.spooler(booth.setups[0])
    booth.sell(spooler)
    until(spooler, Shown.PAPER_OUT)
    booth.counter.end(Fault.PAPER_OUT)
    spooler.retry(booth.unfinished()[0].id)
    assert PULSE in booth.counter.wait_for_jobs(1)[0].data


def test_jobs_of_a_printer_that_was_removed_come_out_where_receipts_do(booth: Booth) -> None:
    dead = PrinterSetup("kitchen", "Dapur", NOBODY_THERE, ("order",))
    spooler = booth.spooler(booth.setups[0], dead)
    number = booth.sell(spooler)
    until(spooler, Shown.OFFLINE)
    spooler.use(PrinterSettings((booth.setups[0],)))
    jobs = booth.counter.wait_for_jobs(2)
    assert on(jobs, number) == 2
    with pytest.raises(LapakError, match="printer_taken_away"):
        spooler.test_print("kitchen").result(10)


def test_a_printer_that_is_taken_away_while_it_prints_makes_no_second_paper(booth: Booth) -> None:
    booth.counter.begin(Fault.STALL)
    spooler = booth.spooler(booth.setups[0])
    number = booth.sell(spooler)
    until(spooler, Shown.PRINTING)
    other = PrinterSetup("other", "Baru", booth.kitchen.address, ("receipt",))
    spooler.use(PrinterSettings((other,)))
    fresh = booth.sell(spooler)
    assert on(booth.kitchen.wait_for_jobs(1), fresh) == 1
    assert {job.title: job.state for job in booth.unfinished()}[number] == "sending"
    booth.counter.end(Fault.STALL)
    assert on(booth.counter.wait_for_jobs(1), number) == 1
    assert spooler.drain(20)
    assert on(booth.kitchen.jobs, number) == 0


def test_what_an_earlier_try_comes_to_changes_nothing_of_a_later_one(booth: Booth) -> None:
    """As after a disk that failed: the job was asked about, and printed elsewhere."""
    booth.sell()
    [job] = booth.unfinished()
    routes = routes_of(booth.setups)
    first = booth.till.write(print_queue.begin, job.id, routes, "counter").result()
    assert first is not None
    booth.till.write(print_queue.note, first, "uncertain", "restarted").result()
    booth.till.write(print_queue.answer, job.id, came_out=False).result()
    later = booth.till.write(print_queue.begin, job.id, routes, "counter").result()
    assert later is not None
    booth.till.write(print_queue.note, first, "failed", "timeout").result()
    assert [one.state for one in booth.unfinished()] == ["sending"]
    booth.till.write(print_queue.note, later, "sent").result()
    booth.till.write(print_queue.note, first, "failed", "timeout").result()
    assert booth.unfinished() == ()


@pytest.mark.parametrize("minutes", [-11, -60 * 24])
def test_a_paper_of_unknown_age_is_offered_when_the_clock_was_set_back(
    booth: Booth, minutes: int
) -> None:
    old = booth.sell()
    booth.clock.move(minutes=minutes)
    spooler = booth.spooler(booth.setups[0])
    fresh = booth.sell(spooler)
    assert on(booth.counter.wait_for_jobs(1), fresh) == 1
    assert until(spooler, Shown.OFFERED).offered == 1
    assert spooler.drain(20)
    assert on(booth.counter.jobs, old) == 0


def test_each_printer_tells_of_itself_and_together_the_one_that_needs_somebody(
    booth: Booth,
) -> None:
    booth.kitchen.begin(Fault.COVER_OPEN)
    spooler = booth.spooler()
    told = until(spooler, Shown.COVER_OPEN)
    assert told.name == "Dapur"
    heard = Heard(
        spooler.printers, lambda hear: spooler.subscribe(lambda _: hear(spooler.printers))
    )
    heard.until(lambda states: [one.state for one in states] == [Shown.READY, Shown.COVER_OPEN])


def test_a_test_page_comes_out_of_the_printer_that_was_named(booth: Booth) -> None:
    spooler = booth.spooler()
    spooler.test_print("kitchen").result(20)
    assert booth.kitchen.wait_for_jobs(1)[0].complete
    assert booth.counter.jobs == ()
