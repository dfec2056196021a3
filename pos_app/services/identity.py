"""Noticing that a till's data was restored or copied, and going on under a new register."""

from pos_app.domain.continuation import Because, Continued, continued_code, wrapped
from pos_app.domain.journal import Head
from pos_app.domain.kinds import Kind
from pos_app.domain.register import RegisterOpened
from pos_app.services.booth import register_in_use
from pos_app.store import carried, journal, registers, sync_links
from pos_app.store.database import Work
from pos_app.store.install import Install
from pos_app.store.sync_links import SyncLink

__all__ = ["Because", "Continued", "carry", "continue_register", "noticed"]


def noticed(work: Work, install: Install, mark: Head | None) -> Because | None:
    """Why the register in use is not this machine's to go on with; None where all is well.

    `mark` is how far this machine's journal had come when it last noted that.
    """
    register = registers.current_register(work.db)
    if register is None:
        return None
    if register.public_key != install.public_key:
        return Because.COPIED
    if mark is None:
        return None
    here = journal.head_at(work.db, mark.register, mark.seq)
    return None if here == mark else Because.RESTORED


def continue_register(
    work: Work, install: Install, because: Because, known: SyncLink | None = None
) -> Continued:
    """Open a register that goes on where the one in use stands, shift and all.

    Its numbers are its own. How to reach the organizer is handed on; the token is not, for it is
    the other register's: the line asks for one as soon as there is a network. `known` is the way
    of a register that the organizer knows already.
    """
    before = register_in_use(work)
    register = known.register if known else work.new_id(work.at)
    opened = RegisterOpened(
        code=continued_code(before.code, register),
        booth=before.booth,
        expo=before.expo,
        public_key=install.public_key,
        install_id=install.install_id,
        zone=before.zone,
        cutoff_minutes=before.cutoff_minutes,
        continues=before.id,
        continues_seq=before.head.seq,
        continues_hash=before.head.hash.hex(),
        because=because,
    )
    journal.append(work.db, Head(register), Kind.REGISTER_OPENED, opened, work.at)
    link = sync_links.find(work.db, before.id)
    following = known or (sync_links.of_next(link, register) if link else None)
    if following is not None:
        sync_links.save(work.db, following)
    return Continued(because, before.shown_code, register_in_use(work).shown_code)


def carry(work: Work, register: str, limit: int = 500) -> int:
    """Write entries of a continued register that its organizer cannot take into the one in use.

    Those beyond what was acknowledged and carried so far, at most `limit`; returns how many.
    """
    link = sync_links.find(work.db, register)
    after = carried.reached(work.db, register, link.acked_seq if link else 0)
    entries = journal.stored(work.db, register, after, limit)
    for seq, data, digest in entries:
        body = wrapped(register, seq, digest, data)
        journal.append(work.db, register_in_use(work).head, Kind.ENTRY_CARRIED, body, work.at)
    return len(entries)
