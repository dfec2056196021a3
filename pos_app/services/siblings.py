"""The other registers of the booth: taking their journals in, and letting them count here."""

from collections.abc import Sequence
from datetime import timedelta

import msgspec

from pos_app.domain import journal as chain
from pos_app.domain.errors import LapakError
from pos_app.domain.journal import Entry, Head
from pos_app.domain.kinds import body_of
from pos_app.domain.register import RegisterOpened
from pos_app.services.booth import register_in_use
from pos_app.store import carts, install, merging, registers, siblings
from pos_app.store.database import Work
from pos_app.store.siblings import Sibling

_CART_IS_LEFT = timedelta(minutes=10)
"""A cart that nobody touched for so long holds nothing up: its lines keep their prices anyway."""

_PIECE = 250
"""Entries that count at once: a sale that is paid meanwhile waits for one piece, not for all."""


class Portion(msgspec.Struct, frozen=True):
    """Entries of another register that follow `after`, and the head that it signed (hex).

    `moments` are (seq, milliseconds since 1970) as the server settled them.
    """

    code: str
    after: Head
    entries: Sequence[bytes]
    declared: Head
    signature: str
    moments: Sequence[tuple[int, int]] = ()


def known(work: Work) -> dict[str, int]:
    """How many entries of each other register are here."""
    return {register: one.head.seq for register, one in siblings.everyone(work.db).items()}


def own(work: Work) -> frozenset[str]:
    """The registers of this machine, which are nobody's siblings."""
    return frozenset(one.id for one in registers.registers(work.db))


def settled_seq(work: Work) -> int:
    """The last entry of the register in use whose agreed moment is known here."""
    return siblings.last_moment(work.db, register_in_use(work).id)


def keep(work: Work, portion: Portion) -> int:
    """Store what follows the part that is here; returns how many entries of it are new.

    Raises LapakError `chain_broken`, `signature_wrong`, or what `journal.extend` raises: then
    nothing is stored. Entries that are here already, or that would leave a gap, are left out.
    """
    register = portion.after.register
    before = siblings.everyone(work.db).get(register)
    held = before.head if before else Head(register)
    if portion.after.seq != held.seq or not portion.entries:
        return 0
    chained = chain.extend(held, portion.entries)
    public_key = before.public_key if before else _opened(work, chained[0][0]).public_key
    last, _, digest = chained[-1]
    for entry, _, computed in chained:
        if entry.seq == portion.declared.seq and computed != portion.declared.hash:
            raise LapakError("chain_broken", seq=entry.seq, reason="head_differs")
    message = chain.head_message(portion.declared)
    vouched = install.is_signed(public_key, message, portion.signature)
    if not vouched or portion.declared.seq < last.seq or held.hash != portion.after.hash:
        raise LapakError("signature_wrong")
    sibling = Sibling(
        portion.code,
        public_key,
        Head(register, last.seq, digest),
        before.merged_seq if before else 0,
    )
    siblings.keep(work.db, sibling, chained, dict(portion.moments))
    return len(chained)


def is_behind(work: Work) -> bool:
    """Whether entries of other registers are here that do not count yet."""
    return siblings.is_behind(work.db)


def merge(
    work: Work, register: str, moments: Sequence[tuple[int, int]] = (), most: int = _PIECE
) -> bool | None:
    """Let the next piece of what has come over count; whether that changed anything.

    A piece counts as if no more had come over yet. None while somebody is in the middle of a cart
    and there is something to do: it is done later.
    """
    if not moments and not siblings.is_behind(work.db):
        return False
    if carts.is_at_hand(work.db, work.at - _CART_IS_LEFT):
        return None
    changed = merging.settled(work.db, register, moments)
    return merging.merge(work.db, most) or changed


def _opened(work: Work, first: Entry) -> RegisterOpened:
    """The first entry of a register of this booth; raises LapakError `chain_broken`."""
    body = body_of(first)
    booth = register_in_use(work).booth.id
    if first.seq != 1 or not isinstance(body, RegisterOpened) or body.booth.id != booth:
        raise LapakError("chain_broken", seq=first.seq, reason="booth_differs")
    return body
