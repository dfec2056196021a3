"""The spooler against a printer on a real port: every receipt once, no sale ever waits."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest
from sqlalchemy import text

from pos_app.devices.virtual_printer import Fault, Job, VirtualPrinter
from pos_app.domain.errors import LapakError
from pos_app.messages import printing_sentence
from pos_app.services.papers.receipts import reprint
from pos_app.services.printing import print_queue
from pos_app.services.printing.print_routes import routes_of
from pos_app.services.printing.printer import paper_columns, printer_settings
from pos_app.services.printing.printer_state import PrinterState, PrintJob, Shown
from pos_app.services.printing.spooler import Spooler
from pos_app.services.till import Till, Work
from pos_app.settings import PrinterSetup, Settings
from resources.translations import Catalog
from tests.drivers.listening import PATIENCE_S, Heard
from tests.drivers.printers.bad_printers import answers_with, bad_printer
from tests.drivers.printers.printing import printing_on
from tests.drivers.tills import make_till, sell, selling_till

UNREACHABLE = "tcp://127.0.0.1:1"


class Desk:
    """A spooler at work and what it told."""

    def __init__(self, till: Till, address: str) -> None:
        self.till = till
        self.spooler = Spooler(till, printing_on(address))
        self.heard = Heard(self.spooler.state, self.spooler.subscribe)
        self.spooler.start()

    def until(self, *shown: Shown, waiting: int | None = None) -> PrinterState:
        return self.heard.until(
            lambda state: state.state in shown and waiting in {None, state.waiting}
        )

    def until_failed(self, shown: Shown, waiting: int) -> None:
        """Until a receipt was tried in vain and that many wait."""
        wanted = (shown, waiting, True)
        self.heard.until(lambda now: (now.state, now.waiting, now.job is not None) == wanted)

    def sell(self) -> str:
        number = sell(self.till).sale.receipt_number
        self.spooler.wake()
        return number

    def printed(self, printer: VirtualPrinter, count: int) -> tuple[Job, ...]:
        """The jobs once there are that many; a busy machine's printer may need some reminders."""
        for _ in range(100):
            self.spooler.wake()
            with suppress(TimeoutError):
                return printer.wait_for_jobs(count, 0.3)
        raise TimeoutError(f"{len(printer.jobs)} of {count} receipts")

    def jobs(self) -> tuple[PrintJob, ...]:
        return self.till.read(print_queue.unfinished).result()


@pytest.fixture
def printer() -> Iterator[VirtualPrinter]:
    with VirtualPrinter(fault_after=20) as ready:
        yield ready


@pytest.fixture
def open_desk(till: Till) -> Iterator[Callable[[str], Desk]]:
    with ExitStack() as closing:

        def opened(address: str) -> Desk:
            desk = Desk(till, address)
            closing.callback(desk.spooler.close)
            return desk

        yield opened


@pytest.fixture
def desk(open_desk: Callable[[str], Desk], printer: VirtualPrinter) -> Desk:
    """A spooler that has heard from its printer that it is ready."""
    ready = open_desk(printer.address)
    ready.until(Shown.READY)
    return ready


@contextmanager
def fault(printer: VirtualPrinter, what: Fault) -> Iterator[None]:
    printer.begin(what)
    yield
    printer.end(what)


def numbers(jobs: tuple[Job, ...], wanted: list[str]) -> list[str]:
    """The receipt number on each job, in the order they came out."""
    return [next((one for one in wanted if one.encode() in job.data), "?") for job in jobs]


def states(till: Till) -> dict[str, int]:
    def counted(work: Work) -> dict[str, int]:
        rows = work.db.execute(text("SELECT state, count(*) FROM print_job GROUP BY state"))
        return {row[0]: row[1] for row in rows}

    return till.read(counted).result()


def until_states(till: Till, wanted: dict[str, int]) -> None:
    until = time.monotonic() + PATIENCE_S
    while states(till) != wanted:
        assert time.monotonic() < until, states(till)


def test_each_sale_is_printed_once_in_its_order(desk: Desk, printer: VirtualPrinter) -> None:
    sold = [desk.sell() for _ in range(8)]
    assert desk.spooler.drain(30)
    jobs = desk.printed(printer, 8)
    assert numbers(jobs, sold) == sold
    assert all(job.complete for job in jobs)
    assert states(desk.till) == {"sent": 8}
    desk.until(Shown.READY, waiting=0)


def test_what_was_queued_before_the_start_is_printed(
    till: Till, printer: VirtualPrinter, open_desk: Callable[[str], Desk]
) -> None:
    sold = [sell(till).sale.receipt_number for _ in range(3)]
    desk = open_desk(printer.address)
    assert numbers(desk.printed(printer, 3), sold) == sold


@pytest.mark.parametrize(
    ("what", "shown"),
    [
        (Fault.PAPER_OUT, Shown.PAPER_OUT),
        (Fault.COVER_OPEN, Shown.COVER_OPEN),
        (Fault.OFFLINE, Shown.OFFLINE),
        (Fault.REFUSE, Shown.OFFLINE),
    ],
)
def test_receipts_wait_for_a_printer_in_trouble_and_come_out_once_afterwards(
    desk: Desk, printer: VirtualPrinter, what: Fault, shown: Shown
) -> None:
    with fault(printer, what):
        sold = [desk.sell() for _ in range(3)]
        desk.until_failed(shown, waiting=3)
        until_states(desk.till, {"failed": 1, "queued": 2})  # it may be trying again just now
    desk.spooler.wake()
    assert numbers(desk.printed(printer, 3), sold) == sold
    desk.until(Shown.READY, waiting=0)
    assert states(desk.till) == {"sent": 3}


def test_a_sale_never_waits_for_a_printer_that_has_stalled(
    desk: Desk, printer: VirtualPrinter
) -> None:
    with fault(printer, Fault.STALL):
        desk.sell()
        desk.until(Shown.PRINTING)
        sold = [desk.sell() for _ in range(5)]
        assert states(desk.till) == {"sending": 1, "queued": 5}
    desk.printed(printer, 6)
    assert desk.spooler.drain(30)
    assert numbers(printer.jobs[1:], sold) == sold


def test_a_job_that_was_cut_is_uncertain_and_is_never_printed_again_by_itself(
    desk: Desk, printer: VirtualPrinter
) -> None:
    with fault(printer, Fault.RESET):
        cut = desk.sell()
        told = desk.until(Shown.UNCERTAIN)
        assert told.job is not None
        assert told.job.state == "uncertain"
    other = desk.sell()
    jobs = desk.printed(printer, 2)
    desk.until(Shown.UNCERTAIN, waiting=0)
    assert [job.complete for job in jobs] == [False, True]
    assert numbers(jobs[1:], [cut, other]) == [other]
    assert desk.spooler.drain(30)
    assert states(desk.till) == {"uncertain": 1, "sent": 1}


@pytest.mark.parametrize("came_out", [True, False])
def test_the_cashier_says_whether_an_uncertain_receipt_came_out(
    desk: Desk, printer: VirtualPrinter, came_out: bool
) -> None:
    with fault(printer, Fault.RESET):
        number = desk.sell()
        job = desk.until(Shown.UNCERTAIN).job
        assert job is not None
    before = len(printer.jobs)
    desk.spooler.answer(job.id, came_out=came_out)
    desk.until(Shown.READY, waiting=0)
    assert states(desk.till) == {"sent": 1}
    assert numbers(printer.jobs[before:], [number]) == ([] if came_out else [number])


def test_a_receipt_that_was_being_sent_at_a_crash_is_asked_about(
    tmp_path: Path, printer: VirtualPrinter
) -> None:
    with selling_till(tmp_path) as till:
        sell(till)
        [job] = till.read(print_queue.unfinished).result()
        till.write(print_queue.begin, job.id, routes_of([PrinterSetup()]), "p1").result()
    again = make_till(tmp_path)
    desk = Desk(again, printer.address)
    told = desk.until(Shown.UNCERTAIN).job
    assert told is not None
    assert (told.id, told.tries, told.error) == (job.id, 1, "restarted")
    assert printer.jobs == ()
    desk.spooler.close()
    again.close()


def test_a_reprint_is_marked_as_a_copy_and_opens_no_drawer(
    desk: Desk, printer: VirtualPrinter
) -> None:
    sale = sell(desk.till).sale
    desk.spooler.wake()
    desk.till.write(reprint, sale.id).result()
    desk.spooler.wake()
    first, second = desk.printed(printer, 2)
    assert sale.receipt_number.encode() in second.data
    assert b"SALINAN" in second.data
    assert b"SALINAN" not in first.data
    assert b"\x1bp" in first.data
    assert b"\x1bp" not in second.data


def test_a_sale_that_never_was_is_not_reprinted(till: Till) -> None:
    with pytest.raises(LapakError, match="sale_unknown"):
        till.write(reprint, "nothing").result()


def test_a_till_without_printer_says_so_and_keeps_no_queue(
    open_desk: Callable[[str], Desk],
) -> None:
    desk = open_desk("none")
    desk.sell()
    desk.until(Shown.NONE, waiting=0)
    assert desk.spooler.drain(30)
    assert states(desk.till) == {"dropped": 1}


def test_another_printer_takes_over_what_the_first_one_could_not_print(
    printer: VirtualPrinter, open_desk: Callable[[str], Desk]
) -> None:
    desk = open_desk(UNREACHABLE)
    sold = [desk.sell() for _ in range(2)]
    desk.until_failed(Shown.OFFLINE, waiting=2)
    desk.spooler.use(printing_on(printer.address, paper="80", language="en"))
    assert numbers(desk.printed(printer, 2), sold) == sold
    assert b"Thank you" in printer.jobs[0].data


def test_a_paper_that_cannot_be_changes_nothing(desk: Desk, printer: VirtualPrinter) -> None:
    with pytest.raises(LapakError, match="paper_unknown"):
        desk.spooler.use(printing_on("none", paper="44"))
    desk.sell()
    desk.printed(printer, 1)


@pytest.mark.parametrize("address", ["usb", "", "tcp://127.0.0.1:99999", "tcp://[::1", "http://x"])
def test_an_address_that_nobody_understands_loses_no_receipt_and_says_so(
    till: Till, printer: VirtualPrinter, open_desk: Callable[[str], Desk], address: str
) -> None:
    desk = open_desk(address)
    sold = desk.sell()
    desk.until_failed(Shown.OFFLINE, waiting=1)
    error = till.read(print_queue.unfinished).result()[0].error
    assert "Pilih printer lagi" in printing_sentence(error, Catalog("id"), uncertain=False)
    with pytest.raises(LapakError, match="printer_address_unusable"):
        desk.spooler.test_print().result(30)
    desk.spooler.use(printing_on(printer.address))
    assert numbers(desk.printed(printer, 1), [sold]) == [sold]


def test_a_paper_in_the_settings_that_cannot_be_loses_no_receipt() -> None:
    broken = PrinterSetup(address="tcp://10.0.0.9", paper="custom", columns=0, drawer="pin9")
    settings = Settings(printers=(broken,))
    [setup] = printer_settings(settings).printers
    assert (setup.address, setup.paper, setup.drawer) == ("tcp://10.0.0.9", "58", "pin2")
    assert paper_columns(settings) == 32


def test_a_test_page_comes_out_or_says_why_not(desk: Desk, printer: VirtualPrinter) -> None:
    desk.spooler.test_print().result(30)
    assert desk.printed(printer, 1)[0].complete
    with fault(printer, Fault.REFUSE), pytest.raises(LapakError, match="printer_unreachable"):
        desk.spooler.test_print().result(30)


def test_a_receipt_that_cannot_be_made_does_not_hold_up_the_others(
    till: Till, printer: VirtualPrinter, open_desk: Callable[[str], Desk]
) -> None:
    poison(till)
    good = sell(till).sale.receipt_number
    desk = open_desk(printer.address)
    assert numbers(desk.printed(printer, 1), [good]) == [good]


def poison(till: Till) -> PrintJob:
    """A receipt that cannot be made: there is no such sale."""

    def spoilt(work: Work) -> None:
        work.db.execute(text("UPDATE print_job SET subject = 'nothing'"))

    sell(till)
    till.write(spoilt).result()
    [job] = till.read(print_queue.unfinished).result()
    return job


def heal(till: Till, job: PrintJob) -> None:
    """Make a receipt possible again."""

    def healed(work: Work) -> None:
        statement = "UPDATE print_job SET subject = (SELECT sale_id FROM sale) WHERE job_id = :job"
        work.db.execute(text(statement), {"job": job.id})

    till.write(healed).result()


def test_a_receipt_that_cannot_be_made_is_tried_once_and_kept_with_its_reason(
    till: Till,
    printer: VirtualPrinter,
    open_desk: Callable[[str], Desk],
    caplog: pytest.LogCaptureFixture,
) -> None:
    poison(till)
    desk = open_desk(printer.address)
    told = desk.until(Shown.FAILED, waiting=0)
    assert told.job is not None
    assert (told.job.state, told.job.error) == ("failed", "receipt_not_made.sale_unknown")
    for _ in range(5):
        desk.spooler.wake()
    desk.spooler.test_print().result(30)
    desk.spooler.test_print().result(30)
    assert len([one for one in caplog.records if one.exc_info]) == 1
    desk.until(Shown.FAILED, waiting=0)


def test_a_receipt_that_could_not_be_made_is_tried_again_when_somebody_asks(
    till: Till, printer: VirtualPrinter, open_desk: Callable[[str], Desk]
) -> None:
    job = poison(till)
    desk = open_desk(printer.address)
    desk.until(Shown.FAILED, waiting=0)
    heal(till, job)
    desk.spooler.retry(job.id)
    desk.printed(printer, 1)
    desk.until(Shown.READY, waiting=0)


def test_a_receipt_that_could_not_be_made_is_tried_again_with_other_settings(
    till: Till, printer: VirtualPrinter, open_desk: Callable[[str], Desk]
) -> None:
    job = poison(till)
    desk = open_desk(printer.address)
    desk.until(Shown.FAILED, waiting=0)
    heal(till, job)
    desk.spooler.use(printing_on(printer.address, paper="80"))
    desk.printed(printer, 1)
    desk.until(Shown.READY, waiting=0)


def test_a_receipt_that_cannot_be_made_is_not_laid_at_the_door_of_a_printer_without_paper(
    till: Till, printer: VirtualPrinter, open_desk: Callable[[str], Desk]
) -> None:
    poison(till)
    with fault(printer, Fault.PAPER_OUT):
        desk = open_desk(printer.address)
        told = desk.until(Shown.PAPER_OUT, waiting=0)
        until_states(till, {"failed": 1})
        assert told.job is None


def test_printing_goes_on_after_a_listener_or_the_disk_failed(
    desk: Desk, printer: VirtualPrinter
) -> None:
    def deaf(_state: PrinterState) -> None:
        raise RuntimeError("the window is gone")

    def refuse(work: Work, statement: str) -> None:
        work.db.execute(text(statement))

    desk.spooler.subscribe(deaf)
    forbid = "CREATE TRIGGER full BEFORE UPDATE ON print_job BEGIN SELECT raise(ABORT, 'x'); END"
    desk.till.write(refuse, forbid).result()
    number = desk.sell()
    desk.until(Shown.FAILED)
    desk.till.write(refuse, "DROP TRIGGER full").result()
    desk.spooler.wake()
    assert numbers(desk.printed(printer, 1), [number]) == [number]


def test_closing_ends_the_thread_and_leaves_what_is_queued(tmp_path: Path) -> None:
    with selling_till(tmp_path) as till:
        desk = Desk(till, UNREACHABLE)
        desk.sell()
        desk.until_failed(Shown.OFFLINE, waiting=1)
        desk.spooler.close()
        sell(till)
        assert [job.state for job in desk.jobs()] == ["failed", "queued"]
        assert not desk.spooler.drain(0.1)


def test_a_restarted_till_swallows_no_receipt_in_a_printer_that_has_stalled_meanwhile(
    till: Till, printer: VirtualPrinter, open_desk: Callable[[str], Desk]
) -> None:
    before = open_desk(printer.address)
    before.until(Shown.READY)
    before.spooler.close()
    with fault(printer, Fault.STALL):
        printer.begin(Fault.STALL, 0)
        number = sell(till).sale.receipt_number
        again = open_desk(printer.address)
        again.until_failed(Shown.FAILED, waiting=1)
        assert states(till) == {"failed": 1}
    assert numbers(again.printed(printer, 1), [number]) == [number]


def test_a_printer_that_answers_no_more_is_believed_after_a_test_page(
    till: Till, printer: VirtualPrinter, open_desk: Callable[[str], Desk]
) -> None:
    before = open_desk(printer.address)
    before.until(Shown.READY)
    before.spooler.close()
    with fault(printer, Fault.SILENT):
        number = sell(till).sale.receipt_number
        again = open_desk(printer.address)
        again.until_failed(Shown.FAILED, waiting=1)
        again.spooler.test_print().result(30)
        again.spooler.retry(again.jobs()[0].id)
        assert numbers(again.printed(printer, 2), [number])[1] == number
        assert again.spooler.drain(30)
        assert states(till) == {"sent": 1}


def test_a_test_page_learns_a_printer_anew_while_the_till_runs(
    till: Till, printer: VirtualPrinter, desk: Desk, open_desk: Callable[[str], Desk]
) -> None:
    with fault(printer, Fault.SILENT):
        desk.spooler.test_print().result(30)
        number = desk.sell()
        assert numbers(desk.printed(printer, 2), [number])[1] == number
        assert desk.spooler.drain(30)
    desk.spooler.wake()
    desk.until(Shown.READY)
    desk.spooler.close()
    with fault(printer, Fault.STALL):
        printer.begin(Fault.STALL, 0)
        sell(till)
        open_desk(printer.address).until_failed(Shown.FAILED, waiting=1)


def test_a_paper_that_nobody_wants_stays_dropped_though_it_could_not_be_made(till: Till) -> None:
    sell(till)
    [job] = till.read(print_queue.unfinished).result()
    till.write(print_queue.drop, [job.id]).result()
    till.write(print_queue.note, job, "failed", "receipt_not_made").result()
    assert states(till) == {"dropped": 1}


def test_what_is_no_printer_gets_no_receipt_and_the_job_stays_with_its_reason(
    open_desk: Callable[[str], Desk],
) -> None:
    web = answers_with(b"HTTP/1.1 400 Bad Request\r\n\r\n", then_closes=True)
    with bad_printer(web) as server:
        desk = open_desk(server.address)
        number = desk.sell()
        desk.until_failed(Shown.OFFLINE, waiting=1)
        [job] = desk.jobs()
        assert (job.title, job.error) == (number, "not_a_printer")
        desk.spooler.close()
        assert server.jobs == []


def test_a_receipt_that_a_silent_printer_took_is_not_said_to_be_out(
    till: Till, printer: VirtualPrinter, open_desk: Callable[[str], Desk]
) -> None:
    with fault(printer, Fault.SILENT):
        desk = open_desk(printer.address)
        desk.sell()
        desk.printed(printer, 1)
        assert desk.spooler.drain(30)
        # while it is still silent: one that answers again is soon shown as ready
        desk.until(Shown.UNKNOWN, waiting=0)
    assert newest(till) == ("sent", "not_told")


def test_a_receipt_that_a_printer_vouches_for_has_no_doubt_about_it(
    desk: Desk, printer: VirtualPrinter
) -> None:
    desk.sell()
    desk.printed(printer, 1)
    assert desk.spooler.drain(30)
    assert newest(desk.till) == ("sent", "")


def newest(till: Till) -> tuple[str, str]:
    """State and reason of the newest job."""

    def found(work: Work) -> tuple[str, str]:
        rows = work.db.execute(text("SELECT state, error FROM print_job ORDER BY rowid DESC"))
        state, error = next(iter(rows))
        return state, error

    return till.read(found).result()
