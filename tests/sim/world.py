"""One fair's bad days from a seed: what goes wrong, what people do, and how all is well again."""

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import msgspec
from msgspec.structs import astuple

from pos_app.store.install import install_path
from pos_app.store.mark import mark_path, read_mark
from sync.server.figures.losses import confirm_restored
from sync.wire import Watermark
from tests.drivers.tills import MORNING
from tests.sim import audit
from tests.sim.audit import check
from tests.sim.book import Book
from tests.sim.fuse import Died, FuseBox
from tests.sim.hall import Hall, Message, Reply
from tests.sim.laptop import Laptop
from tests.sim.network import CALM, Network
from tests.sim.plan import Plan
from tests.sim.surroundings import one_thread
from tests.sim.template import BOOTHS, copy_to, template
from tests.sim.worker import Worker

_MOST_BURNS = 120
"""Statements, commits and messages before a process dies; a sale is some twenty."""

_MOST_ROUNDS = 12
_MOST_LAPTOPS = 7
_ALIKE = 0.25
_TOLD = 0.5
"""How often an organizer who puts a server back says so, or the server's own mark does."""

_DAY_S = 86_400


class World:
    """Everybody at the fair. All that is asked of it must happen within `alone`."""

    def __init__(self, folder: Path, plan: Plan) -> None:
        template()  # made first, under a clock and chance of its own
        self.happened: Counter[str] = Counter()
        self.story: list[str] = []
        self.now = MORNING
        self.book = Book()
        self._plan = plan
        self._chance = Random(plan.seed)
        self._box = FuseBox()
        copy_to(folder, list(plan.laptops))
        self._hall_wrong_by = timedelta()
        self.hall = Hall(folder / "hall", self._box.add(folder / "hall"), self._hall_time)
        self.network = Network(self.hall, Random(plan.seed + 1), self._time, self._heard)
        self.network.told = self._tell
        self.laptops = [self._laptop(folder / name, BOOTHS[name]) for name in plan.laptops]
        self._workers: dict[str, Worker] = {}
        self._acked: dict[str, Watermark] = {}
        self._machine = ""
        self._folder = folder

    def live(self) -> None:
        """Live through the plan until the faults have stopped and everybody had time to send."""
        self.hall.start(self._chance)
        for laptop in self.laptops:
            self._start(laptop)
        self.network.odds = self._plan.odds
        for _ in range(self._plan.steps):
            self._step()
        self._heal()
        self._settle()

    def check_acked(self) -> None:
        """All that was ever acknowledged is still stored, unless the server was restored."""
        for register, mark in self._acked.items():
            check_held(self.hall.database, register, mark)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nothing else runs in this process meanwhile; everything is off afterwards."""
        logging.disable()
        try:
            with (
                one_thread(self._plan.seed, self.network.send, lambda: self._machine),
                self._box.installed(),
            ):
                try:
                    yield
                finally:
                    self._all_off()
        finally:
            logging.disable(logging.NOTSET)

    def _all_off(self) -> None:
        for laptop in self.laptops:
            laptop.fuse.put_out()
            laptop.stop()
        self.hall.fuse.put_out()
        self.hall.stop()

    def _step(self) -> None:
        chance = self._chance
        self.now += timedelta(seconds=chance.uniform(1, 90))
        self.network.deliver_late()
        if chance.random() < self._plan.disasters:
            chance.choice(self._disasters())()
        if not self.hall.is_up and chance.random() < 0.3:
            self._start_hall()
        laptop = chance.choice(self.laptops)
        if laptop.till is None:
            self._begin(laptop)
            return
        self._on(laptop, lambda: self._act(laptop))
        if laptop.till is not None and chance.random() < 0.4:
            self._push(laptop)

    def _act(self, laptop: Laptop) -> None:
        chance, book = self._chance, self.book
        what = chance.choices(
            ("sell", "void", "refund", "shift", "price", "stock", "mark", "backup"),
            (30, 3, 4, 1, 1, 1, 5, 1),
        )[0]
        self._count(what)
        match what:
            case "sell":
                laptop.sell(book)
            case "void":
                laptop.void(book)
            case "refund":
                laptop.refund(book)
            case "shift":
                laptop.close_shift()
            case "price":
                laptop.change_price()
            case "stock":
                laptop.count_stock()
            case "mark":
                laptop.note_mark()
            case _:
                laptop.back_up()

    def _disasters(self) -> tuple[Callable[[], None], ...]:
        return (
            self._till_will_die,
            self._till_will_die,
            self._hall_will_die,
            self._hall_will_die,
            self._cut_off,
            self._cut_off,
            self._mend_way,
            self._wrong_clock,
            self._hall_backup,
            self._hall_restored,
            self._till_restored,
            self._till_copied,
        )

    def _till_will_die(self) -> None:
        self._chance.choice(self.laptops).fuse.light(self._chance.randrange(_MOST_BURNS))

    def _hall_will_die(self) -> None:
        self.hall.fuse.light(self._chance.randrange(_MOST_BURNS))

    def _cut_off(self) -> None:
        laptop = self._chance.choice(self.laptops)
        laptop.caller.cut_off = True
        self._note("booth cut off", laptop.name)

    def _mend_way(self) -> None:
        laptop = self._chance.choice(self.laptops)
        laptop.caller.cut_off = False
        self._tell(f"{laptop.name} has its way again")

    def _wrong_clock(self) -> None:
        by = timedelta(seconds=self._chance.choice((60, 900, _DAY_S)) * self._chance.uniform(-2, 2))
        if self._chance.random() < 0.2:
            self._hall_wrong_by = by
            self._note("clock jumped", f"the hall's by {by}")
            return
        laptop = self._chance.choice(self.laptops)
        laptop.clock.wrong_by = by
        self._note("clock jumped", f"{laptop.name}'s by {by}")

    def _hall_backup(self) -> None:
        self.hall.remember()
        self._note("server backed up")
        self._start_hall()

    def _hall_restored(self) -> None:
        before = self._held()
        if self.hall.restore():
            self._note("server restored")
            self._give_up(before)
            self._acked.clear()
            self._start_hall()
            if self.hall.is_up and self._chance.random() < _TOLD:
                confirm_restored(self.hall.office)
                self._note("restored server told so")

    def _till_restored(self) -> None:
        laptop = self._chance.choice(self.laptops)
        if not laptop.backups:
            return
        before = self._held()
        self._off(laptop)
        had = audit.places_in(laptop.database)
        laptop.restore(self._chance.choice(laptop.backups))
        more = self._marks_too(laptop, had)
        self._note("till restored", laptop.name + more)
        self._give_up(before)
        self._begin(laptop)

    def _marks_too(self, laptop: Laptop, had: set[tuple[str, int, bytes]]) -> str:
        """Of the whole disk nothing can tell that it was put back, until the organizer answers."""
        if self._chance.random() < _ALIKE:
            mark_path(laptop.database).unlink(missing_ok=True)
            self._count("unnoticeable")
            return ", with all of its disk"
        mark, places = read_mark(mark_path(laptop.database)), audit.places_in(laptop.database)
        if had > places and (mark is None or astuple(mark) in places):
            self._count("unnoticeable")
            return ", which its mark does not tell"
        return ""

    def _till_copied(self) -> None:
        laptop = self._chance.choice(self.laptops)
        if len(self.laptops) >= _MOST_LAPTOPS:
            return
        self._off(laptop)
        copy = self._laptop(self._folder / f"{laptop.name}-{len(self.laptops)}", laptop.booth)
        copy.clone(laptop)
        self._note("till copied", f"{laptop.name} to {copy.name}{self._disguised(copy, laptop)}")
        self.laptops.append(copy)
        self._begin(laptop)
        self._begin(copy)

    def _disguised(self, copy: Laptop, original: Laptop) -> str:
        drawn = self._chance.random()
        if drawn < _ALIKE:
            copy.machine = original.machine
            self._count("unnoticeable")
            return ", a machine with the same id"
        if drawn < 2 * _ALIKE:
            install_path(copy.database).unlink()
            return ", without its key"
        return ""

    def _off(self, laptop: Laptop) -> None:
        laptop.fuse.put_out()
        if laptop.till is not None:
            laptop.note_mark()
        laptop.stop()

    def _held(self) -> set[str]:
        """Every deed that stands on any disk."""
        disks = [self.hall.database, *(laptop.database for laptop in self.laptops)]
        return {key for disk in disks for key in audit.deeds_in(disk)}

    def _give_up(self, before: set[str]) -> None:
        lost = self.book.gone(before - self._held())
        if lost:
            self._count("disks given up")
            self._tell(f"with that disk alone were lost {', '.join(sorted(lost))}")

    def _start_hall(self) -> None:
        try:
            self.hall.start(self._chance)
        except Died:
            self._note("server died", f" at its start, {self.hall.fuse.blown_at}")
            self.hall.is_dead()
        else:
            self._tell("the hall is up")

    def _start(self, laptop: Laptop) -> None:
        self._machine = laptop.machine
        self._on(laptop, laptop.start)
        if laptop.till is None:
            return
        self._workers[laptop.name] = Worker(laptop.till)
        if laptop.till.continued is not None:
            self._tell(f"{laptop.name} {laptop.till.continued.because}, goes on as another")

    def _begin(self, laptop: Laptop) -> None:
        self._start(laptop)
        if laptop.till is not None:
            self._tell(f"{laptop.name} is on again")
            self._on(laptop, lambda: laptop.ask_again(self.book))

    def _push(self, laptop: Laptop) -> bool:
        """Whether everything is there now."""
        worker = self._workers.get(laptop.name)
        if laptop.till is None or worker is None or not worker.is_due(self.now):
            return False
        self._count("pushes")
        self.network.caller = laptop.caller

        codes = []

        def turn() -> None:
            codes.append(worker.turn(self.now))
            self._tell(f"{laptop.name} pushed: {codes[0] or 'all is there'}")

        self._on(laptop, turn)
        return codes == [""]

    def _on(self, laptop: Laptop, work: Callable[[], None]) -> None:
        """Let a laptop do something that it may die of."""
        try:
            work()
        except Died:
            self._note("till died", f"{laptop.name} at {laptop.fuse.blown_at}")
            laptop.is_dead()

    def _heal(self) -> None:
        """Faults stop; booths come back one by one in any order."""
        self._tell("the faults stop")
        self.network.odds = CALM
        self.hall.fuse.put_out()
        if not self.hall.is_up:
            self._start_hall()
        self.network.deliver_late(all_of_it=self._chance.random() < 0.5)
        self.network.forget()
        self._hall_wrong_by = timedelta()
        for laptop in self._chance.sample(self.laptops, k=len(self.laptops)):
            laptop.caller.cut_off = False
            laptop.clock.wrong_by = timedelta()
            laptop.fuse.put_out()
            if laptop.till is None:
                self._begin(laptop)
            self._workers[laptop.name].hurry()
            self._push(laptop)

    def _settle(self) -> None:
        """Whoever has something to send goes on sending, for some hours at most."""
        for _ in range(_MOST_ROUNDS):
            self.now += timedelta(minutes=10)
            there = [self._push(laptop) for laptop in self.laptops]
            if all(there):
                return

    def _heard(self, message: Message, reply: Reply) -> None:
        """Hold every answer of the server against what is committed at this moment."""
        check(reply.status != 500, "the server knows what it does", reply.body)
        if reply.status != 200:
            return
        if b'"acked_seq"' not in reply.body:
            return  # a grant to a register that goes on
        mark = msgspec.json.decode(reply.body, type=Watermark)
        register = message.path.split("/")[4]
        check_held(self.hall.database, register, mark)
        known = self._acked.get(register)
        if known is None or known.acked_seq < mark.acked_seq:
            self._acked[register] = mark

    def _laptop(self, folder: Path, booth: str) -> Laptop:
        fuse = self._box.add(folder)
        return Laptop(folder, booth, fuse, self._time, self._chance)

    def _time(self) -> datetime:
        return self.now

    def _hall_time(self) -> datetime:
        return self.now + self._hall_wrong_by

    def _count(self, what: str) -> None:
        self.happened[what] += 1

    def _note(self, what: str, more: str = "") -> None:
        self._count(what)
        self._tell(f"{what}: {more}" if more else what)

    def _tell(self, what: str) -> None:
        self.story.append(f"{self.now:%H:%M:%S} {what}")


def check_held(database: Path, register: str, mark: Watermark) -> None:
    """What is acknowledged is committed, on the chain that is told."""
    if mark.acked_seq == 0:
        return
    found = audit.ask(
        database,
        "SELECT hash FROM journal WHERE register_id = ? AND seq = ?",
        register,
        mark.acked_seq,
    )
    told = bytes.fromhex(mark.acked_hash)
    check(found == [(told,)], "nothing is acknowledged that is not stored", register, mark, found)
