"""What a booth's figures come to on its terms: pure functions, exact to the rupiah.

`balance = charges + tax - deposit + corrections - what the organizer holds`: above zero the booth
pays the organizer, below zero the organizer pays the booth.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum

import msgspec

from pos_app.domain.rounding import divide, split
from sync.server.figures.totals import COMPLETE
from sync.server.settlement.terms import WHOLE_BP, OwnTerms, Share, Step, Terms

AS_AGREED = OwnTerms()
"""Nothing differs at a booth from its terms."""


class Head(msgspec.Struct, frozen=True):
    """How far a register was counted: its id, its code, seq, and the hash of the chain in hex."""

    register: str
    code: str
    seq: int
    hash: str


class DaySum(msgspec.Struct, frozen=True):
    """What one way of paying brought on one business date; a sale counts at its first tender."""

    day: date
    method: str
    sales: int
    voids: int
    refunds: int
    amount: int


class Figures(msgspec.Struct, frozen=True):
    """What a booth took, less voids and refunds, and how complete that is.

    `methods`, `days` and `sums` add up to the same; statements of older servers have no `sums`.
    `declared` and `held` are entries; `status` is a word of `figures.totals`; `open_since` is the
    business date of the oldest shift that nobody has closed.
    """

    booth: str
    code: str
    name: str
    cluster: str
    sales: int
    voids: int
    refunds: int
    methods: dict[str, int]
    days: dict[date, int]
    declared: int
    held: int
    status: str
    heads: tuple[Head, ...] = ()
    sums: tuple[DaySum, ...] = ()
    open_since: date | None = None

    @property
    def is_finished(self) -> bool:
        """Whether all entries that were ever told of are counted, and all shifts closed."""
        return self.status == COMPLETE and self.open_since is None

    @property
    def unfinished(self) -> str:
        """Why it is not finished: its status, or `open_shift`; empty where it is."""
        return "" if self.is_finished else self.status if self.status != COMPLETE else "open_shift"

    @property
    def missing(self) -> int:
        """Entries that a till has told of and that are not here."""
        return self.declared - self.held

    @property
    def turnover(self) -> int:
        """What all methods brought in."""
        return sum(self.methods.values())


class Correction(msgspec.Struct, frozen=True):
    """An amount that two people agreed on afterwards: above zero the booth owes it."""

    id: str
    amount: int
    reason: str
    by: str


class Kind(StrEnum):
    """What a line of a statement is."""

    SHARE = "share"
    MINIMUM = "minimum"
    CHARGE = "charge"
    TAX = "tax"
    DEPOSIT = "deposit"
    CORRECTION = "correction"
    HELD = "held"


class Part(msgspec.Struct, frozen=True):
    """One tier of a share: so much of the turnover lay in it, at this rate, and comes to this."""

    above: int
    portion: int
    rate_bp: int
    amount: int


class Line(msgspec.Struct, frozen=True):
    """A line of a statement: what the booth owes, or below zero what it is owed.

    `basis` is what it was worked out from, `parts` how; `name` is the rule's, a method or a reason.
    """

    kind: Kind
    name: str
    amount: int
    basis: int = 0
    parts: tuple[Part, ...] = ()


class Statement(msgspec.Struct, frozen=True):
    """What stands between a booth and its organizer, and everything that it was made from."""

    figures: Figures
    terms: Terms
    lines: tuple[Line, ...]
    corrections: tuple[Correction, ...] = ()
    own: OwnTerms = msgspec.field(default_factory=OwnTerms)

    @property
    def balance(self) -> int:
        """Above zero the booth pays the organizer, below zero the organizer pays the booth."""
        return sum(line.amount for line in self.lines)

    @property
    def owed(self) -> int:
        """What the booth owes altogether, whoever holds its money."""
        return self.balance + self.held

    @property
    def held(self) -> int:
        """What the organizer holds of the booth's turnover."""
        return -self.sum_of(Kind.HELD)

    def sum_of(self, *kinds: Kind) -> int:
        """What the lines of some kinds come to."""
        return sum(line.amount for line in self.lines if line.kind in kinds)


def settled(
    figures: Figures,
    terms: Terms,
    corrections: Iterable[Correction] = (),
    own: OwnTerms = AS_AGREED,
) -> Statement:
    """Work a booth's statement out; `own` is what differs at this booth from its terms."""
    agreed = tuple(corrections)
    lines = (*_owed(figures, terms, agreed, own), *_held(figures.methods, terms, own))
    return Statement(figures, terms, lines, agreed, own)


def _owed(
    figures: Figures, terms: Terms, corrections: tuple[Correction, ...], own: OwnTerms
) -> Iterator[Line]:
    shares = [_share_line(one, figures, terms) for one in terms.shares if _concerns(one, figures)]
    charges = [
        Line(Kind.CHARGE, one.name, one.amount)
        for one in terms.charges
        if not one.clusters or figures.cluster in one.clusters
    ]
    yield from shares
    shared = sum(line.amount for line in shares)
    if terms.minimum and shared < terms.minimum:
        yield Line(Kind.MINIMUM, "", terms.minimum - shared, terms.minimum)
        shared = terms.minimum
    yield from charges
    taxed = shared + (sum(line.amount for line in charges) if terms.taxes_charges else 0)
    if terms.tax_bp:
        tax = divide(taxed * terms.tax_bp, WHOLE_BP, terms.rounding)
        yield Line(Kind.TAX, "", tax, taxed, (Part(0, taxed, terms.tax_bp, tax),))
    deposit = terms.deposit if own.deposit is None else own.deposit
    if deposit:
        yield Line(Kind.DEPOSIT, "", -deposit)
    yield from (Line(Kind.CORRECTION, one.reason, one.amount) for one in corrections)


def _concerns(share: Share, figures: Figures) -> bool:
    return not share.clusters or figures.cluster in share.clusters


def _share_line(share: Share, figures: Figures, terms: Terms) -> Line:
    """A share, rounded once: what its tiers come to is spread so that they add up to it."""
    basis = sum(
        amount
        for method, amount in figures.methods.items()
        if not share.methods or method in share.methods
    )
    portions = tuple(_portions(share.steps, basis))
    exact = [portion * step.rate_bp for step, portion in zip(share.steps, portions, strict=True)]
    amount = divide(sum(exact), WHOLE_BP, terms.rounding)
    amounts = split(amount, [abs(one) for one in exact])
    parts = (
        Part(step.above, portion, step.rate_bp, each)
        for step, portion, each in zip(share.steps, portions, amounts, strict=True)
        if portion
    )
    return Line(Kind.SHARE, share.name, amount, basis, tuple(parts))


def _portions(steps: tuple[Step, ...], basis: int) -> Iterator[int]:
    """What of a turnover lies in each tier; more came back than was sold lies in the first."""
    ends: list[int | None] = [*(step.above for step in steps[1:]), None]
    for index, (step, end) in enumerate(zip(steps, ends, strict=True)):
        upto = basis if end is None else min(basis, end)
        yield upto - step.above if index == 0 else max(0, upto - step.above)


def _held(methods: Mapping[str, int], terms: Terms, own: OwnTerms) -> Iterator[Line]:
    """What the organizer received: of a way of paying all of it, or as much as was said."""
    for method in sorted({*methods, *own.received}):
        taken = methods.get(method, 0)
        held = taken if method in terms.organizer_holds else 0
        if method in own.received:
            said = own.received[method]
            held = taken if said is None else said
        if held:
            yield Line(Kind.HELD, method, -held, taken)
