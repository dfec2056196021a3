"""Registers that keep their journal here: questions, and what their entries change."""

from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import Connection, bindparam, func, insert, select, update

from pos_app.domain.expo_details import DaysChanged, ExpoDetails
from pos_app.domain.journal import Head
from pos_app.domain.moments import stamp
from pos_app.domain.register import Booth, CutoffChanged, Expo, RegisterOpened
from pos_app.store.sql import Statement
from pos_app.store.tables.journal import REGISTER

if TYPE_CHECKING:
    from pos_app.store.written import Written


class RegisterState(msgspec.Struct, frozen=True):
    """A register as it stands: whose it is, where its journal ends, the last numbers it gave.

    `details` is what the organizer told last; its zone and cut-off may wait for the next shift.
    """

    id: str
    code: str
    booth: Booth
    expo: Expo | None
    zone: str
    cutoff_minutes: int
    public_key: str
    head: Head
    receipts: int
    reports: int
    details: ExpoDetails | None = None

    @property
    def shown_code(self) -> str:
        """The booth's code and its own, as on receipts: `A12-K1`."""
        return f"{self.booth.code}-{self.code}"


_details = msgspec.json.Decoder(ExpoDetails)

# No "ORDER BY … LIMIT ?": SQLite plans a statement anew each time a LIMIT is bound to it.
_CURRENT = Statement(
    lambda: select(*REGISTER.c).where(
        REGISTER.c.number == select(func.max(REGISTER.c.number)).scalar_subquery()
    )
)
_MOVE_HEAD = Statement(
    lambda: (
        update(REGISTER)
        .where(REGISTER.c.register_id == bindparam("of"))
        .values(
            seq=bindparam("at_seq"),
            hash=bindparam("at_hash"),
            receipts=REGISTER.c.receipts + bindparam("taken"),
        )
    )
)


def current_register(db: Connection) -> RegisterState | None:
    """The register that sells now: the one opened last."""
    row = _CURRENT.first(db)
    return None if row is None else _register(row)


def register_by_id(db: Connection, register: str) -> RegisterState:
    """A register that keeps its journal here."""
    chosen = select(*REGISTER.c).where(REGISTER.c.register_id == register)
    return _register(db.execute(chosen).one())


def registers(db: Connection) -> tuple[RegisterState, ...]:
    """All registers that keep a journal here, the one that sells now first."""
    chosen = select(*REGISTER.c).order_by(REGISTER.c.number.desc())
    return tuple(map(_register, db.execute(chosen)))


def opened(db: Connection, written: "Written", body: RegisterOpened) -> None:
    """Write what `register.opened` says."""
    number = db.scalar(select(func.coalesce(func.max(REGISTER.c.number), 0))) or 0
    # A register that bears the codes of an earlier one counts on: no number is printed twice.
    taken = db.execute(
        select(func.max(REGISTER.c.receipts), func.max(REGISTER.c.reports)).where(
            REGISTER.c.booth_code == body.booth.code, REGISTER.c.code == body.code
        )
    ).one()
    db.execute(
        insert(REGISTER).values(
            register_id=written.register,
            number=number + 1,
            code=body.code,
            booth_id=body.booth.id,
            booth_code=body.booth.code,
            booth_name=body.booth.name,
            expo_id=body.expo.id if body.expo else None,
            expo_name=body.expo.name if body.expo else None,
            zone=body.zone,
            cutoff_minutes=body.cutoff_minutes,
            public_key=body.public_key,
            opened_at=stamp(written.at),
            seq=written.seq,
            hash=written.hash,
            receipts=taken[0] or 0,
            reports=taken[1] or 0,
            details=_told_before(db, body.expo),
        )
    )


def cutoff_changed(db: Connection, written: "Written", body: CutoffChanged) -> None:
    """Write what `cutoff.changed` says."""
    changed = update(REGISTER).where(REGISTER.c.register_id == written.register)
    db.execute(changed.values(cutoff_minutes=body.cutoff_minutes))


def expo_changed(db: Connection, written: "Written", body: ExpoDetails) -> None:
    """Write what `expo.changed` says; days are counted as before until `days.changed`."""
    changed = update(REGISTER).where(REGISTER.c.register_id == written.register)
    told = msgspec.json.encode(body).decode()
    db.execute(changed.values(expo_name=body.name, details=told))


def days_changed(db: Connection, written: "Written", body: DaysChanged) -> None:
    """Write what `days.changed` says."""
    changed = update(REGISTER).where(REGISTER.c.register_id == written.register)
    db.execute(changed.values(zone=body.zone, cutoff_minutes=body.cutoff_minutes))


def note_report(db: Connection, register: str, number: int) -> None:
    """Note the number that a Z report took."""
    db.execute(update(REGISTER).where(REGISTER.c.register_id == register).values(reports=number))


def move_head(db: Connection, written: "Written", *, receipt: bool) -> None:
    """Note where a register's chain ends now, and whether a receipt number was taken."""
    _MOVE_HEAD.run(
        db,
        of=written.register,
        at_seq=written.seq,
        at_hash=written.hash,
        taken=int(receipt),
    )


def _told_before(db: Connection, expo: Expo | None) -> str:
    """What an earlier register of the same expo was told."""
    chosen = select(REGISTER.c.details).where(REGISTER.c.expo_id == (expo.id if expo else ""))
    return db.scalar(chosen.order_by(REGISTER.c.number.desc()).limit(1)) or ""


def _register(row: Any) -> RegisterState:
    expo = (
        Expo(row.expo_id, row.expo_name, row.zone, row.cutoff_minutes)
        if row.expo_id is not None
        else None
    )
    return RegisterState(
        id=row.register_id,
        code=row.code,
        booth=Booth(row.booth_id, row.booth_code, row.booth_name),
        expo=expo,
        zone=row.zone,
        cutoff_minutes=row.cutoff_minutes,
        public_key=row.public_key,
        head=Head(row.register_id, row.seq, row.hash),
        receipts=row.receipts,
        reports=row.reports,
        details=_details.decode(row.details) if row.details else None,
    )
