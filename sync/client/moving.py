"""Bringing another laptop's booth here: from the organizer's server, or from a file of the till."""

from collections.abc import Iterator
from pathlib import Path

from pos_app.domain.continuation import Continued
from pos_app.domain.errors import LapakError
from pos_app.domain.journal import GENESIS, Head, extend, head_message
from pos_app.domain.kinds import body_of
from pos_app.domain.register import RegisterOpened
from pos_app.services import moving
from pos_app.services.moving import Chained
from pos_app.services.outbox import SyncLink
from pos_app.services.till import Till
from pos_app.store.install import is_signed
from sync import wire
from sync.bundle import chains
from sync.bundle.ways import Ways
from sync.client.pace import Timeouts
from sync.client.server import Server
from sync.client.way import open_way
from sync.wire import MovedRegister


def from_server(
    till: Till, link: SyncLink, moves: tuple[MovedRegister, ...], timeouts: Timeouts
) -> None:
    """Fetch all that the organizer holds of a line of registers, and go on with it as `link` does.

    Raises LapakError as `Server.sibling_page`, `journal.extend` and `move_journals` do,
    `signature_wrong`, or `move_incomplete` where less came than was promised; nothing has changed.
    """
    moving.check_empty(till)
    with open_way(link, timeouts) as server:
        moving.move_journals(till, _all_of_them(server, link.register, moves), known=link)


def from_bundle(till: Till, path: Path, code: str) -> Continued:
    """Go on with a till whose complete file somebody brings, by its owner's recovery code.

    Raises LapakError as `chains.for_owner` and `move_journals` do, or `file_not_readable`; nothing
    has changed then.
    """
    moving.check_empty(till)
    try:
        with path.open("rb") as file:
            ways = chains.owners_ways(file, code)
        with path.open("rb") as file:
            found = (one for part in chains.for_owner(file, code) for one in part.entries)
            return moving.move_journals(till, found, _links(ways))
    except OSError as error:
        raise LapakError("file_not_readable", name=path.name, reason=str(error)) from error


def _links(ways: Ways | None) -> tuple[SyncLink, ...]:
    if ways is None:
        return ()
    return tuple(
        SyncLink(
            register=one.register,
            address=ways.address,
            token=one.token,
            server_id=ways.server_id,
            server_key=ways.server_key,
            certificate=ways.certificate,
            acked_seq=one.acked_seq,
        )
        for one in ways.registers
    )


def _all_of_them(
    server: Server, register: str, moves: tuple[MovedRegister, ...]
) -> Iterator[Chained]:
    for one in moves:
        yield from _journal(server, register, one)


def _journal(server: Server, register: str, moved: MovedRegister) -> Iterator[Chained]:
    end, public_key = Head(moved.register, 0, GENESIS), ""
    while end.seq < moved.held_seq:
        page = server.sibling_page(register, moved.register, end.seq)
        header, lines = wire.read_batch(wire.decompress(page.batch, "zstd"))
        if header.register != moved.register or header.after != end or not lines:
            raise LapakError("move_incomplete")
        chained = extend(end, lines)
        public_key = public_key or _named_key(chained[0])
        if not is_signed(public_key, head_message(header.declared), header.signature):
            raise LapakError("signature_wrong")
        yield from chained
        last, _, digest = chained[-1]
        end = Head(moved.register, last.seq, digest)


def _named_key(first: Chained) -> str:
    body = body_of(first[0])
    if not isinstance(body, RegisterOpened):
        raise LapakError("move_incomplete")
    return body.public_key
