"""A planned day at the printers, lived through on a real till and real sockets."""

import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

from pos_app.devices.rendering.document import Document
from pos_app.devices.transports.tcp import TcpPrinter
from pos_app.devices.transports.transport import Transport
from pos_app.devices.virtual_printer import Fault, VirtualPrinter
from pos_app.domain.errors import LapakError
from pos_app.services.papers.receipts import reprint
from pos_app.services.printing import print_queue
from pos_app.services.printing.printer import Printer, PrinterSettings
from pos_app.services.printing.spooler import Spooler
from pos_app.services.till import Work
from pos_app.settings import PrinterSetup
from pos_app.store import print_jobs
from pos_app.store.print_jobs import PrintJob
from pos_app.store.verification import verify
from tests.drivers.printers import print_plan as planned
from tests.drivers.printers.paper_trail import PaperTrail
from tests.drivers.printers.print_plan import Plan, Step
from tests.drivers.printers.print_truth import Told, check, check_the_end
from tests.drivers.printers.watched_printer import Watch, WatchedPrinter
from tests.drivers.tills import Clock, make_till, sell, set_up

_PATIENCE_S = 60.0
_ROUNDS_TO_HEAL = 12
_BETWEEN = {Fault.PAPER_OUT, Fault.COVER_OPEN, Fault.OFFLINE, Fault.STALL}
"""What could keep a paper back of which a printer said just now that all is well."""


def live(folder: Path, plan: Plan) -> Counter[str]:
    """Live through a day; how often what happened, by name.

    Raises AssertionError where the till did not tell the truth or lost something.
    """
    with ExitStack() as closing:
        printers = [closing.enter_context(VirtualPrinter()) for _ in range(plan.printers)]
        day = PrintDay(folder, plan, printers)
        closing.callback(day.close)
        for step in plan.steps:
            day.do(step)
        day.heal()
        return day.come_to()


class PrintDay:
    """A till with its printers, and what people said."""

    def __init__(self, folder: Path, plan: Plan, printers: list[VirtualPrinter]) -> None:
        self._folder, self._plan, self._printers = folder, plan, printers
        self._watches = [Watch() for _ in printers]
        self._trail = PaperTrail(printers, self._watches)
        self._told = Told(Counter(), set(), set(), {}, set())
        self._happened: Counter[str] = Counter()
        self._sold: list[str] = []
        self._copied: set[str] = set()
        self._clock = Clock()
        self._till = make_till(folder, self._clock)
        set_up(self._till)
        self._open()

    def do(self, step: Step) -> None:
        """Let one thing happen."""
        self._happened[type(step).__name__] += 1
        match step:
            case planned.Break():
                self._break(step)
            case planned.Mend(printer):
                self._mend(self._printers[printer])
            case planned.Settle():
                self._settle()
            case planned.Wait(minutes):
                self._pass(minutes)
            case planned.Restart(minutes):
                self._reopen(minutes)
            case planned.Die(printer, after, minutes):
                self._die(self._watches[printer], after)
                self._reopen(minutes)
            case _:
                self._cashier_does(step)

    def _cashier_does(self, step: Step) -> None:
        match step:
            case planned.Sell():
                self._sell()
            case planned.Reprint(which):
                self._reprint(self._sold[-1 - which % len(self._sold)])
            case planned.Answer(wrongly):
                self._answer(wrongly=wrongly)
            case planned.TakeOver(printer):
                wanted = self._wanted(self._jobs("queued", "failed"))
                self._spooler.take_over(wanted, f"p{printer}")
            case planned.Retry():
                for job_id in self._wanted(self._jobs("failed")):
                    self._spooler.retry(job_id)
            case planned.PrintNow():
                self._spooler.print_now(self._wanted(self._stale()))
            case planned.Drop():
                given_up = [job.id for job in self._stale()]
                self._told.dropped.update(given_up)
                self._spooler.drop(given_up)

    def heal(self) -> None:
        """All trouble ends, people answer truly and want everything, until all is done."""
        for printer in self._printers:
            self._mend(printer)
        for _ in range(_ROUNDS_TO_HEAL):
            self._settle()
            if not self._open_jobs():
                return
            self._answer(wrongly=False)
            self.do(planned.Retry())
            self.do(planned.PrintNow())
        raise AssertionError(f"still open: {self._open_jobs()}")

    def come_to(self) -> Counter[str]:
        """Close the till, and hold what it says against what is on paper."""
        jobs = self._all_jobs()
        self.close()
        check_the_end(jobs, self._trail, self._told)
        assert verify(self._till.path).sales == len(self._sold)
        originals = [job.subject for job in jobs if job.slip == "sale" and not job.copy]
        assert sorted(originals) == sorted(self._sold)
        self._happened.update(self._trail.count())
        self._happened.update(f"job {job.state}" for job in jobs)
        return self._happened

    def close(self) -> None:
        """Close the till."""
        self._spooler.close()
        self._till.close()

    def _open(self) -> None:
        roles = (("receipt",), ("order",) if self._plan.order_copies else ())
        setups = [
            PrinterSetup(id=f"p{number}", address=printer.address, roles=of, paper=paper)
            for number, (printer, of, paper) in enumerate(
                zip(self._printers, roles, ("58", "80"), strict=False)
            )
        ]
        self._spooler = Spooler(self._till, PrinterSettings(tuple(setups), "id"), self._reach)
        self._spooler.start()

    def _reach(self, address: str) -> Transport:
        """A printer; one that will be waited for in vain is waited for shortly."""
        number = [printer.address for printer in self._printers].index(address)
        slow = self._plan.is_slow(number)
        printer = TcpPrinter(
            "127.0.0.1",
            self._printers[number].port,
            connect_timeout_s=10,
            write_timeout_s=0.4 if slow else 20,
            reply_timeout_s=0.25 if slow else 20,
            slowest=20_000 if slow else 300,
        )
        return WatchedPrinter(printer, self._watches[number])

    def _break(self, step: planned.Break) -> None:
        """Begin a fault; not between a printer's last word on a job and that job's paper."""
        if step.fault in _BETWEEN:
            self._settle()
        self._happened[f"fault {step.fault.value}"] += 1
        self._told.troubled.add(f"p{step.printer}")
        self._printers[step.printer].begin(step.fault, step.after)

    def _reopen(self, minutes: int) -> None:
        self.close()
        for watch in self._watches:
            watch.live_on()
        self._till = make_till(self._folder, self._clock)
        self._clock.move(minutes=minutes)
        self._open()
        self._pass(0)

    def _pass(self, minutes: int) -> None:
        """Let time pass; what has grown old is not to be tried from now on."""
        self._clock.move(minutes=minutes)
        self._settle()
        for job in self._stale():
            tries = sum(1 for _ in self._trail.attempts(job))
            self._told.offered.setdefault(job.id, tries)

    def _sell(self) -> None:
        self._sold.append(sell(self._till).sale.id)
        self._spooler.wake()

    def _reprint(self, sale: str) -> None:
        """One copy of a sale at most, so that each paper is of one job."""
        if sale not in self._copied:
            self._copied.add(sale)
            self._till.write(reprint, sale).result()
            self._spooler.wake()

    def _mend(self, printer: VirtualPrinter) -> None:
        for fault in Fault:
            printer.end(fault)

    def _settle(self) -> None:
        """Twice round: what was before a printer when this began has been tried."""
        for _ in range(2):
            for asked in self._asked_of_all():
                assert isinstance(asked.exception(_PATIENCE_S), LapakError)
        _until(lambda: all(one.is_idle or Fault.STALL in one.faults for one in self._printers))
        check(self._all_jobs(), self._trail, self._told)

    def _asked_of_all(self) -> list[Future[None]]:
        """An errand for each printer that comes to nothing: its thread has come round then."""
        return [worker.run_errand(_nothing) for worker in self._spooler._workers.values()]

    def _answer(self, *, wrongly: bool) -> None:
        for job in self._jobs("uncertain"):
            said = (self._trail.papers(job) > 0) != wrongly
            self._happened[f"answered {said}, {not wrongly}"] += 1
            if said:
                self._told.yeses.add(job.id)
            else:
                self._told.noes.update(self._wanted([job]))
            self._spooler.answer(job.id, came_out=said)

    def _die(self, watch: Watch, after: int) -> None:
        """Lose power within the next job, if it comes; so do the threads of all printers."""
        watch.die_after(after)
        self._sell()
        for _ in range(2):
            asked = self._asked_of_all()
            _until(lambda: watch.died.is_set() or all(one.done() for one in asked))  # noqa: B023
        if watch.died.is_set():
            self._happened["died within a job"] += 1
            self._told.troubled.update(f"p{number}" for number in range(len(self._printers)))
            for other in self._watches:
                other.die_after(0)

    def _wanted(self, jobs: Iterable[PrintJob]) -> list[str]:
        """Somebody asks for these now."""
        ids = [job.id for job in jobs]
        for job_id in ids:
            self._told.offered.pop(job_id, None)
        return ids

    def _open_jobs(self) -> tuple[PrintJob, ...]:
        return self._till.read(print_queue.unfinished).result()

    def _jobs(self, *states: str) -> list[PrintJob]:
        return [job for job in self._open_jobs() if job.state in states]

    def _stale(self) -> list[PrintJob]:
        """What nobody has asked for in more than ten minutes."""
        long_ago = self._clock() - timedelta(minutes=10)
        due = self._jobs("queued", "failed")
        return [job for job in due if job.asked_at is not None and job.asked_at < long_ago]

    def _all_jobs(self) -> tuple[PrintJob, ...]:
        return self._till.read(_every_job).result()


def _every_job(work: Work) -> tuple[PrintJob, ...]:
    return print_jobs.latest(work.db, 10_000)


def _nothing(_printer: Printer) -> Document:
    raise LapakError("drawer_without_printer")


def _until(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + _PATIENCE_S
    while not condition():
        assert time.monotonic() < until, "it never came"
        time.sleep(0.002)
