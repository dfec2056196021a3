"""What tills show that this server once signed for and holds no more, and what came back of it."""

import msgspec
from sqlalchemy import Connection, func, select

from pos_app.domain.errors import LapakError
from pos_app.domain.moments import stamp
from sync.server.accounts import audit
from sync.server.accounts.access import Seat, seat_of
from sync.server.journals.heads import watermark
from sync.server.office import Office
from sync.server.store.database import insert_many
from sync.server.store.generation import NoticedBy, Restoration, raise_generation, restoration
from sync.server.store.rows import BoothRow, IdentityRow, LossRow, RegisterRow
from sync.wire import ShownReceipt, Watermark, receipt_message


class Lost(msgspec.Struct, frozen=True):
    """A register (`A1-K1`) of which the server signed for `seq` entries and holds `held` now."""

    code: str
    seq: int
    held: int


class Restored(msgspec.Struct, frozen=True):
    """What is known of a server's being put back from a backup, as an expo is concerned.

    `is_suspected`: tills show what this server signed for and lost, and nobody has confirmed it.
    `lost` are registers that are not where they were yet.
    """

    is_suspected: bool
    restoration: Restoration | None
    lost: tuple[Lost, ...]


def show_receipt(office: Office, token: str, register_id: str, shown: ShownReceipt) -> Watermark:
    """Note that this server signed for more than it holds; returns what it holds.

    Raises LapakError as `seat_of` does, or `signature_wrong` for what it did not sign.
    """
    with office.database.write() as connection:
        seat = seat_of(connection, token, register_id)
        mark = watermark(connection, office.identity, seat)
        _check(office, seat, shown)
        if shown.acked_seq > mark.acked_seq:
            _keep(connection, seat, shown, mark.acked_seq, stamp(office.clock()))
    return mark


def restored(connection: Connection, expo_id: str) -> Restored:
    """What an expo's page tells of it."""
    generation = connection.execute(select(IdentityRow.generation)).scalar_one()
    rows = connection.execute(
        select(
            BoothRow.code.label("booth"),
            RegisterRow.code,
            RegisterRow.acked_seq,
            func.max(LossRow.seq).label("seq"),
            func.max(LossRow.generation).label("generation"),
        )
        .join(
            RegisterRow,
            (RegisterRow.expo_id == LossRow.expo_id)
            & (RegisterRow.register_id == LossRow.register_id),
        )
        .join(
            BoothRow,
            (BoothRow.expo_id == RegisterRow.expo_id) & (BoothRow.booth_id == RegisterRow.booth_id),
        )
        .where(LossRow.expo_id == expo_id)
        .group_by(BoothRow.code, RegisterRow.code, RegisterRow.acked_seq)
        .order_by(BoothRow.code, RegisterRow.code)
    ).all()
    return Restored(
        any(row.generation == generation for row in rows),
        restoration(connection),
        tuple(
            Lost(f"{row.booth}-{row.code}", row.seq, row.acked_seq)
            for row in rows
            if row.acked_seq < row.seq
        ),
    )


def once_held(connection: Connection, expo_id: str) -> dict[str, int]:
    """How many entries of registers this server signed for before it was put back, by register."""
    most = func.max(LossRow.seq)
    rows = connection.execute(
        select(LossRow.register_id, most.label("seq"))
        .where(LossRow.expo_id == expo_id)
        .group_by(LossRow.register_id)
    )
    return {row.register_id: row.seq for row in rows}


def confirm_restored(office: Office) -> int:
    """Begin a new generation because an organizer says so; returns its number."""
    with office.database.write() as connection:
        generation = raise_generation(connection, office.clock(), NoticedBy.ORGANIZER)
        audit.note(connection, office, "server.restored", generation=generation)
    return generation


def _check(office: Office, seat: Seat, shown: ShownReceipt) -> None:
    signed = Watermark(
        server_id=office.identity.server_id,
        generation=shown.generation,
        acked_seq=shown.acked_seq,
        acked_hash=shown.acked_hash,
        receipt="",
        server_key="",
    )
    if not office.identity.has_signed(receipt_message(signed, seat.register_id), shown.receipt):
        raise LapakError("signature_wrong")


def _keep(connection: Connection, seat: Seat, shown: ShownReceipt, held: int, at: str) -> None:
    insert_many(
        connection,
        "loss (expo_id, register_id, generation, seq, held_seq, shown_at)",
        [(seat.expo_id, seat.register_id, shown.generation, shown.acked_seq, held, at)],
        conflict="(expo_id, register_id, generation) DO UPDATE SET seq = excluded.seq,"
        " held_seq = excluded.held_seq, shown_at = excluded.shown_at"
        " WHERE excluded.seq > loss.seq",
    )
