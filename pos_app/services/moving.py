"""Moving a booth to a spare laptop: its data goes on here, under a register of this machine."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from pos_app.domain.continuation import Because, Continued
from pos_app.domain.errors import LapakError
from pos_app.domain.journal import decode
from pos_app.domain.kinds import body_of
from pos_app.domain.register import RegisterOpened
from pos_app.services import identity
from pos_app.services.booth import current_register
from pos_app.services.outbox import SyncLink
from pos_app.services.till import Till
from pos_app.store import journal, registers, sync_links, taking_over
from pos_app.store.database import Work
from pos_app.store.taking_over import Chained

__all__ = ["Chained", "check_empty", "move_here", "move_journals", "moved_here"]


def check_empty(till: Till) -> None:
    """Raise LapakError `booth_exists` unless a till has no booth yet."""
    if till.read(current_register).result() is not None:
        raise LapakError("booth_exists")


def move_here(till: Till, source: Path) -> Continued:
    """Take over a backup or another till's database file into a till that has no booth yet.

    Blocks for seconds with a large file; nothing is changed until all of it was verified, and then
    all at once. Raises LapakError `booth_exists`, or as `taking_over.checked_copy` does.
    """
    check_empty(till)
    with taking_over.checked_copy(source, till.path.parent) as copied:
        till.database.take_over(copied).result()
    # The same as at a start that finds the data of another machine; so is what a crash here leaves.
    return till.write(identity.continue_register, till.install, Because.MOVED).result()


def move_journals(
    till: Till,
    entries: Iterable[Chained],
    links: Sequence[SyncLink] = (),
    known: SyncLink | None = None,
) -> Continued:
    """Take over journals that were handed over elsewhere, chained and checked by whoever calls.

    `links` are the ways of their registers to the organizer, as far as they are known; `known` is
    that of a register that the organizer has opened for this machine already. Blocks as `move_here`
    does, and changes as much: everything at once, or nothing. Raises LapakError `booth_exists`, or
    as `taking_over.rebuilt` does.
    """
    check_empty(till)

    def finish(work: Work) -> Continued:
        here = {register.id for register in registers.registers(work.db)}
        for link in links:
            if link.register in here:
                sync_links.save(work.db, link)
        return identity.continue_register(work, till.install, Because.MOVED, known)

    return till.database.take_over_journals(entries, finish)


def moved_here(work: Work) -> Continued | None:
    """What became of a booth that was moved here; None where the register in use was not."""
    register = registers.current_register(work.db)
    if register is None:
        return None
    opened = body_of(decode(journal.entry_at(work.db, register.id, 1)[0]))
    if not isinstance(opened, RegisterOpened) or opened.because is not Because.MOVED:
        return None
    before = registers.register_by_id(work.db, opened.continues or "")
    return Continued(Because.MOVED, before.shown_code, register.shown_code)
