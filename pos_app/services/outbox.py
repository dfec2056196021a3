"""What the organizer has not got yet: the journal's tail past the last acknowledged entry."""

from datetime import datetime

import msgspec

from pos_app.domain.journal import Head
from pos_app.services.booth import RegisterState
from pos_app.store import carried, journal, registers, sync_links, sync_log
from pos_app.store.database import Work
from pos_app.store.sync_links import SyncLink
from pos_app.store.sync_log import SyncReceipt

__all__ = [
    "Backlog",
    "Batch",
    "RegisterState",
    "Situation",
    "SyncLink",
    "SyncReceipt",
    "acknowledge",
    "backlog",
    "batch",
    "enrol",
    "left_behind",
    "move",
    "situated",
    "situation",
    "vouching",
]


class Situation(msgspec.Struct, frozen=True):
    """A register and its way to the organizer; both None before the set-up.

    `carried` is up to which of its entries a server holds all or a register after it carries it.
    """

    register: RegisterState | None
    link: SyncLink | None
    carried: int = 0

    @property
    def waiting(self) -> int:
        """Entries that no server is known to hold, and that no later register carries."""
        if self.register is None:
            return 0
        return max(0, self.register.head.seq - max(_acked(self.link), self.carried))


def _acked(link: SyncLink | None) -> int:
    return link.acked_seq if link else 0


class Backlog(msgspec.Struct, frozen=True):
    """Entries that wait, and when the oldest of them was recorded."""

    waiting: int
    since: datetime | None


class Batch(msgspec.Struct, frozen=True):
    """Entries that follow `after`, and the register's head at the same moment.

    `after` is None where the journal does not hold the seq that was asked for.
    """

    after: Head | None
    entries: tuple[bytes, ...]
    head: Head


def situation(work: Work) -> Situation:
    """How the register in use stands to its organizer."""
    register = registers.current_register(work.db)
    link = sync_links.find(work.db, register.id) if register else None
    return Situation(register, link)


def left_behind(work: Work, *, all_of_them: bool = False) -> tuple[Situation, ...]:
    """Earlier registers of this till whose organizer has not got everything yet, or all of them.

    What was acknowledged is a hint: a server that was restored may have lost it again.
    """
    found = (situated(work, register) for register in registers.registers(work.db)[1:])
    return tuple(one for one in found if one.link is not None and (all_of_them or one.waiting))


def vouching(work: Work, register: RegisterState) -> tuple[SyncLink, ...]:
    """The links of registers that an organizer knew, of one booth with this one, latest first.

    A booth is known by its expo and code: a server that lost it may have got it under another id.
    """
    place = _place(register)
    known = (one for one in registers.registers(work.db) if _place(one) == place)
    links = (sync_links.find(work.db, one.id) for one in known if one.id != register.id)
    return tuple(link for link in links if link is not None and link.token)


def _place(register: RegisterState) -> tuple[str, str]:
    return register.expo.id if register.expo else "", register.booth.code


def enrol(work: Work, register: str, token: str) -> None:
    """The organizer knows a register that continues another one, and gave it a token."""
    sync_links.give_token(work.db, register, token)


def move(work: Work, link: SyncLink) -> None:
    """The organizer's server was found elsewhere, or with another certificate: believed by then."""
    sync_links.move(work.db, link)


def situated(work: Work, register: RegisterState) -> Situation:
    """How one register of this till stands to its organizer."""
    link = sync_links.find(work.db, register.id)
    return Situation(register, link, carried.reached(work.db, register.id, _acked(link)))


def batch(work: Work, register: RegisterState, after_seq: int, limit: int) -> Batch:
    """At most `limit` entries after a seq, on one snapshot with the head."""
    after = journal.head_at(work.db, register.id, after_seq)
    entries = journal.tail(work.db, register.id, after_seq, limit)
    current = registers.current_register(work.db)
    head = current.head if current and current.id == register.id else register.head
    return Batch(after, tuple(entries), head)


def acknowledge(work: Work, register: str, seq: int, receipt: SyncReceipt | None = None) -> None:
    """Remember what the server said it holds, and its signature; it is asked at every start."""
    sync_links.acknowledge(work.db, register, seq, work.at)
    if receipt is not None:
        sync_log.keep_receipt(work.db, receipt)


def backlog(work: Work) -> Backlog:
    """What no server is known to hold, of all registers of this till."""
    all_of_them = [situation(work), *left_behind(work)]
    waiting = [one for one in all_of_them if one.waiting and one.register is not None]
    times = (
        journal.recorded_at(work.db, one.register.id, one.register.head.seq - one.waiting + 1)
        for one in waiting
        if one.register is not None
    )
    since = min((at for at in times if at is not None), default=None)
    return Backlog(sum(one.waiting for one in waiting), since)
