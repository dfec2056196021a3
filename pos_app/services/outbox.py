"""What the organizer has not got yet: the journal's tail past the last acknowledged entry."""

import msgspec

from pos_app.domain.journal import Head
from pos_app.services.booth import RegisterState
from pos_app.store import journal, registers, sync_links
from pos_app.store.database import Work
from pos_app.store.sync_links import SyncLink

__all__ = [
    "Batch",
    "RegisterState",
    "Situation",
    "SyncLink",
    "acknowledge",
    "batch",
    "left_behind",
    "situation",
]


class Situation(msgspec.Struct, frozen=True):
    """The register that sells and its way to the organizer; both None before the set-up."""

    register: RegisterState | None
    link: SyncLink | None

    @property
    def waiting(self) -> int:
        """Entries that no server is known to hold."""
        if self.register is None:
            return 0
        return self.register.head.seq - (self.link.acked_seq if self.link else 0)


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


def left_behind(work: Work) -> tuple[Situation, ...]:
    """Earlier registers of this till whose organizer has not got everything yet."""
    earlier = registers.registers(work.db)[1:]
    found = (Situation(register, sync_links.find(work.db, register.id)) for register in earlier)
    return tuple(one for one in found if one.link is not None and one.waiting)


def batch(work: Work, register: RegisterState, after_seq: int, limit: int) -> Batch:
    """At most `limit` entries after a seq, on one snapshot with the head."""
    after = journal.head_at(work.db, register.id, after_seq)
    entries = journal.tail(work.db, register.id, after_seq, limit)
    current = registers.current_register(work.db)
    head = current.head if current and current.id == register.id else register.head
    return Batch(after, tuple(entries), head)


def acknowledge(work: Work, register: str, seq: int) -> None:
    """Remember what the server said it holds; it is asked again at every start."""
    sync_links.acknowledge(work.db, register, seq, work.at)
