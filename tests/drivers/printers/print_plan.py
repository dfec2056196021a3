"""What happens on a bad day at the printers: made from a seed, and always the same for it."""

from random import Random

import msgspec

from pos_app.devices.virtual_printer import Fault

_LONGEST_JOB = 6_000
_FAULTS = (
    Fault.PAPER_OUT,
    Fault.COVER_OPEN,
    Fault.OFFLINE,
    Fault.REFUSE,
    Fault.HANG_UP,
    Fault.RESET,
    Fault.RESET,
    Fault.STALL,
    Fault.SILENT,
    Fault.SLOW,
    Fault.PAPER_NEAR_END,
)


class Sell(msgspec.Struct, frozen=True, tag=True):
    """A sale, and so a receipt."""


class Reprint(msgspec.Struct, frozen=True, tag=True):
    """A copy of one of the sales so far: the `which`th from the end."""

    which: int


class Break(msgspec.Struct, frozen=True, tag=True):
    """A printer gets a fault, some of them after so many bytes of a job."""

    printer: int
    fault: Fault
    after: int


class Mend(msgspec.Struct, frozen=True, tag=True):
    """A printer's faults are over, all of them."""

    printer: int


class Settle(msgspec.Struct, frozen=True, tag=True):
    """Everybody waits until each printer has tried what is before it."""


class Answer(msgspec.Struct, frozen=True, tag=True):
    """The cashier says of each doubtful receipt whether it came out; `wrongly`, if mistaken."""

    wrongly: bool


class Retry(msgspec.Struct, frozen=True, tag=True):
    """What failed is tried again at once."""


class TakeOver(msgspec.Struct, frozen=True, tag=True):
    """A printer gets what is certainly not on paper yet."""

    printer: int


class PrintNow(msgspec.Struct, frozen=True, tag=True):
    """What is offered after a while is wanted after all."""


class Drop(msgspec.Struct, frozen=True, tag=True):
    """What is offered after a while is wanted no more."""


class Wait(msgspec.Struct, frozen=True, tag=True):
    """Time passes."""

    minutes: int


class Restart(msgspec.Struct, frozen=True, tag=True):
    """Lapak is closed and opened again, so many minutes later."""

    minutes: int


class Die(msgspec.Struct, frozen=True, tag=True):
    """The till loses power once so many bytes of a printer's next job have left; see Restart."""

    printer: int
    after: int
    minutes: int


Step = (
    Sell | Reprint | Break | Mend | Settle | Answer | Retry | TakeOver | PrintNow | Drop | Wait
) | (Restart | Die)


class Plan(msgspec.Struct, frozen=True):
    """A day: how many printers there are, whether one makes order copies, and what happens."""

    printers: int
    order_copies: bool
    steps: tuple[Step, ...]

    def is_slow(self, printer: int) -> bool:
        """Whether a printer will leave the till waiting, which is then to wait but shortly."""
        return any(
            isinstance(step, Break)
            and step.printer == printer
            and step.fault in {Fault.STALL, Fault.SILENT}
            for step in self.steps
        )


def plan_of(seed: int) -> Plan:
    """The day of a seed."""
    rng = Random(seed)
    printers = rng.choice((1, 2, 2))
    steps: list[Step] = [Sell(), Settle()]  # a till knows its printers before the trouble begins
    for _ in range(rng.randint(12, 24)):
        steps += _happens(rng, printers)
    return Plan(printers, printers == 2 and rng.random() < 0.5, tuple(steps))


def _happens(rng: Random, printers: int) -> list[Step]:
    printer = rng.randrange(printers)
    minutes = rng.choice((0, 1, 11, 45))
    after = rng.choice((0, 1, 40, 300, rng.randrange(_LONGEST_JOB), _LONGEST_JOB))
    happenings: list[tuple[int, list[Step]]] = [
        (6, [Sell()]),
        (2, [Sell(), Sell(), Sell()]),
        (2, [Reprint(rng.randrange(3))]),
        (6, [Break(printer, rng.choice(_FAULTS), after)]),
        (4, [Mend(printer)]),
        (4, [Settle()]),
        (2, [Settle(), Answer(wrongly=rng.random() < 0.2)]),
        (2, [Retry()]),
        (1, [TakeOver(printer)]),
        (2, [Break(0, Fault.SLOW, 0), Sell(), Sell(), Sell(), TakeOver(printer)]),
        (1, [PrintNow()]),
        (1, [Drop()]),
        (1, [Wait(minutes)]),
        (1, [Restart(minutes)]),
        (2, [Die(printer, after, minutes)]),
    ]
    weights = [weight for weight, _ in happenings]
    return rng.choices([steps for _, steps in happenings], weights)[0]
