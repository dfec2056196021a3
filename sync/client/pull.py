"""Fetching the journals of the booth's other registers, and letting them count here."""

from collections.abc import Callable, Sequence

from pos_app.domain.errors import LapakError
from pos_app.domain.journal import Head
from pos_app.services import siblings
from pos_app.services.outbox import RegisterState
from pos_app.services.siblings import Portion
from pos_app.services.till import Till
from sync import wire
from sync.client.server import Server
from sync.wire import Sibling

_MOST_PAGES = 5
"""Pages of one round: what this register has to send is never held up for long."""


def pull_siblings(
    till: Till, server: Server, register: RegisterState, beat: Callable[[], object] = int
) -> bool | None:
    """Fetch what is new of the other registers; whether anything changed here by it.

    None while a cart is at hand: what came over counts later. `beat` is called before each
    request. Raises LapakError of `Server.siblings` and `siblings.keep`; what came over before it
    stays.
    """
    beat()
    told = server.siblings(register.id, till.read(siblings.settled_seq).result())
    own = till.read(siblings.own).result()
    others = [one for one in told.siblings if one.register not in own]
    if not others:
        return False
    failed = _fetch_all(till, server, register, others, beat)
    changed = let_count(till, register.id, told.moments)
    if failed is not None:
        raise failed
    return changed


def let_count(till: Till, register: str, moments: Sequence[tuple[int, int]]) -> bool | None:
    """Let all that is here count, piece by piece: what a cashier does goes in between."""
    changed = piece = till.write(siblings.merge, register, moments).result()
    while piece is not None and till.read(siblings.is_behind).result():
        piece = till.write(siblings.merge, register).result()
        changed = changed or piece
    return changed


def _fetch_all(
    till: Till,
    server: Server,
    register: RegisterState,
    others: list[Sibling],
    beat: Callable[[], object],
) -> LapakError | None:
    """Fetch what every one of them has; one whose journal is not in order holds up no other."""
    here = till.read(siblings.known).result()
    failed, pages = None, _MOST_PAGES
    for one in others:
        after = here.get(one.register, 0)
        while after < one.held_seq and pages:
            pages -= 1
            beat()
            try:
                came = _fetch(till, server, register, one, after)
            except LapakError as error:
                failed = error
                break
            if not came:
                break
            after += came
    return failed


def _fetch(till: Till, server: Server, register: RegisterState, one: Sibling, after: int) -> int:
    page = server.sibling_page(register.id, one.register, after)
    header, entries = wire.read_batch(wire.decompress(page.batch, "zstd"))
    if header.register != one.register:
        raise LapakError("batch_of_another_register", register=header.register)
    start = Head(one.register, header.after.seq, header.after.hash)
    portion = Portion(one.code, start, entries, header.declared, header.signature, page.moments)
    return till.write(siblings.keep, portion).result()
