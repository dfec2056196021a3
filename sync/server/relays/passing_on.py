"""What this server has passed on to a central one, and what still waits."""

from datetime import datetime

import msgspec
from sqlalchemy import Connection, select

from pos_app.domain.moments import moment, stamp
from pos_app.domain.register import Booth, Expo
from sync.server.office import Office
from sync.server.store.database import insert_many
from sync.server.store.rows import BoothRow, ExpoRow, PassedOnRow, RegisterRow, UpstreamRow
from sync.wire import RelayedRegister, Watermark


class Passing(msgspec.Struct, frozen=True):
    """A register, how far it is held here and there, and the highest head that is told there.

    `problem` is the code of what the central server refused last.
    """

    told: RelayedRegister
    held_seq: int
    told_seq: int
    passed_seq: int = 0
    passed_told_seq: int = 0
    problem: str = ""

    @property
    def waiting(self) -> int:
        """How many entries are still to be passed on."""
        return max(0, self.held_seq - self.passed_seq)

    @property
    def is_waiting(self) -> bool:
        """Whether there is anything to tell, and nobody has to look at it first."""
        new = self.waiting > 0 or self.told_seq > self.passed_told_seq
        return new and not self.problem


class Standing(msgspec.Struct, frozen=True):
    """How passing on stands: `problem` is the code of why nothing went through last time.

    `refused` are registers of which the central server refused something.
    """

    address: str
    heard_at: datetime | None
    problem: str
    waiting: int
    refused: int


def registers(connection: Connection, server_id: str) -> tuple[Passing, ...]:
    """Every register here, and how far one central server has it."""
    rows = connection.execute(
        select(
            *(ExpoRow.expo_id, ExpoRow.name.label("expo_name"), ExpoRow.zone),
            *(ExpoRow.cutoff_minutes, ExpoRow.currency),
            *(BoothRow.booth_id, BoothRow.code.label("booth_code"), BoothRow.name),
            *(RegisterRow.register_id, RegisterRow.code, RegisterRow.public_key),
            *(RegisterRow.install_id, RegisterRow.version),
            *(RegisterRow.acked_seq, RegisterRow.declared_seq),
            PassedOnRow.acked_seq.label("passed_seq"),
            PassedOnRow.declared_seq.label("passed_told_seq"),
            PassedOnRow.problem,
        )
        .join(ExpoRow, ExpoRow.expo_id == RegisterRow.expo_id)
        .join(
            BoothRow,
            (BoothRow.expo_id == RegisterRow.expo_id) & (BoothRow.booth_id == RegisterRow.booth_id),
        )
        .outerjoin(
            PassedOnRow,
            (PassedOnRow.expo_id == RegisterRow.expo_id)
            & (PassedOnRow.register_id == RegisterRow.register_id)
            & (PassedOnRow.server_id == server_id),
        )
        .order_by(RegisterRow.expo_id, RegisterRow.joined_at, RegisterRow.register_id)
    )
    return tuple(
        Passing(
            RelayedRegister(
                Expo(row.expo_id, row.expo_name, row.zone, row.cutoff_minutes, row.currency),
                Booth(row.booth_id, row.booth_code, row.name),
                row.register_id,
                row.code,
                row.public_key.hex(),
                row.install_id,
                row.version,
            ),
            row.acked_seq,
            row.declared_seq,
            row.passed_seq or 0,
            row.passed_told_seq or 0,
            row.problem or "",
        )
        for row in rows
    )


def keep(office: Office, one: Passing, mark: Watermark, told_seq: int) -> Passing:
    """Keep what the central server signed for; `told_seq` is the head that it has heard of.

    Returns how the register stands now.
    """
    receipt = msgspec.json.encode(mark).decode()
    _write(office, one, mark.server_id, (mark.acked_seq, told_seq, receipt), "")
    return msgspec.structs.replace(
        one, passed_seq=mark.acked_seq, passed_told_seq=told_seq, problem=""
    )


def note_problem(office: Office, server_id: str, one: Passing, problem: str) -> None:
    """Keep why the central server takes no more of a register."""
    _write(office, one, server_id, (one.passed_seq, one.passed_told_seq, ""), problem)


def note_upstream(office: Office, address: str, server_id: str, problem: str) -> None:
    """Keep when the central server was heard, or why it was not; a change only is written."""
    now = stamp(office.clock())
    with office.database.write() as connection:
        row = (1, address, server_id, None if problem else now, problem)
        insert_many(
            connection,
            "upstream (one, address, server_id, heard_at, problem)",
            [row],
            conflict="(one) DO UPDATE SET address = excluded.address,"
            " server_id = excluded.server_id, problem = excluded.problem,"
            " heard_at = coalesce(excluded.heard_at, upstream.heard_at)",
        )


def standing(connection: Connection) -> Standing | None:
    """How passing on stands; None for a server that never did."""
    row = connection.execute(select(*UpstreamRow.__table__.c)).one_or_none()
    if row is None:
        return None
    every = registers(connection, row.server_id)
    return Standing(
        address=row.address,
        heard_at=moment(row.heard_at) if row.heard_at else None,
        problem=row.problem,
        waiting=sum(one.waiting for one in every),
        refused=sum(bool(one.problem) for one in every),
    )


def _write(
    office: Office, one: Passing, server_id: str, held: tuple[int, int, str], problem: str
) -> None:
    now = stamp(office.clock())
    row = (one.told.expo.id, one.told.register, server_id, *held, now, problem)
    with office.database.write() as connection:
        insert_many(
            connection,
            "passed_on (expo_id, register_id, server_id, acked_seq, declared_seq, receipt, at,"
            " problem)",
            [row],
            conflict="(expo_id, register_id) DO UPDATE SET server_id = excluded.server_id,"
            " acked_seq = excluded.acked_seq, declared_seq = excluded.declared_seq,"
            " receipt = CASE WHEN excluded.receipt = '' THEN passed_on.receipt"
            " ELSE excluded.receipt END, at = excluded.at, problem = excluded.problem",
        )
